"""How large the text can be, how high and wide the blocks must be, and what has to be cut."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from canvasai.canvas.blocks import Block
from canvasai.canvas.formats.picture.cards import GAP, LEADING, Card, Entry, make_card
from canvasai.canvas.formats.picture.grid import BELOW, PAD, Grid, even, weighted
from canvasai.canvas.formats.picture.shapes import Rect

LEAST_SIZE = 6.5
TITLE = 21.0  # height of a block's title with what is above and below it
_MORE = 12.0  # height of "+ 3 more on the next page"
_SIZES = tuple(quarter / 4 for quarter in range(48, 25, -1))  # 12 to 6.5 points
_GOOD = 8.0  # rather than make all texts smaller than this, the longest are cut
_LONG = 10  # lines
_STEPS: tuple[tuple[tuple[float, int | None], ...], ...] = (
    tuple((size, None) for size in _SIZES if size >= _GOOD),
    tuple((size, _LONG) for size in _SIZES if size >= _GOOD),
    tuple((size, None) for size in _SIZES if size < _GOOD),
    tuple((size, _LONG) for size in _SIZES if size < _GOOD),
    tuple((LEAST_SIZE, lines) for lines in range(_LONG - 1, 0, -1)),
)
# Columns stay equal, as people know them, unless others would make the text larger than this.
_EVEN_SIZE = 10.0
_LOAD = 30  # what an item takes beside its text, in characters

Entries = Mapping[Block, Sequence[Entry]]


@dataclass(frozen=True, slots=True)
class Placed:
    """A block with its cards, those of each column one below the other.

    Attributes:
        frame: where the block is.
        columns: one, or two where a block is wide.
        hidden: how many of its last items have no room.
    """

    frame: Rect
    columns: tuple[tuple[Card, ...], ...]
    hidden: int = 0

    @property
    def cards(self) -> tuple[Card, ...]:
        """Those of all columns, in order."""
        return tuple(card for column in self.columns for card in column)


@dataclass(frozen=True, slots=True)
class Fit:
    """All blocks, and the size of the text in points."""

    size: float
    blocks: dict[Block, Placed]

    @property
    def is_whole(self) -> bool:
        """Whether every item is there, and none is cut."""
        return not any(
            placed.hidden or any(card.lines.is_cut for card in placed.cards)
            for placed in self.blocks.values()
        )


def fit(entries: Entries, area: Rect) -> Fit:
    """Fits a canvas into an area: large text first, then whole texts, at least 6.5 points.

    Args:
        entries: the items of each block.
        area: where the nine blocks go.
    """
    grid = even(area)
    step, size, most = _chosen(entries, grid)
    if step > 0 or size < _EVEN_SIZE:
        loads = {
            block: float(sum(len(entry.text) + _LOAD for entry in entries[block]))
            for block in Block
        }
        other = weighted(area, loads)
        choice = _chosen(entries, other)
        if (choice[0], -choice[1], -(choice[2] or 0)) < (step, -size, -(most or 0)):
            grid, (step, size, most) = other, choice
    frames = grid.frames(_needs(entries, grid, size, most))
    blocks = {}
    for block, frame in frames.items():
        room = frame.height - TITLE - PAD
        lines = most
        if most is not None:
            # A block that others made higher than it must be shows more of its long texts.
            more = range(most + 1, int(room / (size * LEADING)) + 1)

            def overflows(lines: int, block: Block = block, room: float = room) -> bool:
                width = grid.card_width(block)
                return _height(entries[block], block, width, size, lines, room) > room

            lines = most + bisect_left(more, True, key=overflows)
        blocks[block] = _placed(entries[block], block, frame, grid.card_width(block), size, lines)
    return Fit(size, blocks)


def _chosen(entries: Entries, grid: Grid) -> tuple[int, float, int | None]:
    """The first step that helps, the size of the text, and how many lines an item may have."""
    for step, choices in enumerate(_STEPS):

        def fits(choice: tuple[float, int | None]) -> bool:
            return grid.fits(_needs(entries, grid, *choice))

        # Within a step each choice needs less room than the one before.
        place = bisect_left(choices, True, key=fits)
        if place < len(choices):
            return step, *choices[place]
    return len(_STEPS), LEAST_SIZE, 1


def _needs(entries: Entries, grid: Grid, size: float, most: int | None) -> dict[Block, float]:
    """The height of each block with all its items."""
    return {
        block: TITLE
        + PAD
        + _height(entries[block], block, grid.card_width(block), size, most, grid.area.height)
        for block in Block
    }


def _height(
    entries: Sequence[Entry], block: Block, width: float, size: float, most: int | None, room: float
) -> float:
    """The height of the cards of a block, or anything more than `room` where they need more."""
    heights: list[float] = []
    total, columns = 0.0, _columns(block)
    # No text need be broken into more lines than there is room for.
    enough = int(room / (size * LEADING)) + 2
    for entry in entries:
        card = make_card(entry, width, size, min(most or enough, enough))
        heights.append(card.height + GAP * size)
        total += heights[-1]
        if total > columns * (room + 100):
            return total
    split = _split(heights) if columns == 2 else len(heights)
    return max(0.0, max(sum(heights[:split]), sum(heights[split:])) - GAP * size)


def _split(heights: Sequence[float]) -> int:
    """Where to begin the second column so that the higher one is as low as can be."""
    total, first, best, place = sum(heights), 0.0, sum(heights), len(heights)
    for n, height in enumerate(heights):
        first += height
        if max(first, total - first) < best - 1e-6:
            best, place = max(first, total - first), n + 1
    return place


def _placed(
    entries: Sequence[Entry], block: Block, frame: Rect, width: float, size: float, most: int | None
) -> Placed:
    room = frame.height - TITLE - PAD
    columns = _columns(block)
    if _height(entries, block, width, size, most, room) <= room + 1e-6:
        cards = [make_card(entry, width, size, most) for entry in entries]
        split = len(cards)
        if columns == 2:
            split = _split([card.height + GAP * size for card in cards])
        return Placed(frame, (tuple(cards[:split]), tuple(cards[split:]))[:columns])
    # Not all have room: as many as fit in each column, and how many are missing.
    room -= _MORE
    filled: list[list[Card]] = [[]]
    used = 0.0
    for entry in entries:
        card = make_card(entry, width, size, most)
        if used + card.height > room:
            if len(filled) == columns:
                break
            filled.append([])
            used = 0.0
        filled[-1].append(card)
        used += card.height + GAP * size
    filled += [[] for _ in range(columns - len(filled))]
    count = sum(map(len, filled))
    return Placed(frame, tuple(map(tuple, filled)), len(entries) - count)


def _columns(block: Block) -> int:
    return 2 if block in BELOW else 1
