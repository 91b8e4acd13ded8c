"""The numbers of the sources, what they stand for, and what else is told below the canvas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from canvasai.canvas.blocks import Block
from canvasai.canvas.formats.picture.text import plain, shortened
from canvasai.canvas.model import Canvas, Citation

_LONGEST_QUOTE = 160
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Entry:
    """Something told below the canvas.

    Attributes:
        label: what stands before it, such as "[1]", or "".
        text: as `plain` returns it.
        may_be_rtl: whether it may run from right to left; what begins with the name of a file
            does not, whatever the name.
    """

    label: str
    text: str
    may_be_rtl: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """Entries under a heading."""

    heading: str
    entries: tuple[Entry, ...]


def numbered(canvas: Canvas) -> dict[Citation, int]:
    """Returns the number of each citation, from 1, in the order of the blocks as in Markdown."""
    numbers: dict[Citation, int] = {}
    for block in Block:
        for item in canvas.in_block(block):
            for citation in item.citations:
                numbers.setdefault(citation, len(numbers) + 1)
    return numbers


def reference(citations: Sequence[Citation], numbers: Mapping[Citation, int]) -> str:
    """Returns the numbers of some citations, such as "[1, 4–6]"; "" for none."""
    found = sorted({numbers[citation] for citation in citations})
    spans: list[list[int]] = []
    for number in found:
        if spans and number == spans[-1][-1] + 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    parts = []
    for span in spans:
        joint = "–" if len(span) > 2 else ", "
        parts.append(joint.join(map(str, span if len(span) < 3 else (span[0], span[-1]))))
    return f"[{', '.join(parts)}]" if parts else ""


def sources(numbers: Mapping[Citation, int]) -> Section:
    """Returns what each number stands for: source, place and a short quote."""
    entries = tuple(Entry(f"[{number}]", _told(one), False) for one, number in numbers.items())
    return Section("Sources", entries)


def notes(canvas: Canvas) -> Section:
    """Returns what a reader should know about the whole."""
    entries = (Entry("", plain(note)) for note in canvas.notes)
    return Section("Notes", tuple(entry for entry in entries if entry.text))


def within(sections: Sequence[Section], most: int) -> list[Section]:
    """Returns sections with as many entries as `most` characters hold, and how many more there are."""
    found = []
    for section in sections:
        kept = []
        for entry in section.entries:
            most -= len(entry.text) + 1
            if most < 0:
                break
            kept.append(entry)
        missing = len(section.entries) - len(kept)
        if missing:
            kept.append(Entry("…", f"and {missing:,} more, which the canvas itself holds"))
        found.append(Section(section.heading, tuple(kept)))
    return found


def _told(citation: Citation) -> str:
    parts = [shortened(plain(citation.source), _LONGEST_NAME)]
    if citation.date:
        parts.append(plain(citation.date))
    if citation.page is not None:
        parts.append(f"p. {citation.page}")
    elif citation.heading:
        parts.append(f"“{shortened(plain(citation.heading), _LONGEST_NAME // 2)}”")
    where = ", ".join(part for part in parts if part)
    quote = shortened(plain(citation.quote), _LONGEST_QUOTE)
    no_longer = " (superseded)" if citation.superseded else ""
    return f"{where}: “{quote}”{no_longer}"
