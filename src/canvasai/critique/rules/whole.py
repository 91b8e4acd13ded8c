"""Rules on the canvas as one story: R15, R16 and R18."""

from __future__ import annotations

from collections.abc import Iterator

from canvasai.canvas.blocks import Block
from canvasai.canvas.details import DetailKind
from canvasai.canvas.links import LinkKind
from canvasai.canvas.model import Item
from canvasai.canvas.tags import REVENUE_TYPES, Tag
from canvasai.critique.case import Case
from canvasai.critique.finding import Finding, Severity
from canvasai.critique.lexicon import REVENUE_WORDS, TWO_SIDED_WORDS, said, tags_or_words
from canvasai.critique.rule import NotCheckedError, Rule, count, named

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


def one_story(rule: Rule, case: Case) -> Iterator[Finding]:
    """R15: no item is an orphan, and the canvas is one connected story."""
    if len(case.canvas.items) < 2:
        raise NotCheckedError("There are fewer than two items.")
    if not case.canvas.links or case.guessed == frozenset(LinkKind):
        raise NotCheckedError("The canvas has no links of its own.")
    groups = _components(case)
    alone = [group[0] for group in groups if len(group) == 1]
    if alone:
        yield rule.finding(
            f"{named(alone)} {count(alone, 'is', 'are')} tied to nothing else on the canvas.", alone
        )
    apart = [group for group in groups if len(group) > 1][1:]
    for group in apart:
        yield rule.finding(
            f"{named(group)} {count(group, 'forms', 'form')} a story of their own: no link joins them to the rest.",
            group,
        )


def _components(case: Case) -> list[list[Item]]:
    """Returns the groups of items that links join, the largest first."""
    owner = {detail.id: item.id for item in case.canvas.items for detail in item.details}
    owner.update((item.id, item.id) for item in case.canvas.items)
    parent = {item.id: item.id for item in case.canvas.items}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for link in case.canvas.links:
        if link.source in owner and link.target in owner:
            parent[root(owner[link.source])] = root(owner[link.target])
    groups: dict[str, list[Item]] = {}
    for item in case.canvas.items:
        groups.setdefault(root(item.id), []).append(item)
    return sorted(groups.values(), key=len, reverse=True)


def two_sides(rule: Rule, case: Case) -> Iterator[Finding]:
    """R16: a model with two sides has two segments, an offer to each, and says what each needs of the other."""
    segments = case.of_block[_CS]
    brokers = [
        item
        for item in case.of_block[_RS]
        if {Tag.BROKERAGE, Tag.ADVERTISING} & tags_or_words(item, REVENUE_TYPES, REVENUE_WORDS)
    ]
    brokers += [
        item
        for block in (_VP, _KA)
        for item in case.of_block[block]
        if TWO_SIDED_WORDS.search(said(item))
    ]
    needs = [(s.id, other) for s in segments for other in case.targets(s.id, LinkKind.NEEDS)]
    if not (brokers or needs):
        raise NotCheckedError("Nothing says that the model has two sides.")
    lives = f"{named(brokers)} {count(brokers, 'lives', 'live')}" if brokers else "The model lives"
    if len(segments) < 2:
        yield rule.finding(
            f"{lives} on bringing two sides together, but the canvas names "
            f"{'only one' if segments else 'none'}.",
            [*brokers, *segments],
            block=_CS,
        )
        return
    if not needs:
        yield rule.finding(
            f"{lives} on bringing two sides together; what {named(segments)} need of each other is not "
            "said.",
            [*brokers, *segments],
            block=_CS,
        )
    asked = {(min(pair), max(pair)) for pair in needs}
    needed = dict.fromkeys(other for _, other in needs)
    silent = [case.items[b] for b in needed if not case.targets(b, LinkKind.NEEDS)]
    if silent:
        yield rule.finding(
            f"What {named(silent)} {count(silent, 'needs', 'need')} of the other side is not said.",
            silent,
        )
    for one, other in sorted(asked):
        offers = [set(case.sources(name, LinkKind.SERVES)) for name in (one, other)]
        if offers[0] and offers[0] == offers[1]:
            sides = [case.items[one], case.items[other]]
            yield rule.finding(
                f"{named(sides)} stand on two sides, but the canvas makes them the same offer.",
                sides,
            )


def profile_answered(rule: Rule, case: Case) -> Iterator[Finding]:
    """R18: where jobs, pains and gains are given, each is addressed, relieved or created."""
    answers = {
        DetailKind.JOB: (LinkKind.ADDRESSES, "nothing does this job"),
        DetailKind.PAIN: (LinkKind.RELIEVES, "nothing relieves this pain"),
        DetailKind.GAIN: (LinkKind.CREATES, "nothing creates this gain"),
    }
    segments = [s for s in case.of_block[_CS] if s.details]
    answering = {link.kind for link in case.canvas.links}
    if not segments:
        raise NotCheckedError("No segment says its jobs, pains or gains.")
    for segment in segments:
        for kind, (link_kind, why) in answers.items():
            # Many canvases map pains and gains only: jobs are then asked for as a whole by nobody.
            if kind is DetailKind.JOB and link_kind not in answering:
                continue
            open_ones = [
                d for d in segment.details if d.kind is kind and not case.sources(d.id, link_kind)
            ]
            if open_ones:
                told = ", ".join(f"“{' '.join(d.text.split())[:70]}”" for d in open_ones[:4])
                yield rule.finding(
                    f"{named([segment])}: {why.replace('this', 'the')}: {told}.", [segment]
                )


RULES = (
    Rule("R15", Severity.WARN, one_story, tuple(LinkKind)),
    Rule(
        "R16",
        Severity.INFO,
        two_sides,
        (
            LinkKind.NEEDS,
            LinkKind.SERVES,
        ),
    ),
    Rule("R18", Severity.INFO, profile_answered),
)
