"""Which statements contradict each other's numbers, and which replace those of others. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from canvasai.grounding.contradiction import Judge, disagreements
from canvasai.grounding.superseding import says_superseded
from canvasai.statements.model import Kind, SortedStatement, Span


@dataclass
class Compared:
    """What comparing the numbers of statements came to, all by index.

    Attributes:
        numbers: the numbers of a statement and of the first that contradicts it, as written.
        beside: the statements that contradict it.
        replaced: the statements that it replaces.
        told_elsewhere: statements that are told with another one.
    """

    numbers: dict[int, tuple[str, ...]] = field(default_factory=dict)
    beside: dict[int, list[int]] = field(default_factory=dict)
    replaced: dict[int, list[int]] = field(default_factory=dict)
    told_elsewhere: set[int] = field(default_factory=set)


def compare(
    usable: Sequence[SortedStatement], replacing: frozenset[int], judge: Judge | None = None
) -> Compared:
    """Compares the numbers of statements.

    Args:
        usable: n statements, those that are denied among them.
        replacing: ids of those that say that an earlier value no longer holds.
        judge: tells whether two numbers count the same thing; see `disagreements`.
    """
    vectors = np.array([item.vector for item in usable], dtype=np.float32)
    texts = [item.statement.told for item in usable]
    sources = [item.statement.source for item in usable]
    pairs = disagreements(texts, vectors if usable and usable[0].vector else None, sources, judge)
    told = Compared()
    contradicting = []
    for pair in pairs:
        newer = [index == pair.newer for index in (pair.one, pair.other)]
        if pair.newer is None:
            newer = [id(usable[index]) in replacing for index in (pair.one, pair.other)]
        if newer[0] == newer[1]:
            # What is planned replaces what is one day, and what is denied is not told as true:
            # neither contradicts a fact.
            kinds = {usable[pair.one].kind, usable[pair.other].kind}
            if len(kinds) == 1 and Kind.DENIED not in kinds:
                contradicting.append(pair)
            continue
        new, old = (pair.one, pair.other) if newer[0] else (pair.other, pair.one)
        # A plan replaces no fact before its day.
        if usable[new].kind is not Kind.FACT and usable[new].kind is not usable[old].kind:
            continue
        if usable[new].kind is Kind.DENIED:
            continue
        told.replaced.setdefault(new, []).append(old)
        told.told_elsewhere.add(old)
    for pair in contradicting:
        if {pair.one, pair.other} & told.told_elsewhere:
            # A third value joins the two that disagree; one that was replaced disagrees with nothing.
            leader = next(
                (k for k, others in told.beside.items() if pair.one in (k, *others)), None
            )
            if leader is not None and pair.other not in told.told_elsewhere:
                told.beside[leader].append(pair.other)
                told.told_elsewhere.add(pair.other)
            continue
        if pair.other in told.beside:
            continue
        if pair.one not in told.beside:
            told.numbers[pair.one] = pair.one_number, pair.other_number
        told.beside.setdefault(pair.one, []).append(pair.other)
        told.told_elsewhere.add(pair.other)
    return told


def says_replaced(items: Sequence[SortedStatement]) -> frozenset[int]:
    """Returns the ids of statements that say, or whose next says, that what was before no longer holds."""
    found = set()
    for index, item in enumerate(items):
        told = item.statement
        after = items[index + 1].statement if index + 1 < len(items) else None
        follows = after is not None and after.before_span == Span(told.start, told.end)
        words = [told.told, after.told] if after is not None and follows else [told.told]
        if any(says_superseded(text) for text in words):
            found.add(id(item))
    return frozenset(found)
