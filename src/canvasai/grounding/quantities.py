"""Numbers with their units, read from text in four languages. Pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from canvasai.grounding.units import CURRENCIES, CURRENCY, SCALES, UNIT, period_in

_WORDS = {
    word: value
    for value, words in {
        1: "one eins",
        2: "two zwei deux dos twice both",
        3: "three drei trois tres",
        4: "four vier quatre cuatro",
        5: "five fünf cinq cinco",
        6: "six sechs seis",
        7: "seven sieben sept siete",
        8: "eight acht huit ocho",
        9: "nine neun neuf nueve",
        10: "ten zehn dix diez",
        # Not the Spanish "once", which is English for "one time".
        11: "eleven elf onze",
        12: "twelve zwölf douze doce dozen",
        15: "fifteen fünfzehn quinze quince",
        20: "twenty zwanzig vingt veinte",
        30: "thirty dreißig trente treinta",
        40: "forty vierzig quarante cuarenta",
        50: "fifty fünfzig cinquante cincuenta",
        60: "sixty sechzig soixante sesenta",
        70: "seventy siebzig setenta",
        80: "eighty achtzig ochenta",
        90: "ninety neunzig noventa",
        100: "hundred hundert cent cien",
    }.items()
    for word in words.split()
}

# One number has one mark between its thousands, and another one before its decimals.
_NUMBER = re.compile(
    r"(?P<before>[€$£¥]|\b(?:EUR|USD|GBP|CHF|US\$)\s?)?\s?"
    r"(?<![\w.,])(?P<number>\d{1,3}(?:(?P<mark>[.,'’ \u00a0\u202f])\d{3})(?:(?P=mark)\d{3})*"
    r"(?:(?!(?P=mark))[.,]\d{1,2})?|\d+(?:[.,]\d+)?)"
    r"(?![\d])(?P<after>\s?(?:[-–]\s?)?(?:[€$£¥%]|US\$|(?:per|pour|por)\s(?:cent|ciento)\b|[^\W\d_]+\.?)?)"
)
# "Price (€): 11", as a table row is told with its header names.
_HEADER_UNIT = re.compile(
    r"(?:[(\[]\s*(?P<unit>€|\$|£|¥|%|EUR|USD|GBP|CHF)(?P<per>\s*(?:/|per|pro|par|por|al)\s*\w+)?\s*[)\]]"
    r"|(?:^|\|\s|\b\w+\s)(?P<bare>€|£|EUR|USD|GBP|CHF))\s*:\s*-?$",
    re.IGNORECASE,
)
# The parts of "03.05.2024" are numbers of their own, as those of "03/05/2024" are.
_DATE = re.compile(r"(?<![\w.,])\d{1,2}\.\d{1,2}\.(?:\d{4}|\d\d)(?![\w])")
_PERCENT_WORDS = re.compile(r"\b(?:per|pour)\s+cent\b", re.IGNORECASE)
_MULTIPLIERS = {
    "hundred": 100,
    "hundert": 100,
    "thousand": 1000,
    "tausend": 1000,
    "mille": 1000,
    "mil": 1000,
}
_NUMBER_WORD = "(?:" + "|".join(sorted({*_WORDS, *_MULTIPLIERS}, key=len, reverse=True)) + ")"
_SPOKEN_NUMBER = re.compile(
    rf"(?<![\w-])(?<!per )(?<!pour ){_NUMBER_WORD}(?:(?:[\s-]|\s(?:and|y|et)\s){_NUMBER_WORD})*(?![^\W\d_])",
    re.IGNORECASE,
)
_SPOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it stands in a text.

    Attributes:
        values: what it can mean; two values where a separator leaves it open ("1.200").
        unit: "EUR", "%", "kg", …, or the word that follows in lower case, or "".
        period: "month", "year", … for "per month"; "" if none is given.
        start, end: span of the number in the text, without unit.
    """

    values: frozenset[float]
    unit: str
    period: str
    start: int
    end: int

    @property
    def is_money(self) -> bool:
        """Whether the unit is a currency."""
        return self.unit in CURRENCIES

    def same_value(self, other: Quantity) -> bool:
        """Whether both can mean the same number."""
        return any(
            a == b or abs(a - b) <= 1e-9 * max(1.0, abs(a))
            for a in self.values
            for b in other.values
        )


