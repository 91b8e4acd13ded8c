"""Word documents: hidden runs taken out, then HTML, then Markdown."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from canvasai.settings import Settings
from canvasai.sources.markdown import headings
from canvasai.sources.readers.draft import Draft
from canvasai.sources.readers.html import markdown_of
from canvasai.sources.readers.packages import check_package
from canvasai.sources.readers.quiet import quiet

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODIES = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_STYLES = "word/styles.xml"
_OFF = ("0", "false", "off")
_STYLE_MAP = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh"


def read_docx(data: bytes, name: str, settings: Settings) -> Draft:
    """Reads the body and the notes of a document; comments and deletions are left out."""
    import mammoth  # type: ignore[import-untyped]
    from markitdown.converter_utils.docx.pre_process import pre_process_docx

    check_package(data, name, "word", settings)
    with quiet():
        cleaned, hidden = _without_hidden(data)
        # markitdown's own converter cannot be told to leave out the marks of emphasis.
        html = mammoth.convert_to_html(
            pre_process_docx(io.BytesIO(cleaned)),
            style_map=_STYLE_MAP,
            include_embedded_style_map=False,
            convert_image=mammoth.images.img_element(lambda image: {"src": ""}),
        ).value
        text, _ = markdown_of(html)
    return Draft(text, headings(text, underlined=False), hidden=hidden)


def _without_hidden(data: bytes) -> tuple[bytes, int]:
    target = io.BytesIO()
    hidden = 0
    with (
        zipfile.ZipFile(io.BytesIO(data)) as package,
        zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as cleaned,
    ):
        styles = _style_properties(package)
        for member in package.infolist():
            content = package.read(member)
            if member.filename in _BODIES:
                content, count = _clean_body(content, styles)
                hidden += count
            cleaned.writestr(member.filename, content)
    return target.getvalue(), hidden


def _parse(content: bytes) -> _Element:
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(content, parser)


def _clean_body(content: bytes, styles: dict[str, dict[str, str]]) -> tuple[bytes, int]:
    from lxml import etree

    root = _parse(content)
    page = root.find(f"{_W}background")
    white_page = page is None or page.get(f"{_W}color", "FFFFFF").upper() in ("FFFFFF", "AUTO")
    count = 0
    for paragraph in list(root.iter(f"{_W}p")):
        before: Any = None
        for run in list(_runs(paragraph)):
            if not _is_hidden(run, paragraph, styles, white_page):
                before = None
                continue
            words = "".join(text.text or "" for text in run.iter(f"{_W}t"))
            # Neighbouring runs are one passage to a person.
            count += bool(words.strip()) and before is None
            before = run if words.strip() else before
            parent = run.getparent()
            if parent is not None:
                parent.remove(run)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True), count


def _runs(paragraph: _Element) -> Iterator[_Element]:
    for run in paragraph.iter(f"{_W}r"):
        if next(run.iterancestors(f"{_W}p")) is paragraph:
            yield run


def _is_hidden(
    run: _Element, paragraph: _Element, styles: dict[str, dict[str, str]], white_page: bool
) -> bool:
    if run.find(f"{_W}footnoteReference") is not None or run.find(f"{_W}drawing") is not None:
        return False
    found: dict[str, str] = {}
    for owner, mark in ((paragraph, "pPr"), (run, "rPr")):
        style = owner.find(f"{_W}{mark}/{_W}{mark[0]}Style")
        found |= styles.get(style.get(f"{_W}val", ""), {}) if style is not None else {}
    properties = run.find(f"{_W}rPr")
    if properties is not None:
        found |= _properties(properties)
    if found.get("vanish", "0") not in _OFF:
        return True
    size = found.get("sz", "24")
    if size.isdecimal() and int(size) <= 2:
        return True
    # Nearly white is as good as white on paper.
    white = bool(re.fullmatch(r"(?:F[0-9A-F]){3}", found.get("color", "").upper()))
    return white and white_page and not _is_on_colour(run, found)


def _is_on_colour(run: _Element, found: dict[str, str]) -> bool:
    """Tells whether something behind the run may be dark; when not sure, the text stays."""
    if found.get("highlight", "none") not in ("none", "white"):
        return True
    if found.get("shd", "auto").upper() not in ("AUTO", "FFFFFF"):
        return True
    for above in run.iterancestors():
        if above.tag == f"{_W}txbxContent":
            return True
        if above.tag in (f"{_W}p", f"{_W}tc", f"{_W}tbl"):
            kind = str(above.tag).removeprefix(_W)
            for shade in above.iterfind(f"{_W}{kind}Pr/{_W}shd"):
                if shade.get(f"{_W}fill", "auto").upper() not in ("AUTO", "FFFFFF"):
                    return True
            style = above.find(f"{_W}tblPr/{_W}tblStyle")
            if style is not None and style.get(f"{_W}val") not in ("TableNormal", "TableGrid"):
                return True
    return False


def _properties(properties: _Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for child in properties:
        kind = str(child.tag).removeprefix(_W)
        if kind == "shd":
            found[kind] = child.get(f"{_W}fill", "auto")
        elif kind in ("vanish", "specVanish", "sz", "color", "highlight"):
            found["vanish" if kind == "specVanish" else kind] = child.get(f"{_W}val", "1")
    return found


def _style_properties(package: zipfile.ZipFile) -> dict[str, dict[str, str]]:
    """Returns the properties of runs by style, those of the styles below it included."""
    if _STYLES not in package.namelist():
        return {}
    own: dict[str, tuple[str, dict[str, str]]] = {}
    for style in _parse(package.read(_STYLES)).iter(f"{_W}style"):
        based = style.find(f"{_W}basedOn")
        properties = style.find(f"{_W}rPr")
        own[style.get(f"{_W}styleId", "")] = (
            based.get(f"{_W}val", "") if based is not None else "",
            _properties(properties) if properties is not None else {},
        )
    resolved: dict[str, dict[str, str]] = {}
    for name in own:
        chain: list[str] = []
        below = name
        while below in own and below not in chain:
            chain.append(below)
            below = own[below][0]
        resolved[name] = {}
        for each in reversed(chain):
            resolved[name] |= own[each][1]
    return resolved
