"""Rules on what carries the propositions: R09 to R14."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from canvasai.canvas.blocks import Block
from canvasai.canvas.links import LinkKind
from canvasai.canvas.model import Item
from canvasai.canvas.quantity import Measure
from canvasai.canvas.tags import Tag
from canvasai.critique.case import Case
from canvasai.critique.finding import Finding, Severity
from canvasai.critique.lexicon import COSTLY_WORDS, said
from canvasai.critique.mending import link_to
from canvasai.critique.rule import NotCheckedError, Rule, both, count, named

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


def _rests_on(block: Block, what: str) -> Callable[[Rule, Case], Iterator[Finding]]:
    def check(rule: Rule, case: Case) -> Iterator[Finding]:
        offers, means = both(case, _VP, block)
        ids = {item.id for item in means}
        alone = [o for o in offers if not ids & set(case.targets(o.id, LinkKind.RESTS_ON))]
        if alone:
            yield rule.finding(
                f"{named(alone)} {count(alone, 'rests', 'rest')} on no {what}: what makes it possible?",
                alone,
                changes=[c for one in alone for c in link_to(one, means, LinkKind.RESTS_ON)],
            )

    return check


def partners_provide(rule: Rule, case: Case) -> Iterator[Finding]:
    """R11: each partner provides a resource or an activity that serves a proposition."""
    partners, _ = both(case, _KP, _VP)
    means = [*case.of_block[_KR], *case.of_block[_KA]]
    if not means:
        raise NotCheckedError("There are no key resources and no key activities.")
    idle = [p for p in partners if not case.targets(p.id, LinkKind.PROVIDES)]
    if idle:
        yield rule.finding(
            f"What {named(idle)} {count(idle, 'provides', 'provide')} is not said: "
            "it is tied to no resource and no activity.",
            idle,
            changes=[c for one in idle for c in link_to(one, means, LinkKind.PROVIDES)],
        )
    for partner in partners:
        provided = [case.items[name] for name in case.targets(partner.id, LinkKind.PROVIDES)]
        if provided and not any(case.sources(i.id, LinkKind.RESTS_ON) for i in provided):
            yield rule.finding(
                f"{named([partner])} provides {named(provided)}, on which no value proposition rests.",
                [partner, *provided],
                block=_KP,
            )


def means_used(rule: Rule, case: Case) -> Iterator[Finding]:
    """R12: each resource and activity serves a proposition, channel, relationship or revenue stream."""
    means = [*case.of_block[_KR], *case.of_block[_KA]]
    if not means:
        raise NotCheckedError("There are no key resources and no key activities.")
    for block in (_KR, _KA):
        idle = [item for item in case.of_block[block] if not _is_used(case, item)]
        if idle:
            offers = case.of_block[_VP]
            yield rule.finding(
                f"{named(idle)} {count(idle, 'serves', 'serve')} no value proposition, channel, relationship "
                "or revenue stream: would anybody miss it?",
                idle,
                changes=[
                    c for one in idle for c in link_to(one, offers, LinkKind.RESTS_ON, back=True)
                ],
            )


def _is_used(case: Case, item: Item) -> bool:
    return bool(
        case.sources(item.id, LinkKind.RESTS_ON) or case.targets(item.id, LinkKind.SUPPORTS)
    )


def costly_means_cost(rule: Rule, case: Case) -> Iterator[Finding]:
    """R13: a costly resource or activity has a cost."""
    means = [item for block in (_KR, _KA) for item in case.of_block[block]]
    marked = [i for i in means if Tag.COSTLY in i.tags or i.quantity(Measure.COST)]
    # By words only where somebody drew what causes the costs, and nobody else provides it.
    told = [
        item
        for item in means
        if item not in marked
        and LinkKind.CAUSED_BY not in case.guessed
        and COSTLY_WORDS.search(said(item))
        and not case.sources(item.id, LinkKind.PROVIDES)
    ]
    if not (marked or told):
        raise NotCheckedError("No resource or activity is marked as costly, or plainly is.")
    costs = case.of_block[_COST]
    for items, severity in ((marked, Severity.WARN), (told, Severity.INFO)):
        free = [item for item in items if not case.sources(item.id, LinkKind.CAUSED_BY)]
        if free:
            links = [c for one in free for c in link_to(one, costs, LinkKind.CAUSED_BY, back=True)]
            yield rule.finding(
                f"{named(free)} {count(free, 'is', 'are')} costly, but no cost is tied to "
                f"{count(free, 'it', 'them')}.",
                free,
                changes=links,
                severity=severity,
            )


def costs_caused(rule: Rule, case: Case) -> Iterator[Finding]:
    """R14: each cost is caused by a resource, activity, partner or channel."""
    costs = case.of_block[_COST]
    if not costs:
        raise NotCheckedError("There are no costs.")
    causes = [item for block in (_KR, _KA, _KP, _CH) for item in case.of_block[block]]
    if not causes:
        raise NotCheckedError("There is no resource, activity, partner or channel to cause a cost.")
    alone = [item for item in costs if not case.targets(item.id, LinkKind.CAUSED_BY)]
    if alone:
        yield rule.finding(
            f"What causes {named(alone)} is not said.",
            alone,
            changes=[c for one in alone for c in link_to(one, causes, LinkKind.CAUSED_BY)],
        )


RULES = (
    Rule("R09", Severity.WARN, _rests_on(_KA, "key activity"), (LinkKind.RESTS_ON,)),
    Rule("R10", Severity.WARN, _rests_on(_KR, "key resource"), (LinkKind.RESTS_ON,)),
    Rule(
        "R11",
        Severity.WARN,
        partners_provide,
        (
            LinkKind.PROVIDES,
            LinkKind.RESTS_ON,
        ),
    ),
    Rule(
        "R12",
        Severity.WARN,
        means_used,
        (
            LinkKind.RESTS_ON,
            LinkKind.SUPPORTS,
        ),
    ),
    Rule("R13", Severity.WARN, costly_means_cost, (LinkKind.CAUSED_BY,)),
    Rule("R14", Severity.WARN, costs_caused, (LinkKind.CAUSED_BY,)),
)
