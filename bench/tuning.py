"""Trains the adapter of `canvasai.statements.adapter`: MiniLM's upper layers tuned, then rounded."""

from __future__ import annotations

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
    STEPS,
    VERSION,
    WEIGHTS,
    WHOLE,
    open_minilm,
    pool,
    tokenize,
    tuned_parameters,
    unpacked,
)
from canvasai.statements.english import Reading
from canvasai.statements.weights_file import NONE, TASKS

EPOCHS = 3
BATCH = 32
RATE = 3e-4
HEAD_RATE = 5e-3
SMOOTHING = 0.1
DROPOUT = 0.1
# How much of a statement's block the second one gets, where it speaks to two.
SECOND = 0.35
# Most statements tell of no money; what they teach about who pays counts less.
NO_MONEY = 0.4
# Batches of statements of like length are drawn from so many batches at a time.
_POOL = 16


class Tuned(nn.Module):
    """MiniLM and a linear layer for each task; its embeddings and lower layers stay as they are."""

    def __init__(self, folder: Path, names: dict[str, tuple[str, ...]]) -> None:
        super().__init__()
        self.names = names
        self.model, self.tokenizer = open_minilm(folder)
        for parameter in self.model.parameters():
            parameter.requires_grad_(False)
        for _, weight in tuned_parameters(self.model):
            weight.requires_grad_(True)
        self.before = {
            name: weight.detach().clone() for name, weight in tuned_parameters(self.model)
        }
        self.dropout = nn.Dropout(DROPOUT)
        self.heads = nn.ModuleDict({task: nn.Linear(384, len(names[task])) for task in names})

    def forward(self, readings: Sequence[Reading]) -> dict[str, torch.Tensor]:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            pooled = pool(self.model, tokenize(self.tokenizer, readings))
        pooled = self.dropout(pooled.float())
        return {task: head(pooled) for task, head in self.heads.items()}


def tune(folder: Path, data: Sequence[Labelled], epochs: int = EPOCHS, seed: int = 0) -> Tuned:
    """Trains on labelled statements; the same seed and machine give the same weights."""
    torch.manual_seed(seed)
    names = {task: tuple(sorted({getattr(row, task) for row in data})) for task in TASKS}
    net = Tuned(folder, names)
    goals = {task: _goals(data, task, names[task]) for task in TASKS}
    encoder = [p for p in net.model.encoder.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(
        [
            {"params": encoder, "lr": RATE},
            {"params": net.heads.parameters(), "lr": HEAD_RATE},
        ],
        weight_decay=0.01,
    )
    batches = [_batches(data, seed + epoch) for epoch in range(epochs)]
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        [RATE, HEAD_RATE],
        total_steps=sum(len(epoch) for epoch in batches),
        pct_start=0.1,
    )
    weights = {task: torch.ones(len(names[task])) for task in TASKS}
    weights["payer"][names["payer"].index(NONE)] = NO_MONEY
    losses = {
        task: nn.CrossEntropyLoss(weight=weights[task], label_smoothing=SMOOTHING) for task in TASKS
    }
    net.train()
    for part in (batch for epoch in batches for batch in epoch):
        told = net([data[i].reading for i in part])
        loss = torch.stack([losses[task](told[task], goals[task][part]) for task in TASKS]).sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    _round(net)
    return net.eval()


def guess(net: Tuned, data: Sequence[Labelled]) -> dict[str, NDArray[Any]]:
    """Returns probabilities by task, each of shape (n, labels)."""
    tables = {task: np.zeros((len(data), len(net.names[task]))) for task in TASKS}
    order = sorted(range(len(data)), key=lambda i: len(data[i].reading.text))
    with torch.inference_mode():
        for first in range(0, len(order), 64):
            part = order[first : first + 64]
            for task, logits in net([data[i].reading for i in part]).items():
                tables[task][part] = logits.softmax(-1).numpy()
    return tables


def save(net: Tuned, path: Path = WEIGHTS) -> None:
    """Writes the adapter in float16, with its labels and version."""
    tensors: dict[str, torch.Tensor] = {}
    for task, head in net.heads.items():
        tensors[f"{task}.weight"], tensors[f"{task}.bias"] = head.weight, head.bias
    for name, weight in tuned_parameters(net.model):
        if name.endswith(WHOLE):
            tensors[name] = weight
        else:
            steps, scale = packed(weight - net.before[name])
            tensors[f"{name}.steps"], tensors[f"{name}.scale"] = steps, scale
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file(
        {
            name: (tensor if name.endswith(".steps") else tensor.detach().half()).contiguous()
            for name, tensor in tensors.items()
        },
        path,
        metadata={"version": VERSION} | {task: " ".join(net.names[task]) for task in TASKS},
    )


def _goals(data: Sequence[Labelled], task: str, names: Sequence[str]) -> torch.Tensor:
    """Returns what the net should say: 1 for the label, shared with the second block if there is one."""
    goals = torch.zeros(len(data), len(names))
    for index, row in enumerate(data):
        second = row.second if task == "block" and row.second in names else ""
        goals[index, names.index(getattr(row, task))] = 1 - SECOND if second else 1
        if second:
            goals[index, names.index(second)] = SECOND
    return goals


def _batches(data: Sequence[Labelled], seed: int) -> list[list[int]]:
    """Returns batches in random order; those in a batch are of like length, so that little is padded."""
    random = np.random.RandomState(seed)
    order = random.permutation(len(data))
    pools = [order[first : first + BATCH * _POOL] for first in range(0, len(order), BATCH * _POOL)]
    batches = []
    for part in pools:
        by_length = sorted(part, key=lambda i: len(data[i].reading.text + data[i].reading.around))
        batches += [by_length[first : first + BATCH] for first in range(0, len(by_length), BATCH)]
    return [[int(i) for i in batches[index]] for index in random.permutation(len(batches))]


def _round(net: Tuned) -> None:
    """Puts the rounded changes, which ship, in the place of those that were learned."""
    with torch.no_grad():
        for name, weight in tuned_parameters(net.model):
            if not name.endswith(WHOLE):
                steps, scale = packed(weight - net.before[name])
                weight.copy_(net.before[name] + unpacked(steps, scale))


def packed(change: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Returns steps and scale as `unpacked` takes them, with the scale that loses least in each row."""
    change = change.detach().float()
    largest = change.abs().amax(dim=1).clamp(min=1e-9)
    best, lost = largest / STEPS, torch.full_like(largest, float("inf"))
    for share in (1.0, 0.9, 0.8, 0.7, 0.6, 0.5):
        scale = (share * largest / STEPS).half().float().clamp(min=1e-7)
        near = (change / scale[:, None]).round().clamp(-STEPS, STEPS) * scale[:, None]
        error = ((near - change) ** 2).sum(dim=1)
        best, lost = torch.where(error < lost, scale, best), torch.minimum(error, lost)
    steps = ((change / best[:, None]).round().clamp(-STEPS, STEPS) + STEPS).to(torch.uint8)
    return steps[:, 0::2] | (steps[:, 1::2] << 4), best
