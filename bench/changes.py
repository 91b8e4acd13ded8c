"""Rounds what was learned to the changes that ship (`canvasai.statements.changes`)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file

from canvasai.statements.changes import STEPS, WHOLE, tuned_parameters, unpacked

Before = dict[str, torch.Tensor]


def make_tunable(model: Any, first_layer: int) -> Before:
    """Lets the layers from `first_layer` on learn, and no others; returns their weights as they are."""
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    for _, weight in tuned_parameters(model, first_layer):
        weight.requires_grad_(True)
    return {n: weight.detach().clone() for n, weight in tuned_parameters(model, first_layer)}


def round_changes(model: Any, before: Before, first_layer: int) -> None:
    """Puts the rounded changes, which ship, in the place of those that were learned."""
    with torch.no_grad():
        for name, weight in tuned_parameters(model, first_layer):
            if not name.endswith(WHOLE):
                weight.copy_(before[name] + unpacked(*packed(weight - before[name])))


def changes_of(model: Any, before: Before, first_layer: int) -> dict[str, torch.Tensor]:
    """Returns the changes as tensors by name."""
    tensors: dict[str, torch.Tensor] = {}
    for name, weight in tuned_parameters(model, first_layer):
        if name.endswith(WHOLE):
            tensors[name] = weight
        else:
            tensors[f"{name}.steps"], tensors[f"{name}.scale"] = packed(weight - before[name])
    return tensors


def write(tensors: Mapping[str, torch.Tensor], told: dict[str, str], path: Path) -> None:
    """Writes tensors in float16, steps as they are."""
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file(
        {
            name: (tensor if name.endswith(".steps") else tensor.detach().half()).contiguous()
            for name, tensor in tensors.items()
        },
        path,
        metadata=told,
    )


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
