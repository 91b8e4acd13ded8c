"""Defects of the rules on the sums of the whole: R32, R46."""

from __future__ import annotations

import random
from dataclasses import replace

from canvasai.canvas.blocks import Block
from canvasai.canvas.links import Link, LinkKind
from canvasai.canvas.model import Canvas, Horizon, Item
from canvasai.canvas.quantity import Every, Measure, Quantity
from canvasai.canvas.tags import Tag
from canvasai.evaluation.planting.economics import a_year, sums_a_year
from canvasai.evaluation.planting.editing import (
    added,
    assumed,
    item_of,
    pick,
    plus_links,
    with_item,
    with_quantity,
    without_quantity,
)
from canvasai.evaluation.planting.language import language_of
from canvasai.evaluation.planting.numbers import exchanged, money
from canvasai.evaluation.planting.operator import Defect, Operator
from canvasai.evaluation.planting.phrases import LOAN, SHARE_OF_ALL

_CARRIES_ALL = 0.9


def _earning(canvas: Canvas) -> list[Item]:
    return [
        item
        for item in canvas.in_block(Block.REVENUE_STREAMS)
        if item.horizon is Horizon.CURRENT and a_year(item, Measure.REVENUE)
    ]


def _scaled(item: Item, factor: float, customers_too: bool) -> Item:
    """The stream with so much more or less revenue; its price stays."""
    revenue = item.quantity(Measure.REVENUE)
    if revenue is not None:
        new = replace(revenue, value=float(round(revenue.value * factor)), citation=None)
        item = with_quantity(item, new)
    customers = item.quantity(Measure.CUSTOMERS)
    if customers is None:
        return item
    if not customers_too:
        return without_quantity(item, Measure.CUSTOMERS)
    fewer = replace(
        customers, value=max(1.0, float(round(customers.value * factor))), citation=None
    )
    return with_quantity(item, fewer)


def _dear_cost(canvas: Canvas, rng: random.Random) -> Defect | None:
    """A cost grows until all revenue does not cover it, in its number and in its text."""
    revenue, cost = sums_a_year(canvas)
    bound = {name for constraint in canvas.constraints for name in constraint.items}
    options = []
    for item in canvas.in_block(Block.COST_STRUCTURE):
        known = item.quantity(Measure.COST)
        own = a_year(item, Measure.COST)
        if known is None or not own or item.id in bound or item.horizon is Horizon.PLANNED:
            continue
        factor = (own + 1.3 * (revenue - cost)) / own
        value = float(round(known.value * factor))
        text = exchanged(item.text, known.value, value)
        if text and 1 < factor < 8:
            options.append((item, replace(known, value=value, citation=None), text))
    chosen = pick(rng, options)
    if chosen is None:
        return None
    item, quantity, text = chosen
    changed = with_quantity(assumed(item, text, language_of(canvas)), quantity)
    return Defect(with_item(canvas, changed))


def _fewer_customers(canvas: Canvas, rng: random.Random) -> Defect | None:
    """All streams bring so much less that the costs are not covered."""
    revenue, cost = sums_a_year(canvas)
    if not revenue or cost >= revenue:
        return None
    for item in _earning(canvas):
        canvas = with_item(canvas, _scaled(item, 0.8 * cost / revenue, True))
    return Defect(canvas)


def _building_loan(canvas: Canvas, rng: random.Random) -> Defect | None:
    """Adds a cost that is larger than what was left."""
    revenue, cost = sums_a_year(canvas)
    if cost >= revenue:
        return None
    known = [x for x in canvas.in_block(Block.KEY_RESOURCES) if x.horizon is Horizon.CURRENT]
    cause = pick(rng, known)
    like = next((x.quantity(Measure.COST) for x in canvas.in_block(Block.COST_STRUCTURE)), None)
    if cause is None or like is None:
        return None
    language = language_of(canvas)
    value = float(round(1.4 * (revenue - cost)))
    text = LOAN[language].format(cost=money(value, like.unit, language))
    canvas, name = added(canvas, Block.COST_STRUCTURE, text, (Tag.FIXED,))
    loan = Quantity(Measure.COST, value, like.unit, Every.YEAR)
    canvas = with_item(canvas, with_quantity(item_of(canvas, name), loan))
    return Defect(plus_links(canvas, [Link(name, cause.id, LinkKind.CAUSED_BY)]))


def _one_stream_carries(canvas: Canvas, rng: random.Random) -> Defect | None:
    """One stream brings nine tenths of the revenue, whose sum stays."""
    earning = _earning(canvas)
    total = sum(a_year(item, Measure.REVENUE) for item in earning)
    chosen = pick(rng, earning)
    if chosen is None or len(earning) < 2:
        return None
    own = a_year(chosen, Measure.REVENUE)
    for item in earning:
        share = _CARRIES_ALL * total / own
        if item.id != chosen.id:
            share = (1 - _CARRIES_ALL) * total / (total - own)
        canvas = with_item(canvas, _scaled(item, share, False))
    return Defect(canvas, (chosen.id,))


def _one_partner_carries(canvas: Canvas, rng: random.Random) -> Defect | None:
    partner = pick(rng, canvas.in_block(Block.KEY_PARTNERSHIPS))
    if partner is None:
        return None
    language = language_of(canvas)
    share = rng.randint(88, 97)
    text = SHARE_OF_ALL[language].format(text=partner.text, share=share)
    changed = assumed(partner, text, language)
    changed = with_quantity(changed, Quantity(Measure.SHARE, float(share), "%"))
    return Defect(with_item(canvas, changed), (partner.id,))


OPERATORS = (
    Operator("R32", "a cost that eats all revenue", _dear_cost),
    Operator("R32", "too few customers for the costs", _fewer_customers, ("R49", "R54")),
    Operator("R32", "a loan larger than what is left", _building_loan),
    Operator(
        "R46",
        "one stream brings nine tenths",
        _one_stream_carries,
        ("R30", "R31", "R33", "R34", "R49", "R54"),
    ),
    Operator("R46", "one partner gives nearly all", _one_partner_carries),
)
