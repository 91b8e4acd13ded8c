"""What BMML v2 calls the parts of a canvas.

BMML is the Business Model Markup Language, github.com/hiasinho/bmml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from canvasai.canvas.blocks import PREFIXES, Block
from canvasai.canvas.details import DETAIL_PREFIXES, DetailKind
from canvasai.canvas.formats.free_ids import FreeIds
from canvasai.canvas.links import LinkKind
from canvasai.canvas.model import Canvas

VERSION = "2.0"
SECTIONS: dict[Block, str] = {
    block: "costs" if block is Block.COST_STRUCTURE else block.value for block in Block
}
# Only these have a description of their own.
DESCRIBED = (Block.CUSTOMER_SEGMENTS, Block.VALUE_PROPOSITIONS)


@dataclass(frozen=True, slots=True)
class DetailField:
    """Where details of one kind stand in an item, and under which key their text."""

    kind: DetailKind
    field: str
    text: str


DETAIL_FIELDS = (
    DetailField(DetailKind.JOB, "jobs", "description"),
    DetailField(DetailKind.PAIN, "pains", "description"),
    DetailField(DetailKind.GAIN, "gains", "description"),
    DetailField(DetailKind.PRODUCT, "products_services", "name"),
    DetailField(DetailKind.RELIEVER, "pain_relievers", "name"),
    DetailField(DetailKind.CREATOR, "gain_creators", "name"),
)


@dataclass(frozen=True, slots=True)
class Relation:
    """Which link a reference in an item means.

    Attributes:
        block: of the item that holds the reference.
        field: "for" or "from".
        other: the block of the item that it names.
        kind: of the link.
        reversed: whether the link goes from the named item to the holder.
    """

    block: Block
    field: str
    other: Block
    kind: LinkKind
    reversed: bool = False


RELATIONS = (
    Relation(Block.CHANNELS, "for", Block.VALUE_PROPOSITIONS, LinkKind.DELIVERS),
    Relation(Block.CHANNELS, "for", Block.CUSTOMER_SEGMENTS, LinkKind.REACHES),
    Relation(Block.CUSTOMER_RELATIONSHIPS, "for", Block.CUSTOMER_SEGMENTS, LinkKind.KEEPS),
    Relation(Block.REVENUE_STREAMS, "from", Block.CUSTOMER_SEGMENTS, LinkKind.PAID_BY),
    Relation(Block.REVENUE_STREAMS, "for", Block.VALUE_PROPOSITIONS, LinkKind.PAID_FOR),
    Relation(Block.KEY_RESOURCES, "for", Block.VALUE_PROPOSITIONS, LinkKind.RESTS_ON, True),
    Relation(Block.KEY_ACTIVITIES, "for", Block.VALUE_PROPOSITIONS, LinkKind.RESTS_ON, True),
    Relation(Block.KEY_PARTNERSHIPS, "for", Block.KEY_RESOURCES, LinkKind.PROVIDES),
    Relation(Block.KEY_PARTNERSHIPS, "for", Block.KEY_ACTIVITIES, LinkKind.PROVIDES),
    Relation(Block.COST_STRUCTURE, "for", Block.KEY_RESOURCES, LinkKind.CAUSED_BY),
    Relation(Block.COST_STRUCTURE, "for", Block.KEY_ACTIVITIES, LinkKind.CAUSED_BY),
)
# The second of a pair in `mappings` says which link it is.
MAPPINGS: dict[DetailKind, LinkKind] = {
    DetailKind.JOB: LinkKind.ADDRESSES,
    DetailKind.PAIN: LinkKind.RELIEVES,
    DetailKind.GAIN: LinkKind.CREATES,
}

_BARE = re.compile(rf"(?:{'|'.join((*PREFIXES.values(), *DETAIL_PREFIXES.values()))})-(.+)", re.S)


def bare(name: str) -> str:
    """Returns an id without its prefix."""
    found = _BARE.fullmatch(name)
    return found[1] if found else name


def prefixed_ids(canvas: Canvas) -> dict[str, str]:
    """Returns new ids for those whose prefix is not that of their block or kind; mostly none."""
    ends = canvas.ends()
    ids = FreeIds(ends)
    new: dict[str, str] = {}
    for name, end in ends.items():
        if not name.startswith(f"{end.prefix}-"):
            new[name] = ids.free(f"{end.prefix}-{bare(name)}")
    return new


def renamed(canvas: Canvas, names: dict[str, str]) -> Canvas:
    """Returns the canvas with other ids for those in `names`, wherever they stand."""
    if not names:
        return canvas

    def new(name: str) -> str:
        return names.get(name, name)

    items = tuple(
        replace(
            item, id=new(item.id), details=tuple(replace(d, id=new(d.id)) for d in item.details)
        )
        for item in canvas.items
    )
    links = tuple(
        replace(link, source=new(link.source), target=new(link.target)) for link in canvas.links
    )
    constraints = tuple(
        replace(one, items=tuple(map(new, one.items))) for one in canvas.constraints
    )
    return replace(canvas, items=items, links=links, constraints=constraints)
