"""Shows a canvas in the terminal, block by block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from canvasai.canvas.formats.markdown.write import place
from canvasai.canvas.model import Horizon, Item, Stance, Status
from canvasai.cli.surface import out, printable

if TYPE_CHECKING:
    from canvasai.canvas.blocks import Block
    from canvasai.canvas.model import Canvas
    from canvasai.drafting.leaving import LeftOut

_MARKS = {
    Status.SUPPORTED: ("✓", "green"),
    Status.ASSUMPTION: ("?", "yellow"),
    Status.CONTRADICTED: ("≠", "red"),
}
_LONGEST_QUOTE = 160


def show_block(block: Block, items: Sequence[Item]) -> None:
    """Prints one block with the evidence of its items."""
    console = out()
    console.print()
    console.print(block.title, style="bold")
    for item in items:
        for line in _lines(item):
            console.print(line, soft_wrap=True)


def show_end(canvas: Canvas) -> None:
    """Prints what the canvas comes to: counts, links and notes."""
    console = out()
    counts = Counter(item.status for item in canvas.items)
    told = ", ".join(f"{counts[status]} {status}" for status in Status if counts[status])
    console.print()
    console.print(f"{len(canvas.items)} items ({told or 'none'}), {len(canvas.links)} links.")
    for note in canvas.notes:
        console.print(f"Note: {printable(note)}", markup=False, style="yellow")


def show_left_out(canvas: Canvas, left_out: Sequence[LeftOut]) -> None:
    """Prints what the sources say against, and what else no item cites, with the reason."""
    console = out()
    said = {(one.citation.source, one.citation.start) for one in canvas.against}
    if canvas.against:
        console.print()
        console.print("What the sources say against", style="bold")
    for one in canvas.against:
        mark = "✗" if one.kind is Stance.DENIED else "○"
        whose = "not so here" if one.kind is Stance.DENIED else "about others"
        line = Text(f"  {mark} {one.block.title}, {whose}: ").append(_quoted(one.citation.quote))
        console.print(
            line.append(f" — {printable(place(one.citation))}", style="dim"), soft_wrap=True
        )
    groups: dict[str, list[LeftOut]] = {}
    for left in left_out:
        if (left.statement.source, left.statement.start) not in said:
            groups.setdefault(left.reason, []).append(left)
    for reason, members in groups.items():
        console.print()
        console.print(f"Left out: {reason} ({len(members)})", style="bold")
        for left in members:
            told = f"  {_quoted(left.statement.text)} — {printable(left.statement.source)}"
            console.print(Text(told, style="dim"), soft_wrap=True)


def _quoted(text: str) -> str:
    quote = " ".join(printable(text).split())
    return f"“{quote[: _LONGEST_QUOTE - 1] + '…' if len(quote) > _LONGEST_QUOTE else quote}”"


def _lines(item: Item) -> list[Text]:
    mark, colour = _MARKS[item.status]
    line = Text("  ").append(mark, style=colour).append(f" {printable(item.text)}")
    if item.horizon is Horizon.PLANNED:
        line.append(" (planned)", style="cyan")
    if item.status is not Status.SUPPORTED:
        line.append(f" ({item.status})", style=colour)
    lines = [line]
    for citation in item.citations:
        line = Text(f"      {_quoted(citation.quote)} — {printable(place(citation))}", style="dim")
        if citation.superseded:
            line.append(" (superseded)", style="cyan")
        lines.append(line)
    if item.assumption is not None:
        if item.assumption.reason:
            lines.append(
                Text(f"      Why assumed: {printable(item.assumption.reason)}", style="dim")
            )
        told = f"      At risk: {item.assumption.risk}. Test: {printable(item.assumption.test)}"
        lines.append(Text(told, style="dim"))
    return lines
