"""From the lines of a PDF page to its paragraphs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from statistics import median

from canvasai.sources.readers.glyphs import Line

_BULLET = re.compile(r"^([•◦▪‣●○■□–\-*\u2043\uf0b7\u00b7])\s+|^\d{1,3}[.)]\s+|^[a-z][.)]\s+")
_LETTERS_HYPHEN = re.compile(r"[^\W\d_]{2,}-$")
_SENTENCE_END = re.compile(r"[.!?:][\"'”’)\]]*$")


def joined(lines: Sequence[Line]) -> str:
    """Joins the lines of a paragraph; a word parted at a line end becomes whole."""
    text = lines[0].text
    for last, line in itertools.pairwise(lines):
        lower = line.text[:1].islower()
        if last.hyphen and lower:
            text += line.text
        elif last.hyphen:
            text += "-" + line.text
        elif _LETTERS_HYPHEN.search(last.text) and lower:
            text = text[:-1] + line.text
        else:
            text += " " + line.text
    bullet = _BULLET.match(text)
    if bullet and bullet.group(1):
        text = "- " + text[bullet.end() :]
    return text


def is_table(lines: Sequence[Line]) -> bool:
    """Tells whether the lines are rows: two or more, with the same number of cells."""
    return len(lines) > 1 and {len(line.cells) for line in lines} == {max(len(lines[0].cells), 2)}


def paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """Groups the lines of a page to paragraphs and tables."""
    found: list[list[Line]] = []
    rest: list[Line] = []
    for _, group in itertools.groupby(lines, key=lambda line: len(line.cells)):
        rows = list(group)
        if is_table(rows) and not any(_BULLET.match(line.text) for line in rows):
            found += [*_paragraphs(rest), rows]
            rest = []
        else:
            rest += rows
    return found + _paragraphs(rest)


def _paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """Groups lines: a larger gap, a bullet, another font or a short line begins a new one."""
    found: list[list[Line]] = []
    for column in _columns(lines):
        steps = [above.y - line.y for above, line in itertools.pairwise(column)]
        step = median(steps) if steps else 0.0
        right = max(line.right for line in column)
        for at, line in enumerate(column):
            if at == 0:
                last = found[-1][-1] if found else None
                # A sentence that goes on in the next column stays whole.
                if last is None or _SENTENCE_END.search(last.text) or not _goes_on(last, line):
                    found.append([line])
                else:
                    found[-1].append(line)
            elif _begins(column[at - 1], line, step, right):
                found.append([line])
            else:
                found[-1].append(line)
    return found


def _columns(lines: Sequence[Line]) -> list[list[Line]]:
    """Parts the lines where they jump up the page or to a place beside the last ones."""
    columns: list[list[Line]] = []
    for line in lines:
        last = columns[-1][-1] if columns else None
        if last is None or line.y >= last.y - 1.0 or not _overlap(last, line):
            columns.append([line])
        else:
            columns[-1].append(line)
    return columns


def _overlap(one: Line, other: Line) -> bool:
    return one.left < other.right and other.left < one.right


def _goes_on(last: Line, line: Line) -> bool:
    return last.size == line.size and last.bold == line.bold and line.text[:1].islower()


def _begins(last: Line, line: Line, step: float, right: float) -> bool:
    gap = last.y - line.y
    usual = min(step, 1.6 * max(last.size, 1.0)) or gap
    if gap > 1.3 * usual:
        return True
    if abs(last.size - line.size) > 0.08 * max(last.size, line.size) or last.bold != line.bold:
        return True
    if _BULLET.match(line.text):
        return True
    if last.hyphen or _LETTERS_HYPHEN.search(last.text):
        return False
    # Where the next word would have fitted, the writer ended the line on purpose.
    letter = (last.right - last.left) / max(len(last.text), 1)
    word = len(line.text.split(" ", 1)[0]) + 1
    return last.right + (word + 2) * letter < right and not line.text[:1].islower()
