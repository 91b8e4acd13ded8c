"""Small changes to MiniLM, kept in four bits a weight.

Changes are small beside the weights, so that what rounding costs is not seen, while changes of low rank of
the same size cost 3 points of accuracy. They are added to the verified MiniLM weights once, at loading, so
that they cost nothing afterwards.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

# These, of one dimension, are replaced whole; weights of two are changed in steps of a scale.
WHOLE = (".bias", "LayerNorm.weight")
STEPS = 7


def open_minilm(folder: Path) -> tuple[Any, Any]:
    """Returns MiniLM and its tokenizer from a verified folder, without a network."""
    from transformers import AutoModel, AutoTokenizer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # not typed by its makers
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    return AutoModel.from_pretrained(folder, local_files_only=True), tokenizer


def tuned_parameters(model: Any, first_layer: int) -> list[tuple[str, Any]]:
    """Returns the weights of MiniLM's layers from `first_layer` on, each with its name."""
    return [
        (name, weight)
        for name, weight in model.encoder.named_parameters()
        if int(name.split(".")[1]) >= first_layer
    ]


def add_changes(model: Any, tensors: dict[str, Any], first_layer: int) -> None:
    """Adds changes to the model's own weights.

    Raises:
        KeyError, RuntimeError: the tensors are of another model.
    """
    import torch

    with torch.no_grad():
        for name, weight in tuned_parameters(model, first_layer):
            if name.endswith(WHOLE):
                replace(weight, tensors[name])
            else:
                weight += unpacked(tensors[f"{name}.steps"], tensors[f"{name}.scale"])


def replace(weight: Any, tensor: Any) -> None:
    """Puts a tensor in the place of a weight.

    Raises:
        RuntimeError: its shape is another one.
    """
    # copy_ alone would stretch a single number over a whole row.
    if tensor.shape != weight.shape:
        raise RuntimeError
    weight.copy_(tensor)


def unpacked(steps: Any, scale: Any) -> Any:
    """Returns a change of shape (rows, columns).

    Args:
        steps: two columns a byte, the even one in the lower half, each -STEPS to STEPS plus STEPS;
            shape (rows, columns / 2).
        scale: what a step is worth in each row, shape (rows,).
    """
    import torch

    both = torch.stack([steps & 15, steps >> 4], dim=-1).flatten(1)
    return (both.float() - STEPS) * scale[:, None]
