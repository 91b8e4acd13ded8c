"""Presentations: every visible slide with its title, texts, tables and notes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from canvasai.settings import Settings
from canvasai.sources.normalising import clean_line
from canvasai.sources.readers.draft import Composer, Draft
from canvasai.sources.readers.packages import check_package
from canvasai.sources.readers.quiet import quiet
from canvasai.sources.readers.tables import add_rows

_DEEPEST_GROUP = 20
# Placeholders that repeat on every slide: date, footer, slide number (ECMA-376, ST_PlaceholderType).
_FURNITURE = (13, 15, 16)
_BODY = (2, 7)


def read_pptx(data: bytes, name: str, settings: Settings) -> Draft:
    """Reads the slides in order; a slide keeps its number in the file."""
    import pptx

    check_package(data, name, "ppt", settings)
    composer = Composer()
    hidden = 0
    with quiet():
        deck = pptx.Presentation(io.BytesIO(data))
        size = (int(deck.slide_width or 0), int(deck.slide_height or 0))
        for number, slide in enumerate(deck.slides, start=1):
            if slide._element.get("show") in ("0", "false"):
                hidden += 1
                continue
            start = composer.length
            hidden += _add_slide(composer, slide, size)
            if composer.length > start:
                composer.page(number, start, "slide")
    return composer.draft(hidden=hidden)


def _add_slide(composer: Composer, slide: Any, size: tuple[int, int]) -> int:
    title = slide.shapes.title
    words = clean_line(title.text_frame.text) if title is not None else ""
    if words:
        composer.heading(1, words)
    hidden = 0
    for shape in _shapes(slide.shapes):
        if title is not None and shape.shape_id == title.shape_id:
            continue
        if _is_unseen(shape, size):
            hidden += bool(shape.has_text_frame and shape.text_frame.text.strip())
            continue
        _add_shape(composer, shape)
    frame = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    notes = clean_line(frame.text) if frame is not None else ""
    if notes:
        composer.block(f"Notes: {notes}")
    return hidden


def _shapes(shapes: Any, depth: int = 0) -> Iterator[Any]:
    """Yields the shapes of all groups, from top to bottom, then from left to right."""
    for shape in sorted(shapes, key=lambda each: (each.top or 0, each.left or 0)):
        if hasattr(shape, "shapes"):
            if depth < _DEEPEST_GROUP:
                yield from _shapes(shape.shapes, depth + 1)
        else:
            yield shape


def _is_unseen(shape: Any, size: tuple[int, int]) -> bool:
    properties = shape._element.xpath(".//p:cNvPr")
    if properties and properties[0].get("hidden") in ("1", "true"):
        return True
    if None in (shape.left, shape.top, shape.width, shape.height) or not all(size):
        return False
    # The places of shapes in groups count from the group, not from the slide.
    if shape._element.getparent().tag.endswith("}grpSp"):
        return False
    across: bool = shape.left + shape.width <= 0 or shape.left >= size[0]
    return across or bool(shape.top + shape.height <= 0 or shape.top >= size[1])


def _add_shape(composer: Composer, shape: Any) -> None:
    if getattr(shape, "has_table", False):
        rows = [(0, [cell.text for cell in row.cells]) for row in shape.table.rows]
        add_rows(composer, rows)
    elif getattr(shape, "has_chart", False):
        _add_chart(composer, shape.chart)
    elif shape.has_text_frame:
        kind = int(shape.placeholder_format.type or 0) if shape.is_placeholder else 0
        if kind not in _FURNITURE:
            _add_paragraphs(composer, shape.text_frame, listed=kind in _BODY)


def _add_paragraphs(composer: Composer, frame: Any, listed: bool) -> None:
    paragraphs = [
        (paragraph, words)
        for paragraph in frame.paragraphs
        if (words := clean_line(paragraph.text))
    ]
    points: list[str] = []
    for paragraph, words in paragraphs:
        # A body with one paragraph is prose; with more, its layout shows bullets.
        if paragraph.level or _has_bullet(paragraph) or (listed and len(paragraphs) > 1):
            points.append("  " * paragraph.level + "- " + words)
            continue
        if points:
            composer.block("\n".join(points))
            points = []
        composer.block(words)
    if points:
        composer.block("\n".join(points))


def _has_bullet(paragraph: Any) -> bool:
    return bool(paragraph._p.xpath("./a:pPr/a:buChar | ./a:pPr/a:buAutoNum"))


def _add_chart(composer: Composer, chart: Any) -> None:
    if chart.has_title and chart.chart_title.has_text_frame:
        title = clean_line(chart.chart_title.text_frame.text)
        if title:
            composer.block(title)
    series = [(each.name or "", list(each.values)) for each in chart.plots[0].series]
    rows: list[tuple[int, list[str]]] = [(0, ["Category", *(name for name, _ in series)])]
    for at, category in enumerate(chart.plots[0].categories):
        values = [each[at] if at < len(each) else None for _, each in series]
        rows.append((0, [str(category), *(_value(value) for value in values)]))
    if len(rows) > 1:
        add_rows(composer, rows)


def _value(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}"
