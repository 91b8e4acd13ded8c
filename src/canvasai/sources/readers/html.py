"""Web pages, and the HTML that other formats are turned into on their way to Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from canvasai.errors import SourceUnreadableError
from canvasai.settings import Settings
from canvasai.sources.decoding import decode
from canvasai.sources.markdown import headings
from canvasai.sources.normalising import clean_converted
from canvasai.sources.readers.draft import Draft
from canvasai.sources.readers.quiet import quiet
from canvasai.sources.readers.seen import remove_unseen
from canvasai.sources.readers.tables import cell_text

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from bs4.element import Tag

_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?([\w-]+)", re.IGNORECASE
)
# Marks of these would stand between the words of a quote.
_INLINE = [
    "a",
    "abbr",
    "acronym",
    "b",
    "bdi",
    "bdo",
    "big",
    "center",
    "cite",
    "code",
    "data",
    "dfn",
    "em",
    "font",
    "i",
    "ins",
    "kbd",
    "label",
    "mark",
    "output",
    "q",
    "ruby",
    "samp",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "time",
    "tt",
    "u",
    "var",
]
_BREAKS = [
    "p",
    "div",
    "li",
    "br",
    "tr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "dd",
    "dt",
    "ul",
    "ol",
    "blockquote",
    "pre",
    "hr",
    "section",
]
_WIDEST_SPAN = 100


def read_html(data: bytes, name: str, settings: Settings) -> Draft:
    """Reads what a browser would show of a page, as Markdown."""
    text, note = _decoded(data, name)
    if "<" not in text:
        raise SourceUnreadableError(
            f"{name} is not HTML: it holds no element.",
            "Give the file the ending of its real type.",
        )
    with quiet():
        text, hidden = markdown_of(text)
    notes = (note,) if note else ()
    return Draft(text, headings(text, underlined=False), hidden=hidden, notes=notes)


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    declared = _DECLARED.search(data[:4096])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        encoding = declared.group(1).decode("ascii")
        try:
            # Browsers read "latin-1" as Windows-1252.
            encoding = "cp1252" if encoding.lower() in ("iso-8859-1", "latin-1") else encoding
            return decode(data.decode(encoding).encode("utf-8"), name)
        except (LookupError, UnicodeError):
            pass
    return decode(data, name)


def markdown_of(html: str) -> tuple[str, int]:
    """Turns HTML into Markdown with headings, lists and pipe tables as its only marks.

    Returns:
        The normalised text, and how many hidden passages were left out.
    """
    from bs4 import BeautifulSoup
    from markitdown.converters import HtmlConverter

    # lxml closes elements where a browser does; a hidden paragraph must not swallow the next.
    soup = BeautifulSoup(html, "lxml")
    hidden = remove_unseen(soup)
    _flatten_inline(soup)
    _rebuild_tables(soup)
    for heading in soup.find_all(["h1", "h2", "h3", "h4", "h5", "h6"]):
        words = " ".join(heading.get_text().split())
        heading.clear()
        heading.append(words)
    # One converter by name: MarkItDown would fall back to the raw page where this one fails.
    converted = HtmlConverter().convert_string(
        str(soup),
        escape_asterisks=False,
        escape_underscores=False,
        escape_misc=False,
        table_infer_header=True,
        bullets="-",
    )
    return clean_converted(converted.markdown), hidden


def _flatten_inline(soup: BeautifulSoup) -> None:
    for image in soup.find_all("img"):
        image.replace_with(str(image.get("alt") or "").strip())
    for tag in soup.find_all(["rt", "rp"]):
        tag.decompose()
    for tag in soup.find_all(_INLINE):
        tag.unwrap()


def _rebuild_tables(soup: BeautifulSoup) -> None:
    """Makes each table a plain grid; a table that only lays out the page becomes blocks."""
    for table in soup.find_all("table"):
        if table.find("table") is not None or table.get("role") == "presentation":
            _unwrap_layout(table)
    for table in soup.find_all("table"):
        rows = list(_rows(table))
        width = max((len(row) for row in rows), default=0)
        if width < 2 and not table.find("th"):
            _unwrap_layout(table)
            continue
        caption = table.find("caption")
        if caption is not None:
            paragraph = soup.new_tag("p")
            paragraph.string = cell_text(caption.get_text())
            table.insert_before(paragraph)
        table.clear()
        table.attrs = {}
        for number, row in enumerate(rows):
            line = soup.new_tag("tr")
            for text in row + [""] * (width - len(row)):
                cell = soup.new_tag("td" if number else "th")
                cell.string = text
                line.append(cell)
            table.append(line)


def _unwrap_layout(table: Tag) -> None:
    for tag in table.find_all(["tr", "td", "th", "tbody", "thead", "tfoot", "caption"]):
        if tag.find_parent("table") is table:
            tag.name = "div"
            tag.attrs = {}
    table.name = "div"
    table.attrs = {}


def _rows(table: Tag) -> Iterator[list[str]]:
    """Yields the texts of the cells; a cell over several rows stands in each of them."""
    for tag in table.find_all(_BREAKS):
        if tag.name != "tr":
            tag.insert_before(" ")
            tag.insert_after(" ")
    pending: dict[int, tuple[int, str]] = {}
    for row in table.find_all("tr"):
        texts: list[str] = []
        for cell in row.find_all(["td", "th"], recursive=False):
            _fill(texts, pending)
            text = cell_text(cell.get_text())
            width, height = _span(cell.get("colspan")), _span(cell.get("rowspan"))
            for at in range(width):
                shown = text if at == 0 else ""
                if height > 1:
                    pending[len(texts)] = (height - 1, shown)
                texts.append(shown)
        _fill(texts, pending)
        if any(texts):
            yield texts


def _fill(texts: list[str], pending: dict[int, tuple[int, str]]) -> None:
    while len(texts) in pending:
        left, text = pending.pop(len(texts))
        if left > 1:
            pending[len(texts)] = (left - 1, text)
        texts.append(text)


def _span(value: object) -> int:
    text = str(value or "1").strip()
    return min(max(int(text), 1), _WIDEST_SPAN) if text.isdecimal() else 1
