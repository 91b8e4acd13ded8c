"""Canvas to a Word document: items as list points, quotes as footnotes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from canvasai.canvas.blocks import Block
from canvasai.canvas.formats.office.docx_footnotes import Footnotes
from canvasai.canvas.formats.office.docx_paragraphs import (
    DETAIL,
    ITEM,
    LINE,
    PART,
    SECTION,
    TAGLINE,
    TEXT,
    TITLE,
    Label,
    add,
    add_page_numbers,
    use_current_layout,
)
from canvasai.canvas.formats.office.file import describe, repacked
from canvasai.canvas.formats.office.words import ATTRIBUTION, amount, marks, whose, words
from canvasai.canvas.model import Assumption, Canvas, Item

if TYPE_CHECKING:
    from docx.document import Document

_READING = (
    "A number at an item leads to the sentence that it rests on. An item that nothing carries is marked "
    "as an assumption, with what is at risk and a test."
)


def canvas_to_docx(canvas: Canvas) -> bytes:
    """Returns a Word document with all that a canvas holds.

    Each block is a section, each item a list point with its status in words; each citation is a
    footnote with quote, source, date, page, heading and characters.
    """
    document = _new_document()
    footnotes = Footnotes()
    _write_head(document, canvas)
    for block in Block:
        add(document, SECTION, block.title)
        items = canvas.in_block(block)
        if not items:
            add(document, TEXT, "No items.")
        for item in items:
            _write_item(document, item, footnotes)
    _write_links(document, canvas)
    _write_constraints(document, canvas, footnotes)
    _write_against(document, canvas, footnotes)
    add(document, SECTION, "Attribution")
    add(document, TEXT, ATTRIBUTION)
    footnotes.write(document)
    describe(document.core_properties, canvas)
    target = io.BytesIO()
    document.save(target)
    return repacked(target.getvalue())


def _new_document() -> Document:
    from docx import Document
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.shared import Mm, Pt

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    for name in ("List Bullet", "List Bullet 2"):
        document.styles[name].paragraph_format.space_after = Pt(4)
    add_page_numbers(section.footer.paragraphs[0])
    use_current_layout(document)
    relations = document.part.package.rels
    for name in [n for n, one in relations.items() if one.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[name]  # a picture of the empty template
    return document


def _write_head(document: Document, canvas: Canvas) -> None:
    known = canvas.metadata
    add(document, TITLE, canvas.name if canvas.name.strip() else "Business Model Canvas")
    if known.tagline.strip():
        add(document, TAGLINE, known.tagline)
    lines = (
        ("Created", canvas.created),
        ("Put into words by", canvas.model),
        ("Status", known.status),
        ("Category", known.category),
        ("Date", known.dated),
        ("Updated", known.updated),
        ("Portfolio", str(known.portfolio or "")),
        ("Stage", known.stage),
        ("Next version of", known.derived_from),
    )
    for name, text in lines:
        if text.strip():
            add(document, LINE, Label(f"{name}: "), text)
    lists = (
        ("Related documents", known.related),
        ("Sources", known.sources),
        ("History", known.history),
        ("Notes", canvas.notes),
    )
    for name, texts in lists:
        if texts:
            add(document, PART, name)
        for text in texts:
            add(document, ITEM, text)
    add(document, PART, "How to read it")
    add(document, TEXT, _READING)


def _write_item(document: Document, item: Item, footnotes: Footnotes) -> None:
    labels = [Label(f" ({marks(item)})")] if marks(item) else []
    footnotes.cite(add(document, ITEM, item.text, *labels), item.citations)
    if item.description.strip():
        add(document, DETAIL, item.description)
    if item.assumption is not None:
        _write_assumption(document, item.assumption)
    if item.tags:
        add(document, DETAIL, Label("Sort: "), ", ".join(words(tag) for tag in item.tags))
    for quantity in item.quantities:
        label = Label(f"{words(quantity.measure).capitalize()}: ")
        footnotes.cite(add(document, DETAIL, label, amount(quantity)), [quantity.citation])
    for detail in item.details:
        add(document, DETAIL, Label(f"{detail.kind.capitalize()}: "), detail.text)


def _write_assumption(document: Document, assumption: Assumption) -> None:
    add(document, DETAIL, Label("At risk: "), str(assumption.risk))
    if assumption.reason.strip():
        add(document, DETAIL, Label("Why assumed: "), assumption.reason)
    add(
        document,
        DETAIL,
        Label("Test: "),
        assumption.test if assumption.test.strip() else "none yet",
    )


def _write_links(document: Document, canvas: Canvas) -> None:
    if not canvas.links:
        return
    texts = {item.id: item.text for item in canvas.items}
    texts |= {detail.id: detail.text for item in canvas.items for detail in item.details}
    add(document, SECTION, "Links")
    for link in canvas.links:
        source, target = texts.get(link.source, link.source), texts.get(link.target, link.target)
        read = [Label(" (read from the wording)")] if link.inferred else []
        add(document, ITEM, source, Label(f" — {words(link.kind)} — "), target, *read)


def _write_constraints(document: Document, canvas: Canvas, footnotes: Footnotes) -> None:
    if not canvas.constraints:
        return
    texts = {item.id: item.text for item in canvas.items}
    add(document, SECTION, "Constraints")
    for one in canvas.constraints:
        add(document, ITEM, Label(f"{words(one.kind).capitalize()}: "), one.text)
        for name in one.items:
            add(document, DETAIL, Label("Touches: "), texts.get(name, name))
        if one.limit is not None:
            label = Label(f"At most, {words(one.limit.measure)}: ")
            footnotes.cite(add(document, DETAIL, label, amount(one.limit)), [one.limit.citation])
        if one.by:
            add(document, DETAIL, Label("By: "), one.by)


def _write_against(document: Document, canvas: Canvas, footnotes: Footnotes) -> None:
    if not canvas.against:
        return
    add(document, SECTION, "What the sources say against")
    for one in canvas.against:
        label = Label(f"{one.block.title}, {whose(one)}: ")
        footnotes.cite(add(document, ITEM, label, f"“{one.citation.quote}”"), [one.citation])
