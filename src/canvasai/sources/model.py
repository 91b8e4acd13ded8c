"""What a source is: one normalised text, and locators that point into it.

Every offset in the program counts characters of `Source.text`.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

PageKind = Literal["page", "slide", "sheet"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading at `text[start:end]` (the words alone, without marks); level 1 is outermost."""

    level: int
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page, slide or sheet that covers `text[start:end]`; numbers start at 1."""

    number: int
    start: int
    end: int
    kind: PageKind = "page"
    name: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A table row at `text[start:end]`; `number` is the line or row in the file, from 1."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """One document.

    Attributes:
        name: unique in a project; the file name, or the path below the folder that was added.
        media: the type as an ending without dot, such as "pdf".
        text: normalised text (NFC, "\\n" line ends, tables as Markdown pipe tables).
        sha256: of the file's bytes, hexadecimal.
        headings: in order of `start`.
        pages: in order of `start`; empty where the type has none.
        rows: rows of tables whose number in the file is known; empty otherwise.
        notes: what a reader of the document should know, such as "3 hidden passages were left out".
    """

    name: str
    media: str
    text: str
    sha256: str
    headings: tuple[Heading, ...] = ()
    pages: tuple[Page, ...] = ()
    rows: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()

    def heading_path(self, offset: int) -> tuple[str, ...]:
        """Returns the titles above `offset`, outermost first; a heading is above itself."""
        path: list[Heading] = []
        for heading in self.headings:
            if heading.start > offset:
                break
            while path and path[-1].level >= heading.level:
                path.pop()
            path.append(heading)
        return tuple(heading.title for heading in path)

    def page_at(self, offset: int) -> Page | None:
        """Returns the page, slide or sheet that holds `offset`."""
        index = bisect_right([page.start for page in self.pages], offset) - 1
        if index < 0 or offset >= self.pages[index].end:
            return None
        return self.pages[index]


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a source that is stored and searched.

    Attributes:
        source: name of the source.
        start, end: span in the source's text.
        text: exactly `source.text[start:end]`.
        heading: the titles above, outermost first; put in front of what is embedded.
        page: number of the page, slide or sheet, or None.
    """

    source: str
    start: int
    end: int
    text: str
    heading: tuple[str, ...] = ()
    page: int | None = None

    @property
    def embedded_text(self) -> str:
        """The text that is turned into a vector and into words: headings, then the chunk."""
        return "\n".join([" > ".join(self.heading), self.text]) if self.heading else self.text
