"""From sorted statements to facts: what a canvas has to tell, each with all its evidence. Pure.

Statements that say the same are one fact; two that give the same quantity different values are one
contradicted fact.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from canvasai.canvas.blocks import Block
from canvasai.grounding.contradiction import disagreements
from canvasai.grounding.quantities import quantities
from canvasai.grounding.words import content_words, same_word, stem
from canvasai.statements.headings import block_above
from canvasai.statements.model import Kind, SortedStatement

# Below this a statement names nothing of its own and supports nothing.
LEAST_SPECIFIC = 0.15
# How likely a block must be for a statement to speak for it.
LEAST_LIKELY = 0.3
_DOUBT = 0.8
_SLIGHT = 0.05
_PERSONAL = re.compile(r"(?:I|Ich|Je|J['’]|Yo)\b")
# "It does, after forty years" says little to who has not read the sentence before.
_LEANS_BACK = re.compile(
    r"(?:it|that|this|they|these|those|he|she|neither|both|das|dies|sie|er|es|cela|ça|ils|elles|eso|ellos)\b",
    re.IGNORECASE,
)
# Two statements nearer than this (cosine) with the same numbers say the same.
_SAME = 0.88
# From here on a statement is too near to one already chosen.
_NEAR = 0.75
# Two statements of the same price are one fact when they are this near and share so many words.
_RELATED = 0.55
_SHARED_WORDS = 3
_MANY_STATEMENTS = 4
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to tell in one block.

    Attributes:
        block: where it belongs.
        probability: how sure the sorter is of that, 0 to 1.
        statements: its evidence, the most telling first.
        planned: whether it is a plan.
        numbers: the values on which its statements disagree, as written; () if they agree.
    """

    block: Block
    probability: float
    statements: tuple[SortedStatement, ...]
    planned: bool = False
    numbers: tuple[str, ...] = ()

    @property
    def first(self) -> SortedStatement:
        """The statement that the item is made of."""
        return self.statements[0]


def is_vague(item: SortedStatement) -> bool:
    """Whether a fact or plan could stand in any company's plan."""
    return item.kind in (Kind.FACT, Kind.PLAN) and item.specificity < LEAST_SPECIFIC


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


def facts_of(items: Sequence[SortedStatement]) -> list[Fact]:
    """Returns the facts of all blocks, before selection.

    Args:
        items: all sorted statements of all sources.
    """
    vague = vague_sources(items)
    usable = [item for item in items if is_usable(item, vague)]
    pairs = disagreements([item.statement.told for item in usable])
    numbers: dict[int, tuple[int, tuple[str, ...]]] = {}
    for pair in pairs:
        one, other = usable[pair.one], usable[pair.other]
        # What is planned replaces what is; it does not contradict it.
        if one.kind is other.kind and pair.one not in numbers and pair.other not in numbers:
            numbers[pair.one] = pair.other, (pair.one_number, pair.other_number)
            numbers[pair.other] = pair.one, (pair.other_number, pair.one_number)
    facts: list[Fact] = []
    for index, item in enumerate(usable):
        if index in numbers and numbers[index][0] < index:
            continue  # told with the statement that it contradicts
        told: tuple[SortedStatement, ...] = (item,)
        values: tuple[str, ...] = ()
        if index in numbers:
            other_index, values = numbers[index]
            told = (item, usable[other_index])
        fact = _place(told, values)
        if fact is not None:
            facts.append(fact)
    return _merged(_same_side(facts))


def _same_side(facts: list[Fact]) -> list[Fact]:
    """Puts a price that two documents tell on one side: what customers pay, or what is paid.

    "The rent is 6 €" alone could be either; a price list knows.
    """
    sides = (Block.REVENUE_STREAMS, Block.COST_STRUCTURE)
    money = [index for index, fact in enumerate(facts) if fact.block in sides]
    placed = list(facts)
    for index in money:
        fact = facts[index]
        surer = [
            facts[i]
            for i in money
            if facts[i].block is not fact.block
            and facts[i].probability > fact.probability
            and _same_price(fact.first.statement.told, facts[i].first.statement.told)
        ]
        if surer:
            placed[index] = replace(fact, block=surer[0].block)
    return placed


