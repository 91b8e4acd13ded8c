"""Rules on the numbers: R30 to R34, and R46. Silent where there are none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from canvasai.canvas.blocks import Block
from canvasai.canvas.links import LinkKind
from canvasai.canvas.model import Item
from canvasai.canvas.quantity import Measure
from canvasai.canvas.tags import Tag
from canvasai.critique.case import Case
from canvasai.critique.finding import Finding, Severity
from canvasai.critique.lexicon import DEDICATED_WORDS, NOBODY_WORDS, said
from canvasai.critique.money import Amount, Customer, current, customers_of, income_of, yearly
from canvasai.critique.rule import NotCheckedError, Rule, named

# Help by a person of one's own costs hours of somebody; a customer who pays less than this a year, in any
# of the usual currencies, pays for few of them.
LEAST_FOR_DEDICATED = 600
# What an hour of somebody costs at the least, where the hours a month are told.
LEAST_AN_HOUR = 20
# Who pays so much a year expects to reach a person.
MUCH = 3000
_HOURS = re.compile(
    r"(?P<hours>\d+(?:[.,]\d+)?)\s(?:hours?|stunden?|heures?|horas?)\s(?:a|per|im|pro|par|al|por)\s(?:month|monat|mois|mes)",
    re.IGNORECASE,
)
LEAST_LIFETIME_VALUE = 3.0
HEALTHY_PAYBACK = 12
LATEST_PAYBACK = 18
# A share from which one stream or partner carries the model.
MOST_SHARE = 60
_BREAKS_EVEN = re.compile(
    r"\bbreak[\s-]?even|\bprofitable (?:from|by|in)\b|\bcovers? (?:its|our|all) costs? (?:from|by|in)\b|"
    r"\bloss(?:es)?\b[^.]{0,80}\b(?:covered|paid|carried|borne) by\b|\bkostendeckend|\bgewinnschwelle|\bschwarze zahlen|"
    r"\bverlust\w*\b[^.]{0,80}\b(?:deckt|gedeckt|trägt|getragen)|\bseuil de rentabilité|\bpertes?\b[^.]{0,80}\b(?:couvert|financé)|"
    r"\bpunto de equilibrio|\bpérdidas?\b[^.]{0,80}\b(?:cubiert|cubre|financiad)",
    re.IGNORECASE,
)


def relationship_fits(rule: Rule, case: Case) -> Iterator[Finding]:
    """R30: help fits the price: no person of one's own for little, no machine alone for much."""
    kinds = case.of_block[Block.CUSTOMER_RELATIONSHIPS]
    dedicated = [i for i in kinds if Tag.DEDICATED in i.tags or DEDICATED_WORDS.search(said(i))]
    alone = [i for i in kinds if NOBODY_WORDS.search(said(i))]
    if not dedicated and not alone:
        raise NotCheckedError(
            "No relationship is dedicated help, or leaves customers to a machine."
        )
    customers = {customer.segment.id: customer for customer in customers_of(case)}
    if not customers:
        raise NotCheckedError("No segment is tied to a price.")
    for item in (*dedicated, *alone):
        for name in case.targets(item.id, LinkKind.KEEPS):
            customer = customers.get(name)
            if customer is None:
                continue
            brings = customer.price + customer.at_start
            told = (
                f"{_money(customer.price, customer.unit)}{' a year' if customer.recurring else ''}"
            )
            hours = _HOURS.search(item.text)
            cost = 12 * _number(hours["hours"]) * LEAST_AN_HOUR if hours else LEAST_FOR_DEDICATED
            if item in dedicated and brings < cost:
                yield rule.finding(
                    f"{named([item])} gives {named([customer.segment])} a person of their own, for {told}.",
                    [item, *_paying(customer)],
                    block=Block.CUSTOMER_RELATIONSHIPS,
                )
            elif item in alone and item not in dedicated and brings >= MUCH:
                yield rule.finding(
                    f"{named([customer.segment])} pay {told}, but {named([item])}: nobody speaks to them.",
                    [item, *_paying(customer)],
                    block=Block.CUSTOMER_RELATIONSHIPS,
                )


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def channel_fits(rule: Rule, case: Case) -> Iterator[Finding]:
    """R31: what a channel costs a customer, or a sale, fits what that brings."""
    channels = case.of_block[Block.CHANNELS]
    winning = [(i, q) for i in channels if (q := i.quantity(Measure.ACQUISITION_COST)) is not None]
    selling = [(i, q) for i in channels if (q := i.quantity(Measure.UNIT_COST)) is not None]
    if not winning and not selling:
        raise NotCheckedError("No channel says what it costs a customer.")
    customers = {customer.segment.id: customer for customer in customers_of(case)}
    prices = {
        item.id: [price for s in _streams(case, item) if (price := s.quantity(Measure.PRICE))]
        for item in case.of_block[Block.CUSTOMER_SEGMENTS]
    }
    if not customers and not any(prices.values()):
        raise NotCheckedError("No segment is tied to a price.")
    for item, cost in winning:
        for customer in (customers.get(name) for name in case.targets(item.id, LinkKind.REACHES)):
            if customer is None or customer.unit != cost.unit:
                continue
            brings = _first_year(customer)
            if cost.value > brings:
                yield rule.finding(
                    f"{named([item])} costs {_money(cost.value, cost.unit)} for each customer of "
                    f"{named([customer.segment])}, who brings {_money(brings, customer.unit)}"
                    f"{' in the first year' if customer.recurring else ''}.",
                    [item, *_paying(customer)],
                    block=Block.CHANNELS,
                )
    for item, cost in selling:
        for name in case.targets(item.id, LinkKind.REACHES):
            paid = [price for price in prices.get(name, ()) if price.unit == cost.unit]
            if paid and cost.value > max(price.value for price in paid):
                segment = case.items[name]
                yield rule.finding(
                    f"{named([item])} costs {_money(cost.value, cost.unit)} for each sale to "
                    f"{named([segment])}, who pay {_money(max(p.value for p in paid), cost.unit)}.",
                    [item, segment, *_streams(case, segment)],
                    block=Block.CHANNELS,
                )


