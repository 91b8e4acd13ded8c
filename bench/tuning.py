"""Trains the adapter of `canvasai.statements.adapter`: low-rank changes to MiniLM, two linear layers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import save_file
from torch import nn

from bench.labelled import Labelled
from canvasai.statements.adapter import (
    RANK,
    SCALE,
    TARGETS,
    VERSION,
    WEIGHTS,
    open_minilm,
    pool,
    texts_of,
)

EPOCHS = 4
BATCH = 32
RATE = 1e-3
HEAD_RATE = 5e-3
SMOOTHING = 0.1
DROPOUT = 0.1


class _LowRank(nn.Module):
    """A frozen linear layer with a change of low rank beside it."""

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        self.linear = linear
        self.a = nn.Parameter(torch.randn(RANK, linear.in_features) / math.sqrt(linear.in_features))
        self.b = nn.Parameter(torch.zeros(linear.out_features, RANK))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.linear(x) + SCALE * ((x @ self.a.T) @ self.b.T)


class Tuned(nn.Module):
    """MiniLM with low-rank changes, and a linear layer each for block and kind."""

    def __init__(self, folder: Path, blocks: Sequence[str], kinds: Sequence[str]) -> None:
        super().__init__()
        self.blocks, self.kinds = list(blocks), list(kinds)
        self.model, self.tokenizer = open_minilm(folder)
        for parameter in self.model.parameters():
            parameter.requires_grad_(False)
        for layer in self.model.encoder.layer:
            for target in TARGETS:
                parent, name = target.rsplit(".", 1)
                holder = layer.get_submodule(parent)
                setattr(holder, name, _LowRank(getattr(holder, name)))
        self.dropout = nn.Dropout(DROPOUT)
        self.block = nn.Linear(384, len(self.blocks))
        self.kind = nn.Linear(384, len(self.kinds))

    def forward(self, texts: Sequence[tuple[str, str]]) -> tuple[torch.Tensor, torch.Tensor]:
        pooled = self.dropout(pool(self.model, self.tokenizer, texts))
        return self.block(pooled), self.kind(pooled)


def tune(folder: Path, data: Sequence[Labelled], seed: int = 0) -> Tuned:
    """Trains on labelled statements; the same seed and machine give the same weights."""
    torch.manual_seed(seed)
    net = Tuned(folder, sorted({r.block for r in data}), sorted({r.kind for r in data}))
    texts = [texts_of(row.statement) for row in data]
    blocks = torch.tensor([net.blocks.index(row.block) for row in data])
    kinds = torch.tensor([net.kinds.index(row.kind) for row in data])
    heads = [*net.block.parameters(), *net.kind.parameters()]
    low = [p for n, p in net.named_parameters() if p.requires_grad and n.startswith("model")]
    optimizer = torch.optim.AdamW(
        [{"params": low, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}], weight_decay=0.01
    )
    steps = EPOCHS * math.ceil(len(data) / BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [RATE, HEAD_RATE], total_steps=steps, pct_start=0.1
    )
    loss_of = nn.CrossEntropyLoss(label_smoothing=SMOOTHING)
    net.train()
    for epoch in range(EPOCHS):
        order = np.random.RandomState(seed + epoch).permutation(len(data))
        for first in range(0, len(order), BATCH):
            part = order[first : first + BATCH]
            by_block, by_kind = net([texts[i] for i in part])
            loss = loss_of(by_block, blocks[part]) + loss_of(by_kind, kinds[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    return net.eval()


def guess(net: Tuned, data: Sequence[Labelled]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Returns probabilities by block, shape (n, 10), and by kind, shape (n, 8)."""
    blocks, kinds = [], []
    with torch.inference_mode():
        for first in range(0, len(data), 64):
            one, other = net([texts_of(row.statement) for row in data[first : first + 64]])
            blocks.append(one.softmax(-1).numpy())
            kinds.append(other.softmax(-1).numpy())
    return np.vstack(blocks), np.vstack(kinds)


def save(net: Tuned, path: Path = WEIGHTS) -> None:
    """Writes the adapter in float16, with its names and version."""
    tensors = {
        "block.weight": net.block.weight,
        "block.bias": net.block.bias,
        "kind.weight": net.kind.weight,
        "kind.bias": net.kind.bias,
    }
    for number, layer in enumerate(net.model.encoder.layer):
        for target in TARGETS:
            low = layer.get_submodule(target)
            tensors[f"{number}.{target}.a"] = low.a
            tensors[f"{number}.{target}.b"] = low.b
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file(
        {name: tensor.detach().to(torch.float16).contiguous() for name, tensor in tensors.items()},
        path,
        metadata={
            "version": VERSION,
            "blocks": " ".join(net.blocks),
            "kinds": " ".join(net.kinds),
        },
    )
