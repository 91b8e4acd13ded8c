"""What is told below the canvas or on the pages after it, set in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from canvasai.canvas.formats.picture.breaking import break_lines
from canvasai.canvas.formats.picture.faces import Style
from canvasai.canvas.formats.picture.marks import INK, QUIET
from canvasai.canvas.formats.picture.references import Section
from canvasai.canvas.formats.picture.shapes import Rect, Shape, Text
from canvasai.canvas.formats.picture.shaping import width
from canvasai.canvas.formats.picture.text import is_rtl

_LEADING = 1.28
_GAP = 0.35
_WHOLE = 8  # lines of an entry that are not parted
_BETWEEN = 16.0  # columns, in points


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a column.

    Attributes:
        above: space above it, save at the top of a column, in points.
        height: in points.
        text, style, size: of the line.
        indent: of the text, in points.
        label: what stands before it, or "".
        rtl: whether it runs from right to left.
        is_heading: whether the next line must stand below it.
        stays: whether it is to stand in the column of the line before it.
    """

    above: float
    height: float
    text: str
    style: Style
    size: float
    indent: float = 0.0
    label: str = ""
    rtl: bool = False
    is_heading: bool = False
    stays: bool = False


def column_width(whole: float, columns: int) -> float:
    """Returns the width of each of some columns, in points."""
    return (whole - (columns - 1) * _BETWEEN) / columns


def rows_of(sections: Sequence[Section], width_pt: float, size: float) -> list[Row]:
    """Breaks sections into the lines of a column of a width; sizes are points."""
    rows: list[Row] = []
    for section in sections:
        if not section.entries:
            continue
        rows.append(
            Row(
                size * 0.9,
                size * _LEADING * 1.1,
                section.heading,
                Style.BOLD,
                size,
                is_heading=True,
            )
        )
        labels = [width(entry.label, Style.REGULAR) for entry in section.entries]
        indent = (max(labels) + 0.45) * size if any(labels) else 0.0
        for entry in section.entries:
            rtl = entry.may_be_rtl and is_rtl(entry.text)
            lines = break_lines(entry.text, Style.REGULAR, (width_pt - indent) / size).lines
            for n, line in enumerate(lines):
                rows.append(
                    Row(
                        0.0 if n else size * _GAP,
                        size * _LEADING,
                        line,
                        Style.REGULAR,
                        size,
                        indent,
                        "" if n else entry.label,
                        rtl,
                        stays=n > 0 and len(lines) <= _WHOLE,
                    )
                )
    return rows


def fill(rows: Sequence[Row], columns: int, height: float) -> tuple[list[list[Row]], list[Row]]:
    """Fills columns of a height in points, one after the other; returns them and what is left."""
    filled: list[list[Row]] = []
    place = 0
    while place < len(rows) and len(filled) < columns:
        end, used = place, 0.0
        while end < len(rows):
            used += rows[end].height + (rows[end].above if end > place else 0.0)
            if used > height:
                break
            end += 1
        # No heading at the foot of a column, and no short entry in two columns.
        back = end
        while place < back < len(rows) and (rows[back].stays or rows[back - 1].is_heading):
            back -= 1
        if back == place and (end == place or rows[end - 1].is_heading):
            break  # not even a heading with the line below it has room
        end = back if back > place else end
        filled.append(list(rows[place:end]))
        place = end
    return filled, list(rows[place:])


def balanced(rows: Sequence[Row], columns: int, most: float) -> float:
    """Returns about the least height at which rows fit into some columns, or `most`; points."""
    total = sum(row.above + row.height for row in rows)
    if total > columns * most:
        return most
    tallest = max((row.height for row in rows), default=0.0)
    height = max(total / columns - tallest, tallest)
    while height < most and fill(rows, columns, height)[1]:
        height += tallest / 2
    return min(height, most)


def draw(filled: Sequence[Sequence[Row]], area: Rect, columns: int) -> tuple[Shape, ...]:
    """Returns columns of rows, from the upper left corner of an area."""
    each = column_width(area.width, columns)
    shapes: list[Shape] = []
    for n, column in enumerate(filled):
        left = area.x + n * (each + _BETWEEN)
        y = area.y
        for row in column:
            y += row.height + (row.above if row is not column[0] else 0.0)
            base = y - row.size * (_LEADING - 1)
            shapes += _drawn(row, left, left + each, base)
    return tuple(shapes)


def _drawn(row: Row, left: float, right: float, base: float) -> list[Shape]:
    shapes: list[Shape] = []
    if row.label:
        length = width(row.label, Style.REGULAR) * row.size
        at = left + row.indent - 0.45 * row.size - length
        if row.rtl:
            at = right - row.indent + 0.45 * row.size
        shapes.append(Text(at, base, row.label, row.size, QUIET, length))
    length = width(row.text, row.style) * row.size
    at = right - row.indent - length if row.rtl else left + row.indent
    shapes.append(Text(at, base, row.text, row.size, INK, length, row.style, row.rtl))
    return shapes
