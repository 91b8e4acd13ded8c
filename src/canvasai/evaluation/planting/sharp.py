"""Defects of the rules on sharp wording: R20, R21, R26, R27, R53."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from canvasai.canvas.blocks import Block
from canvasai.canvas.links import Link, LinkKind
from canvasai.canvas.model import Canvas, Citation, Horizon, Item
from canvasai.canvas.quantity import Quantity
from canvasai.canvas.tags import Tag, tags_of
from canvasai.evaluation.planting.editing import (
    added,
    assumed,
    pick,
    plus_links,
    with_item,
    without_items,
)
from canvasai.evaluation.planting.language import language_of
from canvasai.evaluation.planting.operator import Defect, Operator, Work
from canvasai.evaluation.planting.phrases import FROM_2029, SINCE_2015, WE_AIM
from canvasai.evaluation.planting.sentences import TINY_COSTS
from canvasai.evaluation.planting.wording import (
    AND,
    BARE,
    BRACKETS,
    COMPANIES,
    EVERYONE,
    LOREM,
    OPEN,
    PRAISE,
    TAUTOLOGY,
    USERS,
)

_WORDED = tuple(BARE["en"])

# From language, block and chance to a text.
Words = Callable[[str, Block, random.Random], str]


def _reworded(words: Words, blocks: Iterable[Block] = _WORDED) -> Work:
    """Gives one current item of those blocks another text; its links, tags and numbers stay."""
    known = tuple(blocks)

    def work(canvas: Canvas, rng: random.Random) -> Defect | None:
        options = [
            item for item in canvas.items if item.block in known and item.horizon is Horizon.CURRENT
        ]
        item = pick(rng, options)
        if item is None:
            return None
        language = language_of(canvas)
        text = words(language, item.block, rng)
        return Defect(with_item(canvas, assumed(item, text, language)), (item.id,))

    return work


def _pair(language: str, block: Block, rng: random.Random) -> str:
    one, other = BARE[language][block]
    other = other if language == "de" else other[:1].lower() + other[1:]
    return f"{one} {AND[language]} {other}"


def _segment(texts: Mapping[str, Sequence[str]]) -> Work:
    return _reworded(
        lambda language, block, rng: rng.choice(texts[language]), [Block.CUSTOMER_SEGMENTS]
    )


def _tiny_costs(canvas: Canvas, rng: random.Random) -> Defect | None:
    """Adds lines that are each far smaller than the rest of the canvas."""
    activity = pick(rng, canvas.in_block(Block.KEY_ACTIVITIES))
    if activity is None:
        return None
    names = []
    for text in TINY_COSTS[language_of(canvas)]:
        canvas, name = added(canvas, Block.COST_STRUCTURE, text, (Tag.VARIABLE,))
        canvas = plus_links(canvas, [Link(name, activity.id, LinkKind.CAUSED_BY)])
        names.append(name)
    return Defect(canvas, tuple(names))


def _five_in_one(canvas: Canvas, rng: random.Random) -> Defect | None:
    """Puts all current lines of a block into one, with all that hangs on them."""
    blocks = (Block.CHANNELS, Block.KEY_ACTIVITIES, Block.KEY_RESOURCES)
    options = [
        found
        for block in blocks
        if len(found := [x for x in canvas.in_block(block) if x.horizon is Horizon.CURRENT]) > 2
    ]
    lines = pick(rng, options)
    if lines is None:
        return None
    first, others = lines[0], lines[1:]
    gone = {item.id for item in others}
    merged = _merged(first, others)
    links = [
        replace(
            link,
            source=first.id if link.source in gone else link.source,
            target=first.id if link.target in gone else link.target,
        )
        for link in canvas.links
        if gone & {link.source, link.target}
    ]
    canvas = without_items(with_item(canvas, merged), gone)
    return Defect(plus_links(canvas, links), (first.id,))


def _merged(first: Item, others: list[Item]) -> Item:
    every = [first, *others]
    tags = {tag for item in every for tag in item.tags}
    quantities: list[Quantity] = [one for item in every for one in item.quantities]
    citations: dict[Citation, None] = dict.fromkeys(one for item in every for one in item.citations)
    assumed_one = next((item for item in every if item.assumption is not None), first)
    return replace(
        first,
        text="; ".join(item.text for item in every),
        status=assumed_one.status,
        citations=tuple(citations),
        assumption=assumed_one.assumption,
        tags=tuple(tag for tag in tags_of(first.block) if tag in tags),
        quantities=tuple(quantities),
    )


def _undated(canvas: Canvas, item: Item) -> bool:
    """Whether an item may be told as planned or long done without touching sums or constraints."""
    bound = {name for constraint in canvas.constraints for name in constraint.items}
    free = item.block in _WORDED and item.block is not Block.VALUE_PROPOSITIONS
    return free and item.horizon is Horizon.CURRENT and item.id not in bound


def _retold(phrase: Mapping[str, str], horizon: Horizon) -> Work:
    def work(canvas: Canvas, rng: random.Random) -> Defect | None:
        item = pick(rng, [item for item in canvas.items if _undated(canvas, item)])
        if item is None:
            return None
        language = language_of(canvas)
        text = phrase[language].format(text=item.text)
        changed = replace(assumed(item, text, language), horizon=horizon)
        return Defect(with_item(canvas, changed), (item.id,))

    return work


def _plan_as_fact(canvas: Canvas, rng: random.Random) -> Defect | None:
    """A planned item whose text says from when is marked as so today."""
    item = pick(rng, [item for item in canvas.items if item.horizon is Horizon.PLANNED])
    if item is None:
        return None
    changed = replace(item, horizon=Horizon.CURRENT)
    return Defect(with_item(canvas, changed), (item.id,))


OPERATORS = (
    Operator("R20", "a bare noun", _reworded(lambda x, block, rng: rng.choice(BARE[x][block]))),
    Operator("R20", "two bare nouns", _reworded(_pair)),
    Operator("R20", "a noun with praise", _reworded(lambda x, block, rng: PRAISE[x][block])),
    Operator("R21", "a segment of everyone", _segment(EVERYONE)),
    Operator("R21", "a segment of companies", _segment(COMPANIES)),
    Operator("R21", "a segment of users", _segment(USERS), ("R53",)),
    Operator("R26", "a row of tiny costs", _tiny_costs, ("R20",)),
    Operator("R26", "one line that holds a whole block", _five_in_one, ("R50", "R51")),
    Operator("R27", "a date to come in an item of today", _retold(FROM_2029, Horizon.CURRENT)),
    Operator("R27", "an aim in an item of today", _retold(WE_AIM, Horizon.CURRENT)),
    Operator("R27", "a plan marked as so today", _plan_as_fact, ("R32",)),
    Operator("R27", "an old habit marked as planned", _retold(SINCE_2015, Horizon.PLANNED)),
    Operator("R53", "a tautology", _reworded(lambda x, block, rng: TAUTOLOGY[x][block]), ("R20",)),
    Operator(
        "R53", "brackets left open", _reworded(lambda x, block, rng: BRACKETS[x][block]), ("R20",)
    ),
    Operator(
        "R53",
        "a blank to be filled later",
        _reworded(lambda x, block, rng: rng.choice(OPEN[x])),
        ("R20", "R27"),
    ),
    Operator("R53", "a filler text", _reworded(lambda x, block, rng: LOREM), ("R20",)),
)
