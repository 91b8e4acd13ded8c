"""Sorts statements: which block each speaks to, and what kind of statement it is.

The one door of this package for drafting, import and critique: `Sorter.sort`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from canvasai.canvas.blocks import Block
from canvasai.statements.features import above, feature_matrix, told_with_question
from canvasai.statements.head import NONE, Head, load_head, softmax
from canvasai.statements.headings import block_above
from canvasai.statements.kinds import decide, kinds_by_rule
from canvasai.statements.model import Kind, SortedStatement, Statement
from canvasai.statements.rivals import rivals_of
from canvasai.statements.specificity import specificity

Encode = Callable[[Sequence[str]], NDArray[np.float32]]

# Log-odds that a heading naming a block adds to it. Training documents have headings that
# mislead on purpose; a document that names its blocks is believed more than they were.
HEADING_BONUS = 2.5


class Sorter:
    """Sorts statements with rules, MiniLM vectors and the trained head.

    Args:
        encode: texts to unit vectors, shape (n, 384).
        head: the trained head; read from the package when not given.
    """

    def __init__(self, encode: Encode, head: Head | None = None) -> None:
        self._encode = encode
        self._head = head or load_head()

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
        year = this_year or datetime.now(UTC).year
        rivals = rivals_of(statements, own_names)
        rules = kinds_by_rule(statements, rivals, year)
        vectors = self._encode([told_with_question(s) for s in statements])
        features = feature_matrix(statements, vectors, self._above(statements))
        learned = self._head.kinds(features)
        blocks = self._blocks(statements, features)
        result = []
        for index, statement in enumerate(statements):
            by_kind = dict(
                zip((Kind(name) for name in self._head.kind_names), learned[index], strict=True)
            )
            kind, why = decide(rules[index], by_kind)
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

    def _above(self, statements: Sequence[Statement]) -> NDArray[np.float32]:
        texts = [above(statement) for statement in statements]
        vectors = self._encode([text or " " for text in texts]).copy()
        vectors[[not text for text in texts]] = 0
        return vectors

    def _blocks(
        self, statements: Sequence[Statement], features: NDArray[np.float32]
    ) -> list[dict[Block, float]]:
        logits = self._head.blocks(features)
        names = self._head.block_names
        for row, statement in enumerate(statements):
            if (named := block_above(statement.heading)) is not None:
                logits[row, names.index(named)] += HEADING_BONUS
        return [
            {Block(name): float(p) for name, p in zip(names, row, strict=True) if name != NONE}
            for row in softmax(logits)
        ]
