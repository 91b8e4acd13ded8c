"""Defects of the rules on stage and constraints: R52, R55."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from canvasai.canvas.blocks import Block
from canvasai.canvas.links import LinkKind
from canvasai.canvas.metadata import Portfolio
from canvasai.canvas.model import Canvas, Horizon
from canvasai.canvas.quantity import Measure
from canvasai.evaluation.planting.editing import (
    assumed,
    item_of,
    pick,
    with_item,
    with_quantity,
    without_links,
)
from canvasai.evaluation.planting.language import language_of
from canvasai.evaluation.planting.numbers import exchanged
from canvasai.evaluation.planting.operator import Defect, Operator
from canvasai.evaluation.planting.phrases import FROM_2029, LATER_DATE

_FITS = (LinkKind.ADDRESSES, LinkKind.RELIEVES, LinkKind.CREATES)
_MONTH = re.compile(r"[^\W\d_]+ (?:de )?20\d\d")


def _fits_untold(canvas: Canvas, rng: random.Random) -> Defect | None:
    """A model in search forgets what was heard: no jobs, pains or gains, and no answers to them."""
    if canvas.metadata.portfolio is not Portfolio.EXPLORE:
        return None
    gone = [link for link in canvas.links if link.kind in _FITS]
    items = tuple(replace(item, details=()) for item in canvas.items)
    return Defect(replace(without_links(canvas, gone), items=items))


def _answers_only(canvas: Canvas, rng: random.Random) -> Defect | None:
    """A model in search keeps jobs and pains, but no offer says which of them it answers."""
    if canvas.metadata.portfolio is not Portfolio.EXPLORE:
        return None
    gone = [link for link in canvas.links if link.kind in _FITS]
    return Defect(without_links(canvas, gone)) if gone else None


def _unpaid_so_far(canvas: Canvas, rng: random.Random) -> Defect | None:
    """A model in execution has planned revenue only."""
    if canvas.metadata.portfolio is not Portfolio.EXPLOIT:
        return None
    language = language_of(canvas)
    for item in canvas.in_block(Block.REVENUE_STREAMS):
        if item.horizon is Horizon.CURRENT:
            text = FROM_2029[language].format(text=item.text)
            planned = replace(assumed(item, text, language), horizon=Horizon.PLANNED)
            canvas = with_item(canvas, planned)
    return Defect(canvas)


def _limit_lowered(canvas: Canvas, rng: random.Random) -> Defect | None:
    """A limit is lower than what its items come to, in its number and in its text."""
    options = []
    for at, constraint in enumerate(canvas.constraints):
        limit = constraint.limit
        if limit is None or not constraint.items:
            continue
        known = [item_of(canvas, name).quantity(limit.measure) for name in constraint.items]
        spent = sum(one.value for one in known if one is not None and one.period is limit.period)
        spent = spent or sum((one.a_year or 0.0) for one in known if one is not None)
        value = float(f"{0.7 * spent:.2g}")
        text = exchanged(constraint.text, limit.value, value)
        if text and 0 < value < limit.value:
            lower = replace(limit, value=value, citation=None)
            options.append((at, replace(constraint, text=text, limit=lower)))
    chosen = pick(rng, options)
    if chosen is None:
        return None
    at, constraint = chosen
    constraints = (*canvas.constraints[:at], constraint, *canvas.constraints[at + 1 :])
    return Defect(replace(canvas, constraints=constraints), constraint.items)


def _over_the_limit(canvas: Canvas, rng: random.Random) -> Defect | None:
    """An item costs more than its constraint allows, in its number and in its text."""
    options = []
    for constraint in canvas.constraints:
        limit = constraint.limit
        for name in constraint.items if limit else ():
            item = item_of(canvas, name)
            known = item.quantity(Measure.COST)
            if known is None or limit is None:
                continue
            factor = limit.value / known.value
            if known.period is not limit.period and known.a_year and limit.a_year:
                factor = limit.a_year / known.a_year
            value = float(f"{1.3 * factor * known.value:.3g}")
            text = exchanged(item.text, known.value, value)
            if text:
                options.append((item, text, replace(known, value=value, citation=None)))
    chosen = pick(rng, options)
    if chosen is None:
        return None
    item, text, quantity = chosen
    changed = with_quantity(assumed(item, text, language_of(canvas)), quantity)
    return Defect(with_item(canvas, changed), (item.id,))


def _too_late(canvas: Canvas, rng: random.Random) -> Defect | None:
    """A planned item comes after the day by which it must be so."""
    language = language_of(canvas)
    options = []
    for constraint in canvas.constraints:
        for name in constraint.items if constraint.by else ():
            item = item_of(canvas, name)
            if item.horizon is Horizon.PLANNED and _MONTH.search(item.text):
                options.append(item)
    chosen = pick(rng, options)
    if chosen is None:
        return None
    text = _MONTH.sub(LATER_DATE[language], chosen.text, count=1)
    return Defect(with_item(canvas, assumed(chosen, text, language)), (chosen.id,))


OPERATORS = (
    Operator("R52", "in search without a word of what customers want", _fits_untold),
    Operator("R52", "in search without a fit", _answers_only, ("R18",)),
    Operator("R52", "in execution without revenue of today", _unpaid_so_far, ("R32",)),
    Operator("R55", "a limit below what the items come to", _limit_lowered),
    Operator("R55", "an item above its limit", _over_the_limit, ("R32",)),
    Operator("R55", "a plan that comes too late", _too_late),
)
