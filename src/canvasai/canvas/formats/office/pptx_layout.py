"""Where the nine boxes of a slide stand, how large their text is, and what of it they show. Pure.

All lengths are points on a slide of 960 x 540.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate

from canvasai.canvas.blocks import Block
from canvasai.canvas.formats.office.pptx_measure import (
    Piece,
    broken_pieces,
    line_height,
    lines,
    pieces,
)
from canvasai.canvas.formats.office.text import shortened

WIDTH, HEIGHT = 960.0, 540.0
MARGIN = 18.0
GAP = 4.0
INSET = 5.0  # between the line of a box and its text
HEADING = 12.0  # size of a block's title
HANGING = 0.75  # by which the lines of an item after its first are set in, in sizes
NO_BREAK = "\xa0"  # stands after a mark, so that it is never alone on a line
SPACING = 0.25  # between two items, in sizes
SIZES = (12.0, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
_READABLE = 9.0  # the smallest size that is chosen so that fewer long words are broken

LONGEST = 240  # characters of an item on the slide
_LENGTHS = (210, 190, 170, 150, 135, 120, 105, 95, 85, 75, 65, 58, 50, 44, 38, 32)
_MOST = 70  # lines that the highest box can hold at the smallest size
_REFERENCE = 9.0  # the size at which blocks are compared
_EVEN = 150.0  # added to the height of each column, so that few items do not make them uneven
_COLUMNS = (
    (Block.KEY_PARTNERSHIPS,),
    (Block.KEY_ACTIVITIES, Block.KEY_RESOURCES),
    (Block.VALUE_PROPOSITIONS,),
    (Block.CUSTOMER_RELATIONSHIPS, Block.CHANNELS),
    (Block.CUSTOMER_SEGMENTS,),
)
# No block's text is larger than that of the fullest one by more than this.
_SPREAD = 1.3


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as a box shows it.

    Attributes:
        mark: tells the status, such as "?".
        text: clean.
        numbers: of its citations, such as "[1] [2]", or "".
    """

    mark: str
    text: str
    numbers: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """One block on the slide.

    Attributes:
        left, top, width, height: in points.
        size: of its text, in points.
        entries: what it shows, the first of its items.
        left_out: how many more items it has.
    """

    left: float
    top: float
    width: float
    height: float
    size: float = SIZES[0]
    entries: tuple[Entry, ...] = ()
    left_out: int = 0


def arrange(
    entries: Mapping[Block, tuple[Entry, ...]], top: float, bottom: float
) -> dict[Block, Box]:
    """Returns the boxes of all nine blocks, between two heights of the slide.

    Rows are as high as what stands in them asks for, within bounds. Where a block holds too much even
    in the smallest text, its items are shortened, and then the last ones left out.
    """
    kept = {block: _cut(entries.get(block, ())[:_MOST], LONGEST) for block in Block}
    all_of = {block: len(entries.get(block, ())) for block in Block}
    boxes = _filled(_places(kept, top, bottom, _REFERENCE), kept, all_of)
    if any(box.left_out for box in boxes.values()):
        # So much is there that only the number of items counts.
        short = {block: _cut(kept[block], _LENGTHS[-1]) for block in Block}
        others = _filled(_places(short, top, bottom, SIZES[-1]), kept, all_of)
        boxes = min(boxes, others, key=lambda found: sum(one.left_out for one in found.values()))
    return _evened(boxes)


def more_words(count: int) -> str:
    """Returns what stands in a box for the items that it does not show."""
    return f"… and {count} more, in the notes"


def _filled(
    places: Mapping[Block, Box],
    kept: Mapping[Block, tuple[Entry, ...]],
    all_of: Mapping[Block, int],
) -> dict[Block, Box]:
    boxes = {}
    for block, place in places.items():
        box = _fitted(place, kept[block])
        if len(box.entries) < all_of[block]:
            box = _fitted(place, kept[block], more_follows=True)
        boxes[block] = replace(box, left_out=all_of[block] - len(box.entries))
    return boxes


