"""Markdown and plain text: kept as near as possible to the file."""

from __future__ import annotations

from canvasai.settings import Settings
from canvasai.sources.decoding import decode
from canvasai.sources.markdown import headings, plain_headings
from canvasai.sources.normalising import clean
from canvasai.sources.readers.draft import Draft
from canvasai.sources.unseen import without_unseen


def read_markdown(data: bytes, name: str, settings: Settings) -> Draft:
    """Reads Markdown; comments and hidden elements are left out."""
    text, note = decode(data, name)
    return markdown_draft(text, note)


def read_plain(data: bytes, name: str, settings: Settings) -> Draft:
    """Reads plain text; everything in it shows, so nothing is left out."""
    text, note = decode(data, name)
    return plain_draft(text, note)


def markdown_draft(text: str, note: str = "") -> Draft:
    """Normalises a Markdown text and finds its headings."""
    text, hidden = without_unseen(clean(text))
    return Draft(text, headings(text), hidden=hidden, notes=(note,) if note else ())


def plain_draft(text: str, note: str = "") -> Draft:
    """Normalises a plain text and finds its headings."""
    text = clean(text)
    return Draft(text, plain_headings(text), notes=(note,) if note else ())
