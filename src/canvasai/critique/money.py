"""What the numbers of a canvas come to: income and cost a year, and what one customer brings. Pure.

Rules of unit economics as they are commonly used: lifetime value is what one customer pays in the time
that they stay, times the gross margin; payback is the cost of winning a customer over what the customer
leaves in a month.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from canvasai.canvas.blocks import Block
from canvasai.canvas.links import LinkKind
from canvasai.canvas.model import Horizon, Item
from canvasai.canvas.quantity import Every, Measure, Quantity
from canvasai.critique.case import Case

_YEARS: dict[Every, float] = {
    Every.DAY: 1 / 365,
    Every.WEEK: 1 / 52,
    Every.MONTH: 1 / 12,
    Every.QUARTER: 1 / 4,
    Every.YEAR: 1.0,
}
# What stands in one of these is about the segments that it is tied to, and no others.
_OF_SEGMENTS = (
    Block.CUSTOMER_SEGMENTS,
    Block.CHANNELS,
    Block.CUSTOMER_RELATIONSHIPS,
    Block.REVENUE_STREAMS,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """Money a year, or once, in a unit.

    Attributes:
        value: how much.
        unit: the currency.
        item: that says it.
    """

    value: float
    unit: str
    item: Item


def yearly(item: Item, measure: Measure) -> Amount | None:
    """Returns what an item's number of a measure comes to in a year; None where it does not say."""
    quantity = item.quantity(measure)
    if quantity is None or quantity.a_year is None:
        return None
    return Amount(quantity.a_year, quantity.unit, item)


def income_of(case: Case, stream: Item) -> Amount | None:
    """Returns what a revenue stream brings in a year: as it says, or its price times its customers."""
    told = yearly(stream, Measure.REVENUE)
    if told is not None:
        return told
    price = yearly(stream, Measure.PRICE)
    if price is None:
        return None
    number = _customers(case, stream)
    return Amount(price.value * number, price.unit, stream) if number else None


def current(items: Sequence[Item]) -> list[Item]:
    """Returns the items that are so today."""
    return [item for item in items if item.horizon is Horizon.CURRENT]


@dataclass(frozen=True, slots=True)
class Customer:
    """What one customer of a segment brings and costs.

    Attributes:
        segment: the segment.
        price: what one customer pays in a year (`recurring`), or at once and never again.
        recurring: whether it is paid again every year.
        at_start: what one pays once, beside what is paid again; 0 if nothing, or if nothing is paid again.
        unit: the currency.
        acquisition: what it costs to win one, or None.
        margin: share of the price that is left after the cost of what is sold, 0 to 1, or None.
        years: how long a customer stays, or None.
        items: that say so, but for how long.
        staying: the item that tells how long a customer stays, or None.
    """

    segment: Item
    price: float
    recurring: bool
    at_start: float
    unit: str
    acquisition: float | None
    margin: float | None
    years: float | None
    items: tuple[Item, ...]
    staying: Item | None = None


def customers_of(case: Case) -> list[Customer]:
    """Returns the economics of each segment of which it is known what one customer brings."""
    found = []
    for segment in case.of_block[Block.CUSTOMER_SEGMENTS]:
        streams = current([case.items[n] for n in case.sources(segment.id, LinkKind.PAID_BY)])
        # Where some streams say their margin, what the others leave is not known.
        known = [stream for stream in streams if stream.quantity(Measure.MARGIN) is not None]
        streams = known or streams
        brought, fee = _a_customer_a_year(case, streams, segment), _at_once(streams)
        told = brought or fee
        if told is None:
            continue
        price, unit, telling = told
        at_start = 0.0
        if brought is not None and fee is not None and fee[1] == unit:
            at_start, telling = fee[0], [*telling, *fee[2]]
        near = [segment, *telling, *_around(case, segment)]
        acquisition = _largest(near, case, Measure.ACQUISITION_COST, unit)
        margin = _largest(near, case, Measure.MARGIN, "%")
        stay = _years(near, case)
        saying = [one[0] for one in (acquisition, margin) if one is not None]
        found.append(
            Customer(
                segment=segment,
                price=price,
                recurring=brought is not None,
                at_start=at_start,
                unit=unit,
                acquisition=acquisition[1].value if acquisition else None,
                margin=margin[1].value / 100 if margin else None,
                years=stay[1] if stay else None,
                items=tuple(dict.fromkeys([segment, *telling, *saying])),
                staying=stay[0] if stay else None,
            )
        )
    return found


_Brought = tuple[float, str, list[Item]]