def _place(told: tuple[SortedStatement, ...], values: tuple[str, ...]) -> Fact | None:
    best, probability = None, 0.0
    for block in Block:
        mean = sum(item.blocks.get(block, 0.0) for item in told) / len(told)
        if mean > probability:
            best, probability = block, mean
    # The likelier it is that a statement speaks to no block, the surer its block must be.
    needed = LEAST_LIKELY + _DOUBT * max(0.0, min(item.none for item in told) - _SLIGHT)
    if best is None or probability < needed:
        return None
    return Fact(best, probability, told, told[0].kind is Kind.PLAN, values)


def _merged(facts: list[Fact]) -> list[Fact]:
    """Joins facts of one block that say the same thing; the more specific one leads."""
    merged: list[Fact] = []
    for fact in facts:
        for index, known in enumerate(merged):
            if _says_the_same(fact, known):
                both = (*known.statements, *fact.statements)
                if fact.first.specificity > known.first.specificity and not known.numbers:
                    both = (*fact.statements, *known.statements)
                merged[index] = replace(
                    known,
                    statements=both,
                    probability=max(known.probability, fact.probability),
                    numbers=known.numbers or fact.numbers,
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
    if near >= _SAME:
        values = [{v for q in quantities(text) for v in q.values} for text in texts]
        return values[0] == values[1]
    return near >= _RELATED and _same_price(*texts)


def _same_price(one: str, other: str) -> bool:
    """Whether two texts tell the same sum of money for the same thing, in whatever form."""
    prices = [[q for q in quantities(text) if q.is_money] for text in (one, other)]
    if not any(a.same_value(b) and a.unit == b.unit for a in prices[0] for b in prices[1]):
        return False
    words = [set(content_words(text)) for text in (one, other)]
    shared = sum(any(same_word(a, b) for b in words[1]) for a in words[0])
    return shared >= _SHARED_WORDS


def select(facts: Sequence[Fact], block: Block, limit: int) -> list[Fact]:
    """Chooses the facts of a block: current ones up to `limit`, plans up to half as many.

    Returns:
        current ones before plans, each in the order of the documents.
    """
    here = [fact for fact in facts if fact.block is block]
    current = _choose([fact for fact in here if not fact.planned], limit)
    return current + _choose([fact for fact in here if fact.planned], max(1, limit // 2))


def _choose(waiting: list[Fact], limit: int) -> list[Fact]:
    """Chooses the facts of a block: specific before general, diverse, across sources.

    Maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998) with the sorter's certainty and
    the specificity as relevance; a source that has been heard often counts less.

    """
    chosen: list[Fact] = []
    heard: Counter[str] = Counter()
    while waiting and len(chosen) < limit:
        best = max(waiting, key=lambda fact: _worth(fact, chosen, heard))
        waiting.remove(best)
        if _nearness(best, chosen) > _SAME and not best.numbers:
            continue
        chosen.append(best)
        heard[best.first.statement.source] += 1
    return sorted(chosen, key=lambda f: (f.first.statement.source, f.first.statement.start))


def _worth(fact: Fact, chosen: list[Fact], heard: Counter[str]) -> float:
    relevance = 0.6 * fact.probability + 0.4 * fact.first.specificity
    relevance += 0.5 if fact.numbers else 0.0
    relevance -= 0.2 if _LEANS_BACK.match(fact.first.statement.told) else 0.0
    often = max(0, heard[fact.first.statement.source] - _MANY_STATEMENTS + 1)
    return relevance - 0.5 * max(0.0, _nearness(fact, chosen) - _NEAR) - 0.05 * often


def _nearness(fact: Fact, chosen: list[Fact]) -> float:
    if not fact.first.vector:
        return 0.0
    return max(
        (
            float(np.dot(fact.first.vector, other.first.vector))
            for other in chosen
            if other.first.vector
        ),
        default=0.0,
    )


def rarity_of(texts: Sequence[str]) -> dict[str, float]:
    """Returns a weight by stem, 0.3 (in every text) to 1 (in one), for support and links."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update({stem(word) for word in content_words(text)})
    total = math.log(len(texts) + 1)
    return {
        root: max(0.3, math.log((len(texts) + 1) / count) / total) for root, count in counts.items()
    }
