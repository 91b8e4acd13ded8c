"""Readers: from the bytes of a file to a text with locators, a module for each family."""

from __future__ import annotations

from collections.abc import Callable

from canvasai.settings import Settings
from canvasai.sources.readers.draft import Draft
from canvasai.sources.readers.html import read_html
from canvasai.sources.readers.pdf import read_pdf
from canvasai.sources.readers.sheets import read_xlsx
from canvasai.sources.readers.slides import read_pptx
from canvasai.sources.readers.tables import read_csv, read_tsv
from canvasai.sources.readers.text import read_markdown, read_plain
from canvasai.sources.readers.word import read_docx

Reader = Callable[[bytes, str, Settings], Draft]

READERS: dict[str, Reader] = {
    "md": read_markdown,
    "markdown": read_markdown,
    "txt": read_plain,
    "html": read_html,
    "htm": read_html,
    "csv": read_csv,
    "tsv": read_tsv,
    "pdf": read_pdf,
    "docx": read_docx,
    "pptx": read_pptx,
    "xlsx": read_xlsx,
}
"""Reader by the ending of the file, in lower case and without its dot."""
