"""What the numbers of a text claim: each with the words that say what it counts. Pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from canvasai.grounding.quantities import Quantity, quantities, spoken_quantities
from canvasai.grounding.words import MONTH, content_words, stem

_LEAST_WORDS = 2
_CLAUSE_BREAK = re.compile(
    r"[;:.!?()|\n]\s|\s[–—-]\s|,\s(?!\d)|\b(?:and|und|et|y|but|aber|mais|pero)\b"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# "3 May", "3. Mai", "May 3", "03.05.", "2024-05-03", "12:30": parts of a date or a time.
_DATE_AFTER = re.compile(rf"\.?\s?(?:de\s)?{MONTH}|[-/:]\d|\.\d{{1,2}}\.", re.IGNORECASE)
_DATE_BEFORE = re.compile(
    rf"\b{MONTH}\.?\s$|\d[-/:]$|\d\.\d{{1,2}}\.$|(?<!\d)\d{{1,2}}\.$", re.IGNORECASE
)
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
# "at seven", "um 19", "à six heures": a time of day.
_TIME_BEFORE = re.compile(
    r"\b(?:at|until|till|um|à|a las|hasta las|half past|quarter (?:past|to))\s$", re.IGNORECASE
)
_LAST_HOUR = 24
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
class Claim:
    text: int
    number: str
    quantity: Quantity
    words: tuple[str, ...]
    years: frozenset[str]
    periods: frozenset[str]
    beside: tuple[Quantity, ...]
    cells: tuple[tuple[str, str], ...]
    column: str


def claims_of(
    index: int, text: str, least_words: int = _LEAST_WORDS, *, spoken: bool = False
) -> list[Claim]:
    """Returns a claim for each number that can be compared.

    Args:
        index: what the claims remember as their text.
        text: a statement.
        least_words: a number with fewer words about it claims nothing.
        spoken: whether numbers written as words count too.
    """
    claims = []
    years = frozenset(_YEAR.findall(text))
    cells = _cells(text)
    written = quantities(text) + (spoken_quantities(text) if spoken else [])
    numbers = [quantity for quantity in written if _counts(text, quantity)]
    for quantity in numbers:
        start, end = (0, len(text)) if cells else _clause(text, quantity)
        clause = _row_without(text, numbers, quantity) if cells else text[start:end]
        words = _words_about(clause, quantity)
        if len(words) < least_words:
            continue
        claims.append(
            Claim(
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
        or (_TIME_BEFORE.search(before) and max(quantity.values) <= _LAST_HOUR)
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
