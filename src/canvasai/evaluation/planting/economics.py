"""What one customer of a segment brings and costs, read from the numbers of a canvas. Pure functions."""

from __future__ import annotations

from dataclasses import dataclass

from canvasai.canvas.blocks import Block
from canvasai.canvas.links import LinkKind
from canvasai.canvas.model import Canvas, Horizon, Item
from canvasai.canvas.quantity import Every, Measure, Quantity
from canvasai.evaluation.planting.editing import item_of, origins


@dataclass(frozen=True, slots=True)
class Economics:
    """One customer of a segment.

    Attributes:
        segment: its id.
        channel: with the acquisition cost.
        stream: that the customer pays.
        relationship: with churn or lifetime.
        won_for: what it costs to win the customer.
        a_year: revenue of the customer a year.
        margin: gross margin, share of revenue from 0 to 1.
        years: how long the customer stays.
    """

    segment: str
    channel: Item
    stream: Item
    relationship: Item
    won_for: float
    a_year: float
    margin: float
    years: float

    @property
    def margin_a_year(self) -> float:
        """Gross margin of the customer a year, in money."""
        return self.a_year * self.margin


def economics_of(canvas: Canvas) -> list[Economics]:
    """Returns one entry for each segment, channel and stream for which all four numbers are there."""
    found = []
    for segment in canvas.in_block(Block.CUSTOMER_SEGMENTS):
        channels = _linked(canvas, segment.id, LinkKind.REACHES)
        streams = _linked(canvas, segment.id, LinkKind.PAID_BY)
        relationships = _linked(canvas, segment.id, LinkKind.KEEPS)
        for channel in channels:
            won_for = channel.quantity(Measure.ACQUISITION_COST)
            for stream in streams:
                margin, a_year = stream.quantity(Measure.MARGIN), a_customer(stream)
                for relationship in relationships:
                    years = years_of(relationship)
                    if won_for and margin and a_year and years:
                        found.append(
                            Economics(
                                segment.id,
                                channel,
                                stream,
                                relationship,
                                won_for.value,
                                a_year,
                                margin.value / 100,
                                years,
                            )
                        )
    return found


def a_customer(stream: Item) -> float | None:
    """Returns what one customer pays a year, or once; None where the numbers do not say."""
    revenue, customers = stream.quantity(Measure.REVENUE), stream.quantity(Measure.CUSTOMERS)
    if revenue and revenue.a_year and customers and customers.value:
        return revenue.a_year / customers.value
    price = stream.quantity(Measure.PRICE)
    if price is None or price.unit == "%" or price.period is None:
        return None
    return price.value if price.period is Every.ONCE else price.a_year


def years_of(relationship: Item) -> float | None:
    """Returns how long a customer stays, in years, from lifetime or churn."""
    lifetime, churn = relationship.quantity(Measure.LIFETIME), relationship.quantity(Measure.CHURN)
    if lifetime is not None:
        return lifetime.value / 12 if lifetime.period is Every.MONTH else lifetime.value
    if churn is not None and churn.a_year:
        return 100 / churn.a_year
    return None


def stay(relationship: Item, years: float) -> Quantity:
    """Returns the lifetime or churn of a relationship, changed to a stay of so many years."""
    months = max(round(years * 12, 1), 0.1)
    if relationship.quantity(Measure.LIFETIME) is not None:
        return Quantity(Measure.LIFETIME, months, "month", Every.MONTH)
    return Quantity(Measure.CHURN, round(100 / months, 2), "%", Every.MONTH)


def sums_a_year(canvas: Canvas) -> tuple[float, float]:
    """Returns revenue and cost a year of what is so today."""
    current = [item for item in canvas.items if item.horizon is Horizon.CURRENT]
    revenue = [a_year(item, Measure.REVENUE) for item in current]
    return sum(revenue), sum(a_year(item, Measure.COST) for item in current)


def a_year(item: Item, measure: Measure) -> float:
    """Returns the number of that measure a year; 0 where there is none."""
    quantity = item.quantity(measure)
    return (quantity.a_year or 0.0) if quantity else 0.0


def _linked(canvas: Canvas, segment: str, kind: LinkKind) -> list[Item]:
    found = [item_of(canvas, name) for name in origins(canvas, segment, kind)]
    return [item for item in found if item.horizon is Horizon.CURRENT]
