"""Defects that are planted into sound canvases, so that it is known what a critique should find.

Each operator breaks one rule in one way and leaves the rest. `evals/canvases` holds the sound canvases.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

from canvasai.canvas.model import Canvas
from canvasai.evaluation.planting import (
    complete,
    connected,
    contradicting,
    evidenced,
    lasts,
    misplaced,
    neutral,
    pays,
    resting,
    sharp,
    sums,
    together,
)
from canvasai.evaluation.planting.operator import Defect, Operator, Planted

__all__ = ["NEUTRAL", "OPERATORS", "Defect", "Operator", "Planted", "plantings"]

OPERATORS: tuple[Operator, ...] = (
    *complete.OPERATORS,
    *connected.OPERATORS,
    *together.OPERATORS,
    *resting.OPERATORS,
    *sharp.OPERATORS,
    *misplaced.OPERATORS,
    *evidenced.OPERATORS,
    *contradicting.OPERATORS,
    *pays.OPERATORS,
    *sums.OPERATORS,
    *lasts.OPERATORS,
)
# Changes after which a canvas is as sound as before.
NEUTRAL: tuple[Operator, ...] = neutral.OPERATORS


def plantings(
    canvas: Canvas, seed: int = 0, operators: Iterable[Operator] = OPERATORS
) -> Iterator[Planted]:
    """Yields the canvas once with the defect of each operator that finds a place in it.

    Args:
        canvas: a sound one.
        seed: decides, with the operator's name and the canvas's, which place is taken.
        operators: to be tried, in order.
    """
    for operator in operators:
        # Seeded by a text, so that a further operator changes nothing for the others.
        rng = random.Random(f"{seed} {operator.name} {canvas.name}")  # noqa: S311
        found = operator.planted(canvas, rng)
        if found is not None:
            yield found
