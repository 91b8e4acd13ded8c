"""From a source to chunks: exact spans of its text that do not cut across its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from canvasai.sources.model import Chunk, Source

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_FULLNESS = 0.35


def chunks_of(source: Source, size: int = 900, overlap: int = 0) -> list[Chunk]:
    """Cuts a source into chunks.

    A chunk begins at a heading or a page, or where the one before was full; it then ends, in
    this order of preference, at a blank line, a line, a sentence, a word.

    Args:
        source: what to cut.
        size: most characters of a chunk.
        overlap: most characters that a chunk repeats of the one before it under the same heading.

    Returns:
        Chunks in the order of the text; each character that is not white space is in one.

    Raises:
        ValueError: `size` is not positive, or `overlap` is not between 0 and half of `size`.
    """
    if size < 1 or not 0 <= overlap <= size // 2:
        raise ValueError("size must be positive, and overlap at most half of it")
    chunks: list[Chunk] = []
    paths = _Paths(source)
    for start, end, words in _sections(source, size):
        path = paths.at(words)
        for begin, stop in _pieces(source.text, start, end, words, size, overlap):
            page = source.page_at(begin)
            chunks.append(
                Chunk(
                    source=source.name,
                    start=begin,
                    end=stop,
                    text=source.text[begin:stop],
                    heading=path,
                    page=page.number if page else None,
                )
            )
    return chunks


class _Paths:
    """The headings above an offset, asked for in rising order: one pass over all of them."""

    def __init__(self, source: Source) -> None:
        self._headings = source.headings
        self._next = 0
        self._above: list[tuple[int, str]] = []

    def at(self, offset: int) -> tuple[str, ...]:
        while self._next < len(self._headings) and self._headings[self._next].start <= offset:
            heading = self._headings[self._next]
            while self._above and self._above[-1][0] >= heading.level:
                self._above.pop()
            self._above.append((heading.level, heading.title))
            self._next += 1
        return tuple(title for _, title in self._above)


def _sections(source: Source, size: int) -> Iterator[tuple[int, int, int]]:
    """Yields start, end, and where the words below the last heading at its start begin."""
    text = source.text
    pages = {page.start for page in source.pages} | {page.end for page in source.pages}
    # Start of the section, to the end of its heading line.
    starts = {start: start for start in pages | {0}}
    for heading in source.headings:
        line = text.rfind("\n", 0, heading.start) + 1
        starts[line] = _after_line(text, heading.end)
    cuts = sorted(start for start in starts if start <= len(text))
    begin = -1
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        begin = start if begin < 0 else begin
        words = _skip(text, min(starts[start], end), end)
        # Headings without words of their own stand above what follows them.
        lonely = starts[start] > start and words == end and end not in pages and end < len(text)
        if lonely and end - begin <= size // 3:
            continue
        yield begin, end, max(starts[start], start) if words == end else words
        begin = -1


def _after_line(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    if end < 0:
        return len(text)
    below = text.find("\n", end + 1)
    below = len(text) if below < 0 else below
    # The line under an underlined heading belongs to it.
    return (
        below if text[end + 1 : below].strip() and not text[end + 1 : below].strip(" =-") else end
    )


def _pieces(
    text: str, start: int, end: int, words: int, size: int, overlap: int
) -> Iterator[tuple[int, int]]:
    """Yields the spans of the chunks of one section, none of them longer than `size`."""
    begin = _skip(text, start, end)
    stop = begin
    while begin < end:
        stop = _stop(text, begin, end, max(stop, min(words, begin + size - 1)), size)
        last = stop
        while last > begin and text[last - 1].isspace():
            last -= 1
        yield begin, last
        following = _skip(text, stop, end)
        if following >= end:
            return
        begin = following if not overlap else _back(text, begin, last, following, overlap)


def _stop(text: str, begin: int, end: int, least: int, size: int) -> int:
    """Finds where a chunk that begins at `begin` ends: after `least`, at most `size` away."""
    limit = begin + size
    if end <= limit:
        return end
    least = max(least, begin)
    full = max(begin + int(_FULLNESS * size), least + 1)
    blank = [match.start() for match in _BLANK_LINE.finditer(text, full, limit)]
    if blank:
        return blank[-1]
    line = text.rfind("\n", full, limit + 1)
    if line >= 0:
        return line
    sentence = [match.end() for match in _SENTENCE_END.finditer(text, full, limit + 1)]
    if sentence and sentence[-1] <= limit:
        return sentence[-1]
    if len(sentence) > 1:
        return sentence[-2]
    for low in (full, least + 1):
        for at in range(limit, low - 1, -1):
            if text[at : at + 1].isspace():
                return at
    return limit


def _back(text: str, begin: int, last: int, following: int, overlap: int) -> int:
    """Moves the start of the next chunk back to a word, `overlap` characters at most."""
    at = max(last - overlap, begin + 1)
    while at < last and not (text[at - 1].isspace() and not text[at].isspace()):
        at += 1
    return at if at < last else following


def _skip(text: str, offset: int, end: int) -> int:
    while offset < end and text[offset].isspace():
        offset += 1
    return offset
