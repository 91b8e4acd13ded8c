"""The nine blocks as people know them: five columns above, two blocks below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from canvasai.canvas.blocks import Block
from canvasai.canvas.formats.picture.shapes import Rect

PAD = 7.0  # inside a block, in points
# How the heights are shared out where there is room: above and below, halves of a column.
_ABOVE, _HALF = 0.7, 0.5
# What each column and each block below gets at least of the width; the rest goes by their texts.
_LEAST_COLUMN, _LEAST_BELOW = 0.15, 0.34

COLUMNS = (
    (Block.KEY_PARTNERSHIPS,),
    (Block.KEY_ACTIVITIES, Block.KEY_RESOURCES),
    (Block.VALUE_PROPOSITIONS,),
    (Block.CUSTOMER_RELATIONSHIPS, Block.CHANNELS),
    (Block.CUSTOMER_SEGMENTS,),
)
BELOW = (Block.COST_STRUCTURE, Block.REVENUE_STREAMS)


@dataclass(frozen=True, slots=True)
class Grid:
    """How wide the blocks are.

    Attributes:
        area: where they go.
        columns: widths of the five columns, in points.
        below: widths of the two blocks below.
    """

    area: Rect
    columns: tuple[float, ...]
    below: tuple[float, ...]

    def card_width(self, block: Block) -> float:
        """Returns the width of the cards in a block; one below has two columns of them."""
        if block in BELOW:
            return (self.below[BELOW.index(block)] - 3 * PAD) / 2
        return next(
            width - 2 * PAD
            for width, column in zip(self.columns, COLUMNS, strict=True)
            if block in column
        )

    def fits(self, needs: Mapping[Block, float]) -> bool:
        """Whether blocks that need certain heights fit into the area."""
        return _above(needs) + _below(needs) <= self.area.height

    def frames(self, needs: Mapping[Block, float]) -> dict[Block, Rect]:
        """Returns where each block is, with the height that it needs where all of them fit."""
        area, frames = self.area, {}
        upper = _share(_ABOVE, _above(needs), _below(needs), area.height)
        x = area.x
        for width, column in zip(self.columns, COLUMNS, strict=True):
            if len(column) == 1:
                frames[column[0]] = Rect(x, area.y, width, upper)
            else:
                high = _share(_HALF, needs[column[0]], needs[column[1]], upper)
                frames[column[0]] = Rect(x, area.y, width, high)
                frames[column[1]] = Rect(x, area.y + high, width, upper - high)
            x += width
        x = area.x
        for width, block in zip(self.below, BELOW, strict=True):
            frames[block] = Rect(x, area.y + upper, width, area.height - upper)
            x += width
        return frames


def even(area: Rect) -> Grid:
    """Returns a grid of equal columns."""
    return Grid(area, (area.width / 5,) * 5, (area.width / 2,) * 2)


def weighted(area: Rect, loads: Mapping[Block, float]) -> Grid:
    """Returns a grid whose columns are the wider the more text there is in them."""
    columns = [sum(loads[block] for block in column) for column in COLUMNS]
    below = [loads[block] for block in BELOW]
    return Grid(
        area,
        tuple(area.width * part for part in _parts(columns, _LEAST_COLUMN)),
        tuple(area.width * part for part in _parts(below, _LEAST_BELOW)),
    )


def _parts(loads: list[float], least: float) -> list[float]:
    whole, free = sum(loads), 1 - least * len(loads)
    if not whole:
        return [1 / len(loads)] * len(loads)
    return [least + free * load / whole for load in loads]


def _above(needs: Mapping[Block, float]) -> float:
    return max(sum(needs[block] for block in column) for column in COLUMNS)


def _below(needs: Mapping[Block, float]) -> float:
    return max(needs[block] for block in BELOW)


def _share(wished: float, first: float, second: float, whole: float) -> float:
    """What the first of two gets: as wished, unless one of them needs more than that leaves it."""
    wish = whole * wished
    if first + second <= whole:
        return min(max(wish, first), whole - second)
    if first <= wish:
        return first
    return whole - second if second <= whole - wish else wish
