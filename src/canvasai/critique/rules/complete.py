"""Rules on whether all is there: R01, R02, R17, R28, R29, R35."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from canvasai.canvas.blocks import Block
from canvasai.canvas.changes import Add, RemoveLink, link_fits
from canvasai.canvas.links import LinkKind
from canvasai.canvas.model import Item, Status
from canvasai.canvas.quantity import Measure
from canvasai.canvas.tags import COST_TYPES, PHASES, PRICINGS, REVENUE_TYPES, Tag
from canvasai.critique.case import Case
from canvasai.critique.finding import Finding, Severity
from canvasai.critique.lexicon import (
    COST_WORDS,
    PHASE_WORDS,
    PRICING_WORDS,
    revenue_types_of,
    said,
    tags_or_words,
)
from canvasai.critique.mending import open_item
from canvasai.critique.rule import NotCheckedError, Rule, count, named
from canvasai.grounding.quantities import Quantity, quantities, spoken_quantities
from canvasai.grounding.units import UNIT

# Problems of a file that are about its ids and links; others only tell what was left out.
_ABOUT_LINKS = re.compile(r"\blinks?\b|\bids?\b|\b(?:it|item) got\b|\bno item\b", re.IGNORECASE)
# What a customer pays a share of: there a percentage is a price, elsewhere a share of income.
_BY_SHARE = (Tag.BROKERAGE, Tag.USAGE_FEE, Tag.LICENCE, Tag.ADVERTISING)
# Before a number that does not count the segment: its age, its distance, what each of it has.
_NOT_A_COUNT = re.compile(
    r"\b(?:with|of|aged?|from|to|than|over|under|above|below|within|up to|at least|between|and|every|after|in|since|"
    r"mit|von|ab|bis|über|unter|als|mindestens|höchstens|zwischen|und|im|seit|avec|de|à|plus de|moins de|entre|et|depuis|"
    r"con|más de|menos de|hasta|y|desde|en)\s$|\b(?:who|that|which|whose|die|deren|qui|dont|que|cuyo)\b[^,;(]{0,60}$",
    re.IGNORECASE,
)
_BEFORE = 80
_YEAR = re.compile(r"(?:19|20)\d\d")


def every_block(rule: Rule, case: Case) -> Iterator[Finding]:
    """R01: each of the nine blocks has an item."""
    if not case.canvas.items:
        yield rule.finding("The canvas is empty: none of its nine blocks says anything.")
        return
    empty = [block for block in Block if not case.of_block[block]]
    if empty:
        titles = [block.title if not i else block.title.lower() for i, block in enumerate(empty)]
        told = titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} and {titles[-1]}"
        yield rule.finding(
            f"{told}: nothing is said, not even an assumption.",
            block=empty[0] if len(empty) == 1 else None,
            changes=[Add(open_item(case, block)) for block in empty],
        )


def sound_ids(rule: Rule, case: Case) -> Iterator[Finding]:
    """R02: ids are unique, and every link has both ends, of the right blocks."""
    for problem in case.problems:
        grave = _ABOUT_LINKS.search(problem.message)
        yield rule.finding(
            f"In the file, {problem.where}: {problem.message}",
            severity=None if grave else Severity.INFO,
        )
    ids = Counter(item.id for item in case.canvas.items)
    ids.update(detail.id for item in case.canvas.items for detail in item.details)
    for name, times in ids.items():
        if times > 1:
            items = [i for i in case.canvas.items if name in (i.id, *(d.id for d in i.details))]
            yield rule.finding(f"The id {name} is used {times} times: {named(items)}.", items)
    for link in case.canvas.links:
        if not link_fits(case.canvas, link):
            kind = str(link.kind).replace("_", " ")
            lost = [name for name in (link.source, link.target) if name not in ids]
            why = (
                f"there is no {' and no '.join(lost)}" if lost else "it joins blocks that it cannot"
            )
            ends = [case.items[n] for n in (link.source, link.target) if n in case.items]
            yield rule.finding(
                f"The link {link.source} {kind} {link.target} leads nowhere: {why}.",
                ends,
                changes=[RemoveLink(link)],
            )


def phases(rule: Rule, case: Case) -> Iterator[Finding]:
    """R17: the channels to each segment cover all five phases."""
    channels = case.of_block[Block.CHANNELS]
    if not channels:
        raise NotCheckedError("There are no channels.")
    told = {item.id: tags_or_words(item, PHASES, PHASE_WORDS) for item in channels}
    if not any(told.values()):
        raise NotCheckedError("No channel says what it is for.")
    # Words tell less surely than tags what a channel is for.
    severity = None if case.tagged(Block.CHANNELS, PHASES) else Severity.INFO
    segments = case.of_block[Block.CUSTOMER_SEGMENTS] if case.has(LinkKind.REACHES) else []
    missing: dict[tuple[str, ...], list[str]] = {}
    for segment in segments:
        reaching = case.sources(segment.id, LinkKind.REACHES)
        if not reaching:
            continue  # R05 says so
        covered = set().union(*(told.get(name, set()) for name in reaching))
        lacking = tuple(str(phase).replace("_", " ") for phase in PHASES if phase not in covered)
        if lacking:
            missing.setdefault(lacking, []).append(segment.id)
    for phase_names, ids in missing.items():
        items = [case.items[name] for name in ids]
        yield rule.finding(
            f"No channel to {named(items)} is said to serve {_listed(phase_names)}.",
            items,
            block=Block.CHANNELS,
            severity=severity,
        )
    if not segments:
        covered = set().union(*told.values())
        lacking = tuple(str(phase).replace("_", " ") for phase in PHASES if phase not in covered)
        if lacking:
            yield rule.finding(
                f"No channel is said to serve {_listed(lacking)}.", channels, severity=severity
            )


def revenue_types(rule: Rule, case: Case) -> Iterator[Finding]:
    """R28: each revenue stream says its type, and how its price is set."""
    streams = [s for s in case.of_block[Block.REVENUE_STREAMS] if s.id not in case.hollow]
    if not streams:
        raise NotCheckedError("There are no revenue streams that say anything.")
    untyped = [s for s in streams if not revenue_types_of(s)]
    unpriced = [s for s in streams if not _has_price(s) and s not in untyped]
    if untyped:
        yield rule.finding(
            f"{named(untyped)} {count(untyped, 'does', 'do')} not say what is paid for how: a sale, a fee "
            "for use, a subscription, rent, a licence, a commission or advertising. A name is no price.",
            untyped,
        )
    if unpriced:
        yield rule.finding(
            f"{named(unpriced)}: nothing says how the price is set, or what it is.", unpriced
        )
    rest = [s for s in streams if s not in (*untyped, *unpriced)]
    for tags, what in ((REVENUE_TYPES, "type"), (PRICINGS, "way to set the price")):
        yield from _untagged(rule, rest, tags, what)


def _untagged(
    rule: Rule, items: Sequence[Item], tags: Sequence[Tag], what: str
) -> Iterator[Finding]:
    """Where others of the block are tagged, an item whose words alone tell is missed by who filters by tag."""
    missing = [item for item in items if not set(tags) & set(item.tags)]
    if missing and len(missing) < len(items):
        yield rule.finding(
            f"{named(missing)} {count(missing, 'has', 'have')} no tag for the {what}, as others of the block do.",
            missing,
            severity=Severity.INFO,
        )


def _has_price(item: Item) -> bool:
    if set(item.tags) & set(PRICINGS) or item.quantity(Measure.PRICE):
        return True
    text = said(item)
    by_share = revenue_types_of(item) & set(_BY_SHARE)
    told = [q for q in quantities(text) if q.is_money or (q.unit == "%" and by_share)]
    return bool(told or PRICING_WORDS.search(text))


def cost_types(rule: Rule, case: Case) -> Iterator[Finding]:
    """R29: each cost says whether it is fixed or variable."""
    costs = case.of_block[Block.COST_STRUCTURE]
    if not costs:
        raise NotCheckedError("There are no costs.")
    open_ones = [item for item in costs if not tags_or_words(item, COST_TYPES, COST_WORDS)]
    if open_ones:
        yield rule.finding(
            f"{named(open_ones)}: fixed, or growing with what is sold? Nothing says.", open_ones
        )
    both = [item for item in costs if set(COST_TYPES) <= set(item.tags)]
    if both:
        yield rule.finding(
            f"{named(both)} {count(both, 'is', 'are')} called fixed and variable at once.", both
        )
    yield from _untagged(rule, [i for i in costs if i not in open_ones], COST_TYPES, "sort of cost")


def sizes(rule: Rule, case: Case) -> Iterator[Finding]:
    """R35: each segment has a size, with a source."""
    segments = case.of_block[Block.CUSTOMER_SEGMENTS]
    if not segments:
        raise NotCheckedError("There are no customer segments.")
    unsized = [s for s in segments if not _sizes(s)]
    if unsized:
        yield rule.finding(
            f"How many there are of {named(unsized)} is not said, so nothing shows whether they are enough.",
            unsized,
        )
    unproven = [
        s
        for s in segments
        if s not in unsized and s.status is not Status.ASSUMPTION and not _shows_size(s)
    ]
    if unproven:
        yield rule.finding(
            f"Where the size of {named(unproven)} comes from is not said.",
            unproven,
        )


def _sizes(item: Item) -> bool:
    """Whether a segment says how many there are of it; those that buy already are not all."""
    if item.quantity(Measure.SIZE):
        return True
    told = (*quantities(item.text), *spoken_quantities(item.text))
    return any(_counts_them(item.text, quantity) for quantity in told)


def _counts_them(text: str, quantity: Quantity) -> bool:
    number = text[quantity.start : quantity.end]
    if quantity.is_money or quantity.unit in ("%", *UNIT.values()) or _YEAR.fullmatch(number):
        return False
    before = text[max(0, quantity.start - _BEFORE) : quantity.start]
    return not _NOT_A_COUNT.search(before)


def _shows_size(item: Item) -> bool:
    """Whether a source tells the size: that of the number itself, or a quote that holds it."""
    size = item.quantity(Measure.SIZE)
    if size is None or size.citation is not None:
        return size is not None or bool(item.citations)
    quotes = [one.quote for one in item.citations]
    told = [q for quote in quotes for q in (*quantities(quote), *spoken_quantities(quote))]
    return any(size.value in one.values for one in told)


def _listed(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


RULES = (
    Rule("R01", Severity.WARN, every_block),
    Rule("R02", Severity.HIGH, sound_ids),
    Rule("R17", Severity.WARN, phases, (LinkKind.REACHES,)),
    Rule("R28", Severity.WARN, revenue_types),
    Rule("R29", Severity.INFO, cost_types),
    Rule("R35", Severity.INFO, sizes),
)
