"""Numbers of an item: what is measured, how much, in which unit, and how often."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from canvasai.canvas.model import Citation


class Measure(StrEnum):
    """What a number measures."""

    PRICE = "price"  # what one customer pays for one unit
    REVENUE = "revenue"  # all income of a stream
    COST = "cost"  # all that a cost item comes to
    UNIT_COST = "unit_cost"  # what one sold unit costs the business
    ACQUISITION_COST = "acquisition_cost"  # what it costs to win one customer
    CUSTOMERS = "customers"  # how many the business has
    SIZE = "size"  # how many there are, of a segment
    MARGIN = "margin"  # gross margin, per cent of the price
    CHURN = "churn"  # customers lost, per cent of all in a period
    LIFETIME = "lifetime"  # how long a customer stays, in periods
    SHARE = "share"  # per cent of the whole
    AMOUNT = "amount"  # anything else


class Every(StrEnum):
    """How often a quantity falls due."""

    ONCE = "once"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_A_YEAR: dict[Every, float] = {
    Every.DAY: 365.0,
    Every.WEEK: 52.0,
    Every.MONTH: 12.0,
    Every.QUARTER: 4.0,
    Every.YEAR: 1.0,
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of an item.

    Attributes:
        measure: what is measured.
        value: how much, finite.
        unit: such as "EUR", "farm", "%"; "" when it only counts.
        period: how often; None when that is not said.
        low, high: the range within which it is believed to lie, or None.
        citation: the sentence that says it, or None.
    """

    measure: Measure
    value: float
    unit: str = ""
    period: Every | None = None
    low: float | None = None
    high: float | None = None
    citation: Citation | None = None

    def __post_init__(self) -> None:
        known = [number for number in (self.low, self.value, self.high) if number is not None]
        if not all(math.isfinite(number) for number in known):
            raise ValueError("A quantity must be a finite number.")
        if known != sorted(known):
            raise ValueError("A quantity must lie between its low and its high.")

    @property
    def a_year(self) -> float | None:
        """The value a year, or None when it does not recur."""
        return None if self.period not in _A_YEAR else self.value * _A_YEAR[self.period]
