"""Rules on the links of the customer side: R03 to R08. What nothing is tied to is found here."""

from __future__ import annotations

from collections.abc import Iterator

from canvasai.canvas.blocks import Block
from canvasai.canvas.links import LinkKind
from canvasai.canvas.tags import Tag
from canvasai.critique.case import Case
from canvasai.critique.finding import Finding, Severity
from canvasai.critique.mending import link_to
from canvasai.critique.rule import Rule, both, count, named

_CS, _VP, _CH, _RS = (
    Block.CUSTOMER_SEGMENTS,
    Block.VALUE_PROPOSITIONS,
    Block.CHANNELS,
    Block.REVENUE_STREAMS,
)
_CR, _KR, _KA, _KP, _COST = (
    Block.CUSTOMER_RELATIONSHIPS,
    Block.KEY_RESOURCES,
    Block.KEY_ACTIVITIES,
    Block.KEY_PARTNERSHIPS,
    Block.COST_STRUCTURE,
)


def segments_served(rule: Rule, case: Case) -> Iterator[Finding]:
    """R03: each segment is served by a value proposition."""
    segments, offers = both(case, _CS, _VP)
    alone = [s for s in segments if not case.sources(s.id, LinkKind.SERVES)]
    if alone:
        changes = [
            change for one in alone for change in link_to(one, offers, LinkKind.SERVES, back=True)
        ]
        yield rule.finding(
            f"No value proposition serves {named(alone)}: what {count(alone, 'does it', 'do they')} get?",
            alone,
            changes=changes,
        )


def offers_served(rule: Rule, case: Case) -> Iterator[Finding]:
    """R04: each value proposition serves a segment."""
    offers, segments = both(case, _VP, _CS)
    alone = [o for o in offers if not case.targets(o.id, LinkKind.SERVES)]
    if alone:
        changes = [change for one in alone for change in link_to(one, segments, LinkKind.SERVES)]
        yield rule.finding(
            f"{named(alone)} {count(alone, 'serves', 'serve')} no customer segment: for whom is it?",
            alone,
            changes=changes,
        )


def pairs_reached(rule: Rule, case: Case) -> Iterator[Finding]:
    """R05: a channel reaches each segment with each proposition that serves it."""
    segments, channels = both(case, _CS, _CH)
    for segment in segments:
        reaching = set(case.sources(segment.id, LinkKind.REACHES))
        offers = [case.items[name] for name in case.sources(segment.id, LinkKind.SERVES)]
        lost = [o for o in offers if not reaching & set(case.sources(o.id, LinkKind.DELIVERS))]
        if not reaching:
            yield rule.finding(
                f"No channel reaches {named([segment])}.",
                [segment],
                changes=link_to(segment, channels, LinkKind.REACHES, back=True),
            )
        elif lost:
            yield rule.finding(
                f"No channel brings {named(lost)} to {named([segment])}.",
                [segment, *lost],
                block=_CH,
                changes=[
                    change
                    for offer in lost
                    for change in link_to(
                        offer, [case.items[n] for n in reaching], LinkKind.DELIVERS, back=True
                    )
                ],
            )


def relationships(rule: Rule, case: Case) -> Iterator[Finding]:
    """R06: each segment has a customer relationship."""
    segments, kinds = both(case, _CS, _CR)
    alone = [s for s in segments if not case.sources(s.id, LinkKind.KEEPS)]
    if alone:
        yield rule.finding(
            f"How {named(alone)} {count(alone, 'is', 'are')} won, kept and helped is not said: "
            "no customer relationship is tied to it.",
            alone,
            changes=[c for one in alone for c in link_to(one, kinds, LinkKind.KEEPS, back=True)],
        )


def streams_paid(rule: Rule, case: Case) -> Iterator[Finding]:
    """R07: each revenue stream is paid by a segment and for a proposition."""
    streams, segments = both(case, _RS, _CS)
    offers = case.of_block[_VP]
    by_nobody = [s for s in streams if not case.targets(s.id, LinkKind.PAID_BY)]
    for_nothing = [s for s in streams if not case.targets(s.id, LinkKind.PAID_FOR)]
    if by_nobody:
        yield rule.finding(
            f"Who pays {named(by_nobody)} is not said.",
            by_nobody,
            changes=[c for one in by_nobody for c in link_to(one, segments, LinkKind.PAID_BY)],
        )
    if for_nothing and offers:
        yield rule.finding(
            f"For which value {named(for_nothing)} {count(for_nothing, 'is', 'are')} paid is not said.",
            for_nothing,
            changes=[c for one in for_nothing for c in link_to(one, offers, LinkKind.PAID_FOR)],
        )


def segments_pay(rule: Rule, case: Case) -> Iterator[Finding]:
    """R08: each segment pays, or is marked as subsidised, with who pays for it."""
    segments, _ = both(case, _CS, _RS)
    free = [s for s in segments if not case.sources(s.id, LinkKind.PAID_BY)]
    unmarked = [
        s
        for s in free
        if Tag.SUBSIDISED not in s.tags and not case.targets(s.id, LinkKind.SUBSIDISED_BY)
    ]
    unpaid = [
        s for s in free if s not in unmarked and not case.targets(s.id, LinkKind.SUBSIDISED_BY)
    ]
    if unmarked:
        yield rule.finding(
            f"{named(unmarked)} {count(unmarked, 'pays', 'pay')} for nothing, and nothing says who pays instead.",
            unmarked,
        )
    if unpaid:
        yield rule.finding(
            f"{named(unpaid)} {count(unpaid, 'is', 'are')} subsidised, but by whom is not said.",
            unpaid,
        )


RULES = (
    Rule("R03", Severity.HIGH, segments_served, (LinkKind.SERVES,)),
    Rule("R04", Severity.HIGH, offers_served, (LinkKind.SERVES,)),
    Rule(
        "R05",
        Severity.WARN,
        pairs_reached,
        (
            LinkKind.SERVES,
            LinkKind.REACHES,
            LinkKind.DELIVERS,
        ),
    ),
    Rule("R06", Severity.WARN, relationships, (LinkKind.KEEPS,)),
    Rule(
        "R07",
        Severity.HIGH,
        streams_paid,
        (
            LinkKind.PAID_BY,
            LinkKind.PAID_FOR,
        ),
    ),
    Rule("R08", Severity.HIGH, segments_pay, (LinkKind.PAID_BY,)),
)