def _streams(case: Case, segment: Item) -> list[Item]:
    """The streams that a segment pays today."""
    return current([case.items[name] for name in case.sources(segment.id, LinkKind.PAID_BY)])


def _paying(customer: Customer) -> list[Item]:
    """The segment and its streams, without what only tells of winning it."""
    told = (Block.CUSTOMER_SEGMENTS, Block.REVENUE_STREAMS)
    return [item for item in customer.items if item.block in told]


def _first_year(customer: Customer) -> float:
    """What a customer leaves in the first year: the price, less what the sold thing costs."""
    price = customer.price + customer.at_start
    return price * (customer.margin if customer.margin is not None else 1.0)


def covers_cost(rule: Rule, case: Case) -> Iterator[Finding]:
    """R32: revenue covers cost, or the canvas says when it will."""
    streams, costs = case.of_block[Block.REVENUE_STREAMS], case.of_block[Block.COST_STRUCTURE]
    now = current(streams)
    spent = _spent(current(costs))
    brought = [amount for item in now if (amount := income_of(case, item)) is not None]
    if not spent or not brought:
        raise NotCheckedError("No revenue or no cost has a number a year.")
    if len(brought) < len(now):
        raise NotCheckedError(
            f"{len(now) - len(brought)} of {len(now)} revenue streams have no number a year."
        )
    if len({amount.unit for amount in (*spent, *brought)}) > 1:
        raise NotCheckedError("Revenue and cost are in different currencies.")
    if _sum(spent) <= _sum(brought) or _says_when(case):
        return
    # What is planned may turn it; it brings what it costs along.
    later = [amount for item in streams if (amount := income_of(case, item)) is not None]
    if len(later) > len(brought) and _sum(_spent(costs)) <= _sum(later):
        return
    unit = spent[0].unit
    # Who pays a stream, and so how many, may only be inferred.
    told = all(yearly(item, Measure.REVENUE) or item.quantity(Measure.CUSTOMERS) for item in now)
    yield rule.finding(
        f"The costs come to {_money(_sum(spent), unit)} a year, the revenue to "
        f"{_money(_sum(brought), unit)}; when that will turn is not said.",
        [amount.item for amount in (*brought, *spent)],
        severity=Severity.WARN if LinkKind.PAID_BY in case.guessed and not told else None,
    )


def _spent(costs: Sequence[Item]) -> list[Amount]:
    return [amount for item in costs if (amount := yearly(item, Measure.COST)) is not None]


def _says_when(case: Case) -> bool:
    """Whether the canvas says when revenue will cover cost, or who pays until then."""
    told = [text for item in case.canvas.items for text in (item.text, item.description)]
    told += [*case.canvas.notes, *(one.text for one in case.canvas.constraints)]
    return any(_BREAKS_EVEN.search(text) for text in told)


