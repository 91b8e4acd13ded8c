"""Defects of the rules on who is served, reached, kept and pays: R03 to R08."""

from __future__ import annotations

import random
from dataclasses import replace

from canvasai.canvas.blocks import Block
from canvasai.canvas.links import Link, LinkKind
from canvasai.canvas.model import Canvas
from canvasai.canvas.quantity import Measure
from canvasai.canvas.tags import Tag
from canvasai.evaluation.planting.editing import (
    added,
    item_of,
    origins,
    pick,
    plus_links,
    retargeted,
    targets,
    with_item,
    without_links,
)
from canvasai.evaluation.planting.language import language_of
from canvasai.evaluation.planting.operator import Defect, Operator, Work
from canvasai.evaluation.planting.sentences import HERITAGE

_SEGMENTS, _OFFERS = Block.CUSTOMER_SEGMENTS, Block.VALUE_PROPOSITIONS


def _reached(canvas: Canvas, segment: str, offer: str) -> bool:
    """Whether one channel reaches the segment with the offer."""
    reaching = origins(canvas, segment, LinkKind.REACHES)
    return any(offer in targets(canvas, name, LinkKind.DELIVERS) for name in reaching)


def _unserved(canvas: Canvas, rng: random.Random) -> Defect | None:
    """Points each offer of a segment at another segment, unless it serves another one anyway."""

    def without(segment: str) -> Canvas | None:
        changed = canvas
        for link in canvas.links:
            if link.kind is not LinkKind.SERVES or link.target != segment:
                continue
            others = [
                name for name in targets(canvas, link.source, LinkKind.SERVES) if name != segment
            ]
            others += [
                item.id
                for item in canvas.in_block(_SEGMENTS)
                if item.id != segment and _reached(canvas, item.id, link.source)
            ]
            if not others:
                return None
            changed = retargeted(changed, link, others[0])
        return changed

    return _one_of(rng, [(item.id, without(item.id)) for item in canvas.in_block(_SEGMENTS)])


def _one_of(rng: random.Random, options: list[tuple[str, Canvas | None]]) -> Defect | None:
    """One of those that found a place, with the item that it is about."""
    return pick(rng, [Defect(changed, (name,)) for name, changed in options if changed])


def _serves_nobody(canvas: Canvas, rng: random.Random) -> Defect | None:
    """Adds an offer that rests on something and is delivered, but to nobody."""
    means = [
        pick(rng, canvas.in_block(block)) for block in (Block.KEY_RESOURCES, Block.KEY_ACTIVITIES)
    ]
    channel = pick(rng, canvas.in_block(Block.CHANNELS))
    if channel is None or None in means:
        return None
    canvas, name = added(canvas, _OFFERS, HERITAGE[language_of(canvas)])
    links = [Link(name, one.id, LinkKind.RESTS_ON) for one in means if one is not None]
    links.append(Link(channel.id, name, LinkKind.DELIVERS))
    return Defect(plus_links(canvas, links), (name,))


def _serves_no_longer(canvas: Canvas, rng: random.Random) -> Defect | None:
    """Gives the segments of an offer to other offers, which reach them anyway."""

    def without(offer: str) -> Canvas | None:
        changed = canvas
        for link in canvas.links:
            if link.kind is not LinkKind.SERVES or link.source != offer:
                continue
            others = [
                item.id
                for item in canvas.in_block(_OFFERS)
                if item.id != offer
                and (
                    link.target in targets(canvas, item.id, LinkKind.SERVES)
                    or _reached(canvas, link.target, item.id)
                )
            ]
            if not others:
                return None
            changed = plus_links(without_links(changed, [link]), [replace(link, source=others[0])])
        return changed

    return _one_of(rng, [(item.id, without(item.id)) for item in canvas.in_block(_OFFERS)])


def _not_delivered(canvas: Canvas, rng: random.Random) -> Defect | None:
    """No channel that reaches the segment delivers the offer any longer."""
    served = [link for link in canvas.links if link.kind is LinkKind.SERVES]
    link = pick(rng, served)
    if link is None:
        return None
    reaching = origins(canvas, link.target, LinkKind.REACHES)
    gone = [
        one
        for one in canvas.links
        if one.kind is LinkKind.DELIVERS and one.target == link.source and one.source in reaching
    ]
    return Defect(without_links(canvas, gone), (link.source, link.target))


