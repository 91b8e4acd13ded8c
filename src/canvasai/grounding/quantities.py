"""Numbers with their units, read from text in four languages. Pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CURRENCIES = {
    "EUR": ("€", "eur", "euro", "euros"),
    "USD": ("$", "us$", "usd", "dollar", "dollars", "dólares", "dólar"),
    "GBP": ("£", "gbp", "pound", "pounds", "quid"),
    "CHF": ("chf", "sfr", "franken", "fr"),
    "JPY": ("¥", "jpy", "yen"),
    "SEK": ("sek",),
    "NOK": ("nok",),
    "DKK": ("dkk",),
    "KR": ("kr", "kroner", "kronor"),
}
_CURRENCY = {name: code for code, names in _CURRENCIES.items() for name in names}
_UNITS = {
    "%": ("%", "percent", "prozent", "pct"),
    "kg": ("kg", "kilo", "kilos", "kilogram", "kilograms"),
    "t": ("t", "ton", "tons", "tonne", "tonnes", "tonnen", "toneladas"),
    "g": ("g", "gram", "grams", "gramm"),
    "km": ("km", "kilometre", "kilometres", "kilometer", "kilometers"),
    "m": ("metre", "metres", "meter", "meters"),
    "h": (
        "h",
        "hour",
        "hours",
        "hr",
        "hrs",
        "stunde",
        "stunden",
        "heure",
        "heures",
        "hora",
        "horas",
    ),
    "min": ("min", "mins", "minute", "minutes", "minuten", "minutos"),
    "day": ("day", "days", "tag", "tage", "tagen", "jour", "jours", "día", "días"),
    "week": ("week", "weeks", "woche", "wochen", "semaine", "semaines", "semana", "semanas"),
    "month": ("month", "months", "monat", "monate", "monaten", "mois", "mes", "meses"),
    "year": (
        "year",
        "years",
        "jahr",
        "jahre",
        "jahren",
        "an",
        "ans",
        "année",
        "années",
        "año",
        "años",
    ),
    "kWh": ("kwh",),
    "MB": ("mb",),
    "GB": ("gb",),
}
_UNIT = {name: unit for unit, names in _UNITS.items() for name in names}
_PERIODS = {
    "month": "month|monthly|monat|monatlich|mois|mes|mo",
    "year": "year|yearly|annum|annually|annual|jahr|jährlich|an|année|año|yr",
    "week": "week|weekly|woche|wöchentlich|semaine|semana",
    "day": "day|daily|tag|täglich|jour|día",
    "hour": "hour|hourly|stunde|heure|hora",
}
_SCALES = {
    "k": 1e3,
    "thousand": 1e3,
    "tsd": 1e3,
    "tausend": 1e3,
    "mille": 1e3,
    "mil": 1e3,
    "m": 1e6,
    "mio": 1e6,
    "million": 1e6,
    "millions": 1e6,
    "millionen": 1e6,
    "millones": 1e6,
    "bn": 1e9,
    "billion": 1e9,
    "mrd": 1e9,
    "milliarden": 1e9,
}
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

_NUMBER = re.compile(
    r"(?P<before>[€$£¥]|\b(?:EUR|USD|GBP|CHF|US\$)\s?)?\s?"
    r"(?<![\w.,])(?P<number>\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?)"
    r"(?![\d])(?P<after>\s?(?:[-–]\s?)?(?:[€$£¥%]|US\$|(?:per|pour|por)\s(?:cent|ciento)\b|[^\W\d_]+\.?)?)"
)
# "Price (€): 11", as a table row is told with its header names.
_HEADER_UNIT = re.compile(
    r"[(\[]\s*(€|\$|£|¥|%|EUR|USD|GBP|CHF)(?P<per>\s*(?:/|per|pro|par|por|al)\s*\w+)?\s*[)\]]\s*:\s*-?$",
    re.IGNORECASE,
)
# The parts of "03.05.2024" are numbers of their own, as those of "03/05/2024" are.
_DATE = re.compile(r"(?<![\w.,])\d{1,2}\.\d{1,2}\.(?:\d{4}|\d\d)(?![\w])")
_PERCENT_WORDS = re.compile(r"\b(?:per|pour)\s+cent\b", re.IGNORECASE)
_SPOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PER = re.compile(
    r"^\W{0,3}(?:[^\W\d_]+\W+){0,4}?(?:per|a|an|each|every|/|pro|je|im|par|por|al)\s?"
    r"(?:(?:[^\W\d_]+)\s+(?:and|und|et|y|per|/)\s+)?(?P<period>"
    + "|".join(f"(?P<{name}>{words})" for name, words in _PERIODS.items())
    + r")\b|^\W{0,3}(?P<adverb>monthly|yearly|annually|weekly|daily|hourly|monatlich|jährlich|wöchentlich|täglich|"
    r"mensuel|annuel|hebdomadaire|mensual|anual|semanal|p\.\s?a\.)(?:\w{1,2}\b|(?!\w))",
    re.IGNORECASE,
)
_ADVERBS = {
    "monthly": "month",
    "monatlich": "month",
    "yearly": "year",
    "annually": "year",
    "jährlich": "year",
    "weekly": "week",
    "wöchentlich": "week",
    "daily": "day",
    "täglich": "day",
    "hourly": "hour",
    "mensuel": "month",
    "mensual": "month",
    "annuel": "year",
    "anual": "year",
    "hebdomadaire": "week",
    "semanal": "week",
    "p.a.": "year",
}


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
        return self.unit in _CURRENCIES

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
            before = header[1].lower()
        after = match["after"].strip().lstrip("-–").strip().lower()
        scale = 1.0
        word = after.rstrip(".")
        if word in _SCALES:
            follow = re.match(r"\s?([€$£¥%]|[^\W\d_]+)", text[match.end("after") :][:40])
            scaled = follow[1].lower() if follow else ""
            # "5 m" is a length, "€5m" and "5 m €" are money.
            if word != "m" or before in _CURRENCY or scaled in _CURRENCY:
                scale, word = _SCALES[word], scaled
        percent = "%" if before == "%" or word.endswith((" cent", " ciento")) else ""
        unit = percent or _CURRENCY.get(before) or _CURRENCY.get(word) or _UNIT.get(word) or word
        period = _period(text[match.end("number") : match.end("number") + 60])
        found.append(
            Quantity(
                values=frozenset(value * scale for value in _values(match["number"])),
                unit=unit,
                period=period or (_period(header["per"] or "") if header else ""),
                start=match.start("number"),
                end=match.end("number"),
            )
        )
    return found


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
    hard = set(_CURRENCIES) | {"%"}
    if (one.unit in hard and other.unit in hard) and one.unit != other.unit:
        return False
    if (one.unit in hard) != (other.unit in hard) and "%" in (one.unit, other.unit):
        return False
    return not (one.period and other.period and one.period != other.period)


def _period(after: str) -> str:
    match = _PER.match(after)
    if match is None:
        return ""
    if match["adverb"]:
        return _ADVERBS[match["adverb"].lower().replace(" ", "")]
    return next((name for name in _PERIODS if match[name]), "")


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
