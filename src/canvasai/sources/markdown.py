"""The marks of Markdown that readers need: code and headings."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from canvasai.sources.model import Heading

Span = tuple[int, int]

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})([^\n]*)$", re.MULTILINE)
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+([^\n]*)$", re.MULTILINE)
_UNDERLINE = re.compile(r"^ {0,3}(=+|-+)[ \t]*$", re.MULTILINE)
_NOT_WORDS = re.compile(r"[ \t]*(?:$|[>|#]|[-*+][ \t]|\d{1,9}[.)][ \t]| {4}|[-*_=]{3,}[ \t]*$)")
_FRONT_MATTER = re.compile(r"---[ \t]*\n.*?^(?:---|\.\.\.)[ \t]*$", re.MULTILINE | re.DOTALL)
_MARKS = ("***", "___", "**", "__", "*", "_", "`")
_NUMBERED = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,3})[.)]?[ \t]+(\S[^\n]*)$", re.MULTILINE)
_MOST_TITLE = 200


def fences(text: str) -> list[Span]:
    """Returns the spans of fenced code blocks, their marks included, in order."""
    found: list[Span] = []
    opened: tuple[int, str] | None = None
    for match in _FENCE.finditer(text):
        mark, rest = match.group(1), match.group(2)
        if opened is None:
            if mark[0] == "~" or "`" not in rest:
                opened = (match.start(), mark)
        elif mark[0] == opened[1][0] and len(mark) >= len(opened[1]) and not rest.strip():
            found.append((opened[0], match.end()))
            opened = None
    if opened is not None:
        found.append((opened[0], len(text)))
    return found


def inside(spans: Sequence[Span], offset: int) -> bool:
    """Tells whether `offset` is in one of the spans, which are in order and apart."""
    index = bisect_right(spans, (offset, sys.maxsize)) - 1
    return index >= 0 and spans[index][0] <= offset < spans[index][1]


def headings(text: str, *, underlined: bool = True) -> tuple[Heading, ...]:
    """Finds the headings of a Markdown text.

    Args:
        text: normalised text.
        underlined: whether lines underlined with === or --- count (setext headings).
    """
    skipped = fences(text)
    front = _FRONT_MATTER.match(text)
    if front:
        skipped = [(0, front.end()), *(span for span in skipped if span[0] >= front.end())]
    found = [*_hash_headings(text)]
    if underlined:
        found += _underlined_headings(text)
    return tuple(
        heading
        for heading in sorted(found, key=lambda heading: heading.start)
        if not inside(skipped, heading.start)
    )


def plain_headings(text: str) -> tuple[Heading, ...]:
    """Finds the headings of a plain text: underlined, numbered in capitals, or marked with #.

    A plain text has no rules for headings, so only a line that stands apart counts.
    """
    found = [*_underlined_headings(text, least=3)]
    found += [each for each in _hash_headings(text) if _stands_apart(text, each.start)]
    for match in _NUMBERED.finditer(text):
        words = match.group(2).rstrip()
        alone = _stands_apart(text, match.start()) and text.startswith("\n\n", match.end())
        if alone and len(words) <= 80 and words.isupper() and len(words) > 3:
            level = match.group(1).count(".") + 1
            found.append(_heading(text, level, match.start(), match.end()))
    return tuple(sorted(found, key=lambda heading: heading.start))


def _stands_apart(text: str, offset: int) -> bool:
    """Tells whether the line of `offset` is the first one or stands below a blank line."""
    line = text.rfind("\n", 0, offset) + 1
    return line < 2 or text[line - 2] == "\n"


def _hash_headings(text: str) -> Iterator[Heading]:
    for match in _HEADING.finditer(text):
        start, end = match.span(2)
        words = match.group(2).rstrip()
        # Closing marks count only behind a space: "C#" keeps its own.
        open_end = words.rstrip("#")
        if open_end != words and open_end[-1:] in ("", " ", "\t"):
            end = start + len(open_end)
        heading = _heading(text, len(match.group(1)), start, end)
        if heading.title.strip("#"):
            yield heading


def _underlined_headings(text: str, least: int = 2) -> Iterator[Heading]:
    for match in _UNDERLINE.finditer(text):
        end = match.start() - 1
        start = text.rfind("\n", 0, max(end, 0)) + 1
        line = text[start:end] if end > 0 else ""
        long_enough = len(match.group(1)) >= least
        if not line or len(line) > _MOST_TITLE or not long_enough or _NOT_WORDS.match(line):
            continue
        # The last line of a longer paragraph is hardly ever meant as a heading.
        if "|" not in line and _stands_apart(text, start):
            yield _heading(text, 1 if match.group(1)[0] == "=" else 2, start, end)


def _heading(text: str, level: int, start: int, end: int) -> Heading:
    """Narrows the span to the words, without spaces and marks that wrap all of them."""
    while True:
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        for mark in _MARKS:
            words = text[start + len(mark) : end - len(mark)]
            wrapped = end - start > 2 * len(mark) and text.startswith(mark, start)
            if wrapped and text.endswith(mark, start, end) and mark not in words:
                start, end = start + len(mark), end - len(mark)
                break
        else:
            return Heading(level=level, title=text[start:end], start=start, end=end)
