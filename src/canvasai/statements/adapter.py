"""MiniLM tuned to statements: low-rank changes to its weights, small enough to ship.

The adapter (Hu et al., *LoRA*, ICLR 2022) is added to the verified MiniLM weights once, at loading,
so that it costs nothing afterwards. Two linear layers on the mean of the last states tell block and
kind. `make train` writes the file; a file of another version or shape is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from canvasai.statements.features import above
from canvasai.statements.model import Statement
from canvasai.statements.weights_file import read_weights

VERSION = "1"
WEIGHTS = Path(__file__).with_name("weights") / "adapter.safetensors"
RANK = 16
SCALE = 2.0
LONGEST = 96  # tokens; longer statements are cut, few are
_BATCH = 32

# The linear layers that are changed, in each of MiniLM's six transformer layers.
TARGETS = (
    "attention.self.query",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)


def texts_of(statement: Statement) -> tuple[str, str]:
    """Returns the two texts that the model reads: what stands above and was asked; what is told."""
    return f"{above(statement)} | {statement.question}", statement.told


class Adapter:
    """Tells block and kind with the tuned model; loads on first use.

    Args:
        folder: of the verified MiniLM.
        weights: the adapter's file.
    """

    def __init__(self, folder: Path, weights: Path = WEIGHTS) -> None:
        self._folder = folder
        self._weights = weights
        self._loaded: tuple[Any, Any, dict[str, Any]] | None = None

    def probabilities(
        self, statements: Sequence[Statement]
    ) -> tuple[list[dict[str, float]], list[dict[str, float]]]:
        """Returns for each statement its probabilities by block (and "none"), and by kind.

        Raises:
            ModelFileError: the adapter's file is missing, damaged, or of another version.
        """
        import torch

        model, tokenizer, told = self._load()
        names = told["blocks"].split(), told["kinds"].split()
        found: tuple[list[dict[str, float]], list[dict[str, float]]] = ([], [])
        for first in range(0, len(statements), _BATCH):
            part = [texts_of(statement) for statement in statements[first : first + _BATCH]]
            with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
                pooled = pool(model, tokenizer, part)
            for index, kind in enumerate(("block", "kind")):
                logits = pooled.float() @ told[f"{kind}.weight"].T + told[f"{kind}.bias"]
                rows: NDArray[np.float32] = torch.softmax(logits, dim=-1).numpy()
                found[index].extend(
                    dict(zip(names[index], (float(x) for x in row), strict=True)) for row in rows
                )
        return found

    def _load(self) -> tuple[Any, Any, dict[str, Any]]:
        if self._loaded is None:
            told = read_adapter(self._weights)
            model, tokenizer = open_minilm(self._folder)
            _merge(model, told)
            self._loaded = model.eval(), tokenizer, told
        return self._loaded


def open_minilm(folder: Path) -> tuple[Any, Any]:
    """Returns MiniLM and its tokenizer from a verified folder, without a network."""
    from transformers import AutoModel, AutoTokenizer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # not typed by its makers
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    return AutoModel.from_pretrained(folder, local_files_only=True), tokenizer


def pool(model: Any, tokenizer: Any, texts: Sequence[tuple[str, str]]) -> Any:
    """Returns the mean of the last states over the tokens, a tensor of shape (n, 384)."""
    batch = tokenizer(
        [one for one, _ in texts],
        [other for _, other in texts],
        padding=True,
        truncation="longest_first",
        max_length=LONGEST,
        return_tensors="pt",
    )
    states = model(**batch).last_hidden_state
    mask = batch["attention_mask"].unsqueeze(-1).to(states.dtype)
    return (states * mask).sum(1) / mask.sum(1)


def read_adapter(path: Path) -> dict[str, Any]:
    """Reads the adapter: tensors in float32 by name, and its names of blocks and kinds.

    Raises:
        ModelFileError: the file is missing, damaged, or of another version.
    """
    tensors, blocks, kinds = read_weights(path, VERSION, "pt")
    return {name: tensor.float() for name, tensor in tensors.items()} | {
        "blocks": blocks,
        "kinds": kinds,
    }


def _merge(model: Any, told: dict[str, Any]) -> None:
    """Adds the low-rank changes to the model's own weights."""
    import torch

    with torch.no_grad():
        for number, layer in enumerate(model.encoder.layer):
            for target in TARGETS:
                linear = layer.get_submodule(target)
                low, high = told[f"{number}.{target}.a"], told[f"{number}.{target}.b"]
                linear.weight += SCALE * (high @ low)