def _a_customer_a_year(case: Case, streams: Sequence[Item], segment: Item) -> _Brought | None:
    """What one customer pays in a year: all revenue over all customers, or a recurring price.

    A price a piece alone does not tell how many pieces a customer buys; nor does a price a year that is
    paid more often than there are customers, as "€48 per hectare and year" is.
    """
    shares = []
    for stream in streams:
        told = yearly(stream, Measure.REVENUE)
        number = _customers(case, stream)
        if told is not None and number:
            shares.append((stream, told.value / number, told.unit))
    recurring = [
        (stream, amount.value, amount.unit)
        for stream in streams
        if (amount := yearly(stream, Measure.PRICE)) is not None
        and stream not in [one for one, _, _ in shares]
        and not _by_the_piece(stream, amount, segment)
    ]
    units = {unit for _, _, unit in (*shares, *recurring)}
    if len(units) != 1:
        return None
    # Several recurring prices are plans to choose from: the middle one stands for all.
    values = sorted(value for _, value, _ in recurring)
    price = sum(value for _, value, _ in shares) + (values[len(values) // 2] if values else 0.0)
    return price, units.pop(), [stream for stream, _, _ in (*shares, *recurring)]


def _by_the_piece(stream: Item, price: Amount, segment: Item) -> bool:
    """Whether a stream brings more prices a year than the segment has members."""
    told, size = yearly(stream, Measure.REVENUE), segment.quantity(Measure.SIZE)
    if told is None or size is None or told.unit != price.unit or price.value <= 0:
        return False
    return told.value > price.value * size.value


def _at_once(streams: Sequence[Item]) -> _Brought | None:
    """What a customer pays who pays only once."""
    once = [
        (stream, price)
        for stream in streams
        if (price := stream.quantity(Measure.PRICE)) is not None and price.period is Every.ONCE
    ]
    if len({price.unit for _, price in once}) != 1:
        return None
    return sum(price.value for _, price in once), once[0][1].unit, [stream for stream, _ in once]


def _customers(case: Case, stream: Item) -> float:
    """How many pay a stream; 0 when that is not known."""
    own = stream.quantity(Measure.CUSTOMERS)
    if own is not None:
        return own.value
    payers = [case.items[name] for name in case.targets(stream.id, LinkKind.PAID_BY)]
    known = [q.value for item in payers if (q := item.quantity(Measure.CUSTOMERS)) is not None]
    return sum(known) if len(known) == len(payers) else 0.0


def _around(case: Case, segment: Item) -> list[Item]:
    """The channels and relationships of a segment."""
    kinds = (LinkKind.REACHES, LinkKind.KEEPS)
    return [case.items[n] for kind in kinds for n in case.sources(segment.id, kind)]


def _largest(
    near: Sequence[Item], case: Case, measure: Measure, unit: str
) -> tuple[Item, Quantity] | None:
    """The largest number of a measure of what belongs to the segment, else the only one of the business."""
    told = [
        (item, quantity)
        for item in near
        if (quantity := item.quantity(measure)) is not None and quantity.unit == unit
    ]
    if told:
        return max(told, key=lambda one: one[1].value)
    others = [
        (item, quantity)
        for item in case.canvas.items
        if item.block not in _OF_SEGMENTS
        and (quantity := item.quantity(measure)) is not None
        and quantity.unit == unit
    ]
    return others[0] if len(others) == 1 else None


def _years(near: Sequence[Item], case: Case) -> tuple[Item, float] | None:
    """How many years a customer stays, and who says so: as told, or one over the share lost in a year."""
    whole = [item for item in case.canvas.items if item.block not in _OF_SEGMENTS]
    told = [*near, *whole]
    for item in told:
        lifetime = item.quantity(Measure.LIFETIME)
        if lifetime is not None and lifetime.period in _YEARS:
            return item, lifetime.value * _YEARS[lifetime.period]
        if lifetime is not None and (years := _in_years(lifetime)) is not None:
            return item, years
    for item in told:
        churn = item.quantity(Measure.CHURN)
        if churn is not None and churn.a_year and churn.a_year > 0:
            return item, 100 / churn.a_year
    return None


def _in_years(lifetime: Quantity) -> float | None:
    """Reads "24 months" where the period is the unit."""
    word = lifetime.unit.lower().rstrip("s")
    names = {"year": 1.0, "month": 1 / 12, "week": 1 / 52, "day": 1 / 365, "quarter": 0.25}
    names |= {"jahr": 1.0, "jahre": 1.0, "monat": 1 / 12, "monate": 1 / 12, "an": 1.0, "année": 1.0}
    names |= {
        "jahren": 1.0,
        "monaten": 1 / 12,
        "moi": 1 / 12,
        "año": 1.0,
        "me": 1 / 12,
        "mese": 1 / 12,
    }
    return lifetime.value * names[word] if word in names else None
