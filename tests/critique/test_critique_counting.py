"""Ratings that numbers and tags of the canvas decide."""

from __future__ import annotations

from canvasai.canvas.blocks import Block
from canvasai.canvas.model import Canvas, Horizon, Item, Status
from canvasai.canvas.quantity import Every, Measure, Quantity
from canvasai.canvas.tags import Tag
from canvasai.critique.case import Case
from canvasai.critique.counting import counted


def stream(name: str, tag: Tag | None, yearly: float | None = None, **fields: object) -> Item:
    numbers = (Quantity(Measure.REVENUE, yearly, "EUR", Every.YEAR),) if yearly is not None else ()
    tags = (tag,) if tag else ()
    return Item(
        f"rs-{name}",
        Block.REVENUE_STREAMS,
        name,
        Status.UNCHECKED,
        tags=tags,
        quantities=numbers,
        **fields,
    )


def rated(*items: Item) -> dict[str, tuple[int, str]]:
    canvas = Canvas("Stills", "2026-02-01T09:00:00+00:00", "", items)
    found = counted(Case(canvas=canvas))
    assert all(one.counted for one in found)
    return {one.rule: (one.score, one.reason) for one in found}


def test_the_share_of_the_revenue_that_comes_again() -> None:
    score, reason = rated(stream("hire", Tag.RENT, 30_000), stream("stills", Tag.SALE, 70_000))[
        "R37"
    ]
    assert score == 3
    assert reason == "30% of the yearly revenue comes again without a new sale: “hire”."


def test_streams_count_where_not_all_have_numbers() -> None:
    streams = (
        stream("upkeep", Tag.SUBSCRIPTION),
        stream("sale", Tag.SALE, 70_000),
        stream("help", Tag.USAGE_FEE),
    )
    score, reason = rated(*streams)["R37"]
    assert score == 3
    assert reason.startswith("1 of 3 revenue streams comes again")


def test_a_monthly_price_comes_again() -> None:
    price = Quantity(Measure.PRICE, 90, "EUR", Every.MONTH)
    item = Item(
        "rs-a",
        Block.REVENUE_STREAMS,
        "a",
        Status.UNCHECKED,
        tags=(Tag.USAGE_FEE,),
        quantities=(price,),
    )
    assert rated(item)["R37"][0] == 10


def test_plans_do_not_count() -> None:
    planned = stream("hire", Tag.RENT, 90_000, horizon=Horizon.PLANNED)
    assert rated(planned, stream("stills", Tag.SALE, 10_000))["R37"][0] == 0
    assert "R37" not in rated(planned)


def test_a_stream_of_no_known_type_is_left_to_judgement() -> None:
    assert "R37" not in rated(stream("hire", None, 30_000), stream("stills", Tag.SALE, 70_000))
    assert rated() == {}
