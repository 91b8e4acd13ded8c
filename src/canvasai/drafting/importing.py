"""A document as it stands → a canvas: each item is a statement of it, in the block it speaks to. Pure.

Unlike a draft, nothing is chosen or put into other words: what is vague or only repeats its label is on the
canvas too, so that a critique can say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from canvasai.canvas.blocks import Block
from canvasai.canvas.ids import new_id
from canvasai.canvas.metadata import Metadata
from canvasai.canvas.model import Canvas, Horizon, Item, Status
from canvasai.drafting.leaving import against_of
from canvasai.drafting.wording import cite, own_words
from canvasai.sources.model import Source
from canvasai.statements.headings import block_above
from canvasai.statements.model import Kind, SortedStatement, Span

# How likely a block must be where no heading names one.
LEAST_LIKELY = 0.4
_TOLD = (Kind.FACT, Kind.PLAN, Kind.TEMPLATE)


@dataclass(frozen=True, slots=True)
class Imported:
    """A canvas that was read from documents.

    Attributes:
        canvas: its items cite the documents.
        left_out: statements that fit no block, in their order.
    """

    canvas: Canvas
    left_out: tuple[str, ...]


def import_statements(
    name: str,
    sources: Sequence[Source],
    items: Sequence[SortedStatement],
    now: datetime | None = None,
) -> Imported:
    """Puts every statement that speaks to a block into it.

    Args:
        name: of the business.
        sources: that the statements are from.
        items: all statements, sorted.
        now: when this happens; the current time when not given.
    """
    by_name = {source.name: source for source in sources}
    taken: set[str] = set()
    made: list[Item] = []
    rest: list[str] = []
    for item in items:
        block = _block(item)
        told = item.statement
        text = own_words(told) or " ".join(told.text.split())
        if block is None or not text:
            rest.append(" ".join(told.text.split()))
            continue
        name_of = new_id(block, text, taken)
        taken.add(name_of)
        horizon = Horizon.PLANNED if item.kind is Kind.PLAN else Horizon.CURRENT
        citation = cite(by_name[told.source], Span(told.start, told.end))
        made.append(Item(name_of, block, text, Status.SUPPORTED, horizon, (citation,)))
    order = list(Block)
    made.sort(key=lambda one: order.index(one.block))
    canvas = Canvas(
        name=name,
        created=(now or datetime.now(UTC)).isoformat(timespec="seconds"),
        model="",
        items=tuple(made),
        against=against_of(items, by_name),
        metadata=Metadata(sources=tuple(by_name)),
    )
    return Imported(canvas, tuple(rest))


def _block(item: SortedStatement) -> Block | None:
    """The block that a statement is put into, or None when it fits none."""
    if item.kind not in _TOLD or item.language == "":
        return None
    named = block_above(item.statement.heading)
    if named is not None:
        return named
    best = item.block
    if best is None or item.kind is Kind.TEMPLATE or item.blocks[best] < LEAST_LIKELY:
        return None
    return best
