"""Which facts of a block become items: specific before general, diverse, across sources. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from canvasai.canvas.blocks import Block
from canvasai.drafting.facts import LEANS_BACK, SAME, Fact

# From here on (cosine) a statement is too near to one already chosen.
_NEAR = 0.75
_MANY_STATEMENTS = 4


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
        if _nearness(best, chosen) > SAME and not best.numbers:
            continue
        chosen.append(best)
        heard[best.first.statement.source] += 1
    return sorted(chosen, key=lambda f: (f.first.statement.source, f.first.statement.start))


def _worth(fact: Fact, chosen: list[Fact], heard: Counter[str]) -> float:
    relevance = 0.6 * fact.probability + 0.4 * fact.first.specificity
    relevance += 0.5 if fact.numbers else 0.0
    relevance -= 0.2 if LEANS_BACK.match(fact.first.statement.told) else 0.0
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
