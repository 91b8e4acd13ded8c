"""R22 and R23 by sentence vectors: each line is held against lines of both sorts by a ridge regression.

On held-out lines this finds most bad ones and blames no good one; a local chat model of 1.5 billion weights does not do
better than chance (`make bench-critique`, docs/decisions/0009).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from canvasai.canvas.blocks import Block
from canvasai.canvas.model import Canvas, Item
from canvasai.critique.finding import Finding, Severity
from canvasai.critique.generic import says_group
from canvasai.critique.questions import line_checks
from canvasai.critique.rule import named
from canvasai.statements.language import languages_of
from canvasai.statements.model import Statement

Vectors = NDArray[np.float32]
Encode = Callable[[Sequence[str]], Vectors]

_RIDGE = 1.0
# How far a line must lean to the bad signs (-1 to 1) before it is told.
_BAD = 0.1
_SEGMENTS = Block.CUSTOMER_SEGMENTS


class LineSorter:
    """Tells bad lines from good ones; the signs are encoded once, at first use (less than 1 s).

    Args:
        encode: texts to unit vectors.
    """

    def __init__(self, encode: Encode) -> None:
        self._encode = encode

    @cached_property
    def _scales(self) -> dict[str, tuple[Vectors, Vectors]]:
        """By rule the middle of the signs and the weights, each of shape (384,)."""
        return {
            one.rule: _scale(self._encode(one.good_signs), self._encode(one.bad_signs))
            for one in line_checks()
        }

    def check(self, canvas: Canvas) -> tuple[Finding, ...]:
        """Returns what is wrong with segments (R22) and propositions (R23), of English lines only."""
        found = []
        # The encoder was trained on English; in other languages likeness is of the language first.
        english = _english(canvas.items)
        for check in line_checks():
            items = [item for item in english if item.block is check.block]
            if not items:
                continue
            middle, weights = self._scales[check.rule]
            badness = (self._encode([item.text for item in items]) - middle) @ weights
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


def _scale(good: Vectors, bad: Vectors) -> tuple[Vectors, Vectors]:
    signs = np.vstack([good, bad])
    sides = np.r_[-np.ones(len(good)), np.ones(len(bad))].astype(np.float32)
    middle: Vectors = signs.mean(axis=0)
    centred = signs - middle
    weights = np.linalg.solve(
        centred.T @ centred + _RIDGE * np.eye(centred.shape[1], dtype=np.float32), centred.T @ sides
    )
    return middle, np.asarray(weights, dtype=np.float32)
