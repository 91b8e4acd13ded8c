"""Two statements that give the same quantity different values. Pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from canvasai.grounding.quantities import Quantity, quantities
from canvasai.grounding.words import content_words, same_word, stem

# How much of the shorter clause's words the longer one must share.
_SHARED = 0.7
_LEAST_SHARED = 2
_CLAUSE_BREAK = re.compile(
    r"[;:.!?()|\n]\s|\s[–—-]\s|,\s(?!\d)|\b(?:and|und|et|y|but|aber|mais|pero)\b"
)
_NOT_A_CLAIM = re.compile(r"^(?:19|20)\d\d$")
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
    for quantity in quantities(text):
        number = text[quantity.start : quantity.end]
        if _NOT_A_CLAIM.match(number) and not quantity.is_money:
            continue
        words = _words_about(text, quantity)
        if len(words) >= _LEAST_SHARED:
            claims.append(_Claim(index, number, quantity, words))
    return claims


def _words_about(text: str, quantity: Quantity) -> tuple[str, ...]:
    """The content words that say what a number counts: its clause, or its whole table row."""
    if " | " in text:
        clause = text
    else:
        start, end = 0, len(text)
        for match in _CLAUSE_BREAK.finditer(text):
            if match.end() <= quantity.start:
                start = match.end()
            elif match.start() >= quantity.end:
                end = match.start()
                break
        clause = text[start:end]
    words = [word for word in content_words(clause) if stem(word) not in _FRAMES]
    unit = quantity.unit.lower()
    return tuple(dict.fromkeys(word for word in words if word != unit or not quantity.is_money))


def _same_quantity(one: _Claim, other: _Claim) -> bool:
    a, b = one.quantity, other.quantity
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
    if (a.period or b.period) and a.period != b.period and a.period and b.period:
        return False
    short, long = sorted((one.words, other.words), key=len)
    shared = [word for word in short if any(same_word(word, w) for w in long)]
    if len(shared) < _LEAST_SHARED or len(shared) < _SHARED * len(short):
        return False
    only_short = [word for word in short if word not in shared]
    only_long = [word for word in long if not any(same_word(word, w) for w in short)]
    # A word of its own on both sides tells two things apart; on one side it only says more.
    return not (only_short and only_long)


def _agree_elsewhere(one: _Claim, other: _Claim, claims: list[_Claim]) -> bool:
    """Whether one of the texts holds the other's value too, as in "raised from 9 € to 11 €"."""
    for claim in claims:
        if claim.text == one.text and claim.quantity.same_value(other.quantity):
            return True
        if claim.text == other.text and claim.quantity.same_value(one.quantity):
            return True
    return False
