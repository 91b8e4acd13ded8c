"""From sorted statements to facts: what a canvas has to tell, each with all its evidence. Pure.

Statements that say the same are one fact; two that give the same quantity different values are one
contradicted fact.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from canvasai.canvas.blocks import Block
from canvasai.drafting.comparing import compare, says_replaced
from canvasai.grounding.likeness import Pair
from canvasai.grounding.quantities import quantities
from canvasai.grounding.words import content_words, count_held, stem
from canvasai.statements.headings import block_above
from canvasai.statements.model import Kind, SortedStatement

# Below this a statement names nothing of its own and supports nothing.
LEAST_SPECIFIC = 0.15
# "It is the only fair that pays" says little to who has not read the sentence before.
LEAST_IF_LEANING = 0.5
LEANS_BACK = re.compile(
    r"(?:it|that|this|they|these|those|he|she|neither|both|das|dies|sie|er|es|cela|ça|ils|elles|eso|ellos)\b",
    re.IGNORECASE,
)
# How likely a block must be for a statement to speak for it.
LEAST_LIKELY = 0.65
# A plan is told as a plan wherever it stands, so that its block need not be as sure.
LEAST_IF_PLANNED = 0.42
# Where two statements disagree on a number, a reader should see it: a likely block is enough.
LEAST_IF_DISAGREEING = 0.3
_DOUBT = 0.8
_SLIGHT = 0.05
_PERSONAL = re.compile(r"(?:I|Ich|Je|J['’]|Yo)\b")
# Two statements nearer than this (cosine) with the same numbers say the same.
SAME = 0.88
# Two statements of the same price are one fact when they are this near and share so many words.
_RELATED = 0.55
_SHARED_WORDS = 3
_MOSTLY = 0.5
_SIDES = (Block.REVENUE_STREAMS, Block.COST_STRUCTURE)
# How likely the side of a price list's row must be to be believed against a sentence.
_ROW_SURE = 0.6


# Pairs of numbers, and the languages of their two statements, to probabilities of shape (n, 3), as a
# `canvasai.grounding.contradiction.Judge` tells them.
Alike = Callable[[Sequence[Pair], Sequence[tuple[str, str]]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to tell in one block.

    Attributes:
        block: where it belongs.
        probability: how sure the sorter is of that, 0 to 1.
        statements: its evidence, the most telling first.
        planned: whether it is a plan.
        numbers: the values on which its statements disagree, as written; () if they agree.
        superseded: statements of the same quantity that its first statement says no longer hold.
    """

    block: Block
    probability: float
    statements: tuple[SortedStatement, ...]
    planned: bool = False
    numbers: tuple[str, ...] = ()
    superseded: tuple[SortedStatement, ...] = ()

    @property
    def first(self) -> SortedStatement:
        """The statement that the item is made of."""
        return self.statements[0]


def is_vague(item: SortedStatement) -> bool:
    """Whether a fact or plan could stand in any company's plan, or means little by itself."""
    if item.kind not in (Kind.FACT, Kind.PLAN):
        return False
    least = LEAST_IF_LEANING if LEANS_BACK.match(item.statement.told) else LEAST_SPECIFIC
    return item.specificity < least


def vague_sources(items: Sequence[SortedStatement]) -> frozenset[str]:
    """Returns the names of sources that mostly repeat labels, leave forms unfilled, or stay vague."""
    told: Counter[str] = Counter(item.statement.source for item in items)
    empty = Counter(
        item.statement.source for item in items if item.kind is Kind.TEMPLATE or is_vague(item)
    )
    return frozenset(name for name in told if empty[name] > _MOSTLY * told[name])


def is_usable(item: SortedStatement, vague: frozenset[str]) -> bool:
    """Whether a statement may become an item: a fact or plan that names something.

    In a source that is vague all over, what sounds specific mostly is not; only a number counts.
    In another one a heading such as "Costs" makes a cost of "Security monitoring".
    """
    if item.kind not in (Kind.FACT, Kind.PLAN):
        return False
    if _PERSONAL.match(item.statement.told) and not quantities(item.statement.told):
        return False  # "I would hate to ring one" is somebody's remark
    if item.statement.source in vague:
        return bool(quantities(item.statement.text))
    return not is_vague(item) or (
        item.kind is Kind.FACT and block_above(item.statement.heading) is not None
    )


def facts_of(items: Sequence[SortedStatement], alike: Alike | None = None) -> list[Fact]:
    """Returns the facts of all blocks, before selection.

    Args:
        items: all sorted statements of all sources.
        alike: tells how likely two numbers count the same thing, given the languages of their statements.
    """
    vague = vague_sources(items)
    # What is denied becomes no fact, but may be the old value that a fact replaces.
    told = [item for item in items if is_usable(item, vague) or item.kind is Kind.DENIED]
    judge = None
    if alike is not None:
        judge = partial(judged, alike, [item.language for item in told])
    compared = compare(told, says_replaced(items), judge)
    facts: list[Fact] = []
    for index, item in enumerate(told):
        if index in compared.told_elsewhere or item.kind is Kind.DENIED:
            continue
        beside = tuple(told[other] for other in compared.beside.get(index, ()))
        old = tuple(told[other] for other in compared.replaced.get(index, ()))
        fact = _place((item, *beside), (item, *beside, *old), compared.numbers.get(index, ()))
        if fact is not None:
            facts.append(replace(fact, superseded=old))
    return _merged(_same_side(facts))


