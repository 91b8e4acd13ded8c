"""Defects of the rules on what offers rest on and what it costs: R09 to R14."""

from __future__ import annotations

import random
from collections.abc import Iterable

from canvasai.canvas.blocks import Block
from canvasai.canvas.links import Link, LinkKind
from canvasai.canvas.model import Canvas, Item
from canvasai.canvas.tags import Tag
from canvasai.evaluation.planting.editing import (
    added,
    item_of,
    origins,
    pick,
    plus_links,
    retargeted,
    targets,
    without_items,
    without_links,
)
from canvasai.evaluation.planting.language import language_of
from canvasai.evaluation.planting.operator import Defect, Operator, Work
from canvasai.evaluation.planting.sentences import IDLE_RESOURCE

_MEANS = (Block.KEY_RESOURCES, Block.KEY_ACTIVITIES)


def _of_block(canvas: Canvas, names: Iterable[str], block: Block) -> list[str]:
    return [name for name in names if item_of(canvas, name).block is block]


def _rests_on_no(block: Block) -> Work:
    """Takes from an offer all that it rests on in a block, and gives it to another offer."""

    def work(canvas: Canvas, rng: random.Random) -> Defect | None:
        offers = [item.id for item in canvas.in_block(Block.VALUE_PROPOSITIONS)]
        offer = pick(rng, offers)
        if offer is None or len(offers) < 2:
            return None
        other = rng.choice([name for name in offers if name != offer])
        rested = targets(canvas, offer, LinkKind.RESTS_ON)
        gone = [Link(offer, name, LinkKind.RESTS_ON) for name in _of_block(canvas, rested, block)]
        # So that nothing is left without a use.
        moved = [
            Link(other, link.target, LinkKind.RESTS_ON)
            for link in gone
            if len(origins(canvas, link.target, LinkKind.RESTS_ON)) == 1
        ]
        return Defect(plus_links(without_links(canvas, gone), moved), (offer,))

    return work


def _provides_nothing(canvas: Canvas, rng: random.Random) -> Defect | None:
    partner = pick(rng, canvas.in_block(Block.KEY_PARTNERSHIPS))
    if partner is None:
        return None
    gone = [x for x in canvas.links if x.source == partner.id and x.kind is LinkKind.PROVIDES]
    return Defect(without_links(canvas, gone), (partner.id,))


def _provides_the_unused(canvas: Canvas, rng: random.Random) -> Defect | None:
    """Points what a partner provides at something on which no offer rests."""
    unused = [
        item.id
        for block in _MEANS
        for item in canvas.in_block(block)
        if not origins(canvas, item.id, LinkKind.RESTS_ON)
    ]
    partner = pick(rng, canvas.in_block(Block.KEY_PARTNERSHIPS))
    target = pick(rng, unused)
    if partner is None or target is None:
        return None
    for link in canvas.links:
        if link.source == partner.id and link.kind is LinkKind.PROVIDES:
            canvas = retargeted(canvas, link, target)
    return Defect(canvas, (partner.id,))


def _useful_for_nothing(canvas: Canvas, rng: random.Random) -> Defect | None:
    """Takes from a resource or activity all that it serves, where each offer rests on others too."""

    def can_go(item: Item) -> bool:
        offers = origins(canvas, item.id, LinkKind.RESTS_ON)
        enough = all(
            len(_of_block(canvas, targets(canvas, offer, LinkKind.RESTS_ON), item.block)) > 1
            for offer in offers
        )
        return enough and not origins(canvas, item.id, LinkKind.PROVIDES)

    means = [item for block in _MEANS for item in canvas.in_block(block)]
    item = pick(rng, filter(can_go, means))
    if item is None:
        return None
    gone = [
        link
        for link in canvas.links
        if (link.target == item.id and link.kind is LinkKind.RESTS_ON)
        or (link.source == item.id and link.kind is LinkKind.SUPPORTS)
    ]
    return Defect(without_links(canvas, gone), (item.id,))


def _idle(canvas: Canvas, rng: random.Random) -> Defect | None:
    """Adds a resource that only costs."""
    cost = pick(rng, canvas.in_block(Block.COST_STRUCTURE))
    if cost is None:
        return None
    canvas, name = added(canvas, Block.KEY_RESOURCES, IDLE_RESOURCE[language_of(canvas)])
    return Defect(plus_links(canvas, [Link(cost.id, name, LinkKind.CAUSED_BY)]), (name,))


def _costly(canvas: Canvas) -> list[Item]:
    """Those whose costs nothing else causes and no constraint speaks of."""
    bound = {name for constraint in canvas.constraints for name in constraint.items}
    found = []
    for block in _MEANS:
        for item in canvas.in_block(block):
            costs = origins(canvas, item.id, LinkKind.CAUSED_BY)
            alone = all(targets(canvas, name, LinkKind.CAUSED_BY) == [item.id] for name in costs)
            if Tag.COSTLY in item.tags and costs and alone and not bound & set(costs):
                found.append(item)
    return found


def _cost_forgotten(canvas: Canvas, rng: random.Random) -> Defect | None:
    item = pick(rng, _costly(canvas))
    if item is None:
        return None
    return Defect(without_items(canvas, origins(canvas, item.id, LinkKind.CAUSED_BY)), (item.id,))


def _cost_put_elsewhere(canvas: Canvas, rng: random.Random) -> Defect | None:
    """The costs of something costly are told as caused by something that is not."""
    item = pick(rng, _costly(canvas))
    cheap = [
        one.id for block in _MEANS for one in canvas.in_block(block) if Tag.COSTLY not in one.tags
    ]
    if item is None or not cheap:
        return None
    other = rng.choice(cheap)
    for link in canvas.links:
        if link.kind is LinkKind.CAUSED_BY and link.target == item.id:
            canvas = retargeted(canvas, link, other)
    return Defect(canvas, (item.id,))


def _without_cause(canvas: Canvas, rng: random.Random) -> Defect | None:
    """Takes its causes from a cost, none of them so costly that it must have a cost."""

    def can_go(cost: Item) -> bool:
        causes = targets(canvas, cost.id, LinkKind.CAUSED_BY)
        return bool(causes) and all(
            Tag.COSTLY not in item_of(canvas, name).tags
            or len(origins(canvas, name, LinkKind.CAUSED_BY)) > 1
            for name in causes
        )

    cost = pick(rng, filter(can_go, canvas.in_block(Block.COST_STRUCTURE)))
    if cost is None:
        return None
    gone = [x for x in canvas.links if x.source == cost.id and x.kind is LinkKind.CAUSED_BY]
    return Defect(without_links(canvas, gone), (cost.id,))


OPERATORS = (
    Operator(
        "R09",
        "an offer that no activity brings about",
        _rests_on_no(Block.KEY_ACTIVITIES),
        ("R15",),
    ),
    Operator(
        "R10", "an offer that rests on no resource", _rests_on_no(Block.KEY_RESOURCES), ("R15",)
    ),
    Operator("R11", "a partner that provides nothing", _provides_nothing, ("R15",)),
    Operator("R11", "a partner that provides what no offer needs", _provides_the_unused),
    Operator("R12", "a means that serves nothing any longer", _useful_for_nothing, ("R15",)),
    Operator("R12", "a further resource that only costs", _idle),
    Operator("R13", "the cost of something costly is forgotten", _cost_forgotten),
    Operator("R13", "the cost of something costly hangs elsewhere", _cost_put_elsewhere),
    Operator("R14", "a cost without a cause", _without_cause, ("R15",)),
)
