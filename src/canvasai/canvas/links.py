"""Links: what one item, or one detail of an item, is to another, and which ends each kind joins."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from canvasai.canvas.blocks import Block
from canvasai.canvas.details import DetailKind

End = Block | DetailKind


class LinkKind(StrEnum):
    """What one end is to the other; `LINK_ENDS` says which ends it joins."""

    SERVES = "serves"
    REACHES = "reaches"
    DELIVERS = "delivers"
    KEEPS = "keeps"
    PAID_BY = "paid_by"
    PAID_FOR = "paid_for"
    SUBSIDISED_BY = "subsidised_by"
    NEEDS = "needs"  # of the two sides of a platform
    RESTS_ON = "rests_on"
    SUPPORTS = "supports"
    PROVIDES = "provides"
    CAUSED_BY = "caused_by"
    ADDRESSES = "addresses"
    RELIEVES = "relieves"
    CREATES = "creates"


@dataclass(frozen=True, slots=True)
class Ends:
    """Which ends a kind of link joins: from one of `sources` to one of `targets`."""

    sources: frozenset[End]
    targets: frozenset[End]

    def join(self, source: End | None, target: End | None) -> bool:
        """Whether these are ends that the kind joins; an end that is not there is none."""
        return source in self.sources and target in self.targets


def _ends(sources: set[End], targets: set[End]) -> Ends:
    return Ends(frozenset(sources), frozenset(targets))


_RESOURCE_OR_ACTIVITY: set[End] = {Block.KEY_RESOURCES, Block.KEY_ACTIVITIES}
LINK_ENDS: dict[LinkKind, Ends] = {
    LinkKind.SERVES: _ends({Block.VALUE_PROPOSITIONS}, {Block.CUSTOMER_SEGMENTS}),
    LinkKind.REACHES: _ends({Block.CHANNELS}, {Block.CUSTOMER_SEGMENTS}),
    LinkKind.DELIVERS: _ends({Block.CHANNELS}, {Block.VALUE_PROPOSITIONS}),
    LinkKind.KEEPS: _ends({Block.CUSTOMER_RELATIONSHIPS}, {Block.CUSTOMER_SEGMENTS}),
    LinkKind.PAID_BY: _ends({Block.REVENUE_STREAMS}, {Block.CUSTOMER_SEGMENTS}),
    LinkKind.PAID_FOR: _ends({Block.REVENUE_STREAMS}, {Block.VALUE_PROPOSITIONS}),
    LinkKind.SUBSIDISED_BY: _ends(
        {Block.CUSTOMER_SEGMENTS}, {Block.CUSTOMER_SEGMENTS, Block.REVENUE_STREAMS}
    ),
    LinkKind.NEEDS: _ends({Block.CUSTOMER_SEGMENTS}, {Block.CUSTOMER_SEGMENTS}),
    LinkKind.RESTS_ON: _ends({Block.VALUE_PROPOSITIONS}, _RESOURCE_OR_ACTIVITY),
    LinkKind.SUPPORTS: _ends(
        _RESOURCE_OR_ACTIVITY,
        {Block.CHANNELS, Block.CUSTOMER_RELATIONSHIPS, Block.REVENUE_STREAMS},
    ),
    LinkKind.PROVIDES: _ends({Block.KEY_PARTNERSHIPS}, _RESOURCE_OR_ACTIVITY),
    LinkKind.CAUSED_BY: _ends(
        {Block.COST_STRUCTURE}, {*_RESOURCE_OR_ACTIVITY, Block.KEY_PARTNERSHIPS, Block.CHANNELS}
    ),
    LinkKind.ADDRESSES: _ends(
        {DetailKind.PRODUCT, DetailKind.RELIEVER, DetailKind.CREATOR}, {DetailKind.JOB}
    ),
    LinkKind.RELIEVES: _ends({DetailKind.RELIEVER, DetailKind.PRODUCT}, {DetailKind.PAIN}),
    LinkKind.CREATES: _ends({DetailKind.CREATOR, DetailKind.PRODUCT}, {DetailKind.GAIN}),
}


@dataclass(frozen=True, slots=True)
class Link:
    """A typed relation between two items or details of items.

    Attributes:
        source, target: ids ("from" and "to" in files).
        kind: what the source is to the target.
        inferred: whether it was read from the wording because nobody drew it.
    """

    source: str
    target: str
    kind: LinkKind
    inferred: bool = False
