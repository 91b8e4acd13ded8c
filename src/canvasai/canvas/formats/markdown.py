"""Canvas to Markdown: blocks as headings, items as bullets, quotes as footnotes."""

from __future__ import annotations

import re

from canvasai.canvas.blocks import Block
from canvasai.canvas.model import Canvas, Citation, Horizon, Item, Stance, Status

# Characters that Markdown or HTML would read as marks; item texts come from documents and models.
_MARKS = re.compile(r"([\\`*_\[\]<>|~&])")
# What makes a heading, a list or a rule at the start of a line, and ends a heading at its end.
_LINE_START = re.compile(r"^(\d{0,9})(#{1,6}(?=\s|$)|[-+](?=[\s-]|$)|[.)](?=\s|$))")
_LINE_END = re.compile(r"(?<=\s)(#+)$")


def canvas_to_markdown(canvas: Canvas) -> str:
    """Returns the canvas as Markdown text with a line end."""
    numbers: dict[Citation, int] = {}
    lines = [f"# {_plain(canvas.name) or 'Business Model Canvas'}", ""]
    lines += [f"Drafted {_plain(canvas.created)}; put into words by {_plain(canvas.model)}.", ""]
    lines += [f"> {_plain(note)}\n" for note in canvas.notes]
    for block in Block:
        items = canvas.in_block(block)
        if not items:
            continue
        lines += [f"## {block.title}", ""]
        for item in items:
            lines += _item_lines(item, numbers)
        lines.append("")
    if canvas.links:
        texts = {item.id: item.text for item in canvas.items}
        lines += ["## Links", ""]
        for link in canvas.links:
            kind = str(link.kind).replace("_", " ")
            source, target = _plain(texts[link.source]), _plain(texts[link.target])
            lines.append(f"- {source} — *{kind}* — {target}")
        lines.append("")
    if canvas.against:
        lines += ["## What the sources say against", ""]
        for one in canvas.against:
            whose = "not so here" if one.kind is Stance.DENIED else "about others"
            quote, where = _plain(one.citation.quote), _plain(place(one.citation))
            lines.append(f"- {one.block.title}, *{whose}*: “{quote}” — {where}")
        lines.append("")
    if numbers:
        lines += [_footnote(citation, number) for citation, number in numbers.items()]
    return "\n".join(lines).rstrip() + "\n"


def place(citation: Citation) -> str:
    """Returns where a citation stands, in words: source, page, heading, characters."""
    parts = [citation.source]
    if citation.date:
        parts.append(citation.date)
    if citation.page is not None:
        parts.append(f"page {citation.page}")
    if citation.heading:
        parts.append(f"“{' '.join(citation.heading.split())}”")
    parts.append(f"characters {citation.start}–{citation.end}")
    return ", ".join(parts)


def _item_lines(item: Item, numbers: dict[Citation, int]) -> list[str]:
    marks = []
    if item.horizon is Horizon.PLANNED:
        marks.append("planned")
    if item.status is not Status.SUPPORTED:
        marks.append(str(item.status))
    label = f" *({', '.join(marks)})*" if marks else ""
    notes = "".join(f"[^{numbers.setdefault(c, len(numbers) + 1)}]" for c in item.citations)
    lines = [f"- {_plain(item.text)}{label}{notes}"]
    if item.assumption is not None:
        if item.assumption.reason:
            lines.append(f"  - Why assumed: {_plain(item.assumption.reason)}")
        lines.append(f"  - At risk: {item.assumption.risk}. Test: {_plain(item.assumption.test)}")
    return lines


def _footnote(citation: Citation, number: int) -> str:
    no_longer = " (superseded)" if citation.superseded else ""
    return f"[^{number}]: “{_plain(citation.quote)}” — {_plain(place(citation))}{no_longer}"


def _plain(text: str) -> str:
    """Returns text on one line in which nothing is read as a mark."""
    flat = _MARKS.sub(r"\\\1", " ".join(text.split()))
    return _LINE_END.sub(r"\\\1", _LINE_START.sub(r"\1\\\2", flat))
