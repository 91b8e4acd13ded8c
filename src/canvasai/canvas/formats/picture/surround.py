"""What stands above and below the nine blocks: name, date, legend and attribution."""

from __future__ import annotations

from collections import Counter

from canvasai.canvas.formats.picture.breaking import cut_line
from canvasai.canvas.formats.picture.faces import Style
from canvasai.canvas.formats.picture.marks import (
    FRAME,
    INK,
    LOOKS,
    PLANNED_WORDS,
    QUIET,
    arrow,
    bar,
    sign,
)
from canvasai.canvas.formats.picture.shapes import A3, Hold, Part, Rect, Shape, Text
from canvasai.canvas.formats.picture.shaping import width
from canvasai.canvas.formats.picture.text import is_rtl, plain, shortened
from canvasai.canvas.model import Canvas, Horizon

MARGIN = 26.0
HEAD = 47.0
FOOT = 20.0
ATTRIBUTION = "Business Model Canvas: Strategyzer AG, strategyzer.com, CC BY-SA 3.0"
_WHAT = "Business Model Canvas"
_NAME_SIZES = (22.0, 19.0, 16.0, 14.0)
_TAGLINE_SIZE = 10.5
_LEGEND_SIZE = 7.5
_SMALL = 6.75


def title_of(canvas: Canvas) -> str:
    """Returns the name of a canvas on one line, or "Business Model Canvas" where it has none."""
    return shortened(plain(canvas.name), 300) or _WHAT


def head(canvas: Canvas) -> tuple[Part, ...]:
    """Returns name and tagline on the left, what it is and its date on the right."""
    left, right = MARGIN, A3[0] - MARGIN
    name = title_of(canvas)
    facts = _facts(canvas)
    told = [one for one in (_WHAT if name != _WHAT else "", facts) if one]
    reserved = max((width(one, Style.BOLD) * 9.5 for one in told), default=0.0)
    room = right - left - reserved - 30
    size = next((s for s in _NAME_SIZES if width(name, Style.BOLD) * s <= room), _NAME_SIZES[-1])
    name = cut_line(name, Style.BOLD, room / size)
    shapes: list[Shape] = [
        _at_edge(name, left, left + room, MARGIN + 19, size, INK, Style.BOLD),
    ]
    tagline = shortened(plain(canvas.metadata.tagline), 400)
    if tagline:
        tagline = cut_line(tagline, Style.REGULAR, room / _TAGLINE_SIZE)
        shapes.append(
            _at_edge(tagline, left, left + room, MARGIN + 36, _TAGLINE_SIZE, FRAME, Style.REGULAR)
        )
    styles = (Style.BOLD, Style.REGULAR) if len(told) == 2 else (Style.REGULAR,)
    for n, (one, style) in enumerate(zip(told, styles, strict=False)):
        shapes.append(_from_right(one, right, MARGIN + 19 + n * 14, 9.5, FRAME, style))
    return (Part("head", "", tuple(shapes)),)


def page_head(canvas: Canvas, number: int) -> tuple[Part, ...]:
    """Returns the name of the canvas above a page after it, with the page's number."""
    left, right = MARGIN, A3[0] - MARGIN
    name = cut_line(title_of(canvas), Style.BOLD, (right - left - 100) / 12)
    told = f"Page {number}"
    shapes = (
        _at_edge(name, left, right - 100, MARGIN + 12, 12, INK, Style.BOLD),
        _from_right(told, right, MARGIN + 12, 9.5, FRAME, Style.REGULAR),
    )
    return (Part("head", "", shapes),)


def foot(canvas: Canvas, pointer: str) -> tuple[Part, ...]:
    """Returns the legend with how many items there are of each sort, and whose canvas it is.

    Args:
        canvas: whose items are counted.
        pointer: where to find what is not on this page, or "".
    """
    shapes: list[Shape] = []
    bottom = A3[1] - MARGIN
    x, base, size = MARGIN, bottom - 4.0, _LEGEND_SIZE
    counts = Counter(item.status for item in canvas.items)
    planned = sum(item.horizon is Horizon.PLANNED for item in canvas.items)
    middle = base - size * 0.34
    for status, look in LOOKS.items():
        shapes.append(Rect(x, base - size * 1.1, size * 2, size * 1.55, look.ground))
        shapes += bar(status, x + size * 0.2, base - size * 1.1, base + size * 0.45, size)
        shapes += sign(status, x + size * 1.1, middle, size)
        x = _legend_words(shapes, f"{look.words} ({counts[status]})", x, base, Style.REGULAR)
    shapes += arrow(x + size * 1.1, middle, size, False)
    _legend_words(shapes, f"{PLANNED_WORDS} ({planned})", x, base, Style.ITALIC)
    right = A3[0] - MARGIN
    shapes.append(_from_right(ATTRIBUTION, right, bottom - 1, _SMALL, QUIET, Style.REGULAR))
    if pointer:
        shapes.append(_from_right(pointer, right, bottom - 10, _SMALL, FRAME, Style.BOLD))
    return (Part("legend", "", tuple(shapes)),)


def _legend_words(shapes: list[Shape], words: str, x: float, base: float, style: Style) -> float:
    """Adds the words of a legend's entry; returns where the next begins."""
    start = x + _LEGEND_SIZE * 2.5
    length = width(words, style) * _LEGEND_SIZE
    shapes.append(Text(start, base, words, _LEGEND_SIZE, INK, length, style))
    return start + length + _LEGEND_SIZE * 2.6


def _facts(canvas: Canvas) -> str:
    about = canvas.metadata
    date = about.updated or about.dated or canvas.created[:10]
    status = shortened(plain(about.status), 40)
    return " · ".join(one for one in (status[:1].upper() + status[1:], plain(date)) if one)


def _from_right(
    text: str, right: float, base: float, size: float, colour: str, style: Style
) -> Text:
    length = width(text, style) * size
    return Text(right - length, base, text, size, colour, length, style, hold=Hold.END)


def _at_edge(
    text: str, left: float, right: float, base: float, size: float, colour: str, style: Style
) -> Text:
    """A line at the left edge, or at the right one where it runs from right to left."""
    rtl = is_rtl(text)
    length = width(text, style) * size
    return Text(right - length if rtl else left, base, text, size, colour, length, style, rtl)