def lifetime_value(rule: Rule, case: Case) -> Iterator[Finding]:
    """R33: lifetime value on gross margin is at least three times the cost of acquisition."""
    known = [c for c in customers_of(case) if c.acquisition and c.margin is not None]
    known = [c for c in known if c.years is not None or not c.recurring]
    if not known:
        raise NotCheckedError(
            "No segment has a price, a margin, a cost of acquisition and a time that customers stay."
        )
    for customer in known:
        assert customer.acquisition is not None
        assert customer.margin is not None
        years = (customer.years or 1.0) if customer.recurring else 1.0
        value = (customer.price * years + customer.at_start) * customer.margin
        times = value / customer.acquisition
        if times < LEAST_LIFETIME_VALUE:
            yield rule.finding(
                f"A customer of {named([customer.segment])} brings {_money(value, customer.unit)} over the time "
                f"they stay and costs {_money(customer.acquisition, customer.unit)} to win: {times:.1f} times, "
                f"not {LEAST_LIFETIME_VALUE:g}.",
                [*customer.items, *([customer.staying] if customer.staying else [])],
            )


def payback(rule: Rule, case: Case) -> Iterator[Finding]:
    """R34: a customer pays back what it cost to win them within 12 months; over 18 is a flag."""
    known = [c for c in customers_of(case) if c.acquisition and c.margin and c.recurring]
    if not known:
        raise NotCheckedError(
            "No segment has a recurring price, a margin and a cost of acquisition."
        )
    for customer in known:
        assert customer.acquisition is not None
        assert customer.margin is not None
        if customer.price <= 0:
            continue
        left = customer.acquisition - customer.at_start * customer.margin
        months = left / (customer.price / 12 * customer.margin)
        if months > HEALTHY_PAYBACK:
            yield rule.finding(
                f"It takes {months:.0f} months until a customer of {named([customer.segment])} has paid back "
                f"what it cost to win them ({_money(customer.acquisition, customer.unit)}).",
                customer.items,
                severity=Severity.WARN if months > LATEST_PAYBACK else Severity.INFO,
            )


def not_one_alone(rule: Rule, case: Case) -> Iterator[Finding]:
    """R46: no single revenue stream or partner carries the whole model."""
    streams = current(case.of_block[Block.REVENUE_STREAMS])
    shares = [
        (item, told.value)
        for item in (*streams, *current(case.of_block[Block.KEY_PARTNERSHIPS]))
        if (told := item.quantity(Measure.SHARE)) is not None
    ]
    incomes = [amount for item in streams if (amount := income_of(case, item)) is not None]
    if len(incomes) == len(streams) > 1 and len({amount.unit for amount in incomes}) == 1:
        whole = _sum(incomes)
        known = {item.id for item, _ in shares}
        shares += [
            (amount.item, 100 * amount.value / whole)
            for amount in incomes
            if whole > 0 and amount.item.id not in known
        ]
    if not shares:
        raise NotCheckedError("No stream or partner has a share, or a number a year.")
    for item, share in shares:
        if share > MOST_SHARE:
            what = "revenue" if item.block is Block.REVENUE_STREAMS else "what is bought"
            yield rule.finding(
                f"{named([item])} stands for {share:.0f} % of {what}: without it the model falls.",
                [item],
            )


def _sum(amounts: Sequence[Amount]) -> float:
    return sum(amount.value for amount in amounts)


def _money(value: float, unit: str) -> str:
    """Returns a sum as one reads it: 7,200 EUR."""
    return f"{value:,.0f} {unit}".strip() if abs(value) >= 100 else f"{value:,.2f} {unit}".strip()


RULES = (
    Rule(
        "R30",
        Severity.WARN,
        relationship_fits,
        (
            LinkKind.KEEPS,
            LinkKind.PAID_BY,
        ),
    ),
    Rule(
        "R31",
        Severity.WARN,
        channel_fits,
        (
            LinkKind.REACHES,
            LinkKind.PAID_BY,
        ),
    ),
    Rule("R32", Severity.HIGH, covers_cost),
    Rule("R33", Severity.WARN, lifetime_value, (LinkKind.PAID_BY,)),
    Rule("R34", Severity.WARN, payback, (LinkKind.PAID_BY,)),
    Rule("R46", Severity.INFO, not_one_alone),
)