def _places(
    kept: Mapping[Block, tuple[Entry, ...]], top: float, bottom: float, size: float
) -> dict[Block, Box]:
    """Empty boxes, as large as what stands in them asks for in text of this size."""
    wide = WIDTH - 2 * MARGIN - 4 * GAP
    half = (WIDTH - 2 * MARGIN - GAP) / 2

    def need(block: Block, room: float) -> float:
        return _heading() + sum(_heights(kept[block], room, size))

    asked = [_EVEN + sum(need(block, wide / 5) for block in column) for column in _COLUMNS]
    shares = [_between(0.185, one / sum(asked), 0.23) for one in asked]
    columns = [wide * share / sum(shares) for share in shares]
    needs = [
        [need(block, room) for block in column]
        for column, room in zip(_COLUMNS, columns, strict=True)
    ]
    above = max(map(sum, needs))
    below = max(need(Block.COST_STRUCTURE, half), need(Block.REVENUE_STREAMS, half))
    height = bottom - top - GAP
    upper = height * _between(0.52, above / (above + below), 0.76)
    foot = top + upper + GAP
    boxes = {
        Block.COST_STRUCTURE: Box(MARGIN, foot, half, height - upper),
        Block.REVENUE_STREAMS: Box(MARGIN + half + GAP, foot, half, height - upper),
    }
    left = MARGIN
    for column, room, (first, *rest) in zip(_COLUMNS, columns, needs, strict=True):
        if rest:
            over = (upper - GAP) * _between(0.35, first / (first + rest[0]), 0.65)
            under = upper - GAP - over
            boxes[column[0]] = Box(left, top, room, over)
            boxes[column[1]] = Box(left, top + over + GAP, room, under)
        else:
            boxes[column[0]] = Box(left, top, room, upper)
        left += room + GAP
    return boxes


def _fitted(box: Box, entries: tuple[Entry, ...], more_follows: bool = False) -> Box:
    """The box with the largest text that fits; else with shorter items; else with fewer."""
    room = box.height - _heading()
    if more_follows:
        room -= SIZES[-1] * (line_height("") + SPACING)
    else:
        sizes = [size for size in SIZES if sum(_heights(entries, box.width, size)) <= room]
        if sizes:
            return replace(box, size=_best(sizes, entries, box.width), entries=entries)
    best: tuple[Entry, ...] = ()
    for length in _LENGTHS:
        cut = _cut(entries, length)
        heights = accumulate(_heights(cut, box.width, SIZES[-1]))
        cut = cut[: sum(height <= room for height in heights)]
        # Of texts that leave room for as many items, the longest are the best.
        if len(cut) > len(best):
            best = cut
    return replace(box, size=SIZES[-1], entries=best)


def _best(sizes: list[float], entries: tuple[Entry, ...], wide: float) -> float:
    """The size that breaks the fewest long words, but for that no smaller than is easy to read."""
    readable = [size for size in sizes if size >= _READABLE] or sizes[:1]

    def broken(size: float) -> int:
        room = _room(wide, size)
        return sum(broken_pieces(_measured(one)[0], room) for one in entries)

    return min(readable, key=lambda size: (broken(size), -size))


def _evened(boxes: dict[Block, Box]) -> dict[Block, Box]:
    most = min((box.size for box in boxes.values() if box.entries), default=SIZES[0]) * _SPREAD
    allowed = max(size for size in SIZES if size <= most)
    return {block: replace(boxes[block], size=min(boxes[block].size, allowed)) for block in Block}


def _heading() -> float:
    return 2 * INSET + HEADING * line_height("")


def _cut(entries: tuple[Entry, ...], length: int) -> tuple[Entry, ...]:
    return tuple(replace(one, text=shortened(one.text, length)) for one in entries)


def _room(wide: float, size: float) -> float:
    """Width of an item's lines, in em."""
    return (wide - 2 * INSET) / size - HANGING


def _heights(entries: tuple[Entry, ...], wide: float, size: float) -> list[float]:
    room = _room(wide, size)
    found = []
    for one in entries:
        text, high = _measured(one)
        found.append(size * (lines(text, room) * high + SPACING))
    return found


@lru_cache(maxsize=1024)
def _measured(entry: Entry) -> tuple[tuple[Piece, ...], float]:
    """Where its lines may be broken, and how high they are."""
    return pieces(f"{entry.mark}{NO_BREAK}{entry.text} {entry.numbers}"), line_height(entry.text)


def _between(low: float, value: float, high: float) -> float:
    return min(max(low, value), high)
