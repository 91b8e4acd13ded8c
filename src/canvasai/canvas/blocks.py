"""The nine blocks of the Business Model Canvas.

Names and order follow Osterwalder and Pigneur, *Business Model Generation*; the id prefixes are
BMML's.
"""

from __future__ import annotations

from enum import StrEnum


class Block(StrEnum):
    """One of the nine blocks, in the order in which a canvas is told."""

    CUSTOMER_SEGMENTS = "customer_segments"
    VALUE_PROPOSITIONS = "value_propositions"
    CHANNELS = "channels"
    CUSTOMER_RELATIONSHIPS = "customer_relationships"
    REVENUE_STREAMS = "revenue_streams"
    KEY_RESOURCES = "key_resources"
    KEY_ACTIVITIES = "key_activities"
    KEY_PARTNERSHIPS = "key_partnerships"
    COST_STRUCTURE = "cost_structure"

    @property
    def title(self) -> str:  # type: ignore[override]  # str's own is of no use for a block
        """The name shown to people, such as "Customer segments"."""
        return self.value.replace("_", " ").capitalize()

    @property
    def prefix(self) -> str:
        """The prefix of item ids in this block, without the hyphen."""
        return PREFIXES[self]


PREFIXES: dict[Block, str] = {
    Block.CUSTOMER_SEGMENTS: "cs",
    Block.VALUE_PROPOSITIONS: "vp",
    Block.CHANNELS: "ch",
    Block.CUSTOMER_RELATIONSHIPS: "cr",
    Block.REVENUE_STREAMS: "rs",
    Block.KEY_RESOURCES: "kr",
    Block.KEY_ACTIVITIES: "ka",
    Block.KEY_PARTNERSHIPS: "kp",
    Block.COST_STRUCTURE: "cost",
}


def parse_block(text: str) -> Block | None:
    """Finds a block by its value, title or prefix; `None` when there is none such."""
    key = text.strip().lower().replace("-", "_").replace(" ", "_")
    for block in Block:
        if key in (block.value, block.value.rstrip("s"), block.prefix):
            return block
    return None