def judged(
    alike: Alike, languages: Sequence[str], pairs: Sequence[Pair]
) -> list[tuple[float, float, float]]:
    """Tells of each pair what a `Judge` tells.

    Args:
        alike: see `facts_of`.
        languages: of the texts, by the index that the pairs' claims remember.
        pairs: n pairs of numbers.
    """
    told = [(languages[pair.one.claim.text], languages[pair.other.claim.text]) for pair in pairs]
    return [(float(same), float(one), float(other)) for same, one, other in alike(pairs, told)]


def _same_side(facts: list[Fact]) -> list[Fact]:
    """Puts a price that two documents tell on one side: what customers pay, or what is paid.

    "The rent is 6 €" alone could be either; a price list knows.
    """
    money = [index for index, fact in enumerate(facts) if fact.block in _SIDES]
    placed = list(facts)
    for index in money:
        fact = facts[index]
        surer = [
            facts[i]
            for i in money
            if facts[i].block is not fact.block
            and _sureness(facts[i]) > _sureness(fact)
            and _same_price(fact.first.statement.told, facts[i].first.statement.told)
        ]
        if surer:
            placed[index] = replace(fact, block=surer[0].block)
    return placed


def _sureness(fact: Fact) -> float:
    """How sure the side of a price is; a row of a price list knows better than a sentence."""
    row = any(" | " in item.statement.told for item in fact.statements)
    return fact.probability + (1.0 if row and fact.probability >= _ROW_SURE else 0.0)


def _place(
    told: tuple[SortedStatement, ...], voices: tuple[SortedStatement, ...], numbers: tuple[str, ...]
) -> Fact | None:
    """Puts statements into the block for which the surest of them speaks.

    Args:
        told: the statements that tell the fact.
        voices: those, and the statements that they replace: they are about the same.
        numbers: on which they disagree.
    """
    best, probability = None, 0.0
    rows = [item for item in voices if " | " in item.statement.told]
    for block in Block:
        heard = rows if rows and block in _SIDES else voices
        surest = max(item.blocks.get(block, 0.0) for item in heard)
        if surest > probability:
            best, probability = block, surest
    # The likelier it is that a statement speaks to no block, the surer its block must be.
    planned = told[0].kind is Kind.PLAN
    needed = LEAST_IF_PLANNED if planned else LEAST_LIKELY
    needed += _DOUBT * max(0.0, min(item.none for item in voices) - _SLIGHT)
    if numbers:
        needed = LEAST_IF_DISAGREEING
    if best is None or probability < needed:
        return None
    return Fact(best, probability, told, planned, numbers)


def _merged(facts: list[Fact]) -> list[Fact]:
    """Joins facts of one block that say the same thing; the more specific one leads."""
    merged: list[Fact] = []
    for fact in facts:
        for index, known in enumerate(merged):
            if _says_the_same(fact, known):
                both = (*known.statements, *fact.statements)
                # Two that disagree stay first and second, for the item names them.
                leads = bool(fact.numbers) or fact.first.specificity > known.first.specificity
                if leads and not known.numbers:
                    both = (*fact.statements, *known.statements)
                merged[index] = replace(
                    known,
                    statements=both,
                    probability=max(known.probability, fact.probability),
                    numbers=known.numbers or fact.numbers,
                    superseded=known.superseded + fact.superseded,
                )
                break
        else:
            merged.append(fact)
    return merged


def _says_the_same(one: Fact, other: Fact) -> bool:
    if one.block is not other.block or one.planned is not other.planned:
        return False
    if not one.first.vector or not other.first.vector:
        return False
    near = float(np.dot(one.first.vector, other.first.vector))
    texts = [fact.first.statement.told for fact in (one, other)]
    if near >= SAME:
        values = [{v for q in quantities(text) for v in q.values} for text in texts]
        return values[0] == values[1]
    return near >= _RELATED and _same_price(*texts)


def _same_price(one: str, other: str) -> bool:
    """Whether two texts tell the same sum of money for the same thing, in whatever form."""
    prices = [[q for q in quantities(text) if q.is_money] for text in (one, other)]
    if not any(a.same_value(b) and a.unit == b.unit for a in prices[0] for b in prices[1]):
        return False
    words = [list(dict.fromkeys(content_words(text))) for text in (one, other)]
    return count_held(words[0], words[1]) >= _SHARED_WORDS


def rarity_of(texts: Sequence[str]) -> dict[str, float]:
    """Returns a weight by stem, 0.3 (in every text) to 1 (in one), for support and links."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update({stem(word) for word in content_words(text)})
    total = math.log(len(texts) + 1)
    return {
        root: max(0.3, math.log((len(texts) + 1) / count) / total) for root, count in counts.items()
    }
