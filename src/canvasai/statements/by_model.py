"""Sorts statements with a strong chat model, by the same interface as the trained sorter.

Rules stay in force: what a rule calls an order to an assistant, a placeholder or a question is not left
to a model that could be talked into something else. A reply that cannot be used leaves its statements
to the trained sorter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from canvasai.canvas.blocks import Block
from canvasai.errors import ModelOutputError
from canvasai.grounding.likeness import Pair
from canvasai.models.chat import ChatModel
from canvasai.models.prompts import load_prompt
from canvasai.statements.language import UNKNOWN
from canvasai.statements.model import Kind, Payer, SortedStatement, Statement
from canvasai.statements.money import money_of
from canvasai.statements.sorting import Sorts
from canvasai.statements.weights_file import NONE

_BATCH = 20
_TOKENS_A_STATEMENT = 60
_LONGEST = 600
# How sure the model's block is taken to be; the trained sorter shares out the rest.
_SURE = 0.9
_SECOND = 0.25
# A rule that gives one of these is believed before any model.
_RULED = (Kind.INSTRUCTION, Kind.TEMPLATE, Kind.QUESTION, Kind.ADMINISTRATIVE)


class ModelSorter:
    """Asks a chat model for block, kind and payer; the rest comes from the trained sorter.

    Args:
        trained: rules, vectors, and the answer where the model has none.
        chat: a strong model; the small local one only lists labels.
        business: name of the business.
    """

    def __init__(self, trained: Sorts, chat: ChatModel, business: str) -> None:
        self._trained = trained
        self._chat = chat
        self._business = business
        self._prompt = load_prompt("sort")
        self.unanswered = 0

    def alike(
        self, pairs: Sequence[Pair], languages: Sequence[tuple[str, str]]
    ) -> NDArray[np.float32]:
        """Returns how likely two numbers count the same, and each replaces the other, shape (n, 3)."""
        return self._trained.alike(pairs, languages)

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Returns unit vectors of texts, shape (n, 384)."""
        return self._trained.vectors(texts)

    def sort(
        self,
        statements: Sequence[Statement],
        own_names: Iterable[str] = (),
        this_year: int | None = None,
    ) -> list[SortedStatement]:
        """Sorts the statements; see `Sorter.sort`.

        Raises:
            ModelError: the model cannot be reached or refuses.
        """
        found = self._trained.sort(statements, own_names, this_year)
        asked = [
            index
            for index, item in enumerate(found)
            if item.language != UNKNOWN and not (item.why and item.kind in _RULED)
        ]
        for first in range(0, len(asked), _BATCH):
            part = asked[first : first + _BATCH]
            try:
                reply = self._ask([statements[index] for index in part])
            except ModelOutputError:
                self.unanswered += len(part)
                continue
            for number, index in enumerate(part, 1):
                found[index] = _told(found[index], reply[str(number)])
        return found

    def _ask(self, statements: Sequence[Statement]) -> dict[str, Any]:
        keys = [str(number) for number in range(1, len(statements) + 1)]
        system, user = self._prompt.render(
            business=self._business,
            statements="\n".join(
                f"{key}. {_shown(statement)}"
                for key, statement in zip(keys, statements, strict=True)
            ),
        )
        answer = {
            "type": "object",
            "properties": {
                "block": {"enum": [*Block, NONE]},
                "second": {"enum": [*Block, NONE]},
                "kind": {"enum": list(Kind)},
                "payer": {"enum": [*Payer, NONE]},
            },
            "required": ["block", "second", "kind", "payer"],
            "additionalProperties": False,
        }
        schema = {
            "type": "object",
            "properties": dict.fromkeys(keys, answer),
            "required": keys,
            "additionalProperties": False,
        }
        return self._chat.structured(
            system, user, schema, max_tokens=_TOKENS_A_STATEMENT * len(keys) + 20
        )


def _told(item: SortedStatement, answer: dict[str, str]) -> SortedStatement:
    """The statement with the model's labels in place of the trained ones."""
    block, second = answer["block"], answer["second"]
    shares = {name: (1 - _SURE) * share for name, share in item.blocks.items()}
    if block != NONE:
        meant = second not in (NONE, block)
        shares[Block(block)] += _SURE - _SECOND if meant else _SURE
        if meant:
            shares[Block(second)] += _SECOND
    kind = Kind(answer["kind"])
    return replace(
        item,
        blocks=shares,
        second=Block(second) if second != NONE and block not in (NONE, second) else None,
        kind=kind,
        why="chat model",
        money=money_of(answer["payer"], _SURE, kind, item.statement.told),
    )


def _shown(statement: Statement) -> str:
    place = " > ".join(
        [*statement.heading[-2:], *([statement.question] if statement.question else [])]
    )
    place = " ".join(place.split())[:200]
    told = " ".join(statement.told.split())[:_LONGEST]
    return f"[{place}] {told}" if place else told
