"""A document as it stands becomes a canvas."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from canvasai.canvas.blocks import Block
from canvasai.canvas.model import Horizon, Stance, Status
from canvasai.drafting.importing import LEAST_LIKELY, Imported, import_statements
from canvasai.sources.model import Source
from canvasai.statements.model import Kind, SortedStatement, Statement

NOW = datetime(2026, 2, 1, 9, tzinfo=UTC)
PAY, OPEN, MEND, WEATHER = (
    "Skippers pay 95 euros a month.",
    "We will open a loft in Vessby.",
    "Two menders repair torn\nnets on pier 4.",
    "The weather is fine.",
)
SOURCE = Source("memo.md", "md", " ".join((PAY, OPEN, MEND, WEATHER)), "0" * 64)


def told(
    text: str, block: Block | None, likely: float = 0.9, kind: Kind = Kind.FACT, heading: str = ""
) -> SortedStatement:
    start = SOURCE.text.index(text)
    above = (heading,) if heading else ()
    flat = " ".join(text.split())
    return SortedStatement(
        Statement("memo.md", start, start + len(text), text, flat, above),
        {one: likely if one is block else 0.0 for one in Block},
        kind,
    )


def made(*items: SortedStatement) -> Imported:
    return import_statements("Nets", [SOURCE], items, now=NOW)


def test_each_item_quotes_its_statement() -> None:
    found = made(
        told(PAY, Block.REVENUE_STREAMS),
        told(OPEN, Block.CHANNELS, kind=Kind.PLAN),
        told(MEND, Block.KEY_ACTIVITIES),
        told(WEATHER, None),
    )
    order = [Block.CHANNELS, Block.REVENUE_STREAMS, Block.KEY_ACTIVITIES]
    assert [one.block for one in found.canvas.items] == order
    for one in found.canvas.items:
        [cited] = one.citations
        assert SOURCE.text[cited.start : cited.end] == cited.quote
        assert one.status is Status.SUPPORTED
        assert "\n" not in one.text
    plan, fact, _ = found.canvas.items
    assert (plan.horizon, fact.horizon) == (Horizon.PLANNED, Horizon.CURRENT)
    assert found.left_out == (WEATHER,)
    assert found.canvas.name == "Nets"
    assert found.canvas.created == "2026-02-01T09:00:00+00:00"
    assert found.canvas.metadata.sources == ("memo.md",)


def test_a_heading_goes_before_the_sorter() -> None:
    unsure = told(PAY, Block.CHANNELS, 0.1, heading="Revenue streams")
    [one] = made(unsure).canvas.items
    assert one.block is Block.REVENUE_STREAMS
    template = told(WEATHER, Block.CHANNELS, kind=Kind.TEMPLATE)
    assert made(template).canvas.items == ()
    under = told(WEATHER, None, kind=Kind.TEMPLATE, heading="Channels")
    assert [one.block for one in made(under).canvas.items] == [Block.CHANNELS]


def test_what_is_unsure_is_left_out() -> None:
    # Just under the limit, and still likelier than no block at all.
    unsure = told(PAY, Block.CHANNELS, LEAST_LIKELY - 0.01)
    unsure = replace(unsure, blocks=unsure.blocks | {Block.COST_STRUCTURE: 0.38})
    assert unsure.block is Block.CHANNELS
    assert made(unsure).left_out == (PAY,)
    foreign = replace(told(PAY, Block.CHANNELS), language="")
    assert made(foreign).left_out == (PAY,)


def test_denials_and_others_facts_stand_against() -> None:
    found = made(
        told(PAY, Block.REVENUE_STREAMS, kind=Kind.DENIED),
        told(MEND, Block.KEY_ACTIVITIES, kind=Kind.OTHER),
        told(OPEN, Block.CHANNELS, kind=Kind.QUESTION),
    )
    assert found.canvas.items == ()
    assert [one.kind for one in found.canvas.against] == [Stance.DENIED, Stance.OTHER]
    assert found.left_out == (PAY, " ".join(MEND.split()), OPEN)


def test_ids_are_never_used_twice() -> None:
    found = made(*[told(PAY, Block.REVENUE_STREAMS)] * 3)
    assert len({one.id for one in found.canvas.items}) == 3


def test_nothing_at_all() -> None:
    found = made()
    assert (found.canvas.items, found.left_out) == ((), ())
