"""The speaker's notes of a canvas on a slide: every quote with its place, every assumption."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from canvasai.canvas.blocks import Block
from canvasai.canvas.formats.markdown.write import place
from canvasai.canvas.formats.office.text import clean
from canvasai.canvas.formats.office.words import amount, in_order, marks, whose, words
from canvasai.canvas.model import Canvas, Citation, Item


def notes_of(
    canvas: Canvas, numbers: Mapping[Citation, int], cut: Iterable[str]
) -> tuple[str, ...]:
    """Returns the notes, a clean text for each paragraph; "" between two parts.

    Args:
        canvas: what is on the slide.
        numbers: of its citations.
        cut: ids of the items that the slide shows in part or not at all.
    """
    shortened = frozenset(cut)
    items = in_order(canvas)
    parts = (
        ("Notes", [clean(note) for note in canvas.notes]),
        ("Items in full", [_item(item, numbers) for item in items if item.id in shortened]),
        ("Assumptions", [_assumption(item) for item in items if item.assumption is not None]),
        ("Numbers", _quantities(items, numbers)),
        ("Constraints", _constraints(canvas, numbers)),
        ("What the sources say against", _against(canvas, numbers)),
        ("Quotes", [_quote(citation, number) for citation, number in numbers.items()]),
    )
    lines: list[str] = []
    for title, found in parts:
        if found:
            lines += [*([""] if lines else []), title, *found]
    return tuple(lines)


def references(citations: Iterable[Citation], numbers: Mapping[Citation, int]) -> str:
    """Returns the numbers of citations, such as "[1] [3–5]"."""
    known = sorted({numbers[citation] for citation in citations})
    spans: list[list[int]] = []
    for number in known:
        if spans and number == spans[-1][-1] + 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    found = []
    for span in spans:
        short = [f"[{span[0]}–{span[-1]}]"]
        found += short if len(span) > 2 else [f"[{number}]" for number in span]
    return " ".join(found)


def _item(item: Item, numbers: Mapping[Citation, int]) -> str:
    label = f" ({marks(item)})" if marks(item) else ""
    text = f"{item.block.title}: {clean(item.text)}{label} {references(item.citations, numbers)}"
    return text.strip()


def _assumption(item: Item) -> str:
    known = item.assumption
    if known is None:
        return ""
    text = f"{item.block.title}: {clean(item.text)} — At risk: {known.risk}"
    if known.reason.strip():
        text += f" — Why assumed: {clean(known.reason)}"
    return f"{text} — Test: {clean(known.test) or 'none yet'}"


def _quantities(items: Iterable[Item], numbers: Mapping[Citation, int]) -> list[str]:
    return [
        f"{clean(item.text)} — {words(quantity.measure)}: {clean(amount(quantity))} "
        f"{references([quantity.citation] if quantity.citation else [], numbers)}".strip()
        for item in items
        for quantity in item.quantities
    ]


def _constraints(canvas: Canvas, numbers: Mapping[Citation, int]) -> list[str]:
    found = []
    for one in canvas.constraints:
        text = f"{words(one.kind).capitalize()}: {clean(one.text)}"
        if one.limit is not None:
            cited = [one.limit.citation] if one.limit.citation else []
            text += f" — at most {words(one.limit.measure)} {clean(amount(one.limit))} "
            text += references(cited, numbers)
        found.append(f"{text} — by {one.by}" if one.by else text.strip())
    return found


def _against(canvas: Canvas, numbers: Mapping[Citation, int]) -> list[str]:
    order = list(Block)
    return [
        f"{one.block.title}, {whose(one)}: {references([one.citation], numbers)}"
        for one in sorted(canvas.against, key=lambda one: order.index(one.block))
    ]


def _quote(citation: Citation, number: int) -> str:
    no_longer = " (superseded)" if citation.superseded else ""
    return f"[{number}] “{clean(citation.quote)}” — {clean(place(citation))}{no_longer}"
