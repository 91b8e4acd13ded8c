"""What was learned from labelled statements: changes to MiniLM, and the layers on top of it.

`make train` writes the file; a file of another version or shape is refused.
"""

from __future__ import annotations

import itertools
from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from canvasai.errors import ModelFileError
from canvasai.retrieval.embeddings import half_precision
from canvasai.statements.changes import add_changes, open_minilm, replace
from canvasai.statements.english import Reading
from canvasai.statements.weights_file import HINT, Odds, read_weights

if TYPE_CHECKING:
    from canvasai.statements.net import Net

VERSION = "4"
WEIGHTS = Path(__file__).with_name("weights") / "adapter.safetensors"
_BATCH = 32


class Adapter:
    """Tells block, kind and payer with the tuned model; loads on first use.

    Args:
        folder: of the verified MiniLM.
        weights: the adapter's file.
    """

    def __init__(self, folder: Path, weights: Path = WEIGHTS) -> None:
        self._folder = folder
        self._weights = weights
        self._loaded: tuple[Net, Any, dict[str, float]] | None = None

    def odds(self, readings: Sequence[Reading], documents: Sequence[Hashable]) -> Odds:
        """Returns probabilities, shape (n, labels) a task, and the names of the labels.

        Args:
            readings: n statements, document after document, each in its order.
            documents: which document each is of.

        Raises:
            ModelFileError: the adapter's file is missing, damaged, or of another version.
        """
        import torch

        from canvasai.statements.net import pool_all

        net, tokenizer, temperatures = self._load()
        if not readings:
            return Odds(
                {t: np.zeros((0, len(n)), dtype=np.float32) for t, n in net.names.items()},
                net.names,
            )
        lengths = [len(list(group)) for _, group in itertools.groupby(documents)]
        with torch.inference_mode():
            with half_precision():
                pooled = pool_all(net.model, tokenizer, readings, _BATCH)
            logits = net(pooled, lengths)
        return Odds(
            {task: softmax(table.numpy() / temperatures[task]) for task, table in logits.items()},
            net.names,
        )

    def _load(self) -> tuple[Net, Any, dict[str, float]]:
        if self._loaded is None:
            from canvasai.statements.net import Net

            tensors, names = read_adapter(self._weights)
            model, tokenizer = open_minilm(self._folder)
            net = Net(model, names)
            try:
                merge(net, tensors)
            except (KeyError, RuntimeError) as error:
                raise ModelFileError(
                    f"The sorter's weights {self._weights} do not fit the encoder "
                    f"({type(error).__name__}).",
                    HINT,
                ) from None
            temperatures = {task: float(tensors[f"{task}.temperature"][0]) for task in names}
            self._loaded = net.eval(), tokenizer, temperatures
        return self._loaded


def softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Returns probabilities along the last axis."""
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True), dtype=np.float32)


def read_adapter(path: Path) -> tuple[dict[str, Any], dict[str, tuple[str, ...]]]:
    """Reads the adapter: tensors in float32 by name, and the labels of each task.

    Raises:
        ModelFileError: the file is missing, damaged, or of another version.
    """
    tensors, names = read_weights(path, VERSION, "pt")
    for task, labels in names.items():
        parts = [tensors.get(f"{task}.{part}") for part in ("weight", "bias", "among")]
        temperature = tensors.get(f"{task}.temperature")
        if any(part is None for part in parts) or temperature is None:
            raise ModelFileError(
                f"The sorter's weights {path} are damaged (parts are missing).", HINT
            )
        if any(part.shape[0] != len(labels) for part in parts if part is not None) or not (
            temperature.shape == (1,) and 0.05 < float(temperature[0]) < 20
        ):
            raise ModelFileError(
                f"The sorter's weights {path} do not have the shape they need.", HINT
            )
    if not any(name.endswith(".steps") for name in tensors):
        raise ModelFileError(f"The sorter's weights {path} are damaged (parts are missing).", HINT)
    return {
        name: tensor if name.endswith(".steps") else tensor.float()
        for name, tensor in tensors.items()
    }, names


def merge(net: Net, tensors: dict[str, Any]) -> None:
    """Adds the changes to MiniLM's own weights, and fills in the layers on top.

    Raises:
        KeyError, RuntimeError: the tensors are of another model.
    """
    import torch

    from canvasai.statements.net import FIRST_LAYER

    add_changes(net.model, tensors, FIRST_LAYER)
    with torch.no_grad():
        for name, weight in net.around.named_parameters():
            replace(weight, tensors[f"around.{name}"])
        for task in net.names:
            alone: Any = net.alone[task]
            among: Any = net.among[task]
            replace(alone.weight, tensors[f"{task}.weight"])
            replace(alone.bias, tensors[f"{task}.bias"])
            replace(among.weight, tensors[f"{task}.among"])
