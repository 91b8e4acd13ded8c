"""Tags: what sort of channel, revenue stream, cost or relationship an item is.

Phases of channels, types of revenue and of relationships follow Osterwalder and Pigneur, *Business Model
Generation*.
"""

from __future__ import annotations

from enum import StrEnum

from canvasai.canvas.blocks import Block


class Tag(StrEnum):
    """A property of an item that code can check."""

    # Phases of a channel.
    AWARENESS = "awareness"
    EVALUATION = "evaluation"
    PURCHASE = "purchase"
    DELIVERY = "delivery"
    AFTER_SALES = "after_sales"
    # Types of a revenue stream.
    SALE = "sale"
    USAGE_FEE = "usage_fee"
    SUBSCRIPTION = "subscription"
    RENT = "rent"
    LICENCE = "licence"
    BROKERAGE = "brokerage"
    ADVERTISING = "advertising"
    GRANT = "grant"
    # How its price is set.
    LIST_PRICE = "list_price"
    VOLUME_PRICE = "volume_price"
    NEGOTIATED = "negotiated"
    MARKET_PRICE = "market_price"
    # Costs.
    FIXED = "fixed"
    VARIABLE = "variable"
    # Relationships.
    DEDICATED = "dedicated"
    PERSONAL = "personal"
    SELF_SERVICE = "self_service"
    AUTOMATED = "automated"
    COMMUNITY = "community"
    CO_CREATION = "co_creation"
    # A segment for which another one pays.
    SUBSIDISED = "subsidised"
    # A resource or activity that costs much.
    COSTLY = "costly"
    # An item without which the model does not hold.
    CRITICAL = "critical"


PHASES = (Tag.AWARENESS, Tag.EVALUATION, Tag.PURCHASE, Tag.DELIVERY, Tag.AFTER_SALES)
REVENUE_TYPES = (
    Tag.SALE,
    Tag.USAGE_FEE,
    Tag.SUBSCRIPTION,
    Tag.RENT,
    Tag.LICENCE,
    Tag.BROKERAGE,
    Tag.ADVERTISING,
    Tag.GRANT,
)
PRICINGS = (Tag.LIST_PRICE, Tag.VOLUME_PRICE, Tag.NEGOTIATED, Tag.MARKET_PRICE)
COST_TYPES = (Tag.FIXED, Tag.VARIABLE)
RELATIONSHIPS = (
    Tag.DEDICATED,
    Tag.PERSONAL,
    Tag.SELF_SERVICE,
    Tag.AUTOMATED,
    Tag.COMMUNITY,
    Tag.CO_CREATION,
)

_OF_BLOCK: dict[Block, tuple[Tag, ...]] = {
    Block.CUSTOMER_SEGMENTS: (Tag.SUBSIDISED,),
    Block.CHANNELS: PHASES,
    Block.CUSTOMER_RELATIONSHIPS: RELATIONSHIPS,
    Block.REVENUE_STREAMS: (*REVENUE_TYPES, *PRICINGS),
    Block.KEY_RESOURCES: (Tag.COSTLY,),
    Block.KEY_ACTIVITIES: (Tag.COSTLY,),
    Block.COST_STRUCTURE: COST_TYPES,
}


def tags_of(block: Block) -> tuple[Tag, ...]:
    """Returns the tags that items of a block may have, in the order in which they are written."""
    return (*_OF_BLOCK.get(block, ()), Tag.CRITICAL)
