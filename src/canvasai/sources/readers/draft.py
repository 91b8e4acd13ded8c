"""What a reader gives back: a text with its locators, before the limits are checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from canvasai.sources.model import Heading, Page, PageKind, Row


@dataclass(slots=True)
class Draft:
    """The text of a document and where its parts stand.

    Attributes:
        text: normalised text.
        headings, pages, rows: as in `Source`.
        hidden: how many passages were left out because a reader does not see them.
        notes: further notes.
    """

    text: str
    headings: tuple[Heading, ...] = ()
    pages: tuple[Page, ...] = ()
    rows: tuple[Row, ...] = ()
    hidden: int = 0
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Composer:
    """Puts a text together from blocks and keeps the offsets of its parts.

    A block is a paragraph, a list or a table; a blank line stands between two of them.
    """

    parts: list[str] = field(default_factory=list)
    length: int = 0
    headings: list[Heading] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def block(self, text: str) -> int:
        """Adds a block; returns its start."""
        start = self.length
        self.parts.append(text + "\n\n")
        self.length += len(text) + 2
        return start

    def heading(self, level: int, title: str) -> None:
        """Adds a heading; the title is one line without marks."""
        marks = "#" * min(level, 6) + " "
        start = self.block(marks + title) + len(marks)
        self.headings.append(Heading(level, title, start, start + len(title)))

    def table(self, lines: Sequence[tuple[int, str]]) -> None:
        """Adds a table: pairs of the row's number in the file (0: none) and the line."""
        start = self.block("\n".join(line for _, line in lines))
        for number, line in lines:
            if number:
                self.rows.append(Row(number, start, start + len(line)))
            start += len(line) + 1

    def page(self, number: int, start: int, kind: PageKind, name: str = "") -> None:
        """Ends a page that began at `start`."""
        self.pages.append(Page(number, start, self.length, kind, name))

    def draft(self, *, hidden: int = 0, notes: tuple[str, ...] = ()) -> Draft:
        """Returns what was put together, with one line end at the end."""
        text = "".join(self.parts)
        end = len(text.rstrip("\n")) + 1 if text.strip() else 0
        pages = tuple(
            Page(page.number, min(page.start, end), min(page.end, end), page.kind, page.name)
            for page in self.pages
        )
        return Draft(
            text[:end], tuple(self.headings), pages, tuple(self.rows), hidden=hidden, notes=notes
        )
