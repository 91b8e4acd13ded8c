"""Changes that do no harm: a critique that reports one of them is wrong."""

from __future__ import annotations

import random
from dataclasses import replace

from canvasai.canvas.blocks import Block
from canvasai.canvas.links import Link, LinkKind
from canvasai.canvas.model import Canvas
from canvasai.evaluation.planting.editing import added, pick, plus_links
from canvasai.evaluation.planting.language import language_of
from canvasai.evaluation.planting.operator import Defect, Operator
from canvasai.evaluation.planting.sentences import CALL_FIVE, NAME, NOTE


def _reordered(canvas: Canvas, rng: random.Random) -> Defect:
    """Items in another order within their blocks."""
    items = []
    for block in Block:
        known = list(canvas.in_block(block))
        rng.shuffle(known)
        items += known
    return Defect(replace(canvas, items=tuple(items)))


def _renamed(canvas: Canvas, rng: random.Random) -> Defect:
    """Other ids for all items and details, wherever they are named."""
    names = {name: f"{name}-{rng.randint(2, 99)}" for name in canvas.ends()}
    items = tuple(
        replace(
            item,
            id=names[item.id],
            details=tuple(replace(one, id=names[one.id]) for one in item.details),
        )
        for item in canvas.items
    )
    links = tuple(
        replace(link, source=names[link.source], target=names[link.target]) for link in canvas.links
    )
    constraints = tuple(
        replace(one, items=tuple(names[name] for name in one.items)) for one in canvas.constraints
    )
    return Defect(replace(canvas, items=items, links=links, constraints=constraints))


def _retitled(canvas: Canvas, rng: random.Random) -> Defect:
    name = NAME[language_of(canvas)].format(name=canvas.name)
    return Defect(replace(canvas, name=name))


def _one_more(canvas: Canvas, rng: random.Random) -> Defect | None:
    """A further activity that serves relationships, is labelled an assumption and has a test."""
    relationship = pick(rng, canvas.in_block(Block.CUSTOMER_RELATIONSHIPS))
    if relationship is None:
        return None
    canvas, name = added(canvas, Block.KEY_ACTIVITIES, CALL_FIVE[language_of(canvas)])
    links = [Link(name, relationship.id, LinkKind.SUPPORTS)]
    return Defect(plus_links(canvas, links), (name,))


def _relinked(canvas: Canvas, rng: random.Random) -> Defect:
    """The same links in another order."""
    links = list(canvas.links)
    rng.shuffle(links)
    return Defect(replace(canvas, links=tuple(links)))


def _noted(canvas: Canvas, rng: random.Random) -> Defect:
    return Defect(replace(canvas, notes=(*canvas.notes, NOTE[language_of(canvas)])))


OPERATORS = (
    Operator("", "items in another order", _reordered),
    Operator("", "other ids", _renamed),
    Operator("", "another title", _retitled),
    Operator("", "one more activity with all its links", _one_more),
    Operator("", "links in another order", _relinked),
    Operator("", "one more note", _noted),
)
