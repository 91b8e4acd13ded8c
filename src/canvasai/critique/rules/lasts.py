"""Rules on whether the model keeps to its stage and its limits: R52 and R55."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from canvasai.canvas.blocks import Block
from canvasai.canvas.links import LinkKind
from canvasai.canvas.metadata import Constraint, Portfolio
from canvasai.canvas.model import Item
from canvasai.canvas.quantity import Measure, Quantity
from canvasai.critique.case import Case
from canvasai.critique.finding import Finding, Severity
from canvasai.critique.money import current
from canvasai.critique.rule import NotCheckedError, Rule, count, named, shorten
from canvasai.critique.timing import days_in, later
from canvasai.grounding.quantities import quantities, spoken_quantities

# Each of several may be so much; together they say nothing.
_NO_SUMS = (
    Measure.PRICE,
    Measure.UNIT_COST,
    Measure.ACQUISITION_COST,
    Measure.MARGIN,
    Measure.CHURN,
    Measure.LIFETIME,
)
# "three drones at €28,000"
_EACH = re.compile(r"\b(?:at|à|zu|je|a|for|für)\s[€$£]?\s?$|×\s?[€$£]?\s?$", re.IGNORECASE)
_TWO = re.compile(r"\b(?:two|both|zwei|beide|deux|dos|ambos)\b", re.IGNORECASE)


_FITS = (LinkKind.ADDRESSES, LinkKind.RELIEVES, LinkKind.CREATES)


def stage_fits(rule: Rule, case: Case) -> Iterator[Finding]:
    """R52: a model in search has its fits stated, one in execution has revenue."""
    portfolio = case.canvas.metadata.portfolio
    if portfolio is None:
        raise NotCheckedError(
            "The canvas does not say whether the model is searched for or carried out."
        )
    stage = case.canvas.metadata.stage or str(portfolio)
    if portfolio is Portfolio.EXPLORE:
        missing = _unstated(case) if stage != "ideation" else ""
        if missing:
            yield rule.finding(
                f"The model is in {stage}, but {missing}.",
                case.of_block[Block.VALUE_PROPOSITIONS],
                block=Block.VALUE_PROPOSITIONS,
            )
        return
    streams = case.of_block[Block.REVENUE_STREAMS]
    if not any(_brings(item) for item in current(streams)):
        yield rule.finding(
            f"The model is carried out ({stage}), but no revenue stream says what it brings today.",
            streams,
            block=Block.REVENUE_STREAMS,
        )


def _unstated(case: Case) -> str:
    """What a model in search does not say of its fits; "" when it does. What was inferred is not said."""
    stated = {link.kind for link in case.canvas.links if not link.inferred}
    if LinkKind.SERVES not in stated:
        return "no value proposition is fitted to a segment yet"
    if not stated & {LinkKind.ADDRESSES, LinkKind.RELIEVES, LinkKind.CREATES}:
        return "no value proposition says which job, pain or gain it answers"
    return ""


def _brings(item: Item) -> bool:
    measures = (Measure.REVENUE, Measure.PRICE, Measure.SHARE)
    told = any(q.is_money or q.unit == "%" for q in quantities(item.text))
    return told or any(item.quantity(measure) for measure in measures)


def limits_kept(rule: Rule, case: Case) -> Iterator[Finding]:
    """R55: items keep to the constraints that touch them, in sums and dates."""
    checked = False
    for constraint in case.canvas.constraints:
        if constraint.items:
            touched = [case.items[name] for name in constraint.items if name in case.items]
        else:
            touched = list(case.canvas.items)
        if constraint.limit is not None:
            checked = True
            yield from _over(rule, constraint, constraint.limit, touched)
        if constraint.by:
            checked = True
            late = [item for item in touched if _comes_after(item, constraint.by)]
            if late:
                yield rule.finding(
                    f"{named(late)} {count(late, 'comes', 'come')} after {constraint.by}, the day of "
                    f"“{shorten(constraint.text)}”.",
                    late,
                )
    if not checked:
        raise NotCheckedError("The canvas has no constraint with a limit or a date.")


def _over(
    rule: Rule, constraint: Constraint, limit: Quantity, touched: list[Item]
) -> Iterator[Finding]:
    found = [
        (item, value)
        for item in touched
        if (value := _amount(item, limit, named_by=constraint.items)) is not None
    ]
    most = limit.a_year if limit.a_year is not None else limit.value
    period = " a year" if limit.a_year is not None else ""
    if limit.measure in _NO_SUMS:
        over = [(item, value) for item, value in found if value > most]
    else:
        over = found if sum(value for _, value in found) > most else []
    if over:
        items = [item for item, _ in over]
        whole = max(value for _, value in over)
        if limit.measure not in _NO_SUMS:
            whole = sum(value for _, value in over)
        yield rule.finding(
            f"{named(items)} {count(items, 'comes', 'come')} to {_told(whole)} {limit.unit}{period}, over the "
            f"limit of {_told(most)} of “{shorten(constraint.text)}”.",
            items,
        )


def _amount(item: Item, limit: Quantity, named_by: Sequence[str]) -> float | None:
    """What an item comes to of what is limited, a year or once; None where it does not say.

    A limit on the whole canvas without a measure is one on costs: prices and incomes do not add to them.
    """
    wanted = {limit.measure}
    if limit.measure is Measure.AMOUNT:
        wanted = set(Measure) if named_by else {Measure.AMOUNT, Measure.COST}
    told = [
        quantity.a_year if limit.a_year is not None else quantity.value
        for quantity in item.quantities
        if quantity.unit == limit.unit
        and quantity.measure in wanted
        and (quantity.a_year is None) == (limit.a_year is None)
    ]
    if told:
        return sum(value for value in told if value is not None)
    costs = {Measure.COST, Measure.AMOUNT} & wanted
    if item.quantities or not costs or limit.a_year is not None or not named_by:
        return None
    return _sum_in_text(item.text, limit.unit)


def _sum_in_text(text: str, unit: str) -> float | None:
    """The sum that a text names once: "€60,000", and 84,000 for "three drones at €28,000"."""
    sums = [q for q in quantities(text) if q.unit == unit and q.is_money and not q.period]
    if len(sums) != 1:
        return None
    # Money has no thousandths: "28.000" and "28,000" are thousands.
    value, before = max(sums[0].values), text[: sums[0].start]
    if not _EACH.search(before):
        return value
    counted = [q for q in (*quantities(before), *spoken_quantities(before)) if not q.is_money]
    if len(counted) == 1:
        return value * max(counted[0].values)
    return value * (2 if _TWO.search(before) and not counted else 1)


def _comes_after(item: Item, by: str) -> bool:
    """Whether an item names a day after another one on which something is to be so."""
    return any(later(day.iso, by) for day in days_in(item.text) if not day.ends)


def _told(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:,.2f}"


RULES = (
    Rule("R52", Severity.INFO, stage_fits),
    Rule("R55", Severity.HIGH, limits_kept),
)
