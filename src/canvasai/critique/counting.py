"""Ratings that need no judgement: numbers and tags of the canvas decide (R37). Pure."""

from __future__ import annotations

from collections.abc import Sequence

from canvasai.canvas.blocks import Block
from canvasai.canvas.model import Item
from canvasai.canvas.quantity import Every, Measure
from canvasai.canvas.tags import REVENUE_TYPES, Tag
from canvasai.critique.case import Case
from canvasai.critique.finding import Rating
from canvasai.critique.money import current, income_of
from canvasai.critique.questions import questions
from canvasai.critique.rule import named

# Types of revenue that come again without a new sale.
_RECURRING = frozenset({Tag.SUBSCRIPTION, Tag.RENT, Tag.LICENCE})


def counted(case: Case) -> tuple[Rating, ...]:
    """Returns the ratings that can be counted; those of which the canvas holds too little are left out."""
    found = _recurring(case)
    return (found,) if found is not None else ()


def _recurring(case: Case) -> Rating | None:
    """R37: the share of the revenue that comes again; by streams where not all say how much they bring."""
    streams = current(case.of_block[Block.REVENUE_STREAMS])
    if not streams or not all(_typed(stream) for stream in streams):
        return None
    again = [stream for stream in streams if _comes_again(stream)]
    amounts = [income_of(case, stream) for stream in streams]
    sums = {one.item.id: one.value for one in amounts if one is not None}
    if len(sums) == len(streams) and len({one.unit for one in amounts if one}) == 1:
        share = sum(sums[stream.id] for stream in again) / (sum(sums.values()) or 1)
        told = f"{share:.0%} of the yearly revenue"
    else:
        share = len(again) / len(streams)
        told = f"{len(again)} of {len(streams)} revenue streams"
    which = f": {named(again)}" if again else ""
    return _rating(
        "R37", share, f"{told} {_verb(again, told)} again without a new sale{which}.", streams
    )


def _typed(stream: Item) -> bool:
    return bool(set(stream.tags) & set(REVENUE_TYPES))


def _comes_again(stream: Item) -> bool:
    price = stream.quantity(Measure.PRICE)
    every = price is not None and price.period in (Every.MONTH, Every.QUARTER, Every.YEAR)
    return bool(set(stream.tags) & _RECURRING) or every


def _verb(again: Sequence[Item], told: str) -> str:
    return "comes" if told.endswith("revenue") or len(again) == 1 else "come"


def _rating(rule: str, share: float, reason: str, items: Sequence[Item]) -> Rating:
    question = next(one for one in questions() if one.rule == rule)
    return Rating(
        rule,
        question.text,
        question.low,
        question.high,
        round(10 * share),
        reason[0].upper() + reason[1:],
        tuple(item.id for item in items),
        counted=True,
    )
