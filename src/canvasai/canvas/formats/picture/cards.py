"""An item as a card: a bar and a sign that tell its status, its text, the numbers of its sources."""

from __future__ import annotations

from dataclasses import dataclass, replace

from canvasai.canvas.formats.picture.breaking import Lines, break_lines, cut_line
from canvasai.canvas.formats.picture.faces import Style
from canvasai.canvas.formats.picture.marks import (
    INK,
    LOOKS,
    QUIET,
    arrow,
    bar,
    sign,
    status_words,
)
from canvasai.canvas.formats.picture.shapes import Hold, Part, Rect, Shape, Text
from canvasai.canvas.formats.picture.shaping import width
from canvasai.canvas.formats.picture.text import is_rtl
from canvasai.canvas.model import Horizon, Item

# All in parts of the text's size.
LEADING = 1.24
GAP = 0.45  # between cards
_PAD = 0.32  # above and below the text
_SIDE = 0.6  # where the bar stands
_SIGN = 1.2  # where a sign stands
_END = 0.5  # after the text
_BASE = 0.96  # from the top of a line to its base line
_MIDDLE = 0.34  # from the base line up to the middle of a letter
_REFERENCE = 0.8  # size of the numbers
_BEFORE_REFERENCE = 0.35


@dataclass(frozen=True, slots=True)
class Entry:
    """What a card shows.

    Attributes:
        item: whose card it is.
        text: of the item, as `plain` returns it, no longer than any card can show.
        reference: the numbers of its sources, or "".
    """

    item: Item
    text: str
    reference: str


@dataclass(frozen=True, slots=True)
class Card:
    """An entry in lines.

    Attributes:
        entry: what it shows.
        size: of the text, in points.
        width, height: of the card, in points.
        lines: of the text; the last has room for the reference.
        reference: as far as it fits.
    """

    entry: Entry
    size: float
    width: float
    height: float
    lines: Lines
    reference: str


def make_card(entry: Entry, width_pt: float, size: float, most: int | None) -> Card:
    """Returns the card of an item.

    Args:
        entry: what it shows.
        width_pt: of the card, in points.
        size: of the text, in points.
        most: how many lines it may have; None for all that it takes.
    """
    limit = width_pt / size - _indent(entry.item) - _END
    style = _style(entry.item)
    reference, tail = "", 0.0
    if entry.reference:
        reference = cut_line(entry.reference, Style.REGULAR, limit * 0.8 / _REFERENCE)
        tail = _BEFORE_REFERENCE + width(reference, Style.REGULAR) * _REFERENCE
    lines = break_lines(entry.text, style, limit, most, tail)
    height = (max(1, len(lines.lines)) * LEADING + 2 * _PAD) * size
    return Card(entry, size, width_pt, height, lines, reference)


def draw_card(card: Card, x: float, y: float, within: Rect) -> Part:
    """Returns a card with its upper left corner at a place; nothing of it is drawn outside its block."""
    item, size = card.entry.item, card.size
    rtl = is_rtl(card.entry.text)
    look = LOOKS[item.status]
    shapes: list[Shape] = [Rect(x, y, card.width, card.height, look.ground, radius=size * 0.2)]
    # In a card that is read from the right, all stands the other way round.
    start = x + card.width if rtl else x
    way = -1 if rtl else 1
    shapes += bar(item.status, start + way * _SIDE * size * 0.3, y, y + card.height, size)
    base = y + (_PAD + _BASE) * size
    middle = base - _MIDDLE * size
    shapes += sign(item.status, start + way * (_SIDE + _SIGN * 0.45) * size, middle, size)
    if item.horizon is Horizon.PLANNED:
        shapes += arrow(start + way * (_SIDE + _SIGN * 1.45) * size, middle, size, rtl)
    edge = start + way * _indent(item) * size
    style = _style(item)
    end = edge
    for line in card.lines.lines:
        length = width(line, style) * size
        shapes.append(_line(edge, base, line, size, INK, length, style, rtl))
        end = edge + way * length
        base += LEADING * size
    if card.reference:
        small = size * _REFERENCE
        length = width(card.reference, Style.REGULAR) * small
        alone = end == edge
        place = edge if alone else end + way * _BEFORE_REFERENCE * size
        told = _line(place, base - LEADING * size, card.reference, small, QUIET, length,
                     Style.REGULAR, rtl)  # fmt: skip
        shapes.append(told if alone else replace(told, hold=Hold.BEFORE))
    words = status_words(item)
    label = f"{words[0].upper()}{words[1:]}: {card.entry.text}"
    return Part(f"item {item.status} {item.horizon}", label, tuple(shapes), within)


def _line(
    edge: float, base: float, text: str, size: float, colour: str, length: float, style: Style,
    rtl: bool,
) -> Text:  # fmt: skip
    return Text(edge - length if rtl else edge, base, text, size, colour, length, style, rtl)


def _indent(item: Item) -> float:
    return _SIDE + _SIGN * (2 if item.horizon is Horizon.PLANNED else 1)


def _style(item: Item) -> Style:
    return Style.ITALIC if item.horizon is Horizon.PLANNED else Style.REGULAR
