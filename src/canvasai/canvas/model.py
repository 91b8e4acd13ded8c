"""The canvas: items with their evidence, and the links between them. All of it immutable."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from canvasai.canvas.blocks import Block
from canvasai.canvas.details import Detail, DetailKind
from canvasai.canvas.links import End, Link
from canvasai.canvas.metadata import Constraint, Metadata
from canvasai.canvas.quantity import Measure, Quantity
from canvasai.canvas.tags import Tag

SCHEMA_ID = "canvasai/1"


class Status(StrEnum):
    """How far the cited text carries an item."""

    SUPPORTED = "supported"
    ASSUMPTION = "assumption"
    CONTRADICTED = "contradicted"
    # It came from a file that says neither what carries it nor that it is assumed.
    UNCHECKED = "unchecked"


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
        test: a test that a person can carry out, with the result that would settle it; "" while
            nobody has thought of one.
        reason: why there is no evidence, such as that the source names nothing specific.
    """

    risk: Risk
    test: str = ""
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
    """One statement in one block.

    Attributes:
        id: stable, starts with the prefix of the block.
        block: where it stands.
        text: what it says, in few words.
        status: how far the cited text carries it.
        horizon: whether it is so or is planned.
        citations: where a reader can check it.
        assumption: what is at risk, and a test; None where the citations carry it.
        description: more words on the same, or "".
        tags: what sort it is; only those of `tags_of(block)`, in that order.
        quantities: its numbers.
        details: jobs, pains and gains of a segment; products, relievers and creators of a proposition.
    """

    id: str
    block: Block
    text: str
    status: Status
    horizon: Horizon = Horizon.CURRENT
    citations: tuple[Citation, ...] = ()
    assumption: Assumption | None = None
    description: str = ""
    tags: tuple[Tag, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    details: tuple[Detail, ...] = ()

    def __post_init__(self) -> None:
        if self.status is Status.ASSUMPTION and self.assumption is None:
            raise ValueError(f"Item {self.id} is an assumption that does not say what is at risk.")
        needs = self.status in (Status.SUPPORTED, Status.CONTRADICTED)
        if needs and not self.citations:
            raise ValueError(f"Item {self.id} is {self.status} without a citation.")
        for detail in self.details:
            if detail.kind.block is not self.block:
                raise ValueError(f"Item {self.id} cannot have a {detail.kind} ({detail.id}).")

    def quantity(self, measure: Measure) -> Quantity | None:
        """Returns the first number of that measure, or None."""
        return next((q for q in self.quantities if q.measure is measure), None)


@dataclass(frozen=True, slots=True)
class Canvas:
    """A Business Model Canvas.

    Attributes:
        name: of the business.
        created: ISO 8601 time with zone.
        model: which chat model put the items into words; "" when none did.
        items: in the order of the blocks.
        links: between items of this canvas and their details.
        notes: what a reader should know about the whole, such as why most is assumed.
        against: what the sources say against: denials, and facts about others.
        metadata: what the canvas says of itself.
        constraints: limits that the items must keep to.
    """

    name: str
    created: str
    model: str
    items: tuple[Item, ...] = ()
    links: tuple[Link, ...] = ()
    notes: tuple[str, ...] = ()
    against: tuple[Against, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    constraints: tuple[Constraint, ...] = ()

    def item(self, name: str) -> Item | None:
        """Returns the item of an id, or None."""
        return next((item for item in self.items if item.id == name), None)

    def in_block(self, block: Block) -> tuple[Item, ...]:
        """Returns the items of one block, in order."""
        return tuple(item for item in self.items if item.block is block)

    def ends(self) -> dict[str, End]:
        """Returns what a link may join: the ids of items and details, each with its block or kind."""
        found: dict[str, Block | DetailKind] = {item.id: item.block for item in self.items}
        found.update((d.id, d.kind) for item in self.items for d in item.details)
        return found
