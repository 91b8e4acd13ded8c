"""The net that sorts: MiniLM over each statement, then its neighbours in the document.

Imports torch, so it is imported where it is used and not at start. Statements are read one by one; a
small recurrent layer (GRU, Cho et al., EMNLP 2014) then goes through those of a document both ways, so
that each is told with what stands before and after it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from canvasai.statements.english import Reading

# Numbers of the state in which the recurrent layer keeps what it has read, in each direction.
CONTEXT = 64
LONGEST = 96  # tokens; longer statements are cut, few are
# Layers of MiniLM below stay as they are.
FIRST_LAYER = 1


class Net(nn.Module):
    """Tells block, kind and payer of statements.

    Args:
        model: MiniLM.
        names: by task, its labels.
        dropout: share of numbers left out in training.
    """

    def __init__(
        self, model: Any, names: Mapping[str, Sequence[str]], dropout: float = 0.0
    ) -> None:
        super().__init__()
        self.model = model
        self.names = {task: tuple(labels) for task, labels in names.items()}
        size = model.config.hidden_size
        self.dropout = nn.Dropout(dropout)
        self.around = nn.GRU(size, CONTEXT, batch_first=True, bidirectional=True)
        self.alone = nn.ModuleDict({t: nn.Linear(size, len(n)) for t, n in names.items()})
        self.among = nn.ModuleDict(
            {t: nn.Linear(2 * CONTEXT, len(n), bias=False) for t, n in names.items()}
        )

    def forward(self, pooled: Tensor, lengths: Sequence[int]) -> dict[str, Tensor]:
        """Returns log-odds by task, each of shape (n, labels).

        Args:
            pooled: of n statements, document after document, shape (n, size).
            lengths: how many statements each document has; their sum is n.
        """
        pooled = self.dropout(pooled)
        documents = nn.utils.rnn.pad_sequence(
            list(torch.split(pooled, list(lengths))), batch_first=True
        )
        packed = pack_padded_sequence(
            documents, torch.tensor(lengths), batch_first=True, enforce_sorted=False
        )
        states, _ = pad_packed_sequence(self.around(packed)[0], batch_first=True)
        context = self.dropout(torch.cat([row[:n] for row, n in zip(states, lengths, strict=True)]))
        return {task: self.alone[task](pooled) + self.among[task](context) for task in self.names}


def tokenize(tokenizer: Any, readings: Sequence[Reading]) -> Any:
    """Returns a batch: what stands around each statement, then the statement, as tensors."""
    return tokenizer(
        [reading.around for reading in readings],
        [reading.text or " " for reading in readings],
        padding=True,
        truncation="longest_first",
        max_length=LONGEST,
        return_tensors="pt",
    )


def pool(model: Any, batch: Any) -> Tensor:
    """Returns the mean of the last states over the statement's tokens, shape (n, size)."""
    states = model(**batch).last_hidden_state.float()
    mask = (batch["attention_mask"] * batch["token_type_ids"]).unsqueeze(-1).to(states.dtype)
    pooled: Tensor = (states * mask).sum(1) / mask.sum(1)
    return pooled


def pool_all(model: Any, tokenizer: Any, readings: Sequence[Reading], batch: int) -> Tensor:
    """Returns `pool` of all readings in their order; those of like length are computed together."""
    order = sorted(range(len(readings)), key=lambda i: len(readings[i].around + readings[i].text))
    parts = [
        pool(model, tokenize(tokenizer, [readings[i] for i in order[first : first + batch]]))
        for first in range(0, len(order), batch)
    ]
    back = torch.empty(len(order), dtype=torch.long)
    back[torch.tensor(order, dtype=torch.long)] = torch.arange(len(order))
    return torch.cat(parts)[back]
