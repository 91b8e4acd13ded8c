"""Two statements that give the same quantity different values. Pure functions."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from canvasai.grounding.claims import Claim, claims_of
from canvasai.grounding.likeness import Pair, Side, comparable, likeness, names_of, pair_of
from canvasai.grounding.superseding import says_superseded
from canvasai.grounding.words import content_words, count_held, same_word

# How much of the shorter clause's words the longer one must share.
_SHARED = 0.7
_LEAST_SHARED = 2
# How much of what a row is about the other number's words must name.
_NAMED = 0.3
# From which likeness on two numbers are taken to count the same thing; chosen for few false alarms on the
# bundles of the split "tune".
ALIKE = 0.45
# The same where one of the statements says that an earlier value no longer holds.
ALIKE_IF_SAID = 0.2
# Shares of one whole are many, and read alike: 34 % and 11 % of sales are two customers' shares.
ALIKE_SHARES = 0.75
LEAST_COSINE = 0.3
# Pairs that the trees call hopeless are not judged, and no more than so many.
_HOPELESS = 0.01
MOST_JUDGED = 150

# Tells for each pair how likely its numbers count the same thing, and, if so, how likely the first replaces
# the second, and the second the first; each 0 to 1.
Judge = Callable[[Sequence[Pair]], Sequence[tuple[float, float, float]]]
# From which likelihood on one number is taken to replace the other.
_REPLACES = 0.5


@dataclass(frozen=True, slots=True)
class Disagreement:
    """The same quantity with two values.

    Attributes:
        one, other: indexes into the texts given.
        one_number, other_number: the numbers as written.
        newer: the text that replaces the other, as in "12 now; ten is what it was", or None where nothing
            in the two says so.
    """

    one: int
    other: int
    one_number: str
    other_number: str
    newer: int | None = None


def disagreements(
    texts: list[str],
    vectors: NDArray[np.float32] | None = None,
    sources: Sequence[str] | None = None,
    judge: Judge | None = None,
) -> list[Disagreement]:
    """Finds pairs of texts that give the same quantity different values.

    Two numbers are about the same quantity when unit and period agree and the words around them
    do: the shorter clause shares nearly all its words with the other, and neither holds a word
    that tells the two apart ("small plan", "large plan"). Where vectors are given, what was learned finds
    those that are worded differently too.

    Args:
        texts: n statements.
        vectors: their unit vectors, shape (n, d), or None.
        sources: the document of each; what is worded differently is compared across documents only.
        judge: has a say about the pairs that the trees leave; without one the trees decide.
    """
    found = _by_words(texts)
    if vectors is not None:
        seen = {(pair.one, pair.other) for pair in found}
        found += _by_likeness(texts, vectors, sources or range(len(texts)), judge, seen)
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
            if one.quantity.unit == "%" and _name_different_ones(
                texts[one.text], texts[other.text]
            ):
                continue
            seen.add(pair)
            found.append(Disagreement(one.text, other.text, one.number, other.number))
    return found


def _by_likeness(
    texts: list[str],
    vectors: NDArray[np.float32],
    sources: Sequence[object],
    judge: Judge | None,
    known: Set[tuple[int, int]],
) -> list[Disagreement]:
    """Pairs that are judged alike and not yet known, each text with the one that it is most alike."""
    of_text = [claims_of(index, text, 1, spoken=True) for index, text in enumerate(texts)]
    pairs = [
        pair
        for pair in candidates(of_text, texts, vectors, sources)
        if (pair.one.claim.text, pair.other.claim.text) not in known
    ]
    likely = [(likeness(pair), pair, (0.0, 0.0)) for pair in pairs]
    if judge is not None:
        likely = sorted((told for told in likely if told[0] >= _HOPELESS), key=lambda t: -t[0])
        judged = judge([pair for _, pair, _ in likely[:MOST_JUDGED]])
        # Trees and net err on different pairs: their geometric mean is better than either.
        likely = [
            (math.sqrt(trees * net), pair, (first, second))
            for (trees, pair, _), (net, first, second) in zip(likely, judged, strict=False)
        ]
    said = [says_superseded(text) for text in texts]
    scored = []
    for alike, pair, replaces in likely:
        one, other = pair.one.claim, pair.other.claim
        both = _tells(one, other, of_text), _tells(other, one, of_text)
        if all(both):
            continue  # both tell both values, as in "raised from 9 € to 11 €"
        newer = _newer(both, replaces, (said[one.text], said[other.text]))
        least = ALIKE_SHARES if one.quantity.unit == "%" else ALIKE
        if alike >= (least if newer is None else ALIKE_IF_SAID):
            texts_of = (one.text, other.text)
            told = None if newer is None else texts_of[newer]
            scored.append((alike, Disagreement(*texts_of, one.number, other.number, told)))
    taken: set[int] = set()
    found = []
    for _, disagreement in sorted(scored, key=lambda scored: -scored[0]):
        if not {disagreement.one, disagreement.other} & taken:
            taken |= {disagreement.one, disagreement.other}
            found.append(disagreement)
    return found


def _newer(
    both: tuple[bool, bool], replaces: tuple[float, float], said: tuple[bool, bool]
) -> int | None:
    """Which of two texts replaces the other, 0 or 1: it tells both values, or says so in its words."""
    if both[0] != both[1]:
        return int(both[1])
    if said[0] != said[1]:
        return int(said[1])
    if max(replaces) >= _REPLACES:
        return int(replaces[1] > replaces[0])
    return None


def candidates(
    of_text: Sequence[Sequence[Claim]],
    texts: Sequence[str],
    vectors: NDArray[np.float32],
    sources: Sequence[object],
) -> list[Pair]:
    """Returns the pairs of numbers in different documents that could be values of one quantity.

    Args:
        of_text: the claims of n texts.
        texts: those texts.
        vectors: their unit vectors, shape (n, d).
        sources: the document of each.
    """
    near = vectors @ vectors.T
    found = []
    for one_text, other_text in itertools.combinations(range(len(texts)), 2):
        cosine = float(near[one_text, other_text])
        if sources[one_text] == sources[other_text] or cosine < LEAST_COSINE:
            continue
        for one, other in itertools.product(of_text[one_text], of_text[other_text]):
            if not comparable(one.quantity, other.quantity):
                continue
            if _names_it(one, other) and _names_it(other, one):
                sides = Side(one, texts[one_text]), Side(other, texts[other_text])
                found.append(pair_of(*sides, cosine))
    return found


def _tells(mine: Claim, theirs: Claim, of_text: Sequence[Sequence[Claim]]) -> bool:
    """Whether the text of one claim holds the value of the other one too."""
    return any(claim.quantity.same_value(theirs.quantity) for claim in of_text[mine.text])


def _name_different_ones(one: str, other: str) -> bool:
    """Whether each text names somebody whom the other does not: two who have their shares."""
    names = names_of(one), names_of(other)
    return bool(names[0] - names[1]) and bool(names[1] - names[0])


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
    if not comparable(a, b):
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
    return _tells(one, other, of_text) or _tells(other, one, of_text)
