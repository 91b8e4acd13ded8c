"""The canvas: items with their evidence, and the links between them. All of it immutable."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from canvasai.canvas.blocks import Block

SCHEMA_ID = "canvasai/1"


class Status(StrEnum):
    """How far the cited text carries an item."""

    SUPPORTED = "supported"
    ASSUMPTION = "assumption"
    CONTRADICTED = "contradicted"


class Horizon(StrEnum):
    """Whether an item is so today or is meant to be."""

    CURRENT = "current"
    PLANNED = "planned"


class Risk(StrEnum):
    """What is at stake if an assumption is wrong.

    After Bland and Osterwalder, *Testing Business Ideas*.
    """

    DESIRABILITY = "desirability"
    VIABILITY = "viability"
    FEASIBILITY = "feasibility"
    ADAPTABILITY = "adaptability"


class LinkKind(StrEnum):
    """What one item is to another; the comment says which blocks it joins."""

    SERVES = "serves"  # value proposition -> customer segment
    REACHES = "reaches"  # channel -> customer segment
    DELIVERS = "delivers"  # channel -> value proposition
    KEEPS = "keeps"  # customer relationship -> customer segment
    PAID_BY = "paid_by"  # revenue stream -> customer segment
    PAID_FOR = "paid_for"  # revenue stream -> value proposition
    RESTS_ON = "rests_on"  # value proposition -> key resource or key activity
    PROVIDES = "provides"  # key partnership -> key resource or key activity
    CAUSED_BY = "caused_by"  # cost -> key resource, key activity, key partnership or channel


_RESOURCE_OR_ACTIVITY = frozenset({Block.KEY_RESOURCES, Block.KEY_ACTIVITIES})
LINK_ENDS: dict[LinkKind, tuple[Block, frozenset[Block]]] = {
    LinkKind.SERVES: (Block.VALUE_PROPOSITIONS, frozenset({Block.CUSTOMER_SEGMENTS})),
    LinkKind.REACHES: (Block.CHANNELS, frozenset({Block.CUSTOMER_SEGMENTS})),
    LinkKind.DELIVERS: (Block.CHANNELS, frozenset({Block.VALUE_PROPOSITIONS})),
    LinkKind.KEEPS: (Block.CUSTOMER_RELATIONSHIPS, frozenset({Block.CUSTOMER_SEGMENTS})),
    LinkKind.PAID_BY: (Block.REVENUE_STREAMS, frozenset({Block.CUSTOMER_SEGMENTS})),
    LinkKind.PAID_FOR: (Block.REVENUE_STREAMS, frozenset({Block.VALUE_PROPOSITIONS})),
    LinkKind.RESTS_ON: (Block.VALUE_PROPOSITIONS, _RESOURCE_OR_ACTIVITY),
    LinkKind.PROVIDES: (Block.KEY_PARTNERSHIPS, _RESOURCE_OR_ACTIVITY),
    LinkKind.CAUSED_BY: (
        Block.COST_STRUCTURE,
        _RESOURCE_OR_ACTIVITY | {Block.KEY_PARTNERSHIPS, Block.CHANNELS},
    ),
}


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a reader can check an item.

    Attributes:
        source: name of the source.
        quote: exactly the source's text at `[start:end]` (characters).
        page: page or slide number, from 1; None where the type has none.
        heading: the nearest heading above, or "".
        date: the date that the document gives itself, ISO 8601 (day, month or year), or "".
        superseded: whether a later statement, cited beside it, says that it no longer holds.
    """

    source: str
    quote: str
    start: int
    end: int
    page: int | None = None
    heading: str = ""
    date: str = ""
    superseded: bool = False


@dataclass(frozen=True, slots=True)
class Assumption:
    """What makes an item an assumption, and what would settle it.

    Attributes:
        risk: what is at stake.
        test: a test that a person can carry out, with the result that would settle it.
        reason: why there is no evidence, such as that the source names nothing specific.
    """

    risk: Risk
    test: str
    reason: str = ""


class Stance(StrEnum):
    """What a source says against an idea: that it is not so here, or that it is somebody else's."""

    DENIED = "denied"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Against:
    """A statement that never becomes an item, but that a reader of its block should know.

    Attributes:
        block: the block it speaks to.
        kind: rejected, ended or denied; or somebody else's fact.
        citation: where it stands.
    """

    block: Block
    kind: Stance
    citation: Citation


@dataclass(frozen=True, slots=True)
class Item:
    """One statement in one block."""

    id: str
    block: Block
    text: str
    status: Status
    horizon: Horizon = Horizon.CURRENT
    citations: tuple[Citation, ...] = ()
    assumption: Assumption | None = None

    def __post_init__(self) -> None:
        if self.status is Status.ASSUMPTION and self.assumption is None:
            raise ValueError(f"Item {self.id} is an assumption without a test.")
        if self.status is not Status.ASSUMPTION and not self.citations:
            raise ValueError(f"Item {self.id} is {self.status} without a citation.")


@dataclass(frozen=True, slots=True)
class Link:
    """A typed relation: `source` and `target` are item ids ("from" and "to" in files)."""

    source: str
    target: str
    kind: LinkKind


@dataclass(frozen=True, slots=True)
class Canvas:
    """A Business Model Canvas.

    Attributes:
        name: of the business.
        created: ISO 8601 time with zone.
        model: which chat model put the items into words.
        items: in the order of the blocks.
        links: between items of this canvas.
        notes: what a reader should know about the whole, such as why most is assumed.
        against: what the sources say against: denials, and facts about others.
    """

    name: str
    created: str
    model: str
    items: tuple[Item, ...] = ()
    links: tuple[Link, ...] = ()
    notes: tuple[str, ...] = field(default=())
    against: tuple[Against, ...] = field(default=())

    def in_block(self, block: Block) -> tuple[Item, ...]:
        """Returns the items of one block, in order."""
        return tuple(item for item in self.items if item.block is block)

    def with_items(self, items: tuple[Item, ...]) -> Canvas:
        """Returns the canvas with other items, and without links whose ends are gone."""
        ids = {item.id for item in items}
        links = tuple(link for link in self.links if link.source in ids and link.target in ids)
        return replace(self, items=items, links=links)
