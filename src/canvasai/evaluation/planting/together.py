"""Defects of the rules on how all hangs together: R15, R16, R18."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace

from canvasai.canvas.blocks import Block
from canvasai.canvas.details import Detail, DetailKind
from canvasai.canvas.ids import slug
from canvasai.canvas.links import Link, LinkKind
from canvasai.canvas.model import Canvas
from canvasai.canvas.tags import Tag
from canvasai.evaluation.planting.editing import (
    added,
    pick,
    plus_links,
    with_item,
    without_links,
)
from canvasai.evaluation.planting.language import language_of
from canvasai.evaluation.planting.operator import Defect, Operator, Work
from canvasai.evaluation.planting.sentences import (
    ISLAND,
    LONELY_CHANNEL,
    LONELY_RELATIONSHIP,
    OPEN_PAIN,
)

_SEGMENTS = Block.CUSTOMER_SEGMENTS


def _lonely(block: Block, texts: Mapping[str, str]) -> Work:
    def work(canvas: Canvas, rng: random.Random) -> Defect | None:
        canvas, name = added(canvas, block, texts[language_of(canvas)])
        return Defect(canvas, (name,))

    return work


def _island(canvas: Canvas, rng: random.Random) -> Defect | None:
    channel, cost = ISLAND[language_of(canvas)]
    canvas, one = added(canvas, Block.CHANNELS, channel, (Tag.AWARENESS,))
    canvas, two = added(canvas, Block.COST_STRUCTURE, cost, (Tag.VARIABLE,))
    return Defect(plus_links(canvas, [Link(two, one, LinkKind.CAUSED_BY)]), (one, two))


def _no_needs(canvas: Canvas, rng: random.Random) -> Defect | None:
    gone = [link for link in canvas.links if link.kind is LinkKind.NEEDS]
    if not gone:
        return None
    ends = dict.fromkeys(end for link in gone for end in (link.source, link.target))
    return Defect(without_links(canvas, gone), tuple(ends))


def _one_side_silent(canvas: Canvas, rng: random.Random) -> Defect | None:
    """Of two segments that need each other, one no longer says so."""
    needs = {(x.source, x.target) for x in canvas.links if x.kind is LinkKind.NEEDS}
    silent = pick(rng, sorted(one for one, other in needs if (other, one) in needs))
    if silent is None:
        return None
    gone = [x for x in canvas.links if x.kind is LinkKind.NEEDS and x.source == silent]
    return Defect(without_links(canvas, gone), (silent,))


def _unanswered(kind: LinkKind, detail: DetailKind) -> Work:
    """Takes all answers from a job, pain or gain."""

    def work(canvas: Canvas, rng: random.Random) -> Defect | None:
        item = pick(
            rng,
            [
                item
                for item in canvas.in_block(_SEGMENTS)
                if any(known.kind is detail for known in item.details)
            ],
        )
        if item is None:
            return None
        one = rng.choice([known for known in item.details if known.kind is detail])
        gone = [x for x in canvas.links if x.target == one.id and x.kind is kind]
        return Defect(without_links(canvas, gone), (item.id,))

    return work


def _further_pain(canvas: Canvas, rng: random.Random) -> Defect | None:
    told = [item for item in canvas.in_block(_SEGMENTS) if item.details]
    item = pick(rng, told)
    if item is None:
        return None
    text = OPEN_PAIN[language_of(canvas)]
    pain = Detail(f"pain-{slug(text)}", DetailKind.PAIN, text)
    changed = replace(item, details=(*item.details, pain))
    return Defect(with_item(canvas, changed), (item.id,))


OPERATORS = (
    Operator("R15", "a channel without any link", _lonely(Block.CHANNELS, LONELY_CHANNEL)),
    Operator(
        "R15",
        "a relationship without any link",
        _lonely(Block.CUSTOMER_RELATIONSHIPS, LONELY_RELATIONSHIP),
    ),
    Operator("R15", "a channel and its cost on an island", _island),
    Operator("R16", "neither side says what it needs", _no_needs),
    Operator("R16", "one side does not say what it needs", _one_side_silent),
    Operator(
        "R18",
        "a pain that nothing relieves",
        _unanswered(LinkKind.RELIEVES, DetailKind.PAIN),
        ("R52",),
    ),
    Operator(
        "R18",
        "a gain that nothing creates",
        _unanswered(LinkKind.CREATES, DetailKind.GAIN),
        ("R52",),
    ),
    Operator(
        "R18",
        "a job that nothing addresses",
        _unanswered(LinkKind.ADDRESSES, DetailKind.JOB),
        ("R52",),
    ),
    Operator("R18", "a further pain that was heard and dropped", _further_pain),
)
