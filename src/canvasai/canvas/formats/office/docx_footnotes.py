"""Word's own footnotes: the part, its styles and settings, as Word writes them.

python-docx has no way to write footnotes. What belongs to them follows ECMA-376, part 1, 17.11, and
the order of elements its schemas.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

from canvasai.canvas.formats.markdown.write import place
from canvasai.canvas.formats.office.docx_paragraphs import add_run
from canvasai.canvas.formats.office.text import clean, is_rtl
from canvasai.canvas.model import Citation

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph

# Word gives the two separators these ids, and counts its notes from 1.
_SEPARATORS = {-1: "separator", 0: "continuationSeparator"}
_TIGHT = '<w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
_SMALL = '<w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>'
_RAISED = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
# The same said twice, for programs that overlook it in a style.
_RAISED_TEXT = _RAISED.replace("</w:rPr>", '<w:vertAlign w:val="superscript"/></w:rPr>')
_STYLES = (
    '<w:style {ns} w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/>'
    '<w:basedOn w:val="Normal"/><w:link w:val="FootnoteTextChar"/><w:uiPriority w:val="99"/>'
    f"<w:unhideWhenUsed/>{_TIGHT}{_SMALL}</w:style>",
    '<w:style {ns} w:type="character" w:customStyle="1" w:styleId="FootnoteTextChar">'
    '<w:name w:val="Footnote Text Char"/><w:basedOn w:val="DefaultParagraphFont"/>'
    f'<w:link w:val="FootnoteText"/><w:uiPriority w:val="99"/>{_SMALL}</w:style>',
    '<w:style {ns} w:type="character" w:styleId="FootnoteReference">'
    '<w:name w:val="footnote reference"/><w:basedOn w:val="DefaultParagraphFont"/>'
    '<w:uiPriority w:val="99"/><w:unhideWhenUsed/>'
    '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>',
)
# A mark at the first reference, for later ones to point to; Word's own begin like this.
_MARK = "_Ref{:09}"


class Footnotes:
    """The footnotes of one document, numbered in the order in which they are first cited."""

    def __init__(self) -> None:
        self._numbers: dict[Citation, int] = {}

    def cite(self, paragraph: Paragraph, citations: Iterable[Citation | None]) -> None:
        """Adds the references to a paragraph; a citation that has a footnote points to that one."""
        known = [one for one in dict.fromkeys(citations) if one is not None]
        known.sort(key=lambda one: self._numbers.get(one, math.inf))
        for place_in_row, citation in enumerate(known):
            if place_in_row:
                # Without it 1 and 2 would be read as 12.
                _append(paragraph, f"<w:r {{ns}}>{_RAISED_TEXT}<w:t>,</w:t></w:r>")
            number = self._numbers.get(citation)
            if number is None:
                number = self._numbers[citation] = len(self._numbers) + 1
                _refer(paragraph, number)
            else:
                _refer_again(paragraph, number)

    def write(self, document: Document) -> None:
        """Writes the footnotes into the document, once all references are there."""
        from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.opc.part import XmlPart

        if not self._numbers:
            return
        for style in _STYLES:
            document.styles.element.append(_parsed(style))
        ids = "".join(f'<w:footnote w:id="{number}"/>' for number in _SEPARATORS)
        document.settings.element.find(_name("compat")).addprevious(
            _parsed(f"<w:footnotePr {{ns}}>{ids}</w:footnotePr>")
        )
        root = _parsed("<w:footnotes {ns}/>")
        for number, kind in _SEPARATORS.items():
            root.append(
                _parsed(
                    f'<w:footnote {{ns}} w:type="{kind}" w:id="{number}">'
                    f"<w:p>{_TIGHT}<w:r><w:{kind}/></w:r></w:p></w:footnote>"
                )
            )
        part = XmlPart(
            PackURI("/word/footnotes.xml"),
            CONTENT_TYPE.WML_FOOTNOTES,
            root,
            document.part.package,
        )
        for citation, number in self._numbers.items():
            root.append(_footnote(citation, number, document))
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _footnote(citation: Citation, number: int, document: Document) -> BaseOxmlElement:
    from docx.text.paragraph import Paragraph

    quote = clean(citation.quote)
    bidi = "<w:bidi/>" if is_rtl(quote) else ""
    note = _parsed(
        f'<w:footnote {{ns}} w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/>{bidi}'
        f"</w:pPr><w:r>{_RAISED}<w:footnoteRef/></w:r></w:p></w:footnote>"
    )
    paragraph = Paragraph(note[0], document)
    add_run(paragraph, f" “{quote}”")
    add_run(paragraph, f" — {clean(place(citation))}")
    if citation.superseded:
        add_run(paragraph, " (superseded)")
    return note


def _refer(paragraph: Paragraph, number: int) -> None:
    mark = _MARK.format(number)
    _append(paragraph, f'<w:bookmarkStart {{ns}} w:id="{number}" w:name="{mark}"/>')
    _append(paragraph, f'<w:r {{ns}}>{_RAISED}<w:footnoteReference w:id="{number}"/></w:r>')
    _append(paragraph, f'<w:bookmarkEnd {{ns}} w:id="{number}"/>')


def _refer_again(paragraph: Paragraph, number: int) -> None:
    code = f" NOTEREF {_MARK.format(number)} \\f \\h "
    for content in (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve">{code}</w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{number}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        _append(paragraph, f"<w:r {{ns}}>{_RAISED_TEXT}{content}</w:r>")


def _append(paragraph: Paragraph, xml: str) -> None:
    paragraph._p.append(_parsed(xml))


def _parsed(xml: str) -> BaseOxmlElement:
    """The element of XML of our own; texts from outside are never part of it."""
    from docx.oxml.ns import nsdecls
    from docx.oxml.parser import parse_xml

    return parse_xml(xml.format(ns=nsdecls("w")))


def _name(tag: str) -> str:
    from docx.oxml.ns import qn

    return qn(f"w:{tag}")
