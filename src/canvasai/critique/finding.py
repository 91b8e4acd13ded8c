"""What a critique finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from canvasai.canvas.blocks import Block
from canvasai.canvas.changes import Change
from canvasai.canvas.links import Link
from canvasai.canvas.model import Canvas, Citation


class Severity(StrEnum):
    """How much a finding matters: the model cannot hold; it is weak; it is worth a look."""

    HIGH = "high"
    WARN = "warn"
    INFO = "info"


# From the gravest on.
SEVERITIES = (Severity.HIGH, Severity.WARN, Severity.INFO)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with a canvas.

    Attributes:
        rule: its id, such as "R03".
        severity: how much it matters here.
        message: what is wrong with this canvas, naming the items.
        block: the block that it is about, or None for the whole.
        items: ids of the items that it is about.
        citations: sentences of sources that show it.
        changes: that would mend it, together.
        inferred: links that it rests on and that nobody drew.
    """

    rule: str
    severity: Severity
    message: str
    block: Block | None = None
    items: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    changes: tuple[Change, ...] = ()
    inferred: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Rating:
    """An answer to one of the seven questions, or to another question of the rubric.

    Attributes:
        rule: its id.
        question: what was asked.
        low, high: what 0 and 10 stand for.
        score: 0 to 10.
        reason: why, about this canvas.
        items: ids of the items that it rests on; () when nothing on the canvas speaks to it.
        counted: from numbers and tags of the canvas, not by a model.
    """

    rule: str
    question: str
    low: str
    high: str
    score: int
    reason: str
    items: tuple[str, ...] = ()
    counted: bool = False


class Side(StrEnum):
    """What a statement about a cluster is."""

    STRENGTH = "strength"
    WEAKNESS = "weakness"
    OPPORTUNITY = "opportunity"
    THREAT = "threat"


@dataclass(frozen=True, slots=True)
class Scored:
    """A statement about one of the four clusters of a canvas (R45).

    Attributes:
        cluster: its name.
        side: whether it helps or harms, now or to come.
        text: what is so, naming items.
        importance: 1 to 10: how much of the canvas hangs on the items.
        certainty: 1 to 10: how well it is known.
        items: ids of the items that it is about.
    """

    cluster: str
    side: Side
    text: str
    importance: int
    certainty: int
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Critique:
    """All that was found.

    Attributes:
        canvas: that was looked at, with inferred links.
        findings: the gravest first.
        not_checked: by rule, why there was nothing to go on.
        ratings: by the model, or counted; () without.
        clusters: strengths, weaknesses, opportunities and threats, scored; () where the items name nothing.
        notes: what a reader should know, such as that links were inferred.
    """

    canvas: Canvas
    findings: tuple[Finding, ...]
    not_checked: dict[str, str] = field(default_factory=dict)
    ratings: tuple[Rating, ...] = ()
    clusters: tuple[Scored, ...] = ()
    notes: tuple[str, ...] = ()
