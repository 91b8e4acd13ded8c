"""Which statements are worth sorting when there are too many to sort them all."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from canvasai.canvas.blocks import Block
from canvasai.drafting.assuming import test_plans
from canvasai.retrieval.index import Index
from canvasai.statements.model import Statement

# So many are sorted in about ten seconds on two cores; most businesses are told in fewer.
MOST_STATEMENTS = 1000
_CHUNKS_A_BLOCK = 60


def worth_sorting(statements: Sequence[Statement], index: Index) -> list[Statement]:
    """Returns at most MOST_STATEMENTS statements, those that retrieval finds for a block, in order.

    Every block has its turn: the best passage of each, then the second of each, and so on.

    Args:
        statements: of all sources.
        index: of these sources.
    """
    by_source: dict[str, list[int]] = {}
    for number, statement in enumerate(statements):
        by_source.setdefault(statement.source, []).append(number)
    found = [
        index.search(f"{block.title}: {test_plans()[block].meaning}", _CHUNKS_A_BLOCK)
        for block in Block
    ]
    chosen: set[int] = set()
    for passages in zip_longest(*found):
        for passage in passages:
            if passage is None or len(chosen) >= MOST_STATEMENTS:
                continue
            chunk = passage.chunk
            chosen.update(
                number
                for number in by_source.get(chunk.source, ())
                if chunk.start < statements[number].end and statements[number].start < chunk.end
            )
    return [statements[number] for number in sorted(chosen)[:MOST_STATEMENTS]]
