"""Asks the sorter in which block each item belongs."""

from __future__ import annotations

from canvasai.canvas.blocks import Block
from canvasai.canvas.model import Canvas
from canvasai.statements.model import Statement
from canvasai.statements.sorting import Sorts

# Of fewer words than these the sorter can only guess.
_LEAST_WORDS = 3


def place(canvas: Canvas, sorter: Sorts) -> dict[str, dict[Block, float]]:
    """Returns how likely each block is for each item, by id; short items are left out.

    Args:
        canvas: whose items are placed, each by its own words alone.
        sorter: tells blocks.
    """
    items = [item for item in canvas.items if len(item.text.split()) >= _LEAST_WORDS]
    statements = [
        # Each stands in a document of its own, so that its neighbours do not tell its block.
        Statement(source=item.id, start=0, end=len(text), text=text, told=text)
        for item in items
        for text in [f"{item.text}. {item.description}".strip(" .") + "."]
    ]
    found = sorter.sort(statements, own_names=[canvas.name])
    return {item.id: one.blocks for item, one in zip(items, found, strict=True)}
