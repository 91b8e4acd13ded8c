"""Paragraphs of a Word document, in python-docx's terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from canvasai.canvas.formats.office.text import clean, is_rtl

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

# Ids of styles of python-docx's template.
TITLE, TAGLINE, TEXT, LINE = "Title", "Subtitle", "BodyText", "NoSpacing"
SECTION, PART = "Heading1", "Heading2"
ITEM, DETAIL = "ListBullet", "ListBullet2"


@dataclass(frozen=True, slots=True)
class Label:
    """Words of ours, such as a status, set apart from the texts of the canvas."""

    text: str


def add(document: Document, style: str, *parts: str | Label) -> Paragraph:
    """Adds a paragraph; the way its first part runs decides on which side it begins.

    Args:
        document: where to.
        style: id of a style that it has.
        parts: texts, which may hold anything, and labels.
    """
    paragraph = document.add_paragraph()
    paragraph._p.style = style  # by its name the library looks through all styles
    texts = [clean(part) if isinstance(part, str) else part.text for part in parts]
    if texts and is_rtl(texts[0]):
        properties = paragraph._p.get_or_add_pPr()
        properties.append(properties.makeelement(_bidi()))
    for part, text in zip(parts, texts, strict=True):
        run = add_run(paragraph, text)
        if isinstance(part, Label):
            run.bold = True
    return paragraph


def add_run(paragraph: Paragraph, text: str) -> Run:
    """Adds clean text to a paragraph."""
    run = paragraph.add_run(text)
    if is_rtl(text):
        run.font.rtl = True
    return run


def add_page_numbers(paragraph: Paragraph) -> None:
    """Makes a paragraph of a footer show the number of its page."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import nsdecls
    from docx.oxml.parser import parse_xml

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    number = f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    paragraph._p.append(parse_xml(number))


def use_current_layout(document: Document) -> None:
    """Has Word lay the document out as its own of today, without "Compatibility Mode"."""
    from docx.oxml.ns import qn

    for zoom in document.settings.element.iter(qn("w:zoom")):
        zoom.set(qn("w:percent"), "100")  # the template lacks it, and the schema asks for it
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _bidi() -> str:
    from docx.oxml.ns import qn

    return qn("w:bidi")
