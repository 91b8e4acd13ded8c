"""Two statements that give the same quantity different values. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from canvasai.grounding.claims import Claim, claims_of
from canvasai.grounding.likeness import Side, comparable, likeness
from canvasai.grounding.superseding import says_superseded
from canvasai.grounding.words import content_words, count_held, same_word

# How much of the shorter clause's words the longer one must share.
_SHARED = 0.7
_LEAST_SHARED = 2
# How much of what a row is about the other number's words must name.
_NAMED = 0.5
# From which likeness on two numbers are taken to count the same thing; chosen for few false alarms.
ALIKE = 0.6
# The same where one of the statements says that an earlier value no longer holds.
ALIKE_IF_SAID = 0.2
LEAST_COSINE = 0.35


@dataclass(frozen=True, slots=True)
class Disagreement:
    """The same quantity with two values: indexes into the texts given, and the numbers as written."""

    one: int
    other: int
    one_number: str
    other_number: str


def disagreements(
    texts: list[str],
    vectors: NDArray[np.float32] | None = None,
    sources: Sequence[str] | None = None,
) -> list[Disagreement]:
    """Finds pairs of texts that give the same quantity different values.

    Two numbers are about the same quantity when unit and period agree and the words around them
    do: the shorter clause shares nearly all its words with the other, and neither holds a word
    that tells the two apart ("small plan", "large plan"). Where vectors are given, trained trees find
    those that are worded differently too.

    Args:
        texts: n statements.
        vectors: their unit vectors, shape (n, d), or None.
        sources: the document of each; what is worded differently is compared across documents only.
    """
    found = _by_words(texts)
    if vectors is not None:
        seen = {(pair.one, pair.other) for pair in found}
        found += [
            pair
            for pair in _by_likeness(texts, vectors, sources or range(len(texts)))
            if (pair.one, pair.other) not in seen
        ]
    return found


def _by_words(texts: list[str]) -> list[Disagreement]:
    of_text = [claims_of(index, text) for index, text in enumerate(texts)]
    claims = [claim for told in of_text for claim in told]
    found: list[Disagreement] = []
    seen: set[tuple[int, int]] = set()
    for position, one in enumerate(claims):
        for other in claims[position + 1 :]:
            pair = (one.text, other.text)
            if one.text == other.text or pair in seen or not _same_quantity(one, other):
                continue
            if _agree_elsewhere(one, other, of_text):
                continue
            seen.add(pair)
            found.append(Disagreement(one.text, other.text, one.number, other.number))
    return found


def _by_likeness(
    texts: list[str], vectors: NDArray[np.float32], sources: Sequence[object]
) -> list[Disagreement]:
    """Pairs that trained trees call alike, each text with the one that it is most alike."""
    of_text = [claims_of(index, text, 1, spoken=True) for index, text in enumerate(texts)]
    claims = [claim for told in of_text for claim in told]
    near = vectors @ vectors.T
    said = [says_superseded(text) for text in texts]
    scored = []
    for position, one in enumerate(claims):
        for other in claims[position + 1 :]:
            cosine = float(near[one.text, other.text])
            if sources[one.text] == sources[other.text] or cosine < LEAST_COSINE:
                continue
            if not comparable(one.quantity, other.quantity):
                continue
            if _agree_elsewhere(one, other, of_text):
                continue
            if not (_names_it(one, other) and _names_it(other, one)):
                continue
            alike = likeness(Side(one, texts[one.text]), Side(other, texts[other.text]), cosine)
            if alike >= (ALIKE_IF_SAID if said[one.text] != said[other.text] else ALIKE):
                scored.append((alike, Disagreement(one.text, other.text, one.number, other.number)))
    taken: set[int] = set()
    found = []
    for _, pair in sorted(scored, key=lambda told: -told[0]):
        if not {pair.one, pair.other} & taken:
            taken |= {pair.one, pair.other}
            found.append(pair)
    return found


def _names_it(row: Claim, other: Claim) -> bool:
    """Whether what a table row is about is named by the other number's words; true of no row."""
    name = next((value for _, value in row.cells if not any(c.isdigit() for c in value)), "")
    words = content_words(name)
    return count_held(words, other.words) >= _NAMED * len(words)


def _same_quantity(one: Claim, other: Claim) -> bool:
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


def _same_thing(one: Claim, other: Claim) -> bool:
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


def _agree_elsewhere(one: Claim, other: Claim, of_text: list[list[Claim]]) -> bool:
    """Whether one of the texts holds the other's value too, as in "raised from 9 € to 11 €"."""
    return any(
        claim.quantity.same_value(theirs.quantity)
        for mine, theirs in ((one, other), (other, one))
        for claim in of_text[mine.text]
    )
