"""Defects of the rules on lines that are twice there, too many or in the wrong block: R19, R24, R25."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace

from canvasai.canvas.blocks import Block
from canvasai.canvas.changes import Add, Move, apply
from canvasai.canvas.ids import new_id
from canvasai.canvas.links import Link, LinkKind
from canvasai.canvas.model import Canvas, Horizon, Item
from canvasai.canvas.tags import Tag, tags_of
from canvasai.evaluation.planting.editing import (
    added_like,
    item_of,
    origins,
    pick,
    plus_links,
    targets,
    with_item,
)
from canvasai.evaluation.planting.language import language_of
from canvasai.evaluation.planting.operator import Defect, Operator, Work
from canvasai.evaluation.planting.phrases import AGAIN
from canvasai.evaluation.planting.sentences import (
    CHANNEL_AS_RESOURCE,
    COST_AS_REVENUE,
    REVENUE_AS_COST,
    SCATTERED,
    SEGMENT_AS_PARTNER,
)

# A copy of these counts no money twice.
_COPYABLE = (
    Block.CHANNELS,
    Block.CUSTOMER_RELATIONSHIPS,
    Block.KEY_RESOURCES,
    Block.KEY_ACTIVITIES,
    Block.KEY_PARTNERSHIPS,
)


def _doubled(canvas: Canvas, item: Item, text: str) -> Defect:
    """Adds a line with the evidence, tags and links of a known one, without its numbers."""
    canvas, name = added_like(canvas, item, text)
    copy = replace(item, id=name, text=text, quantities=(), details=())
    return Defect(with_item(canvas, copy), (item.id, name))


def _copyable(canvas: Canvas, sign: str = "") -> list[Item]:
    return [
        item
        for item in canvas.items
        if item.block in _COPYABLE and item.horizon is Horizon.CURRENT and sign in item.text
    ]


def _same_again(canvas: Canvas, rng: random.Random) -> Defect | None:
    item = pick(rng, _copyable(canvas))
    return _doubled(canvas, item, f"{item.text}.") if item else None


def _turned_round(canvas: Canvas, rng: random.Random) -> Defect | None:
    """Tells a line once more with its halves exchanged."""
    item = pick(rng, _copyable(canvas, ", "))
    if item is None:
        return None
    first, _, last = item.text.partition(", ")
    text = AGAIN[language_of(canvas)].format(last=last[:1].upper() + last[1:], first=first)
    return _doubled(canvas, item, text)


def _offer_as_activity(canvas: Canvas, rng: random.Random) -> Defect | None:
    """Tells an offer once more as an activity on which it rests."""
    offer = pick(rng, canvas.in_block(Block.VALUE_PROPOSITIONS))
    if offer is None:
        return None
    name = new_id(Block.KEY_ACTIVITIES, offer.text, canvas.ends())
    copy = replace(offer, id=name, block=Block.KEY_ACTIVITIES, tags=(), quantities=(), details=())
    canvas = apply(canvas, Add(copy))
    links = [Link(offer.id, name, LinkKind.RESTS_ON)]
    return Defect(plus_links(canvas, links), (offer.id, name))


def _scattered_offers(canvas: Canvas, rng: random.Random) -> Defect | None:
    """Adds offers that are linked as a known one is and point every way."""
    like = pick(rng, canvas.in_block(Block.VALUE_PROPOSITIONS))
    if like is None:
        return None
    names = []
    for text in SCATTERED[language_of(canvas)]:
        canvas, name = added_like(canvas, like, text)
        names.append(name)
    return Defect(canvas, tuple(names))


def _strayed(block: Block, texts: Mapping[str, str]) -> Work:
    """Adds a line that belongs to another block, linked as its new neighbours are."""

    def work(canvas: Canvas, rng: random.Random) -> Defect | None:
        neighbours = [x for x in canvas.in_block(block) if x.horizon is Horizon.CURRENT]
        like = pick(rng, neighbours)
        if like is None:
            return None
        canvas, name = added_like(canvas, like, texts[language_of(canvas)])
        # What costs its neighbour much need not cost it anything.
        stray = item_of(canvas, name)
        left = tuple(tag for tag in stray.tags if tag not in (Tag.COSTLY, Tag.CRITICAL))
        return Defect(with_item(canvas, replace(stray, tags=left)), (name,))

    return work


def _moved(source: Block, target: Block) -> Work:
    """Moves a line between resources and activities, where its links still fit."""

    def work(canvas: Canvas, rng: random.Random) -> Defect | None:
        def can_go(item: Item) -> bool:
            offers = origins(canvas, item.id, LinkKind.RESTS_ON)
            return item.horizon is Horizon.CURRENT and all(
                sum(
                    item_of(canvas, name).block is source
                    for name in targets(canvas, offer, LinkKind.RESTS_ON)
                )
                > 1
                for offer in offers
            )

        item = pick(rng, filter(can_go, canvas.in_block(source)))
        if item is None or len(canvas.in_block(source)) < 2:
            return None
        name = new_id(target, item.text, canvas.ends())
        canvas = apply(canvas, Move(item.id, target, None, name))
        kept = tuple(tag for tag in item.tags if tag in tags_of(target))
        return Defect(with_item(canvas, replace(item_of(canvas, name), tags=kept)), (name,))

    return work


OPERATORS = (
    Operator("R19", "the same line again", _same_again),
    Operator("R19", "the same line turned round", _turned_round),
    Operator("R19", "an offer told again as an activity", _offer_as_activity, ("R25",)),
    Operator("R24", "six further offers that point every way", _scattered_offers, ("R18", "R52")),
    Operator(
        "R25", "a cost among the revenue streams", _strayed(Block.REVENUE_STREAMS, COST_AS_REVENUE)
    ),
    Operator(
        "R25", "a payment received among the costs", _strayed(Block.COST_STRUCTURE, REVENUE_AS_COST)
    ),
    Operator(
        "R25", "customers among the partners", _strayed(Block.KEY_PARTNERSHIPS, SEGMENT_AS_PARTNER)
    ),
    Operator(
        "R25", "a channel among the resources", _strayed(Block.KEY_RESOURCES, CHANNEL_AS_RESOURCE)
    ),
    Operator(
        "R25", "an activity among the resources", _moved(Block.KEY_ACTIVITIES, Block.KEY_RESOURCES)
    ),
    Operator(
        "R25", "a resource among the activities", _moved(Block.KEY_RESOURCES, Block.KEY_ACTIVITIES)
    ),
)
