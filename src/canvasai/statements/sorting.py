"""Sorts statements: which block each speaks to, and what kind of statement it is.

The one door of this package for drafting, import and critique: `Sorter.sort`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from canvasai.canvas.blocks import Block
from canvasai.grounding.likeness import Pair
from canvasai.statements.adapter import Adapter, softmax
from canvasai.statements.english import read_in_english
from canvasai.statements.headings import block_above, blocks_above
from canvasai.statements.kinds import decide, kinds_by_rule
from canvasai.statements.language import UNKNOWN, languages_of
from canvasai.statements.model import Kind, Payer, SortedStatement, Statement
from canvasai.statements.money import direction_of, money_of
from canvasai.statements.pairing import Pairing
from canvasai.statements.rivals import own_names_of, rivals_by_subject, rivals_of
from canvasai.statements.specificity import specificity
from canvasai.statements.weights_file import NONE

Encode = Callable[[Sequence[str]], NDArray[np.float32]]

# Log-odds that a heading naming a block adds to it. Training documents have headings that
# mislead on purpose; a document that names its blocks is believed more than they were.
HEADING_BONUS = 7.0
# What stands under such a heading is meant as a fact of the business, unless a rule or much in its
# words says otherwise.
LISTED_BONUS = 4.0
# How much the mean of a table's rows counts beside a row's own log-odds.
SIBLING_WEIGHT = 0.5
# Log-odds that "costs us" takes from income, and "pays us" from costs.
CUE_WEIGHT = 4.0
# How likely a second block must be, alone and beside the first; chosen on held-out businesses.
LEAST_SECOND = 0.3
SECOND_SHARE = 0.5


class Sorts(Protocol):
    """Whatever sorts statements: the trained sorter, or a chat model (`by_model.py`)."""

    def alike(
        self, pairs: Sequence[Pair], languages: Sequence[tuple[str, str]]
    ) -> NDArray[np.float32]:
        """Returns how likely two numbers count the same, and each replaces the other, shape (n, 3)."""

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Returns unit vectors of texts, shape (n, 384)."""

    def sort(
        self,
        statements: Sequence[Statement],
        own_names: Iterable[str] = (),
        this_year: int | None = None,
    ) -> list[SortedStatement]:
        """Returns one result a statement, in the same order."""


class Sorter:
    """Sorts statements with rules, and with MiniLM tuned to statements and their neighbours.

    Args:
        encode: texts to unit vectors, shape (n, 384).
        folder: of the verified MiniLM, which the adapter changes.
    """

    def __init__(self, encode: Encode, folder: Path) -> None:
        self._encode = encode
        self._adapter = Adapter(folder)
        self._pairing = Pairing(folder)

    def alike(
        self, pairs: Sequence[Pair], languages: Sequence[tuple[str, str]]
    ) -> NDArray[np.float32]:
        """Returns how likely two numbers count the same, and each replaces the other, shape (n, 3)."""
        return self._pairing.alike(pairs, languages)

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
        languages = languages_of(statements)
        readings = read_in_english(statements, languages)
        vectors = self._encode([reading.answered for reading in readings])
        odds = self._adapter.odds(readings, [statement.source for statement in statements])
        cues = [direction_of(statement.told) for statement in statements]
        blocks = _with_context(statements, odds.tables["block"], odds.names["block"], cues)
        kinds = [
            dict(zip(map(Kind, odds.names["kind"]), map(float, row), strict=True))
            for row in odds.tables["kind"]
        ]
        named = rivals_of(statements, own_names)
        own = {*own_names, *(own_names_of(statements) - named)}
        others = [by_kind[Kind.OTHER] for by_kind in kinds]
        rivals = rivals_of(statements, own) | rivals_by_subject(statements, others, own)
        rules = kinds_by_rule(statements, rivals, this_year or datetime.now(UTC).year)
        result = []
        for index, statement in enumerate(statements):
            if block_above(statement.heading) is not None:
                kinds[index][Kind.FACT] *= LISTED_BONUS
            kind, why = decide(rules[index], kinds[index], "?" in statement.text[-3:])
            if languages[index] == UNKNOWN and why != "assistant":
                result.append(_unread(statement, vectors[index]))
                continue
            payers = _with_cue(odds.tables["payer"][index], odds.names["payer"], cues[index])
            payer = int(payers.argmax())
            result.append(
                SortedStatement(
                    statement=statement,
                    blocks=blocks[index],
                    kind=kind,
                    why=why,
                    specificity=specificity(statement.told),
                    second=_second(blocks[index]),
                    money=money_of(
                        odds.names["payer"][payer], float(payers[payer]), kind, statement.told
                    ),
                    language=languages[index],
                    vector=tuple(float(x) for x in vectors[index]),
                )
            )
        return result


def _with_cue(
    payers: NDArray[np.float32], names: Sequence[str], cue: Payer | None
) -> NDArray[np.float32]:
    """Moves to the payer that the words name what the trained parts gave to the opposite one."""
    if cue is None:
        return payers
    other = Payer.BUSINESS if cue is Payer.CUSTOMER else Payer.CUSTOMER
    right, wrong = names.index(cue), names.index(other)
    moved = payers.copy()
    moved[right], moved[wrong] = payers[right] + payers[wrong], 0.0
    return moved


def _unread(statement: Statement, vector: NDArray[np.float32]) -> SortedStatement:
    """A statement in a language that is not sorted: nothing is told of it, rather than guessed."""
    return SortedStatement(
        statement=statement,
        blocks=dict.fromkeys(Block, 0.0),
        kind=Kind.OTHER,
        why="unknown language",
        language=UNKNOWN,
        vector=tuple(float(x) for x in vector),
    )


def _second(blocks: dict[Block, float]) -> Block | None:
    """Returns the second likeliest block where it is likely enough to be meant too."""
    first, second = sorted(blocks, key=lambda block: -blocks[block])[:2]
    if blocks[first] <= 1 - sum(blocks.values()):
        return None
    enough = blocks[second] >= max(LEAST_SECOND, SECOND_SHARE * blocks[first])
    return second if enough else None


def _with_context(
    statements: Sequence[Statement],
    odds: NDArray[np.float32],
    names: Sequence[str],
    cues: Sequence[Payer | None],
) -> list[dict[Block, float]]:
    """Adds what words and layout tell: "pays us", a heading that names a block, a table's other rows."""
    logits = np.log(odds + 1e-6)
    income, cost = names.index(Block.REVENUE_STREAMS), names.index(Block.COST_STRUCTURE)
    for row, cue in enumerate(cues):
        if cue is not None:
            right, wrong = (income, cost) if cue is Payer.CUSTOMER else (cost, income)
            logits[row, right] = max(logits[row, right], logits[row, wrong])
            logits[row, wrong] -= CUE_WEIGHT
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
