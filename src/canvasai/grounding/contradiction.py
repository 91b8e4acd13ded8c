"""Two statements that give the same quantity different values. Pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from canvasai.grounding.quantities import Quantity, quantities
from canvasai.grounding.words import MONTH, content_words, same_word, stem

# How much of the shorter clause's words the longer one must share.
_SHARED = 0.7
_LEAST_SHARED = 2
_CLAUSE_BREAK = re.compile(
    r"[;:.!?()|\n]\s|\s[–—-]\s|,\s(?!\d)|\b(?:and|und|et|y|but|aber|mais|pero)\b"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# "3 May", "3. Mai", "May 3", "03.05.", "2024-05-03", "12:30": parts of a date or a time.
_DATE_AFTER = re.compile(rf"\.?\s?(?:de\s)?{MONTH}|[-/:]\d|\.\d{{1,2}}\.", re.IGNORECASE)
_DATE_BEFORE = re.compile(rf"\b{MONTH}\.?\s$|\d[-/:]$|\d\.\d{{1,2}}\.$", re.IGNORECASE)
_PERIODS = {
    "month": re.compile(
        r"\b(?:month(?:s|ly)?|monat(?:e|lich\w*)?|mois|mensuel\w*|mes|mensual\w*|mo)\b", re.I
    ),
    "year": re.compile(
        r"\b(?:year(?:s|ly)?|annum|annual(?:ly)?|jahr(?:e|es)?|jährlich\w*|/an|par an|année|annuel\w*|año|anual\w*)\b|\bp\.a\.",
        re.I,
    ),
    "week": re.compile(
        r"\b(?:week(?:s|ly)?|woche\w*|wöchentlich\w*|semaine|hebdomadaire|semana\w*)\b", re.I
    ),
    "day": re.compile(r"\b(?:days?|daily|tage?s?|täglich\w*|jour(?:nalier)?|días?|diario)\b", re.I),
    "hour": re.compile(r"\b(?:hour(?:s|ly)?|stunden?|stündlich|heures?|horas?)\b", re.I),
}
# "more than 30" does not contradict 40.
_BOUND = re.compile(
    r"\b(?:more than|over|above|at least|up to|at most|under|below|less than|fewer than|mehr als|über|mindestens|"
    r"bis zu|höchstens|weniger als|unter|plus de|au moins|jusqu['’]à|moins de|más de|al menos|hasta|menos de)\s[€$£]?\s?$",
    re.IGNORECASE,
)
# Words that frame a number without saying what it counts.
_FRAMES = frozenset(
    stem(word)
    for word in """
    about around roughly nearly almost exactly currently today now total price costs cost amount number item unit
    value note euro euros month monthly year yearly annual annually week day hour per each net gross plus from since
    valid period eur usd chf gbp customer pays who paid pay charge charged charges
    etwa rund circa preis kosten betrag anzahl monat jahr environ prix montant nombre mois unos precio importe mes año
    """.split()
)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """The same quantity with two values: indexes into the texts given, and the numbers as written."""

    one: int
    other: int
    one_number: str
    other_number: str


@dataclass(frozen=True, slots=True)
class _Claim:
    text: int
    number: str
    quantity: Quantity
    words: tuple[str, ...]
    years: frozenset[str]
    periods: frozenset[str]
    beside: tuple[Quantity, ...]
    cells: tuple[tuple[str, str], ...]
    column: str


def disagreements(texts: list[str]) -> list[Disagreement]:
    """Finds pairs of texts that give the same quantity different values.

    Two numbers are about the same quantity when unit and period agree and the words around them
    do: the shorter clause shares nearly all its words with the other, and neither holds a word
    that tells the two apart ("small plan", "large plan").
    """
    claims = [claim for index, text in enumerate(texts) for claim in _claims(index, text)]
    found: list[Disagreement] = []
    seen: set[tuple[int, int]] = set()
    for position, one in enumerate(claims):
        for other in claims[position + 1 :]:
            pair = (one.text, other.text)
            if one.text == other.text or pair in seen or not _same_quantity(one, other):
                continue
            if _agree_elsewhere(one, other, claims):
                continue
            seen.add(pair)
            found.append(Disagreement(one.text, other.text, one.number, other.number))
    return found


def _claims(index: int, text: str) -> list[_Claim]:
    claims = []
    years = frozenset(_YEAR.findall(text))
    cells = _cells(text)
    numbers = [quantity for quantity in quantities(text) if _counts(text, quantity)]
    for quantity in numbers:
        start, end = (0, len(text)) if cells else _clause(text, quantity)
        clause = _row_without(text, numbers, quantity) if cells else text[start:end]
        words = _words_about(clause, quantity)
        if len(words) < _LEAST_SHARED:
            continue
        claims.append(
            _Claim(
                text=index,
                number=text[quantity.start : quantity.end],
                quantity=quantity,
                words=words,
                years=years,
                periods=frozenset(name for name, words in _PERIODS.items() if words.search(clause)),
                beside=tuple(n for n in numbers if n is not quantity and start <= n.start < end),
                cells=cells,
                column=text[: quantity.start].rpartition(" | ")[2].partition(": ")[0],
            )
        )
    return claims


def _counts(text: str, quantity: Quantity) -> bool:
    """Whether a number is one to compare: no year, no part of a date or time, no bound."""
    number = text[quantity.start : quantity.end]
    if quantity.is_money:
        return not _BOUND.search(text[max(0, quantity.start - 20) : quantity.start])
    before = text[max(0, quantity.start - 20) : quantity.start]
    return not (
        _YEAR.fullmatch(number)
        or _DATE_AFTER.match(text[quantity.end : quantity.end + 20])
        or _DATE_BEFORE.search(before)
        or _BOUND.search(before)
    )


def _cells(text: str) -> tuple[tuple[str, str], ...]:
    """The cells of a table row as it is told, with their header names; () for other texts."""
    if " | " not in text:
        return ()
    pairs = (cell.partition(": ") for cell in text.split(" | "))
    return tuple((name, value) for name, _, value in pairs)


def _row_without(text: str, numbers: list[Quantity], kept: Quantity) -> str:
    """A table row without the cells of its other numbers."""
    cells, start = [], 0
    for cell in text.split(" | "):
        held = [n for n in numbers if start <= n.start < start + len(cell)]
        if not held or kept in held:
            cells.append(cell)
        start += len(cell) + 3
    return " | ".join(cells)


def _clause(text: str, quantity: Quantity) -> tuple[int, int]:
    starts, end = [0], len(text)
    for match in _CLAUSE_BREAK.finditer(text):
        if match.end() <= quantity.start:
            starts.append(match.end())
        elif match.start() >= quantity.end:
            end = match.start()
            break
    # "Setup fee: 200 €": the label says what the number counts.
    while len(starts) > 1 and not _words_about(text[starts[-1] : end], quantity):
        if not text[: starts[-1]].rstrip().endswith(":"):
            break
        starts.pop()
    return starts[-1], end


def _words_about(clause: str, quantity: Quantity) -> tuple[str, ...]:
    """The content words that say what a number counts."""
    words = [word for word in content_words(clause) if stem(word) not in _FRAMES]
    unit = quantity.unit.lower()
    return tuple(dict.fromkeys(word for word in words if word != unit or not quantity.is_money))


def _same_quantity(one: _Claim, other: _Claim) -> bool:
    if one.cells and other.cells and one.cells[0] != other.cells[0]:
        return False  # two rows of a table that are about different things
    a, b = one.quantity, other.quantity
    if a.unit != b.unit and (a.is_money or b.is_money):
        return False
    if a.same_value(b):
        return False
    if (
        not (a.is_money and b.is_money)
        and a.unit != b.unit
        and not same_word(a.unit or "?", b.unit or "!")
    ):
        return False
    if a.is_money and a.unit != b.unit:
        return False
    if one.periods and other.periods and not one.periods & other.periods:
        return False
    if not _same_thing(one, other):
        return False
    short, long = sorted((one.words, other.words), key=len)
    shared = [word for word in short if any(same_word(word, w) for w in long)]
    if len(shared) < _LEAST_SHARED or len(shared) < _SHARED * len(short):
        return False
    only_short = [word for word in short if word not in shared]
    only_long = [word for word in long if not any(same_word(word, w) for w in short)]
    # A word of its own on both sides tells two things apart; on one side it only says more.
    return not (only_short and only_long)


def _same_thing(one: _Claim, other: _Claim) -> bool:
    """Whether years, rows and the numbers beside let both be about one thing.

    "In 2030 we sold 30" and "in 2031 we sold 45" are not, nor are "50 litres cost 9 €" and
    "100 litres cost 15 €", nor two rows of a table whose first cells differ.
    """
    if one.years and other.years and not one.years & other.years:
        return False
    if one.cells and [name for name, _ in one.cells] == [name for name, _ in other.cells]:
        return one.cells[0] == other.cells[0] and one.column == other.column
    return not (
        one.beside
        and other.beside
        and not any(a.same_value(b) for a in one.beside for b in other.beside)
    )


def _agree_elsewhere(one: _Claim, other: _Claim, claims: list[_Claim]) -> bool:
    """Whether one of the texts holds the other's value too, as in "raised from 9 € to 11 €"."""
    for claim in claims:
        if claim.text == one.text and claim.quantity.same_value(other.quantity):
            return True
        if claim.text == other.text and claim.quantity.same_value(one.quantity):
            return True
    return False
