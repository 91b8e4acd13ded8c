"""Which statements are worth sorting when there are too many to sort them all."""

from __future__ import annotations

from collections.abc import Sequence

from canvasai.canvas.blocks import Block
from canvasai.drafting.assuming import test_plans
from canvasai.retrieval.index import Index
from canvasai.statements.model import Statement

# So many are sorted in about ten seconds on two cores; most businesses are told in fewer.
MOST_STATEMENTS = 1000
_CHUNKS_A_BLOCK = 60


def worth_sorting(statements: Sequence[Statement], index: Index) -> list[Statement]:
    """Returns the statements that retrieval finds for a block, in their order.

    Args:
        statements: of all sources.
        index: of these sources.
    """
    wanted: dict[str, list[tuple[int, int]]] = {}
    for block in Block:
        query = f"{block.title}: {test_plans()[block].meaning}"
        for passage in index.search(query, _CHUNKS_A_BLOCK):
            chunk = passage.chunk
            wanted.setdefault(chunk.source, []).append((chunk.start, chunk.end))
    return [
        statement
        for statement in statements
        if any(
            start < statement.end and statement.start < end
            for start, end in wanted.get(statement.source, ())
        )
    ]
