"""What is at risk in each block."""

from __future__ import annotations

from canvasai.canvas.blocks import Block
from canvasai.canvas.model import Risk

# What is at risk in each block when an item of it is wrong.
# After Bland and Osterwalder, *Testing Business Ideas* (2019).
RISK_OF: dict[Block, Risk] = {
    Block.CUSTOMER_SEGMENTS: Risk.DESIRABILITY,
    Block.VALUE_PROPOSITIONS: Risk.DESIRABILITY,
    Block.CHANNELS: Risk.FEASIBILITY,
    Block.CUSTOMER_RELATIONSHIPS: Risk.DESIRABILITY,
    Block.REVENUE_STREAMS: Risk.VIABILITY,
    Block.KEY_RESOURCES: Risk.FEASIBILITY,
    Block.KEY_ACTIVITIES: Risk.FEASIBILITY,
    Block.KEY_PARTNERSHIPS: Risk.FEASIBILITY,
    Block.COST_STRUCTURE: Risk.VIABILITY,
}
