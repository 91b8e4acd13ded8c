"""What a segment wants and what a proposition answers with: jobs, pains, gains and their counterparts.

After Osterwalder et al., *Value Proposition Design*; the id prefixes are BMML's.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from canvasai.canvas.blocks import Block


class DetailKind(StrEnum):
    """What a detail is: the first three belong to segments, the others to propositions."""

    JOB = "job"
    PAIN = "pain"
    GAIN = "gain"
    PRODUCT = "product"
    RELIEVER = "reliever"
    CREATOR = "creator"

    @property
    def block(self) -> Block:
        """The block whose items have such details."""
        return DETAIL_BLOCKS[self]

    @property
    def prefix(self) -> str:
        """The prefix of its ids, without the hyphen."""
        return DETAIL_PREFIXES[self]


DETAIL_PREFIXES: dict[DetailKind, str] = {
    DetailKind.JOB: "job",
    DetailKind.PAIN: "pain",
    DetailKind.GAIN: "gain",
    DetailKind.PRODUCT: "ps",
    DetailKind.RELIEVER: "pr",
    DetailKind.CREATOR: "gc",
}
DETAIL_BLOCKS: dict[DetailKind, Block] = {
    DetailKind.JOB: Block.CUSTOMER_SEGMENTS,
    DetailKind.PAIN: Block.CUSTOMER_SEGMENTS,
    DetailKind.GAIN: Block.CUSTOMER_SEGMENTS,
    DetailKind.PRODUCT: Block.VALUE_PROPOSITIONS,
    DetailKind.RELIEVER: Block.VALUE_PROPOSITIONS,
    DetailKind.CREATOR: Block.VALUE_PROPOSITIONS,
}


@dataclass(frozen=True, slots=True)
class Detail:
    """One job, pain or gain of a segment, or a product, reliever or creator of a proposition."""

    id: str
    kind: DetailKind
    text: str