def _not_reached(canvas: Canvas, rng: random.Random) -> Defect | None:
    """The channels with the offer reach other segments, this one no longer with it."""
    link = pick(rng, [link for link in canvas.links if link.kind is LinkKind.SERVES])
    if link is None:
        return None
    carriers = origins(canvas, link.source, LinkKind.DELIVERS)
    gone = [
        one
        for one in canvas.links
        if one.kind is LinkKind.REACHES and one.target == link.target and one.source in carriers
    ]
    return Defect(without_links(canvas, gone), (link.source, link.target))


def _not_kept(canvas: Canvas, rng: random.Random) -> Defect | None:
    """Points the relationships of a segment at another one, unless that is too dear for it."""
    keeps = [link for link in canvas.links if link.kind is LinkKind.KEEPS]
    kept = {link.target for link in keeps}
    dear = {link.target for link in keeps if Tag.DEDICATED in item_of(canvas, link.source).tags}
    chosen = pick(rng, sorted(kept - dear))
    if chosen is None or len(kept) < 2:
        return None
    other = rng.choice(sorted(kept - {chosen}))
    for link in canvas.links:
        if link.kind is LinkKind.KEEPS and link.target == chosen:
            canvas = retargeted(canvas, link, other)
    return Defect(canvas, (chosen,))


def _unpaid(canvas: Canvas, rng: random.Random) -> Defect | None:
    """A stream loses its payer, who pays another one as well."""
    options = [
        link
        for link in canvas.links
        if link.kind is LinkKind.PAID_BY and len(origins(canvas, link.target, LinkKind.PAID_BY)) > 1
    ]
    link = pick(rng, options)
    return Defect(without_links(canvas, [link]), (link.source,)) if link else None


def _paid_for_nothing(canvas: Canvas, rng: random.Random) -> Defect | None:
    stream = pick(rng, canvas.in_block(Block.REVENUE_STREAMS))
    if stream is None:
        return None
    gone = [x for x in canvas.links if x.source == stream.id and x.kind is LinkKind.PAID_FOR]
    return Defect(without_links(canvas, gone), (stream.id,))


def _stops_paying(canvas: Canvas, rng: random.Random) -> Defect | None:
    """Another segment pays the streams of this one, and nobody says that it is free."""
    payers = sorted({link.target for link in canvas.links if link.kind is LinkKind.PAID_BY})
    # Where it is known what winning one costs, it would be set against a stream of others.
    unpriced = [
        name
        for name in payers
        if not any(
            item_of(canvas, channel).quantity(Measure.ACQUISITION_COST)
            for channel in origins(canvas, name, LinkKind.REACHES)
        )
    ]
    pair = pick(rng, [(one, other) for one in payers for other in unpriced if one != other])
    if pair is None:
        return None
    chosen, other = pair
    for link in canvas.links:
        if link.kind is LinkKind.PAID_BY and link.target == chosen:
            canvas = retargeted(canvas, link, other)
    return Defect(canvas, (chosen,))


def _free(tag_too: bool) -> Work:
    """A free segment is no longer told who pays for it, or not even marked as free."""

    def work(canvas: Canvas, rng: random.Random) -> Defect | None:
        free = [item for item in canvas.in_block(_SEGMENTS) if Tag.SUBSIDISED in item.tags]
        item = pick(rng, free)
        if item is None:
            return None
        gone = [x for x in canvas.links if x.source == item.id and x.kind is LinkKind.SUBSIDISED_BY]
        if tag_too:
            left = tuple(tag for tag in item.tags if tag is not Tag.SUBSIDISED)
            canvas = with_item(canvas, replace(item, tags=left))
        return Defect(without_links(canvas, gone), (item.id,))

    return work


OPERATORS = (
    Operator("R03", "a segment that no offer serves", _unserved, ("R16", "R18", "R52")),
    Operator("R04", "a further offer that serves nobody", _serves_nobody),
    Operator("R04", "an offer that serves nobody any longer", _serves_no_longer, ("R18", "R52")),
    Operator(
        "R05", "an offer that no channel delivers to its segment", _not_delivered, ("R15", "R17")
    ),
    Operator(
        "R05", "a segment that no channel reaches with its offer", _not_reached, ("R15", "R17")
    ),
    Operator("R06", "a segment without a relationship", _not_kept),
    Operator("R07", "a stream that nobody pays", _unpaid),
    Operator("R07", "a stream paid for nothing", _paid_for_nothing),
    Operator("R08", "a segment that stops paying", _stops_paying),
    Operator("R08", "a free segment without its payer", _free(False)),
    Operator("R08", "a free segment that nobody calls free", _free(True)),
)
