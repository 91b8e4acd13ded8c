"""Rules on the wording: R19, R20, R21, R24, R25, R26, R27, R53."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from canvasai.canvas.blocks import Block
from canvasai.canvas.changes import Change, Edit, Move
from canvasai.canvas.model import Horizon, Item
from canvasai.canvas.quantity import Measure
from canvasai.critique.case import Case
from canvasai.critique.finding import Finding, Severity
from canvasai.critique.generic import explains_canvas, is_anybody, is_bare, repeats_itself
from canvasai.critique.lexicon import said
from canvasai.critique.likeness import merged, say_the_same
from canvasai.critique.rule import NotCheckedError, Rule, count, named, shorten
from canvasai.critique.timing import sounds_current, sounds_planned
from canvasai.statements.model import Payer
from canvasai.statements.money import direction_of
from canvasai.statements.specificity import has_placeholder, is_tautology, names_block

# More propositions than this, and it is hard to say what the business stands for.
MOST_OFFERS = 5
# An item this many times as long as the middle one of the canvas tells another kind of thing.
_MUCH_LONGER = 5
_LONG = 30
# A block of so many items, and so many times the middle block, is told too finely.
_MANY = 10
_MANY_MORE = 5
# "Match loads; take out cover; pay hauliers" holds several items.
_THOUGHTS = re.compile(r";\s|\s•\s|(?<=[^\W\d_]{3})[.]\s+(?=[A-ZÀ-Þ])|\n")
_MOST_THOUGHTS = 2
# An item must be so likely in another block, and so unlikely where it stands; chosen on sound canvases, where
# the sorter is wrong about 9 of 340 items at these limits.
_THERE = 0.6
_HERE = 0.02
_SPENT = frozenset({Measure.COST, Measure.UNIT_COST, Measure.ACQUISITION_COST})
_BROUGHT = frozenset({Measure.PRICE, Measure.REVENUE})


def duplicates(rule: Rule, case: Case) -> Iterator[Finding]:
    """R19: no two items say nearly the same."""
    items = [item for item in case.canvas.items if item.id not in case.hollow]
    taken: set[str] = set()
    for position, one in enumerate(items):
        if one.id in taken:
            continue
        for other in items[position + 1 :]:
            if other.id in taken or not say_the_same(one, other):
                continue
            taken.add(other.id)
            where = "" if one.block is other.block else f" ({one.block.title}, {other.block.title})"
            # In two blocks each may have its place; in one block the second adds nothing.
            changes: Sequence[Change] = () if where else merged(case.canvas, one, other)
            yield rule.finding(
                f"{named([one, other])}{where} say the same.", [one, other], changes=changes
            )


def mechanism(rule: Rule, case: Case) -> Iterator[Finding]:
    """R20: an item names a mechanism, not a bare noun."""
    for block in Block:
        if block is Block.CUSTOMER_SEGMENTS:
            continue  # R21 looks at those
        bare = [i for i in case.of_block[block] if is_bare(i) and i.id not in case.hollow]
        if bare:
            yield rule.finding(
                f"{named(bare)} could stand on many a canvas: {count(bare, 'it names', 'they name')} "
                "a topic, not what happens, with what, or how much.",
                bare,
            )


def real_segments(rule: Rule, case: Case) -> Iterator[Finding]:
    """R21: a segment is a group of its own, not everyone."""
    segments = case.of_block[Block.CUSTOMER_SEGMENTS]
    if not segments:
        raise NotCheckedError("There are no customer segments.")
    anybody = [s for s in segments if is_anybody(s)]
    if anybody:
        yield rule.finding(
            f"{named(anybody)} {count(anybody, 'is no segment', 'are no segments')}: whom would it leave out, "
            "and where would one find ten of them?",
            anybody,
        )


def focus(rule: Rule, case: Case) -> Iterator[Finding]:
    """R24: few propositions."""
    offers = [o for o in case.of_block[Block.VALUE_PROPOSITIONS] if o.id not in case.hollow]
    if not offers:
        raise NotCheckedError("There are no value propositions.")
    if len(offers) > MOST_OFFERS:
        yield rule.finding(
            f"{len(offers)} value propositions stand side by side: {named(offers)}. "
            "Which one would a customer name first?",
            offers,
        )


def right_block(rule: Rule, case: Case) -> Iterator[Finding]:
    """R25: an item stands in the block where it belongs; by its numbers, then by the sorter."""
    for item in case.canvas.items:
        sure = _by_numbers(item)
        if sure is not None:
            yield rule.finding(
                f"{_stands(item)} speaks of {sure.title.lower()}.",
                [item],
                changes=[Move(item.id, sure, None, _free_id(case, item, sure))],
            )
            continue
        # On sound canvases the sorter is mostly wrong where it disagrees: a hint, and no change to take.
        likely = _by_sorter(item, case.placed.get(item.id, {}))
        if likely is not None:
            yield rule.finding(
                f"{_stands(item)} reads like one of the {likely.title.lower()}.",
                [item],
                severity=Severity.INFO,
            )
    if not case.placed:
        raise NotCheckedError("The sorter did not look at the items.")


def _stands(item: Item) -> str:
    return f"{named([item])} stands among the {item.block.title.lower()}, but"


def _by_numbers(item: Item) -> Block | None:
    """The other side of the books, where what is measured, or who pays, belongs there alone."""
    measures = {quantity.measure for quantity in item.quantities}
    payer = direction_of(item.text)
    spent = bool(measures & _SPENT) or (payer is Payer.BUSINESS and not item.tags)
    brought = bool(measures & _BROUGHT) or (payer is Payer.CUSTOMER and not item.tags)
    if item.block is Block.REVENUE_STREAMS and spent and not measures & _BROUGHT:
        return Block.COST_STRUCTURE
    if item.block is Block.COST_STRUCTURE and brought and not measures & _SPENT:
        return Block.REVENUE_STREAMS
    return None


def _by_sorter(item: Item, likely: Mapping[Block, float]) -> Block | None:
    """Another block that is likelier by far."""
    best = max(likely, key=lambda block: likely[block], default=item.block)
    here = likely.get(item.block, 0.0)
    if best is item.block or likely[best] < _THERE or here > _HERE:
        return None
    return best


def _free_id(case: Case, item: Item, block: Block) -> str:
    base = f"{block.prefix}-{item.id.split('-', 1)[-1]}"
    taken, name, number = case.canvas.ends(), base, 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    return name


def grain(rule: Rule, case: Case) -> Iterator[Finding]:
    """R26: items are about as fine-grained as each other, and no block has a great many."""
    lengths = {item.id: len(item.text.split()) for item in case.canvas.items}
    if len(lengths) < 4:
        raise NotCheckedError("There are fewer than four items to compare.")
    middle = statistics.median(lengths.values())
    coarse = [
        item
        for item in case.canvas.items
        if (lengths[item.id] >= _LONG and lengths[item.id] > _MUCH_LONGER * middle)
        or len(_THOUGHTS.split(item.text)) > _MOST_THOUGHTS
    ]
    if coarse:
        yield rule.finding(
            f"{named(coarse)} {count(coarse, 'tells', 'tell')} in one item what others tell in several "
            f"({max(lengths[item.id] for item in coarse)} words; the middle one has {middle:g}).",
            coarse,
        )
    sizes = [len(items) for items in case.of_block.values() if items]
    for block, items in case.of_block.items():
        if len(items) >= max(_MANY, _MANY_MORE * statistics.median(sizes)):
            yield rule.finding(
                f"{block.title} has {len(items)} items, the middle block {statistics.median(sizes):g}: "
                f"{named(items)}.",
                items,
            )


def now_or_later(rule: Rule, case: Case) -> Iterator[Finding]:
    """R27: what is and what is planned are not mixed."""
    # A canvas of this year tells which of its months are to come.
    dated = case.canvas.metadata.updated or case.canvas.metadata.dated
    now = dated if dated.startswith(str(case.this_year)) else str(case.this_year)
    for item in case.canvas.items:
        planned = sounds_planned(item, now)
        if item.horizon is Horizon.PLANNED:
            if not planned and sounds_current(item.text, surely=True):
                yield rule.finding(
                    f"{named([item])} is told as something that is so today, but is marked as planned.",
                    [item],
                    changes=[Edit(replace(item, horizon=Horizon.CURRENT))],
                )
        elif planned and sounds_current(item.text):
            yield rule.finding(
                f"{named([item])} mixes what is with what is planned; make two items of it.", [item]
            )
        elif planned:
            yield rule.finding(
                f"{named([item])} is told as a plan, but stands there as if it were so today.",
                [item],
                changes=[Edit(replace(item, horizon=Horizon.PLANNED))],
            )


def filled_in(rule: Rule, case: Case) -> Iterator[Finding]:
    """R53: no tautology, and no template left unfilled."""
    items = case.canvas.items
    blank = [item for item in items if has_placeholder(said(item))]
    again = [i for i in items if i not in blank and repeats_itself(i)]
    titles = [i for i in items if i not in (*blank, *again) and names_block(i.text)]
    taught = [i for i in items if i not in (*blank, *again, *titles) and explains_canvas(i)]
    if blank:
        yield rule.finding(
            f"{named(blank)} {count(blank, 'is a template', 'are templates')} that nobody filled in.",
            blank,
        )
    if again:
        yield rule.finding(
            f"{named(again)} only {count(again, 'says its own name', 'say their own names')} again.",
            again,
        )
    if titles:
        yield rule.finding(
            f"{named(titles)} {count(titles, 'is the name of a block and says', 'are names of blocks and say')} "
            "nothing.",
            titles,
        )
    if taught:
        yield rule.finding(
            f"{named(taught)} {count(taught, 'explains', 'explain')} what a canvas is and "
            f"{count(taught, 'names', 'name')} no business.",
            taught,
        )
    beside = [text for text in case.left_out if is_tautology(text) or has_placeholder(text)]
    if beside:
        told = "; ".join(f"“{shorten(text)}”" for text in beside[:3])
        yield rule.finding(
            f"{len(beside)} of {len(case.left_out)} other lines of the document repeat their own label or "
            f"are left unfilled: {told}."
        )


RULES = (
    Rule("R19", Severity.WARN, duplicates),
    Rule("R20", Severity.WARN, mechanism),
    Rule("R21", Severity.WARN, real_segments),
    Rule("R24", Severity.INFO, focus),
    Rule("R25", Severity.WARN, right_block),
    Rule("R26", Severity.INFO, grain),
    Rule("R27", Severity.WARN, now_or_later),
    Rule("R53", Severity.HIGH, filled_in),
)
