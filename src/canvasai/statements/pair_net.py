"""The net that tells whether two numbers count the same thing, and whether one replaces the other.

Imports torch, so it is imported where it is used and not at start. Both statements are read together, each
with its number hidden behind MiniLM's mask, so that what the number counts decides and not its digits; what
the trees of `canvasai.grounding.likeness` see of the pair, digits included, joins at the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn

from canvasai.statements.pairing import TOLD

LONGEST = 112  # tokens of both
FIRST_LAYER = 3
_HIDDEN = 64


class PairNet(nn.Module):
    """Tells log-odds that two numbers count the same thing, and that each replaces the other.

    Args:
        model: MiniLM.
        seen: how many numbers are seen of a pair beside its words.
        dropout: share of numbers left out in training.
    """

    def __init__(self, model: Any, seen: int, dropout: float = 0.0) -> None:
        super().__init__()
        self.model = model
        size = model.config.hidden_size
        self.middle: Tensor
        self.spread: Tensor
        self.register_buffer("middle", torch.zeros(seen))
        self.register_buffer("spread", torch.ones(seen))
        self.dropout = nn.Dropout(dropout)
        self.hidden = nn.Linear(3 * size + seen, _HIDDEN)
        self.last = nn.Linear(_HIDDEN, TOLD)

    def forward(self, batch: Any, mask: int, seen: Tensor) -> Tensor:
        """Returns log-odds, shape (n, TOLD): alike, the first is the newer, the second is.

        Args:
            batch: n pairs as `tokenize_pairs` gives them.
            mask: number of the mask's token.
            seen: what is seen beside, shape (n, seen).
        """
        states = self.model(**batch).last_hidden_state.float()
        hidden = batch["input_ids"] == mask
        second = batch["token_type_ids"] == 1
        one, other = (_mean(states, hidden & side) for side in (~second, second))
        words = torch.cat([one * other, (one - other).abs(), states[:, 0]], dim=-1)
        rest = ((seen - self.middle) / self.spread).clamp(-5, 5)
        joined = torch.cat([self.dropout(words), rest], dim=-1)
        told: Tensor = self.last(self.dropout(nn.functional.gelu(self.hidden(joined))))
        return told


def tokenize_pairs(tokenizer: Any, pairs: Sequence[tuple[str, str]]) -> Any:
    """Returns a batch of pairs of texts, each with a mask in it, as tensors."""
    return tokenizer(
        [one for one, _ in pairs],
        [other for _, other in pairs],
        padding=True,
        truncation="longest_first",
        max_length=LONGEST,
        return_tensors="pt",
    )


def _mean(states: Tensor, chosen: Tensor) -> Tensor:
    """Mean of the states of the tokens chosen; zeros where none is, as when a text was cut."""
    weight = chosen.unsqueeze(-1).to(states.dtype)
    return (states * weight).sum(1) / weight.sum(1).clamp(min=1)
