"""Edits that operators are made of. Each returns a new canvas and leaves all that it does not name."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from canvasai.canvas.blocks import Block
from canvasai.canvas.changes import Add, Remove, apply
from canvasai.canvas.ids import new_id
from canvasai.canvas.links import Link, LinkKind
from canvasai.canvas.model import Assumption, Canvas, Item, Risk, Status
from canvasai.canvas.quantity import Measure, Quantity
from canvasai.canvas.tags import Tag
from canvasai.evaluation.planting.language import language_of
from canvasai.evaluation.planting.wording import REASON, TEST

T = TypeVar("T")

# Of links that a new item takes over from its like; what one side needs of the other is not for all.
_COPIED = frozenset(LinkKind) - {
    LinkKind.NEEDS,
    LinkKind.SUBSIDISED_BY,
    LinkKind.ADDRESSES,
    LinkKind.RELIEVES,
    LinkKind.CREATES,
}
_RISKS = {
    Block.REVENUE_STREAMS: Risk.VIABILITY,
    Block.COST_STRUCTURE: Risk.VIABILITY,
    Block.KEY_RESOURCES: Risk.FEASIBILITY,
    Block.KEY_ACTIVITIES: Risk.FEASIBILITY,
    Block.KEY_PARTNERSHIPS: Risk.FEASIBILITY,
}


def pick(rng: random.Random, options: Iterable[T]) -> T | None:
    """Returns one of the options, or None when there are none."""
    known = list(options)
    return rng.choice(known) if known else None


def item_of(canvas: Canvas, name: str) -> Item:
    """Returns the item with that id."""
    return next(item for item in canvas.items if item.id == name)


def targets(canvas: Canvas, name: str, kind: LinkKind) -> list[str]:
    """Returns what an item is linked to by links of that kind."""
    return [link.target for link in canvas.links if link.source == name and link.kind is kind]


def origins(canvas: Canvas, name: str, kind: LinkKind) -> list[str]:
    """Returns what is linked to an item by links of that kind."""
    return [link.source for link in canvas.links if link.target == name and link.kind is kind]


def with_item(canvas: Canvas, item: Item) -> Canvas:
    """Returns the canvas with that item in the place of the one with its id."""
    return replace(canvas, items=tuple(item if one.id == item.id else one for one in canvas.items))


def without_items(canvas: Canvas, names: Iterable[str]) -> Canvas:
    """Returns the canvas without those items and without all links to them."""
    return apply(canvas, [Remove(name) for name in names])


def without_links(canvas: Canvas, links: Collection[Link]) -> Canvas:
    """Returns the canvas without those links."""
    return replace(canvas, links=tuple(link for link in canvas.links if link not in links))


def plus_links(canvas: Canvas, links: Iterable[Link]) -> Canvas:
    """Returns the canvas with those links, none of them twice."""
    known = {(link.source, link.target, link.kind) for link in canvas.links}
    new = [link for link in links if (link.source, link.target, link.kind) not in known]
    return replace(canvas, links=(*canvas.links, *dict.fromkeys(new)))


def retargeted(canvas: Canvas, link: Link, target: str) -> Canvas:
    """Returns the canvas with a link that points elsewhere, in its old place."""
    known = [one for one in canvas.links if one != link]
    new = replace(link, target=target)
    if any((x.source, x.target, x.kind) == (new.source, new.target, new.kind) for x in known):
        return without_links(canvas, [link])
    return replace(canvas, links=tuple(new if one == link else one for one in canvas.links))


def assumed(item: Item, text: str, language: str) -> Item:
    """Returns the item with another text that nothing carries: an assumption with a test.

    Quantities, tags and details stay; citations go, for they carried the old text.
    """
    known = item.assumption or Assumption(
        _RISKS.get(item.block, Risk.DESIRABILITY), TEST[language], REASON[language]
    )
    return replace(item, text=text, status=Status.ASSUMPTION, citations=(), assumption=known)


def added(canvas: Canvas, block: Block, text: str, tags: Sequence[Tag] = ()) -> tuple[Canvas, str]:
    """Returns the canvas with a further item, an assumption without links, and its id."""
    name = new_id(block, text, canvas.ends())
    blank = Item(name, block, text, Status.UNCHECKED, tags=tuple(tags))
    return apply(canvas, Add(assumed(blank, text, language_of(canvas)))), name


def added_like(canvas: Canvas, like: Item, text: str) -> tuple[Canvas, str]:
    """Returns the canvas with a further item that has the tags and links of a known one, and its id."""
    grown, name = added(canvas, like.block, text, like.tags)
    copies = [
        replace(
            link,
            source=name if link.source == like.id else link.source,
            target=name if link.target == like.id else link.target,
        )
        for link in canvas.links
        if like.id in (link.source, link.target) and link.kind in _COPIED
    ]
    return plus_links(grown, copies), name


def with_quantity(item: Item, quantity: Quantity) -> Item:
    """Returns the item with that quantity in the place of the first of its measure, or at the end."""
    known = item.quantity(quantity.measure)
    if known is None:
        return replace(item, quantities=(*item.quantities, quantity))
    at = item.quantities.index(known)
    return replace(item, quantities=(*item.quantities[:at], quantity, *item.quantities[at + 1 :]))


def without_quantity(item: Item, measure: Measure) -> Item:
    """Returns the item without quantities of that measure."""
    return replace(
        item, quantities=tuple(one for one in item.quantities if one.measure is not measure)
    )


def named_risks(canvas: Canvas) -> dict[Risk, int]:
    """Returns how many assumptions name each risk."""
    found = dict.fromkeys(Risk, 0)
    for item in canvas.items:
        if item.status is Status.ASSUMPTION and item.assumption is not None:
            found[item.assumption.risk] += 1
    return found
