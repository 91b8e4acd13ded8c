"""Strengths, weaknesses, opportunities and threats in four clusters, scored (R45). Pure.

After the assessment of a business model in Osterwalder and Pigneur, *Business Model Generation*, which scores
each statement by how important and how certain it is. Here both are counted: importance by how much of the canvas
hangs on the items of a statement, certainty by how well these items are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from canvasai.canvas.blocks import Block
from canvasai.canvas.model import Canvas, Horizon, Item, Status
from canvasai.critique.finding import SEVERITIES, Finding, Rating, Scored, Severity, Side
from canvasai.critique.rule import named
from canvasai.critique.rules import ON_LINKS
from canvasai.critique.stress import Heat, HeatMap, spread

CLUSTERS: dict[str, tuple[Block, ...]] = {
    "Value proposition": (Block.VALUE_PROPOSITIONS,),
    "Cost and revenue": (Block.COST_STRUCTURE, Block.REVENUE_STREAMS),
    "Infrastructure": (Block.KEY_RESOURCES, Block.KEY_ACTIVITIES, Block.KEY_PARTNERSHIPS),
    "Customer interface": (
        Block.CUSTOMER_SEGMENTS,
        Block.CHANNELS,
        Block.CUSTOMER_RELATIONSHIPS,
    ),
}
# Where each rating of the rubric belongs.
_OF_RATING = {
    "R36": "Customer interface",
    "R37": "Cost and revenue",
    "R38": "Cost and revenue",
    "R39": "Cost and revenue",
    "R40": "Infrastructure",
    "R41": "Infrastructure",
    "R42": "Infrastructure",
    "R43": "Value proposition",
    "R44": "Value proposition",
}
# What so few items hang on is no strength of the model.
_LEAST_HANGING = 2
# Statements of one side in one cluster: the weightiest.
_MOST = 2
# A rating from here up is a strength, down to here a weakness.
_HIGH_RATING, _LOW_RATING = 7, 3
_TOP = 10
# How certain a statement about an item is that cites its source, that nobody checked, and so on.
_CERTAIN = {
    Status.SUPPORTED: 8,
    Status.UNCHECKED: 4,
    Status.ASSUMPTION: 2,
    Status.CONTRADICTED: 2,
}
# Two sources say more than one.
_SECOND_SOURCE = 2
# What code decides is certain; what rests on inferred links or on a model's word is less so.
_DECIDED, _INFERRED, _JUDGED = 9, 4, 3
# Nobody knows whether a threat comes; that a part is hit at all is surer than that one hangs on it.
_HIT = 5


def clusters(
    canvas: Canvas, findings: Sequence[Finding], ratings: Sequence[Rating], heat: HeatMap
) -> tuple[Scored, ...]:
    """Returns the weightiest statements, by cluster and side.

    Args:
        canvas: with links.
        findings: of rules and model.
        ratings: of the rubric; () without.
        heat: the stress test.
    """
    known = {item.id: item for item in canvas.items}
    told = [
        *_carrying(canvas),
        *_of_findings(canvas, findings, known),
        *_of_ratings(canvas, ratings, known),
        *_planned(canvas),
        *_threats(canvas, heat, known),
    ]
    kept: list[Scored] = []
    for cluster in CLUSTERS:
        for side in Side:
            of_side = [one for one in told if one.cluster == cluster and one.side is side]
            of_side.sort(key=lambda one: (-one.importance * one.certainty, -one.importance))
            kept += of_side[:_MOST]
    return tuple(kept)


def _carrying(canvas: Canvas) -> Iterator[Scored]:
    """Strengths: what a source bears out and other items hang on."""
    for item in canvas.items:
        if item.status is not Status.SUPPORTED or item.horizon is not Horizon.CURRENT:
            continue
        hanging = len(spread(canvas, [item.id]))
        if hanging >= _LEAST_HANGING:
            text = (
                f"{named([item])} is borne out by {_sources(item)}, and {hanging} items hang on it."
            )
            yield _scored(canvas, _cluster(item.block), Side.STRENGTH, text, [item])


def _of_findings(
    canvas: Canvas, findings: Iterable[Finding], known: dict[str, Item]
) -> Iterator[Scored]:
    """Weaknesses: what the rules find, of warn or higher."""
    drawn = any(not link.inferred for link in canvas.links)
    for finding in findings:
        if SEVERITIES.index(finding.severity) > SEVERITIES.index(Severity.WARN):
            continue
        items = [known[name] for name in finding.items if name in known]
        blocks = {item.block for item in items} | ({finding.block} if finding.block else set())
        guessed = finding.inferred or (not drawn and finding.rule in ON_LINKS)
        certainty = _INFERRED if guessed else _DECIDED
        touched = {_cluster(block) for block in blocks}
        # What is wrong everywhere tells no cluster apart.
        if len(touched) == 1:
            text = f"{finding.message} ({finding.rule})"
            yield _scored(canvas, touched.pop(), Side.WEAKNESS, text, items, certainty)


def _of_ratings(
    canvas: Canvas, ratings: Iterable[Rating], known: dict[str, Item]
) -> Iterator[Scored]:
    for rating in ratings:
        items = [known[name] for name in rating.items if name in known]
        if not items or _LOW_RATING < rating.score < _HIGH_RATING:
            continue
        side = Side.STRENGTH if rating.score >= _HIGH_RATING else Side.WEAKNESS
        pole = rating.high if side is Side.STRENGTH else rating.low
        text = f"{rating.question}, {rating.score} of 10: near “{pole}”, by {named(items)} ({rating.rule})"
        certainty = _DECIDED if rating.counted else _JUDGED
        yield _scored(canvas, _OF_RATING[rating.rule], side, text, items, certainty)


def _planned(canvas: Canvas) -> Iterator[Scored]:
    """Opportunities: what the business itself plans."""
    for item in canvas.items:
        if item.horizon is Horizon.PLANNED:
            text = f"{named([item])} is planned."
            yield _scored(canvas, _cluster(item.block), Side.OPPORTUNITY, text, [item])


def _threats(canvas: Canvas, heat: HeatMap, known: dict[str, Item]) -> Iterator[Scored]:
    for uncertainty, row in heat.items():
        for cluster, blocks in CLUSTERS.items():
            names = [n for block in blocks if row[block].heat is Heat.RED for n in row[block].items]
            items = [known[name] for name in names]
            # What always hits a whole block says little about this canvas.
            if items and not uncertainty.always:
                text = f"{uncertainty.name}: it hits {named(items)}."
                yield _scored(canvas, cluster, Side.THREAT, text, items, _HIT)


def _scored(
    canvas: Canvas,
    cluster: str,
    side: Side,
    text: str,
    items: Sequence[Item],
    certainty: int | None = None,
) -> Scored:
    if certainty is None:
        certainty = min(map(_certainty, items))
    ids = tuple(item.id for item in items)
    return Scored(cluster, side, text, _importance(canvas, ids), certainty, ids)


def _importance(canvas: Canvas, names: Sequence[str]) -> int:
    """The share of the canvas that stands or falls with these items, as 1 to 10; half of it is 10."""
    touched = len({*names, *spread(canvas, names)})
    return max(1, min(_TOP, round(2 * _TOP * touched / max(1, len(canvas.items)))))


def _certainty(item: Item) -> int:
    more = _SECOND_SOURCE if len({one.source for one in item.citations}) > 1 else 0
    return min(_TOP, _CERTAIN[item.status] + (more if item.status is Status.SUPPORTED else 0))


def _sources(item: Item) -> str:
    names = list(dict.fromkeys(one.source for one in item.citations))
    return names[0] if len(names) == 1 else f"{len(names)} sources"


def _cluster(block: Block) -> str:
    return next(name for name, blocks in CLUSTERS.items() if block in blocks)
