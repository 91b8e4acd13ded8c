"""Shows a canvas in the terminal, block by block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from canvasai.canvas.formats.markdown import place
from canvasai.canvas.model import Horizon, Item, Status
from canvasai.cli.surface import out, printable

if TYPE_CHECKING:
    from canvasai.canvas.blocks import Block
    from canvasai.canvas.model import Canvas

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


def _lines(item: Item) -> list[Text]:
    mark, colour = _MARKS[item.status]
    line = Text("  ").append(mark, style=colour).append(f" {printable(item.text)}")
    if item.horizon is Horizon.PLANNED:
        line.append(" (planned)", style="cyan")
    if item.status is not Status.SUPPORTED:
        line.append(f" ({item.status})", style=colour)
    lines = [line]
    for citation in item.citations:
        quote = " ".join(printable(citation.quote).split())
        if len(quote) > _LONGEST_QUOTE:
            quote = quote[: _LONGEST_QUOTE - 1] + "…"
        lines.append(Text(f"      “{quote}” — {printable(place(citation))}", style="dim"))
    if item.assumption is not None:
        if item.assumption.reason:
            lines.append(
                Text(f"      Why assumed: {printable(item.assumption.reason)}", style="dim")
            )
        told = f"      At risk: {item.assumption.risk}. Test: {printable(item.assumption.test)}"
        lines.append(Text(told, style="dim"))
    return lines
