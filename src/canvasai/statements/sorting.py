"""Sorts statements: which block each speaks to, and what kind of statement it is.

The one door of this package for drafting, import and critique: `Sorter.sort`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from canvasai.canvas.blocks import Block
from canvasai.statements.adapter import Adapter
from canvasai.statements.features import Encode, encoded, feature_matrix
from canvasai.statements.head import NONE, Head, load_head, softmax
from canvasai.statements.headings import block_above, blocks_above
from canvasai.statements.kinds import decide, kinds_by_rule
from canvasai.statements.model import Kind, SortedStatement, Statement
from canvasai.statements.rivals import own_names_of, rivals_by_subject, rivals_of
from canvasai.statements.specificity import specificity

# Log-odds that a heading naming a block adds to it. Training documents have headings that
# mislead on purpose; a document that names its blocks is believed more than they were.
HEADING_BONUS = 5.0
# What stands under such a heading is meant as a fact of the business, unless a rule or much in its
# words says otherwise.
LISTED_BONUS = 4.0
# How much the mean of a table's rows counts beside a row's own log-odds.
SIBLING_WEIGHT = 0.5


class Sorter:
    """Sorts statements with rules, a linear head over vectors and words, and tuned MiniLM.

    Args:
        encode: texts to unit vectors, shape (n, 384).
        folder: of the verified MiniLM, which the adapter changes.
        head: the linear head; read from the package when not given.
    """

    def __init__(self, encode: Encode, folder: Path, head: Head | None = None) -> None:
        self._encode = encode
        self._head = head or load_head()
        self._adapter = Adapter(folder)

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Returns unit vectors of texts, shape (n, 384), comparable to those of sorted statements."""
        return self._encode(texts)

    def sort(
        self,
        statements: Sequence[Statement],
        own_names: Iterable[str] = (),
        this_year: int | None = None,
    ) -> list[SortedStatement]:
        """Sorts the statements of all sources together, since rivals are named across them.

        Args:
            statements: sources one after the other, each in its order.
            own_names: names of this business, never a rival.
            this_year: a date after it is a plan; the current year when not given.

        Returns:
            one result a statement, in the same order.
        """
        if not statements:
            return []
        vectors, above_vectors = encoded(statements, self._encode)
        blocks, kinds = self._probabilities(
            statements, feature_matrix(statements, vectors, above_vectors)
        )
        named = rivals_of(statements, own_names)
        own = {*own_names, *(own_names_of(statements) - named)}
        others = [by_kind[Kind.OTHER] for by_kind in kinds]
        rivals = rivals_of(statements, own) | rivals_by_subject(statements, others, own)
        rules = kinds_by_rule(statements, rivals, this_year or datetime.now(UTC).year)
        result = []
        for index, statement in enumerate(statements):
            if block_above(statement.heading) is not None:
                kinds[index][Kind.FACT] *= LISTED_BONUS
            asks = "?" in statement.text[-3:]
            kind, why = decide(rules[index], kinds[index], asks)
            result.append(
                SortedStatement(
                    statement=statement,
                    blocks=blocks[index],
                    kind=kind,
                    why=why,
                    specificity=specificity(statement.told),
                    vector=tuple(float(x) for x in vectors[index]),
                )
            )
        return result

    def _probabilities(
        self, statements: Sequence[Statement], features: NDArray[np.float32]
    ) -> tuple[list[dict[Block, float]], list[dict[Kind, float]]]:
        """Averages both parts; then headings and neighbours have their say on the block."""
        linear_blocks = softmax(self._head.blocks(features))
        linear_kinds = self._head.kinds(features)
        tuned_blocks, tuned_kinds = self._adapter.probabilities(statements)
        names = self._head.block_names
        odds = np.array(
            [
                [(p + tuned[name]) / 2 for name, p in zip(names, row, strict=True)]
                for row, tuned in zip(linear_blocks, tuned_blocks, strict=True)
            ]
        )
        blocks = _with_context(statements, odds, names)
        kinds = [
            {
                Kind(name): float(p + tuned[name]) / 2
                for name, p in zip(self._head.kind_names, row, strict=True)
            }
            for row, tuned in zip(linear_kinds, tuned_kinds, strict=True)
        ]
        return blocks, kinds


def _with_context(
    statements: Sequence[Statement], odds: NDArray[np.float64], names: Sequence[str]
) -> list[dict[Block, float]]:
    """Adds what the layout tells: a heading that names a block, and the other rows of a table."""
    logits = np.log(odds + 1e-6)
    for rows in _together(statements):
        logits[rows] += SIBLING_WEIGHT * logits[rows].mean(axis=0)
    for row, statement in enumerate(statements):
        named = blocks_above(statement.heading)
        for block in named:
            logits[row, names.index(block)] += HEADING_BONUS / len(named)
    return [
        {Block(name): float(p) for name, p in zip(names, row, strict=True) if name != NONE}
        for row in softmax(logits.astype(np.float32))
    ]


def _together(statements: Sequence[Statement]) -> list[list[int]]:
    """Groups of rows of one table, by index; they mostly speak to the same block."""
    groups: dict[tuple[str, int], list[int]] = {}
    for index, statement in enumerate(statements):
        if " | " in statement.told and statement.lead is not None:
            groups.setdefault((statement.source, statement.lead.start), []).append(index)
    return [rows for rows in groups.values() if len(rows) > 2]
