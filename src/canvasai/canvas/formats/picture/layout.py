"""A canvas as a picture: the nine blocks on one page A3, what does not fit there on pages after it."""

from __future__ import annotations

from canvasai.canvas.blocks import Block
from canvasai.canvas.formats.picture.breaking import ELLIPSIS
from canvasai.canvas.formats.picture.cards import GAP, draw_card
from canvasai.canvas.formats.picture.cards import Entry as CardEntry
from canvasai.canvas.formats.picture.faces import Style
from canvasai.canvas.formats.picture.fitting import TITLE, Fit, Placed, fit
from canvasai.canvas.formats.picture.grid import PAD
from canvasai.canvas.formats.picture.marks import FRAME, INK, status_words
from canvasai.canvas.formats.picture.notes import balanced, column_width, draw, fill, rows_of
from canvasai.canvas.formats.picture.references import (
    Entry,
    Section,
    notes,
    numbered,
    reference,
    sources,
    within,
)
from canvasai.canvas.formats.picture.shapes import A3, Page, Part, Picture, Rect, Text
from canvasai.canvas.formats.picture.shaping import width
from canvasai.canvas.formats.picture.surround import (
    FOOT,
    HEAD,
    MARGIN,
    foot,
    head,
    page_head,
    title_of,
)
from canvasai.canvas.formats.picture.text import plain, shortened
from canvasai.canvas.model import Canvas

# More than any card can show at 6.5 points.
_LONGEST_SHOWN = 12_000
# A text of this length takes most of a page; what is longer is cut there too, and says so.
_LONGEST_TOLD = 10_000
_MOST_TOLD = 500_000  # characters on the pages after the canvas, some forty

# Sources stand below the canvas where its text stays large and they are few.
_BAND_COLUMNS, _BAND_SIZE, _BAND_HEIGHT, _BAND_TEXT = 4, 6.75, 130.0, 9.0
_PAGE_COLUMNS, _PAGE_SIZE = 3, 8.5
_TITLE_SIZE, _MORE_SIZE = 9.5, 7.0


def draw_canvas(canvas: Canvas) -> Picture:
    """Returns a canvas as pages of A3 across; the canvas itself is the first of them."""
    numbers = numbered(canvas)
    entries = {
        block: [
            CardEntry(
                item,
                shortened(plain(item.text), _LONGEST_SHOWN),
                reference(item.citations, numbers),
            )
            for item in canvas.in_block(block)
        ]
        for block in Block
    }
    below = [section for section in (notes(canvas), sources(numbers)) if section.entries]
    pages, size = _with_band(canvas, entries, below) or _alone(canvas, entries, below)
    return Picture(title_of(canvas), size, pages)


def _area(band: float = 0.0) -> Rect:
    across, high = A3
    return Rect(MARGIN, MARGIN + HEAD, across - 2 * MARGIN, high - 2 * MARGIN - HEAD - FOOT - band)


def _with_band(
    canvas: Canvas, entries: dict[Block, list[CardEntry]], below: list[Section]
) -> tuple[tuple[Page, ...], float] | None:
    """The canvas with all that is told below it, if that leaves it room; else None."""
    whole = _area().width
    rows = rows_of(below, column_width(whole, _BAND_COLUMNS), _BAND_SIZE)
    if not rows or sum(row.height for row in rows) > _BAND_COLUMNS * _BAND_HEIGHT:
        return None
    height = balanced(rows, _BAND_COLUMNS, 2 * _BAND_HEIGHT)
    if height > _BAND_HEIGHT:
        return None
    area = _area(height + 10)
    placed = fit(entries, area)
    if placed.size < _BAND_TEXT or not placed.is_whole:
        return None
    band = Rect(area.x, area.y + area.height + 6, whole, height)
    filled, _ = fill(rows, _BAND_COLUMNS, height)
    part = Part("sources", "", draw(filled, band, _BAND_COLUMNS))
    parts = (*head(canvas), *_blocks(placed), part, *foot(canvas, ""))
    return (Page(*A3, parts),), placed.size


