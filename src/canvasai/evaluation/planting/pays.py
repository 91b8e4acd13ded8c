"""Defects of the rules on what a customer brings and costs: R30, R31, R33, R34."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from canvasai.canvas.blocks import Block
from canvasai.canvas.links import LinkKind
from canvasai.canvas.model import Canvas, Horizon, Item
from canvasai.canvas.quantity import Every, Measure, Quantity
from canvasai.canvas.tags import Tag
from canvasai.evaluation.planting.economics import (
    Economics,
    a_customer,
    economics_of,
    stay,
)
from canvasai.evaluation.planting.editing import (
    assumed,
    item_of,
    origins,
    pick,
    targets,
    with_item,
    with_quantity,
)
from canvasai.evaluation.planting.language import language_of
from canvasai.evaluation.planting.numbers import money
from canvasai.evaluation.planting.operator import Defect, Operator, Work
from canvasai.evaluation.planting.phrases import ADVISER, CHATBOT, DAY_AND_NIGHT, EACH_SALE

# Help by the hour costs at least this much, in any of the currencies of the canvases.
_WAGE = 25.0
_LITTLE = 1500.0
_MOST_HOURS = 10


def _cheap(canvas: Canvas) -> list[tuple[Item, float]]:
    """Relationships that keep one segment, which pays little, with what it pays a year."""
    found = []
    for item in canvas.in_block(Block.CUSTOMER_RELATIONSHIPS):
        kept = targets(canvas, item.id, LinkKind.KEEPS)
        if len(kept) != 1 or Tag.DEDICATED in item.tags:
            continue
        streams = [item_of(canvas, name) for name in origins(canvas, kept[0], LinkKind.PAID_BY)]
        paid = [a_customer(stream) for stream in streams if stream.horizon is Horizon.CURRENT]
        known = [one for one in paid if one is not None]
        if known and sum(known) <= _LITTLE:
            found.append((item, sum(known)))
    return found


def _hours_for_little(canvas: Canvas, rng: random.Random) -> Defect | None:
    """More hours of help than the segment pays for."""
    chosen = pick(rng, _cheap(canvas))
    if chosen is None:
        return None
    item, paid = chosen
    hours = min(_MOST_HOURS, int(1.5 * paid / (12 * _WAGE)) + 2)
    language = language_of(canvas)
    changed = assumed(item, ADVISER[language].format(hours=hours), language)
    spent = Quantity(Measure.AMOUNT, float(hours), "h", Every.MONTH)
    changed = with_quantity(replace(changed, tags=(Tag.DEDICATED,)), spent)
    return Defect(with_item(canvas, changed), (item.id,))


def _always_on_call(canvas: Canvas, rng: random.Random) -> Defect | None:
    chosen = pick(rng, _cheap(canvas))
    if chosen is None:
        return None
    language = language_of(canvas)
    changed = assumed(chosen[0], DAY_AND_NIGHT[language], language)
    return Defect(with_item(canvas, replace(changed, tags=(Tag.DEDICATED,))), (changed.id,))


def _bot_for_much(canvas: Canvas, rng: random.Random) -> Defect | None:
    """Those who pay most and had somebody of their own meet a machine."""
    known = canvas.in_block(Block.CUSTOMER_RELATIONSHIPS)
    item = pick(rng, [item for item in known if Tag.DEDICATED in item.tags])
    if item is None:
        return None
    language = language_of(canvas)
    changed = replace(assumed(item, CHATBOT[language], language), tags=(Tag.AUTOMATED,))
    kept = tuple(one for one in changed.quantities if one.measure is not Measure.AMOUNT)
    return Defect(with_item(canvas, replace(changed, quantities=kept)), (item.id,))


def _winning(cost: Callable[[Economics], float]) -> Work:
    """Makes it dearer to win a customer."""

    def work(canvas: Canvas, rng: random.Random) -> Defect | None:
        options = [one for one in economics_of(canvas) if cost(one) > one.won_for]
        chosen = pick(rng, options)
        known = chosen.channel.quantity(Measure.ACQUISITION_COST) if chosen else None
        if chosen is None or known is None:
            return None
        dearer = replace(known, value=round(cost(chosen), 2), citation=None)
        channel = with_quantity(chosen.channel, dearer)
        return Defect(with_item(canvas, channel), (channel.id,))

    return work


def _short_stay(canvas: Canvas, rng: random.Random) -> Defect | None:
    """Customers leave when they have brought twice what it cost to win them."""
    chosen = pick(rng, economics_of(canvas))
    if chosen is None:
        return None
    years = 2 * chosen.won_for / chosen.margin_a_year
    changed = with_quantity(chosen.relationship, stay(chosen.relationship, years))
    return Defect(with_item(canvas, changed), (changed.id,))


def _margin(share: Callable[[Economics], float]) -> Work:
    """Makes the gross margin so thin that it is below a share of the revenue."""

    def work(canvas: Canvas, rng: random.Random) -> Defect | None:
        options = [one for one in economics_of(canvas) if 0.005 < share(one) < one.margin]
        chosen = pick(rng, options)
        known = chosen.stream.quantity(Measure.MARGIN) if chosen else None
        if chosen is None or known is None:
            return None
        thin = replace(known, value=round(100 * share(chosen), 1), citation=None)
        stream = with_quantity(chosen.stream, thin)
        return Defect(with_item(canvas, stream), (stream.id,))

    return work


def _dear_delivery(canvas: Canvas, rng: random.Random) -> Defect | None:
    """To deliver one sale costs more than it brings."""
    options = []
    for stream in canvas.in_block(Block.REVENUE_STREAMS):
        price = stream.quantity(Measure.PRICE)
        if price is None or price.unit == "%" or stream.horizon is Horizon.PLANNED:
            continue
        offers = targets(canvas, stream.id, LinkKind.PAID_FOR)
        payers = targets(canvas, stream.id, LinkKind.PAID_BY)
        for channel in canvas.in_block(Block.CHANNELS):
            delivers = set(offers) & set(targets(canvas, channel.id, LinkKind.DELIVERS))
            reaches = set(payers) & set(targets(canvas, channel.id, LinkKind.REACHES))
            if Tag.DELIVERY in channel.tags and delivers and reaches:
                options.append((channel, stream, price))
    chosen = pick(rng, options)
    if chosen is None:
        return None
    channel, stream, price = chosen
    language = language_of(canvas)
    cost = Quantity(Measure.UNIT_COST, round(price.value * 1.3, 2), price.unit, price.period)
    text = EACH_SALE[language].format(
        text=channel.text, cost=money(cost.value, cost.unit, language)
    )
    changed = with_quantity(assumed(channel, text, language), cost)
    return Defect(with_item(canvas, changed), (channel.id,))


OPERATORS = (
    Operator("R30", "hours of help for little money", _hours_for_little),
    Operator("R30", "an adviser on call for little money", _always_on_call),
    Operator("R30", "a chatbot for those who pay much", _bot_for_much),
    Operator(
        "R31",
        "winning costs more than a year brings",
        _winning(lambda x: 1.3 * x.a_year),
        ("R33", "R34"),
    ),
    Operator("R31", "delivering costs more than the sale brings", _dear_delivery),
    Operator("R33", "customers leave too soon", _short_stay),
    Operator(
        "R33",
        "winning costs half of what a customer brings",
        _winning(lambda x: x.margin_a_year * x.years / 2),
        ("R31", "R34"),
    ),
    Operator(
        "R33",
        "a margin too thin for what winning costs",
        _margin(lambda x: 2 * x.won_for / (x.a_year * x.years)),
        ("R31", "R34"),
    ),
    Operator(
        "R34",
        "payback after twenty months",
        _winning(lambda x: x.margin_a_year * 20 / 12),
        ("R31", "R33"),
    ),
    Operator(
        "R34",
        "a margin so thin that payback takes two years",
        _margin(lambda x: x.won_for / (2 * x.a_year)),
        ("R31", "R33"),
    ),
)
