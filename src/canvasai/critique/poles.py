"""The rubric by sentence vectors: each line of a canvas is held against lines near both poles of a question.

A ridge regression between the lines near one pole and those near the other tells to which side a line leans. On the
held-out pairs of canvases this is right far more often than a local chat model of 1.5 billion weights, which does not do
better than chance (`make bench-critique`, docs/decisions/0009).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from canvasai.canvas.blocks import Block
from canvasai.canvas.model import Canvas, Item
from canvasai.critique.finding import Finding, Rating, Severity
from canvasai.critique.generic import says_group
from canvasai.critique.questions import Question, line_checks, questions
from canvasai.critique.rule import named
from canvasai.statements.language import languages_of
from canvasai.statements.model import Statement

Vectors = NDArray[np.float32]
Encode = Callable[[Sequence[str]], Vectors]

UNRATED = "No item speaks clearly to it (only English lines are rated)."
_RIDGE = 1.0
# An item is clear where it is so like a line near a pole, and leans so far to one side (-1 to 1). Chosen on the
# held-out pairs: a third of the canvases is rated at these limits, four of five of them on the right side.
_LIKE, _CLEAR = 0.45, 0.4
# Of fewer words an item is a topic, and says nothing about a pole.
_LEAST_WORDS = 4
# An item that is more like the signs weighs more.
_WEIGHT = 8.0
# How far a line must lean to the bad signs before it is told.
_BAD = 0.1
_SEGMENTS = Block.CUSTOMER_SEGMENTS
_MIDDLE, _TOP = 5, 10
# Points for leaning by one; clear items lean by 0.4 to 0.8. One item alone gives half of them, two give two thirds.
_POINTS = 9.0
_NAMED = 2


@dataclass(frozen=True, slots=True)
class _Scale:
    """The line between two sorts of signs, and the signs themselves as vectors, shape (signs, 384)."""

    signs: Vectors
    middle: Vectors
    weights: Vectors

    def leaning(self, vectors: Vectors) -> Vectors:
        """Returns for each vector how far it leans: -1 as the first sort, 1 as the second."""
        return np.asarray((vectors - self.middle) @ self.weights, dtype=np.float32)

    def likeness(self, vectors: Vectors) -> Vectors:
        """Returns for each vector how like the nearest sign it is, -1 to 1."""
        return np.asarray((vectors @ self.signs.T).max(axis=1), dtype=np.float32)


class Rubric:
    """Rates canvases; the signs are encoded once, at first use (about 3 s).

    Args:
        encode: texts to unit vectors.
    """

    def __init__(self, encode: Encode) -> None:
        self._encode = encode

    @cached_property
    def _scales(self) -> dict[str, _Scale]:
        pairs = {one.rule: (one.low_signs, one.high_signs) for one in questions()}
        pairs |= {one.rule: (one.good_signs, one.bad_signs) for one in line_checks()}
        return {rule: _scale(*map(self._encode, signs)) for rule, signs in pairs.items()}

    def rate(self, canvas: Canvas) -> tuple[tuple[Rating, ...], dict[str, str]]:
        """Rates a canvas by R36 to R44.

        Args:
            canvas: its English items count where they stand in a block that speaks to the question.

        Returns:
            the ratings, and by rule why there is none.
        """
        ratings, unrated = [], {}
        # The encoder was trained on English; in other languages likeness is of the language first.
        english = _english(canvas.items)
        for question in questions():
            items = [item for item in english if item.block in question.blocks]
            found = self._rating(question, items) if items else None
            if found is None:
                unrated[question.rule] = UNRATED
            else:
                ratings.append(found)
        return tuple(ratings), unrated

    def _rating(self, question: Question, items: Sequence[Item]) -> Rating | None:
        scale = self._scales[question.rule]
        vectors = self._encode([item.text for item in items])
        leaning, likeness = scale.leaning(vectors), scale.likeness(vectors)
        told = np.array([len(item.text.split()) >= _LEAST_WORDS for item in items])
        clear = told & (likeness >= _LIKE) & (np.abs(leaning) >= _CLEAR)
        if not clear.any():
            return None
        weights = np.exp(_WEIGHT * likeness) * clear
        mean = float((leaning * weights).sum() / weights.sum())
        number = int(clear.sum())
        score = round(min(_TOP, max(0, _MIDDLE + _POINTS * mean * number / (number + 1))))
        sides = [_strongest(items, sign * leaning * weights) for sign in (-1, 1)]
        reasons = [
            f"{named(found)} {'speaks' if len(found) == 1 else 'speak'} for “{pole}”"
            for found, pole in zip(sides, (question.low, question.high), strict=True)
            if found
        ]
        return Rating(
            question.rule,
            question.text,
            question.low,
            question.high,
            score,
            f"{'; '.join(reasons)}.",
            tuple(item.id for found in sides for item in found),
        )

    def check_lines(self, canvas: Canvas) -> tuple[Finding, ...]:
        """R22 and R23: segments that are no group, and propositions that only name features."""
        found = []
        for check in line_checks():
            items = canvas.in_block(check.block)
            if not items:
                continue
            badness = self._scales[check.rule].leaning(self._encode([item.text for item in items]))
            blamed = [
                item
                for item, value in zip(items, badness, strict=True)
                if value > _BAD and not (check.block is _SEGMENTS and says_group(item))
            ]
            if blamed:
                found.append(
                    Finding(
                        check.rule,
                        Severity.INFO,  # likeness is a hint, no proof
                        f"{named(blamed)}: {check.why}.",
                        check.block,
                        tuple(item.id for item in blamed),
                    )
                )
        return tuple(found)


def _english(items: Sequence[Item]) -> list[Item]:
    """The items in English; each is told by its own words, and by those of the others where these are few."""
    statements = [
        Statement(source="", start=0, end=len(item.text), text=item.text, told=item.text)
        for item in items
    ]
    told = languages_of(statements)
    return [item for item, language in zip(items, told, strict=True) if language == "en"]


def _scale(one: Vectors, other: Vectors) -> _Scale:
    signs = np.vstack([one, other])
    sides = np.r_[-np.ones(len(one)), np.ones(len(other))].astype(np.float32)
    middle: Vectors = signs.mean(axis=0)
    centred = signs - middle
    weights = np.linalg.solve(
        centred.T @ centred + _RIDGE * np.eye(centred.shape[1], dtype=np.float32), centred.T @ sides
    )
    return _Scale(signs, middle, np.asarray(weights, dtype=np.float32))


def _strongest(items: Sequence[Item], told: Vectors) -> list[Item]:
    """The items that pull most to one side."""
    order = np.argsort(-told)[:_NAMED]
    return [items[n] for n in order if told[n] > 0]
