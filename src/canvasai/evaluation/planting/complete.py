"""Defects of the rules on completeness: R01, R02, R17, R28, R29, R35."""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import replace

from canvasai.canvas.blocks import Block
from canvasai.canvas.links import Link, LinkKind
from canvasai.canvas.model import Canvas, Horizon, Item
from canvasai.canvas.quantity import Measure, Quantity
from canvasai.canvas.tags import COST_TYPES, PHASES, PRICINGS, REVENUE_TYPES, Tag
from canvasai.evaluation.planting.editing import (
    assumed,
    pick,
    targets,
    with_item,
    with_quantity,
    without_items,
    without_quantity,
)
from canvasai.evaluation.planting.language import language_of
from canvasai.evaluation.planting.operator import Defect, Operator, Work
from canvasai.evaluation.planting.phrases import VAGUE_INCOME
from canvasai.evaluation.planting.sentences import LONELY_CHANNEL


def _emptied(block: Block) -> Work:
    def work(canvas: Canvas, rng: random.Random) -> Defect | None:
        names = [item.id for item in canvas.in_block(block)]
        return Defect(without_items(canvas, names)) if names else None

    return work


def _dangling(canvas: Canvas, rng: random.Random) -> Defect | None:
    stream = pick(rng, canvas.in_block(Block.REVENUE_STREAMS))
    if stream is None:
        return None
    link = Link(stream.id, "cs-left-last-year", LinkKind.PAID_BY)
    return Defect(replace(canvas, links=(*canvas.links, link)), (stream.id, link.target))


def _wrong_blocks(canvas: Canvas, rng: random.Random) -> Defect | None:
    channel = pick(rng, canvas.in_block(Block.CHANNELS))
    cost = pick(rng, canvas.in_block(Block.COST_STRUCTURE))
    if channel is None or cost is None:
        return None
    link = Link(channel.id, cost.id, LinkKind.SERVES)
    return Defect(replace(canvas, links=(*canvas.links, link)), (channel.id, cost.id))


def _twins(canvas: Canvas, rng: random.Random) -> Defect | None:
    """Adds another channel under the id of a known one."""
    channel = pick(rng, canvas.in_block(Block.CHANNELS))
    if channel is None:
        return None
    language = language_of(canvas)
    twin = replace(assumed(channel, LONELY_CHANNEL[language], language), quantities=())
    return Defect(replace(canvas, items=(*canvas.items, twin)), (channel.id,))


def _phase_untagged(canvas: Canvas, rng: random.Random) -> Defect | None:
    """Takes a phase from all channels, where each of them still has another one."""

    def can_go(phase: Tag) -> bool:
        tagged = [item for item in canvas.in_block(Block.CHANNELS) if phase in item.tags]
        return bool(tagged) and all(len(item.tags) > 1 for item in tagged)

    phase = pick(rng, filter(can_go, PHASES))
    if phase is None:
        return None
    for item in canvas.in_block(Block.CHANNELS):
        canvas = with_item(canvas, replace(item, tags=tuple(t for t in item.tags if t != phase)))
    return Defect(canvas)


def _segment_phase_untagged(canvas: Canvas, rng: random.Random) -> Defect | None:
    """Takes a phase from the channels that reach one segment, so that it ends there."""
    options = []
    for segment in canvas.in_block(Block.CUSTOMER_SEGMENTS):
        for phase in PHASES:
            tagged = [
                item
                for item in canvas.in_block(Block.CHANNELS)
                if phase in item.tags and segment.id in targets(canvas, item.id, LinkKind.REACHES)
            ]
            if tagged and all(len(item.tags) > 1 for item in tagged):
                options.append((segment.id, phase, tagged))
    chosen = pick(rng, options)
    if chosen is None:
        return None
    name, phase, tagged = chosen
    for item in tagged:
        canvas = with_item(canvas, replace(item, tags=tuple(t for t in item.tags if t != phase)))
    return Defect(canvas, (name,))


def _untagged(block: Block, tags: Collection[Tag], every: bool = False) -> Work:
    """Takes tags of a sort from one item of a block, or from all."""

    def work(canvas: Canvas, rng: random.Random) -> Defect | None:
        tagged = [item for item in canvas.in_block(block) if set(tags) & set(item.tags)]
        if not tagged:
            return None
        chosen = tagged if every else [rng.choice(tagged)]
        for item in chosen:
            left = tuple(tag for tag in item.tags if tag not in tags)
            canvas = with_item(canvas, replace(item, tags=left))
        return Defect(canvas, tuple(item.id for item in chosen))

    return work


def _vague_income(canvas: Canvas, rng: random.Random) -> Defect | None:
    streams = canvas.in_block(Block.REVENUE_STREAMS)
    stream = pick(rng, [item for item in streams if item.horizon is Horizon.CURRENT])
    if stream is None:
        return None
    language = language_of(canvas)
    vague = assumed(stream, VAGUE_INCOME[language], language)
    left = tuple(tag for tag in vague.tags if tag not in (*REVENUE_TYPES, *PRICINGS))
    return Defect(with_item(canvas, replace(vague, tags=left)), (stream.id,))


def _sized(canvas: Canvas, rng: random.Random) -> Item | None:
    segments = canvas.in_block(Block.CUSTOMER_SEGMENTS)
    return pick(rng, [item for item in segments if item.quantity(Measure.SIZE)])


def _size_gone(canvas: Canvas, rng: random.Random) -> Defect | None:
    segment = _sized(canvas, rng)
    if segment is None:
        return None
    return Defect(with_item(canvas, without_quantity(segment, Measure.SIZE)), (segment.id,))


def _share_for_size(canvas: Canvas, rng: random.Random) -> Defect | None:
    segment = _sized(canvas, rng)
    if segment is None:
        return None
    share = Quantity(Measure.SHARE, float(rng.randint(1, 4)), "%")
    changed = with_quantity(without_quantity(segment, Measure.SIZE), share)
    return Defect(with_item(canvas, changed), (segment.id,))


OPERATORS = (
    Operator(
        "R01", "no partnership at all", _emptied(Block.KEY_PARTNERSHIPS), ("R14", "R15", "R51")
    ),
    Operator(
        "R01",
        "no relationship at all",
        _emptied(Block.CUSTOMER_RELATIONSHIPS),
        ("R06", "R12", "R15", "R51"),
    ),
    Operator(
        "R01",
        "no revenue stream at all",
        _emptied(Block.REVENUE_STREAMS),
        ("R08", "R12", "R15", "R32", "R51", "R52"),
    ),
    Operator("R02", "a link to an item that is gone", _dangling),
    Operator("R02", "a link between blocks that it cannot join", _wrong_blocks),
    Operator("R02", "two channels under one id", _twins),
    Operator("R17", "no channel has one of the phases", _phase_untagged),
    Operator("R17", "one segment's channels lack a phase", _segment_phase_untagged),
    Operator("R28", "a stream without its type", _untagged(Block.REVENUE_STREAMS, REVENUE_TYPES)),
    Operator("R28", "a stream without its pricing", _untagged(Block.REVENUE_STREAMS, PRICINGS)),
    Operator("R28", "a stream told as vague income", _vague_income, ("R20",)),
    Operator(
        "R29", "a cost neither fixed nor variable", _untagged(Block.COST_STRUCTURE, COST_TYPES)
    ),
    Operator("R29", "no cost fixed or variable", _untagged(Block.COST_STRUCTURE, COST_TYPES, True)),
    Operator("R35", "a segment without a size", _size_gone),
    Operator("R35", "a share of a large market for a size", _share_for_size),
)
