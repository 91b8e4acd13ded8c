"""PDF: lines become paragraphs and headings, page by page."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from canvasai.errors import SourceUnreadableError
from canvasai.settings import Settings
from canvasai.sources.normalising import clean_line
from canvasai.sources.readers.draft import Composer, Draft
from canvasai.sources.readers.glyphs import Line, lines_of
from canvasai.sources.readers.paragraphs import is_table, joined, paragraphs
from canvasai.sources.readers.quiet import quiet
from canvasai.sources.readers.tables import add_rows

# PDFium keeps global state and must not run in two threads at once.
_LOCK = threading.Lock()
_MARGIN = 0.08
_REPEATED = 0.6
_LARGER = 1.12
_TITLE = 1.35
_LONGEST_HEADING = 120
_MOST_HEADING_LINES = 3
_PAGES_NAMED = 12


@dataclass(slots=True)
class _PageLines:
    lines: list[Line]
    bottom: float
    top: float


def read_pdf(data: bytes, name: str, settings: Settings) -> Draft:
    """Reads the text of each page; running heads and page numbers are left out.

    Raises:
        SourceUnreadableError: locked, damaged, or a scan without text.
    """
    with _LOCK, quiet():
        pages, hidden = _read_pages(data, name)
    if not any(page.lines for page in pages):
        raise SourceUnreadableError(
            f"{name} holds no text, only images.",
            "Run text recognition (OCR) on it first, then add the result.",
        )
    empty = [number for number, page in enumerate(pages, start=1) if not page.lines]
    levels = _Levels([line for page in pages for line in page.lines])
    _drop_running_lines(pages, levels)
    composer = Composer()
    for number, page in enumerate(pages, start=1):
        start = composer.length
        for lines in paragraphs(page.lines):
            _add(composer, lines, levels)
        composer.page(number, start, "page")
    return composer.draft(hidden=hidden, notes=_empty_note(empty))


def _read_pages(data: bytes, name: str) -> tuple[list[_PageLines], int]:
    import pypdfium2  # type: ignore[import-untyped]
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "password" in str(error):
            raise SourceUnreadableError(
                f"{name} is password-protected.", "Save a copy without the password and add that."
            ) from None
        raise SourceUnreadableError(
            f"{name} is damaged, or not a PDF.", "Open it in a PDF viewer and save it again."
        ) from None
    pages: list[_PageLines] = []
    hidden = 0
    try:
        for page in document:
            lines, unseen = lines_of(page)
            hidden += unseen
            for line in lines:
                line.text = clean_line(line.text)
            _, bottom, _, top = page.get_bbox()
            pages.append(_PageLines([line for line in lines if line.text], bottom, top))
            page.close()
    finally:
        document.close()
    return pages, hidden


def _empty_note(empty: Sequence[int]) -> tuple[str, ...]:
    if not empty:
        return ()
    named = ", ".join(str(number) for number in empty[:_PAGES_NAMED])
    more = len(empty) - _PAGES_NAMED
    named += f" and {more} more" if more > 0 else ""
    return (f"Page {named} holds no text." if len(empty) == 1 else f"Pages {named} hold no text.",)


def _drop_running_lines(pages: list[_PageLines], levels: _Levels) -> None:
    """Removes what stands in the margin of most pages with only its numbers changed."""
    if len(pages) < 3:
        return

    def may_run(line: Line, page: _PageLines) -> bool:
        margin = _MARGIN * (page.top - page.bottom)
        inner = page.bottom + margin <= line.y <= page.top - margin
        # "Year 1", "Year 2" in large letters at the top of each page are headings.
        return not inner and not levels.is_title(line)

    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_shape(line.text) for line in page.lines if may_run(line, page)})
    running = {shape for shape, times in seen.items() if times >= max(3, _REPEATED * len(pages))}
    for page in pages:
        rest = [
            line
            for line in page.lines
            if not (may_run(line, page) and _shape(line.text) in running)
        ]
        # A page that holds nothing else is its own text, not a frame around it.
        page.lines = rest or page.lines


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", text).lower()


class _Levels:
    """Tells headings by their font: larger than the body, or bold where the body is not."""

    def __init__(self, lines: Sequence[Line]) -> None:
        sizes: Counter[float] = Counter()
        bold = 0
        for line in lines:
            sizes[line.size] += len(line.text)
            bold += len(line.text) * line.bold
        self._body = sizes.most_common(1)[0][0] if sizes else 0.0
        self._bold_body = 2 * bold > sizes.total()
        larger = sorted({line.size for line in lines if self.is_larger(line)}, reverse=True)
        self._levels: dict[float, int] = {}
        level, last = 0, 0.0
        for size in larger:
            # Two sizes that differ by a rounding are one level.
            if not level or size < 0.96 * last:
                level, last = level + 1, size
            self._levels[size] = min(level, 5)
        self._bold_level = min(level + 1, 6)

    def is_larger(self, line: Line) -> bool:
        """Tells whether the letters are clearly larger than those of the body."""
        return line.size >= _LARGER * self._body > 0

    def is_title(self, line: Line) -> bool:
        """Tells whether the letters are too large for a running head."""
        return line.size >= _TITLE * self._body > 0

    def of(self, lines: Sequence[Line], text: str) -> int:
        """Returns the level of a paragraph as a heading, 0 for none."""
        words = any(char.isalpha() for char in text)
        if not words or len(text) > _LONGEST_HEADING or len(lines) > _MOST_HEADING_LINES:
            return 0
        if text.endswith((".", ",", ";")) or not (text[0].isalnum() or text[0] in "¿¡“\"'«"):
            return 0
        if all(self.is_larger(line) for line in lines):
            return self._levels[max(line.size for line in lines)]
        bold = all(line.bold for line in lines) and not self._bold_body
        return self._bold_level if bold and lines[0].size >= 0.95 * self._body else 0


def _add(composer: Composer, lines: Sequence[Line], levels: _Levels) -> None:
    if is_table(lines):
        add_rows(composer, [(0, line.cells) for line in lines])
        return
    text = joined(lines)
    level = levels.of(lines, text)
    if level:
        composer.heading(level, text)
    else:
        composer.block(text)
