"""Canvas to Markdown: blocks as headings, items as bullets, quotes as footnotes.

All that a canvas holds is there to be read and edited; `markdown_read` reads it back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from canvasai.canvas.blocks import Block
from canvasai.canvas.formats.markdown.text import EMPTY, escape, escape_or_empty
from canvasai.canvas.links import Link
from canvasai.canvas.metadata import Constraint, Metadata
from canvasai.canvas.model import Against, Canvas, Citation, Horizon, Item, Stance, Status
from canvasai.canvas.quantity import Quantity

LINKS, AGAINST = "Links", "What the sources say against"
CONSTRAINTS, METADATA, UPDATES = "Constraints", "Metadata", "Updates"
UNNAMED = "*Business Model Canvas*"
STANCES = {Stance.DENIED: "not so here", Stance.OTHER: "about others"}

# A unit that ends like a period, such as "EUR a month"; read back it would become one.
PERIOD_AT_END = re.compile(r" (?=(?:a|an|per|each|every) (?:day|week|month|quarter|year)$)")
# What a comma in the name of a source would be taken for.
_PART_STARTS = re.compile(r",(?= (?:[0-9“]|page |characters ))")

_Numbers = dict[Citation, int]


def canvas_to_markdown(canvas: Canvas) -> str:
    """Returns the canvas as Markdown text with a line end."""
    numbers: _Numbers = {}
    texts = {item.id: item.text for item in canvas.items}
    texts |= {detail.id: detail.text for item in canvas.items for detail in item.details}
    when = f"Drafted {escape(canvas.created, ';')}".rstrip(" ")
    words = f"; put into words by {escape(canvas.model)}" if canvas.model else ""
    lines = [f"# {escape(canvas.name) or UNNAMED}", ""]
    lines += [f"{when}{words}.", ""]
    lines += [f"> {escape_or_empty(note)}\n" for note in canvas.notes]
    lines += _block_lines(canvas, numbers)
    lines += _section(LINKS, (_link_line(link, texts) for link in canvas.links))
    lines += _section(AGAINST, map(_against_line, canvas.against))
    told = [_constraint_lines(one, texts, numbers) for one in canvas.constraints]
    lines += _section(CONSTRAINTS, (line for part in told for line in part))
    lines += _section(METADATA, _metadata_lines(canvas.metadata))
    lines += _section(UPDATES, (f"- {escape_or_empty(x)}" for x in canvas.metadata.history))
    lines += [f"[^{number}]: {citation_text(citation)}" for citation, number in numbers.items()]
    return "\n".join(lines).rstrip("\n") + "\n"


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


def citation_text(citation: Citation) -> str:
    """Returns a citation as Markdown: the quote, where it stands, whether it still holds."""
    quote = escape(citation.quote).replace("” — ", "&#8221; — ")
    parts = [_PART_STARTS.sub("&#44;", escape(citation.source))]
    if citation.date:
        parts.append(escape(citation.date))
    if citation.page is not None:
        parts.append(f"page {citation.page}")
    if citation.heading:
        parts.append(f"“{escape(citation.heading)}”")
    no_longer = " (superseded)" if citation.superseded else ""
    where = ", ".join([*parts, f"characters {citation.start}–{citation.end}"])
    return f"“{quote}” — {where}{no_longer}"


def in_words(name: str) -> str:
    """Returns a name such as `paid_by` as people write it."""
    return name.replace("_", " ")


def _section(title: str, lines: Iterable[str]) -> list[str]:
    found = list(lines)
    return [f"## {title}", "", *found, ""] if found else []


def _block_lines(canvas: Canvas, numbers: _Numbers) -> list[str]:
    order = [item for block in Block for item in canvas.in_block(block)]
    places: dict[str, str] = {}
    if tuple(order) != canvas.items:  # the blocks alone do not tell the order
        places = {item.id: f" at={at}" for at, item in enumerate(canvas.items, 1)}
    lines: list[str] = []
    for block in Block:
        told = [
            line
            for item in canvas.in_block(block)
            for line in _item_lines(item, places.get(item.id, ""), numbers)
        ]
        lines += _section(block.title, told)
    return lines


def _item_lines(item: Item, at: str, numbers: _Numbers) -> list[str]:
    marks = []
    if item.horizon is Horizon.PLANNED:
        marks.append(str(item.horizon))
    if item.status is not Status.SUPPORTED:
        marks.append(str(item.status))
    label = f" *({', '.join(marks)})*" if marks else ""
    notes = "".join(_note(citation, numbers) for citation in item.citations)
    lines = [f"- {escape_or_empty(item.text)}{label}{notes} {{#{item.id}{at}}}"]
    if item.description:
        lines.append(f"  - Description: {escape(item.description)}")
    if item.tags:
        lines.append(f"  - Tags: {', '.join(in_words(tag) for tag in item.tags)}")
    lines += [f"  - {_quantity_text(quantity, numbers)}" for quantity in item.quantities]
    for one in item.details:
        text = escape_or_empty(one.text)
        lines.append(f"  - {one.kind.value.capitalize()}: {text} {{#{one.id}}}")
    if item.assumption is not None:
        if item.assumption.reason:
            lines.append(f"  - Why assumed: {escape(item.assumption.reason)}")
        test = f" Test: {escape(item.assumption.test)}" if item.assumption.test else ""
        lines.append(f"  - At risk: {item.assumption.risk}.{test}")
    return lines


def _note(citation: Citation, numbers: _Numbers) -> str:
    return f"[^{numbers.setdefault(citation, len(numbers) + 1)}]"


def _quantity_text(quantity: Quantity, numbers: _Numbers) -> str:
    unit = PERIOD_AT_END.sub("&#32;", escape(quantity.unit, ","))
    parts = [f"{_number(quantity.value)} {unit}".rstrip(" ")]
    if quantity.period is not None:
        once = quantity.period.value == "once"
        parts.append("once" if once else f"every {quantity.period}")
    low, high = quantity.low, quantity.high
    if low is not None and high is not None:
        parts.append(f"{_number(low)} to {_number(high)}")
    elif low is not None:
        parts.append(f"at least {_number(low)}")
    elif high is not None:
        parts.append(f"at most {_number(high)}")
    note = "" if quantity.citation is None else _note(quantity.citation, numbers)
    return f"{in_words(quantity.measure).capitalize()}: {', '.join(parts)}{note}"


def _number(value: float) -> str:
    return repr(float(value)).removesuffix(".0")


def _end(name: str, texts: dict[str, str]) -> str:
    """One end of a link: what it says and its id."""
    text = escape(texts.get(name, "")).replace("(#", "(\\#")
    return f"{text} (#{name})".lstrip(" ")


def _link_line(link: Link, texts: dict[str, str]) -> str:
    source, target = _end(link.source, texts), _end(link.target, texts)
    inferred = " *(inferred)*" if link.inferred else ""
    return f"- {source} — *{in_words(link.kind)}* — {target}{inferred}"


def _against_line(one: Against) -> str:
    return f"- {one.block.title}, *{STANCES[one.kind]}*: {citation_text(one.citation)}"


def _constraint_lines(one: Constraint, texts: dict[str, str], numbers: _Numbers) -> list[str]:
    lines = [f"- {in_words(one.kind).capitalize()}: {escape_or_empty(one.text)}"]
    if one.items:
        lines.append(f"  - Touches: {', '.join(_end(name, texts) for name in one.items)}")
    if one.limit is not None:
        lines.append(f"  - Limit: {_quantity_text(one.limit, numbers)}")
    if one.by:
        lines.append(f"  - By: {escape(one.by)}")
    return lines


def _metadata_lines(known: Metadata) -> list[str]:
    told = {
        "Tagline": known.tagline,
        "Status": known.status,
        "Category": known.category,
        "Date": known.dated,
        "Updated": known.updated,
        "Portfolio": str(known.portfolio or ""),
        "Stage": known.stage,
        "Derived from": known.derived_from,
    }
    lines = [f"- {label}: {escape(text)}" for label, text in told.items() if text]
    for label, texts in (("Related", known.related), ("Sources", known.sources)):
        if texts:
            lines += [f"- {label}:", *(f"  - {escape(text) or EMPTY}" for text in texts)]
    return lines