def _alone(
    canvas: Canvas, entries: dict[Block, list[CardEntry]], below: list[Section]
) -> tuple[tuple[Page, ...], float]:
    """The canvas without what is told below it, and that, with the texts that were cut."""
    placed = fit(entries, _area())
    after = _pages(canvas, within([*_in_full(canvas, placed, entries), *below], _MOST_TOLD))
    told = [] if placed.is_whole else ["texts in full"]
    told += [section.heading.lower() for section in below]
    pointer = ""
    if told:
        words = " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)
        where = "page" if len(after) == 1 else "pages"
        pointer = f"{words[0].upper()}{words[1:]}: on the next {where}"
    parts = (*head(canvas), *_blocks(placed), *foot(canvas, pointer))
    return (Page(*A3, parts), *after), placed.size


def _blocks(placed: Fit) -> list[Part]:
    parts = []
    for block, one in placed.blocks.items():
        parts.append(_frame(block, one))
        inner = Rect(one.frame.x + 1, one.frame.y + 1, one.frame.width - 2, one.frame.height - 2)
        x = one.frame.x + PAD
        for column in one.columns:
            y = one.frame.y + TITLE
            for card in column:
                parts.append(draw_card(card, x, y, inner))
                y += card.height + GAP * placed.size
            x += (one.frame.width - PAD) / len(one.columns)
    return parts


def _frame(block: Block, placed: Placed) -> Part:
    frame = placed.frame
    title = Text(frame.x + PAD, frame.y + 14.5, block.title, _TITLE_SIZE, FRAME,
                 width(block.title, Style.BOLD) * _TITLE_SIZE, Style.BOLD)  # fmt: skip
    shapes: list[Rect | Text] = [
        Rect(frame.x, frame.y, frame.width, frame.height, "#ffffff", FRAME, 0.9),
        title,
    ]
    if placed.hidden:
        words = f"+ {placed.hidden} more on the next page"
        shapes.append(
            Text(
                frame.x + PAD,
                frame.y + frame.height - PAD,
                words,
                _MORE_SIZE,
                INK,
                width(words, Style.ITALIC) * _MORE_SIZE,
                Style.ITALIC,
            )
        )
    return Part("block", block.title, tuple(shapes))


def _in_full(canvas: Canvas, placed: Fit, entries: dict[Block, list[CardEntry]]) -> list[Section]:
    """The texts that were cut and those for which there was no room, by block."""
    references = {entry.item.id: entry.reference for some in entries.values() for entry in some}
    found = []
    for block, one in placed.blocks.items():
        cut = {card.entry.item.id for card in one.cards if card.lines.is_cut}
        there = {card.entry.item.id for card in one.cards}
        told = []
        for item in canvas.in_block(block):
            if item.id in there and item.id not in cut:
                continue
            text, numbers = plain(item.text), references[item.id]
            rest = len(text) - _LONGEST_TOLD
            if rest > 0:
                text = f"{text[:_LONGEST_TOLD]}{ELLIPSIS} ({rest:,} more characters)"
            told.append(Entry("•", f"{text} ({status_words(item)}) {numbers}".rstrip()))
        if told:
            found.append(Section(f"{block.title}, in full", tuple(told)))
    return found


def _pages(canvas: Canvas, sections: list[Section]) -> list[Page]:
    across, high = A3
    area = Rect(MARGIN, MARGIN + 34, across - 2 * MARGIN, high - 2 * MARGIN - 34)
    rows = rows_of(sections, column_width(area.width, _PAGE_COLUMNS), _PAGE_SIZE)
    pages: list[Page] = []
    while rows:
        height = balanced(rows, _PAGE_COLUMNS, area.height)  # the last page ends evenly
        filled, rows = fill(rows, _PAGE_COLUMNS, height)
        part = Part("sources", "", draw(filled, area, _PAGE_COLUMNS))
        pages.append(Page(across, high, (*page_head(canvas, len(pages) + 2), part)))
    return pages
