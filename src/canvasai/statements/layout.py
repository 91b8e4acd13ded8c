"""The parts of a normalised text: headings, list points, table rows, paragraphs.

Sources are Markdown or become it, so lines tell the layout. Pure functions on one text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

PartKind = Literal["heading", "point", "row", "paragraph"]

_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)[ \t#]*$")
_POINT = re.compile(r"^([ \t]*)(?:[-*+•‣◦▪–]|\d{1,3}[.)]|[a-z][.)])[ \t]+(?=\S)")
_FENCE = re.compile(r"^ {0,3}(```|~~~)")
_RULE = re.compile(r"^ {0,3}([-*_=])([ \t]*\1){2,}[ \t]*$")
_SEPARATOR = re.compile(r"^(?=.*(?:--|\|))\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")
# "Q: …", "**Anna Berg:** …", "Price: …": a line of its own, also without a blank line before it.
_LABELLED = re.compile(
    r"^[*_]{0,2}[^\W\d_][\w .'’/-]{0,28}(?:\([\w .]{1,16}\)\s?)?[*_]{0,2}:[*_]{0,2}\s"
)
# A block between "---" that holds only "key: value" lines, their continuations and comments; a
# document that merely opens with a rule keeps its text.
_FRONT_MATTER = re.compile(
    r"---[ \t]*\n(?:[ \t]*\n|#[^\n]*\n)*[\w-]+[ \t]*:[^\n]*\n"
    r"(?:[\w.-]+[ \t]*:[^\n]*\n|[ \t-][^\n]*\n|#[^\n]*\n|\n)*?(?:---|\.\.\.)[ \t]*(?:\n|$)"
)
_CELL_BREAK = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the layout.

    Attributes:
        kind: what it is.
        start, end: span of its words in the text, without marks.
        level: of a heading (1 to 6), or the indent of a point (columns).
        cells: of a row: pairs of header name (may be "") and cell text.
        header: of a row: span of the header row.
    """

    kind: PartKind
    start: int
    end: int
    level: int = 0
    cells: tuple[tuple[str, str], ...] = ()
    header: tuple[int, int] = (0, 0)


def parts_of(text: str) -> list[Part]:
    """Splits a normalised text into its parts, in order; code fences and rules are left out."""
    return list(_Reader(text).parts())


class _Reader:
    """Goes through the lines once; what is open (a paragraph, a point, a table) is its state."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.open: Part | None = None
        self.header: list[str] | None = None
        self.header_span = (0, 0)
        self.fence = ""

    def parts(self) -> Iterator[Part]:
        lines = self._lines()
        start_at = _front_matter_end(self.text)
        for index, (start, end) in enumerate(lines):
            if start < start_at:
                continue
            line = self.text[start:end]
            if fence := _FENCE.match(line):
                yield from self._close()
                self.fence = "" if self.fence == fence[1] else (self.fence or fence[1])
                continue
            if self.fence:
                continue
            following = self.text[slice(*lines[index + 1])] if index + 1 < len(lines) else ""
            yield from self._line(line, start, following)
        yield from self._close()

    def _lines(self) -> list[tuple[int, int]]:
        spans, start = [], 0
        for line in self.text.split("\n"):
            spans.append((start, start + len(line)))
            start += len(line) + 1
        return spans

    def _line(self, line: str, start: int, following: str) -> Iterator[Part]:
        if not line.strip():
            yield from self._close()
            self.header = None
        elif heading := _HEADING.match(line):
            yield from self._close()
            if heading[2]:
                title_start = start + heading.start(2)
                yield Part("heading", title_start, start + heading.end(2), len(heading[1]))
        elif self.open and self.open.kind == "paragraph" and re.match(r"^ {0,3}(=+|-+)\s*$", line):
            # Setext: the paragraph above is a heading.
            level = 1 if "=" in line else 2
            yield Part("heading", self.open.start, self.open.end, level)
            self.open = None
        elif _RULE.match(line):
            yield from self._close()
        elif self.header is not None and _SEPARATOR.match(line):
            pass
        elif "|" in line and (self.header is not None or _SEPARATOR.match(following)):
            yield from self._close()
            yield from self._row(line, start)
        elif point := _POINT.match(line):
            yield from self._close()
            indent = len(point[1].expandtabs(4))
            first, last = _trim(line, point.end(), len(line))
            self.open = Part("point", start + first, start + last, indent)
        else:
            yield from self._continue(line, start)

    def _row(self, line: str, start: int) -> Iterator[Part]:
        first, last = _trim(line, 0, len(line))
        inner = line[first:last]
        first += inner.startswith("|")
        last -= inner.endswith("|") and not inner.endswith("\\|")
        first, last = _trim(line, first, last)
        cells = [cell.replace("\\|", "|").strip() for cell in _CELL_BREAK.split(line[first:last])]
        if self.header is None:
            self.header = cells
            self.header_span = start + first, start + last
            return
        if last <= first or not any(cells):
            return
        names = self.header + [""] * len(cells)
        pairs = tuple(zip(names, cells, strict=False))
        yield Part("row", start + first, start + last, 0, pairs, self.header_span)

    def _continue(self, line: str, start: int) -> Iterator[Part]:
        first, last = _trim(line, 0, len(line))
        # A quoted line (">") is text like any other.
        while first < last and line[first] == ">":
            first, last = _trim(line, first + 1, last)
        if last <= first:
            return
        if self.open is not None and _LABELLED.match(line[first:last]):
            yield from self._close()
        if self.open is None:
            self.open = Part("paragraph", start + first, start + last)
        else:
            kept = self.open
            self.open = Part(kept.kind, kept.start, start + last, kept.level)

    def _close(self) -> Iterator[Part]:
        if self.open is not None:
            yield self.open
            self.open = None


def _trim(line: str, first: int, last: int) -> tuple[int, int]:
    while first < last and line[first].isspace():
        first += 1
    while last > first and line[last - 1].isspace():
        last -= 1
    return first, last


def _front_matter_end(text: str) -> int:
    match = _FRONT_MATTER.match(text)
    return match.end() if match else 0