def quantities(text: str) -> list[Quantity]:
    """Returns the numbers written in digits, in order."""
    found = []
    text = _DATE.sub(lambda date: date[0].replace(".", "/"), text)
    for match in _NUMBER.finditer(text):
        before = (match["before"] or "").strip().lower()
        number_at = match.start("number")
        header = _HEADER_UNIT.search(text[max(0, number_at - 40) : number_at])
        if not before and header:
            before = (header["unit"] or header["bare"]).lower()
        after = match["after"].strip().lstrip("-–").strip().lower()
        scale = 1.0
        word = after.rstrip(".")
        if word in SCALES:
            follow = re.match(r"\s?([€$£¥%]|[^\W\d_]+)", text[match.end("after") :][:40])
            scaled = follow[1].lower() if follow else ""
            # "5 m" is a length, "€5m" and "5 m €" are money.
            if word != "m" or before in CURRENCY or scaled in CURRENCY:
                scale, word = SCALES[word], scaled
        percent = "%" if before == "%" or word.endswith((" cent", " ciento")) else ""
        unit = percent or CURRENCY.get(before) or CURRENCY.get(word) or UNIT.get(word) or word
        period = period_in(text[match.end("number") : match.end("number") + 60])
        found.append(
            Quantity(
                values=frozenset(value * scale for value in _values(match["number"])),
                unit=unit,
                period=period or (period_in(header["per"] or "") if header else ""),
                start=match.start("number"),
                end=match.end("number"),
            )
        )
    return found


def spoken_quantities(text: str) -> list[Quantity]:
    """Returns the numbers written as words ("thirty-six cabs", "two hundred"), from three on, in order."""
    found = []
    for match in _SPOKEN_NUMBER.finditer(text):
        value = _value_of_words(match[0].lower())
        if value <= 2:
            continue
        after = re.match(
            r"[\s-]?(per cent\b|por ciento\b|pour cent\b|[^\W\d_]+)", text[match.end() :]
        )
        word = after[1].lower() if after else ""
        percent = "%" if word.endswith((" cent", " ciento")) else ""
        found.append(
            Quantity(
                values=frozenset({float(value)}),
                unit=percent or CURRENCY.get(word) or UNIT.get(word) or word,
                period=period_in(text[match.end() : match.end() + 60]),
                start=match.start(),
                end=match.end(),
            )
        )
    return found


def _value_of_words(words: str) -> int:
    """Adds up number words: tens and units are added, "hundred" and "thousand" multiply."""
    total, part = 0, 0
    for word in re.findall(r"[^\W\d_]+", words):
        if word in _MULTIPLIERS:
            part = max(1, part) * _MULTIPLIERS[word]
            if _MULTIPLIERS[word] == 1000:
                total, part = total + part, 0
        elif word in _WORDS:
            part += _WORDS[word]
    return total + part


def missing_numbers(text: str, evidence: str) -> list[str]:
    """Returns the numbers of `text` that `evidence` does not hold, as they are written.

    A number is held when the same value stands there, in digits or as a word up to a hundred, with
    the same currency or % where both name one, and the same period where both name one.
    """
    held = quantities(evidence)
    spoken = {float(value) for _, value in _spoken(evidence)}
    missing = []
    for quantity in quantities(text):
        if any(quantity.same_value(other) and _units_agree(quantity, other) for other in held):
            continue
        if not quantity.is_money and quantity.values & spoken:
            continue
        missing.append(text[quantity.start : quantity.end])
    digits = {value for other in held for value in other.values}
    for word, value in _spoken(text):
        # "one" and "both" are too common to be a claim about a number.
        if value > 2 and float(value) not in spoken | digits:
            missing.append(word)
    return missing


def _spoken(text: str) -> list[tuple[str, int]]:
    """Returns the numbers written as words, with their values; "twenty-five" is one of them."""
    found = []
    for match in _SPOKEN.finditer(_PERCENT_WORDS.sub("%", text.lower())):
        parts = match[0].split("-")
        values = [_WORDS.get(part, 0) for part in parts]
        if len(values) == 2 and 20 <= values[0] < 100 and 0 < values[1] < 10:
            found.append((match[0], sum(values)))
        else:
            found += [pair for pair in zip(parts, values, strict=True) if pair[1]]
    return found


def _units_agree(one: Quantity, other: Quantity) -> bool:
    hard = set(CURRENCIES) | {"%"}
    if (one.unit in hard and other.unit in hard) and one.unit != other.unit:
        return False
    if (one.unit in hard) != (other.unit in hard) and "%" in (one.unit, other.unit):
        return False
    return not (one.period and other.period and one.period != other.period)


def _values(number: str) -> set[float]:
    """Reads a number in either convention; "1.200" can be 1200 or 1.2."""
    plain = re.sub(r"['’ \u00a0\u202f]", "", number)
    marks = [char for char in plain if char in ".,"]
    if not marks:
        return {float(plain)}
    if len(set(marks)) == 2:
        decimal = marks[-1]
        thousands = "," if decimal == "." else "."
        return {float(plain.replace(thousands, "").replace(decimal, "."))}
    if len(marks) > 1:
        return {float(plain.replace(marks[0], ""))}
    whole, fraction = re.split(r"[.,]", plain)
    if len(fraction) == 3 and len(whole) <= 3 and whole != "0":
        return {float(whole + fraction), float(f"{whole}.{fraction}")}
    return {float(f"{whole}.{fraction}")}
