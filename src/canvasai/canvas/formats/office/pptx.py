"""Canvas to a PowerPoint slide: nine boxes that can be edited, with the quotes in the notes.

The arrangement is that of Osterwalder and Pigneur, *Business Model Generation*.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING

from canvasai.canvas.blocks import Block
from canvasai.canvas.formats.office.file import describe, repacked
from canvasai.canvas.formats.office.pptx_layout import (
    HANGING,
    HEADING,
    HEIGHT,
    INSET,
    MARGIN,
    NO_BREAK,
    SPACING,
    WIDTH,
    Box,
    Entry,
    arrange,
    more_words,
)
from canvasai.canvas.formats.office.pptx_measure import width
from canvasai.canvas.formats.office.pptx_notes import notes_of, references
from canvasai.canvas.formats.office.pptx_shapes import (
    Run,
    add_box,
    add_paragraph,
    new_slide,
    write_notes,
)
from canvasai.canvas.formats.office.text import clean, is_rtl, shortened
from canvasai.canvas.formats.office.words import ATTRIBUTION, numbered
from canvasai.canvas.model import Canvas, Horizon, Item, Status

if TYPE_CHECKING:
    from pptx.slide import Slide

# All of these are in Arial, and differ without colour.
_MARKS: dict[Status, str] = {
    Status.SUPPORTED: "•",
    Status.ASSUMPTION: "?",
    Status.CONTRADICTED: "≠",
    Status.UNCHECKED: "○",
}
_PLANNED, _PLANNED_RTL = "→", "←"
_LEGEND = (
    "• Supported by a source   ? Assumption, to be tested   ≠ Contradicted by a source   "
    "○ Not checked   → Planned   [1] Quote in the notes"
)
# Each is at least 4.5 times as dark as white (WCAG 2.2, contrast).
_COLOURS: dict[str, str] = {"•": "19734F", "?": "9A5B00", "≠": "B3261E", "○": "52606D"}
_INK, _ACCENT, _QUIET = "1F2937", "1E3A5F", "4B5563"
_TITLES = (26.0, 24.0, 22.0, 20.0, 18.0, 16.0)
_SMALL = 8.0
_FOOT = 18.0  # height of the line below the boxes


def canvas_to_pptx(canvas: Canvas) -> bytes:
    """Returns a PowerPoint file with the canvas on one slide of 16:9.

    Each block is a text box with its title and a paragraph for each item; the size of the text follows
    from how much there is. Where even the smallest does not do, items are shortened, and stand in full
    in the notes. The notes hold all quotes and assumptions.
    """
    numbers = numbered(canvas)
    entries = {
        block: tuple(_entry(item, references(item.citations, numbers)) for item in found)
        for block in Block
        if (found := canvas.in_block(block))
    }
    presentation, slide = new_slide()
    top = _write_title(slide, canvas)
    bottom = HEIGHT - _FOOT - 8
    boxes = arrange(entries, top, bottom)
    for block, box in boxes.items():
        _write_block(slide, block, box)
    _write_foot(slide, bottom + 4)
    write_notes(slide, notes_of(canvas, numbers, _cut(canvas, entries, boxes)))
    describe(presentation.core_properties, canvas)
    target = io.BytesIO()
    presentation.save(target)
    return repacked(target.getvalue())


def _entry(item: Item, numbers: str) -> Entry:
    text = clean(item.text)
    if item.horizon is Horizon.PLANNED:
        text = f"{_PLANNED_RTL if is_rtl(text) else _PLANNED}{NO_BREAK}{text}"
    return Entry(_MARKS[item.status], text, numbers)


def _cut(
    canvas: Canvas, entries: Mapping[Block, tuple[Entry, ...]], boxes: Mapping[Block, Box]
) -> set[str]:
    """Ids of the items that the slide does not show whole."""
    found = set()
    for block, wanted in entries.items():
        shown = boxes[block].entries
        for place, item in enumerate(canvas.in_block(block)):
            if place >= len(shown) or shown[place].text != wanted[place].text:
                found.add(item.id)
    return found


def _write_title(slide: Slide, canvas: Canvas) -> float:
    """Writes name and tagline; returns the height at which the boxes begin."""
    name = clean(canvas.name) or "Business Model Canvas"
    room = WIDTH - 2 * MARGIN
    size = next((size for size in _TITLES if width(name) * size < room * 0.9), _TITLES[-1])
    title = slide.shapes.title
    if title is None:
        raise ValueError("The layout of the slide has no title.")
    add_box(slide, "Title", (MARGIN, 10, room, 36), shape=title)
    short = _on_one_line(name, room, size)
    add_paragraph(title.text_frame, [Run(short, _ACCENT, bold=True)], size, rtl=is_rtl(short))
    tagline = clean(canvas.metadata.tagline)
    if not tagline:
        return 50.0
    frame = add_box(slide, "Tagline", (MARGIN, 44, room, 18)).text_frame
    short = _on_one_line(tagline, room, 11)
    add_paragraph(frame, [Run(short, _QUIET)], 11, rtl=is_rtl(short))
    return 66.0


def _write_block(slide: Slide, block: Block, box: Box) -> None:
    count = len(box.entries) + box.left_out
    shape = add_box(
        slide,
        block.title,
        (box.left, box.top, box.width, box.height),
        inset=INSET,
        outline=_QUIET,
        about=f"{block.title}: {count} {'item' if count == 1 else 'items'}",
    )
    frame = shape.text_frame
    add_paragraph(frame, [Run(block.title, _ACCENT, bold=True)], HEADING)
    for entry in box.entries:
        rtl = is_rtl(entry.text)
        runs = [
            Run(f"{entry.mark}{NO_BREAK}", _COLOURS[entry.mark], bold=True),
            Run(entry.text, _INK),
        ]
        if entry.numbers:
            runs.append(Run(f" {entry.numbers}", _ACCENT))
        add_paragraph(
            frame, runs, box.size, rtl=rtl, hanging=HANGING * box.size, before=SPACING * box.size
        )
    if box.left_out:
        words = Run(more_words(box.left_out), _QUIET)
        add_paragraph(frame, [words], box.size, before=SPACING * box.size)


def _write_foot(slide: Slide, top: float) -> None:
    room = WIDTH - 2 * MARGIN
    legend = 0.64 * room
    frame = add_box(slide, "Legend", (MARGIN, top, legend, _FOOT)).text_frame
    add_paragraph(frame, [Run(_LEGEND, _QUIET)], _SMALL)
    place = (MARGIN + legend, top, room - legend, _FOOT)
    frame = add_box(slide, "Attribution", place).text_frame
    add_paragraph(frame, [Run(ATTRIBUTION, _QUIET)], _SMALL, right=True)


def _on_one_line(text: str, room: float, size: float) -> str:
    length = len(text)
    while length > 1 and width(shortened(text, length)) * size > room * 0.9:
        length = int(length * 0.9)
    return shortened(text, length)
