"""MiniLM tuned to statements: changes to the weights of its upper layers, small enough to ship.

A change takes four bits a weight, with a scale for each row: changes are small beside the weights, so that
what rounding costs is not seen, while changes of low rank of the same size cost 3 points of accuracy. They
are added to the verified MiniLM weights once, at loading, so that they cost nothing afterwards. Linear layers on the mean of the last
states over the statement's own tokens tell block, kind and payer; what stands around the statement is
read but not averaged. `make train` writes the file; a file of another version or shape is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from canvasai.errors import ModelFileError
from canvasai.statements.english import Reading
from canvasai.statements.weights_file import HINT, Odds, read_weights

VERSION = "3"
WEIGHTS = Path(__file__).with_name("weights") / "adapter.safetensors"
# Layers below stay as they are.
FIRST_LAYER = 1
LONGEST = 96  # tokens; longer statements are cut, few are
_BATCH = 32
# These, of one dimension, are replaced whole; weights of two are changed in steps of a scale.
WHOLE = (".bias", "LayerNorm.weight")
STEPS = 7


class Adapter:
    """Tells block, kind and payer with the tuned model; loads on first use.

    Args:
        folder: of the verified MiniLM.
        weights: the adapter's file.
    """

    def __init__(self, folder: Path, weights: Path = WEIGHTS) -> None:
        self._folder = folder
        self._weights = weights
        self._loaded: tuple[Any, Any, dict[str, Any], dict[str, tuple[str, ...]]] | None = None

    def odds(self, readings: Sequence[Reading]) -> Odds:
        """Returns probabilities, shape (n, labels) a task, and the names of the labels.

        Raises:
            ModelFileError: the adapter's file is missing, damaged, or of another version.
        """
        import torch

        model, tokenizer, tensors, names = self._load()
        tables = {
            task: np.zeros((len(readings), len(labels)), dtype=np.float32)
            for task, labels in names.items()
        }
        # Statements of like length go together, so that little is computed on padding.
        order = sorted(range(len(readings)), key=lambda i: len(readings[i].text))
        for first in range(0, len(order), _BATCH):
            part = order[first : first + _BATCH]
            with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
                pooled = pool(model, tokenize(tokenizer, [readings[i] for i in part]))
            for task, table in tables.items():
                logits = pooled.float() @ tensors[f"{task}.weight"].T + tensors[f"{task}.bias"]
                table[part] = torch.softmax(logits, dim=-1).numpy()
        return Odds(tables, names)

    def _load(self) -> tuple[Any, Any, dict[str, Any], dict[str, tuple[str, ...]]]:
        if self._loaded is None:
            tensors, names = read_adapter(self._weights)
            model, tokenizer = open_minilm(self._folder)
            try:
                merge(model, tensors)
                if any(tensors[f"{t}.weight"].shape[1] != model.config.hidden_size for t in names):
                    raise RuntimeError
            except (KeyError, RuntimeError) as error:
                raise ModelFileError(
                    f"The sorter's weights {self._weights} do not fit the encoder "
                    f"({type(error).__name__}).",
                    HINT,
                ) from None
            self._loaded = model.eval(), tokenizer, tensors, names
        return self._loaded


def open_minilm(folder: Path) -> tuple[Any, Any]:
    """Returns MiniLM and its tokenizer from a verified folder, without a network."""
    from transformers import AutoModel, AutoTokenizer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # not typed by its makers
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    return AutoModel.from_pretrained(folder, local_files_only=True), tokenizer


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


def pool(model: Any, batch: Any) -> Any:
    """Returns the mean of the last states over the statement's tokens, a tensor of shape (n, 384)."""
    states = model(**batch).last_hidden_state.float()
    mask = (batch["attention_mask"] * batch["token_type_ids"]).unsqueeze(-1).to(states.dtype)
    return (states * mask).sum(1) / mask.sum(1)


def read_adapter(path: Path) -> tuple[dict[str, Any], dict[str, tuple[str, ...]]]:
    """Reads the adapter: tensors in float32 by name, and the labels of each task.

    Raises:
        ModelFileError: the file is missing, damaged, or of another version.
    """
    tensors, names = read_weights(path, VERSION, "pt")
    for task, labels in names.items():
        weight, bias = tensors.get(f"{task}.weight"), tensors.get(f"{task}.bias")
        if weight is None or bias is None:
            raise ModelFileError(
                f"The sorter's weights {path} are damaged (parts are missing).", HINT
            )
        if weight.shape[0] != len(labels) or tuple(bias.shape) != (len(labels),):
            raise ModelFileError(
                f"The sorter's weights {path} do not have the shape they need.", HINT
            )
    if not any(name.endswith(".steps") for name in tensors):
        raise ModelFileError(f"The sorter's weights {path} are damaged (parts are missing).", HINT)
    return {
        name: tensor if name.endswith(".steps") else tensor.float()
        for name, tensor in tensors.items()
    }, names


def merge(model: Any, tensors: dict[str, Any]) -> None:
    """Adds the changes to the model's own weights.

    Raises:
        KeyError, RuntimeError: the tensors are of another model.
    """
    import torch

    with torch.no_grad():
        for name, weight in tuned_parameters(model):
            if name.endswith(WHOLE):
                if tensors[name].shape != weight.shape:
                    raise RuntimeError(name)
                weight.copy_(tensors[name])
            else:
                weight += unpacked(tensors[f"{name}.steps"], tensors[f"{name}.scale"])


def tuned_parameters(model: Any) -> list[tuple[str, Any]]:
    """Returns the weights of MiniLM that are tuned, each with its name."""
    return [
        (name, weight)
        for name, weight in model.encoder.named_parameters()
        if int(name.split(".")[1]) >= FIRST_LAYER
    ]


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
