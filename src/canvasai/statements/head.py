"""The trained head: linear layers over the features, small enough to live in the repository.

`make train` writes it. It is checked when it is read: a file of another version or shape is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from canvasai.errors import ModelFileError
from canvasai.statements.features import SIZE
from canvasai.statements.weights_file import HINT, TASKS, Odds, read_weights

VERSION = "3"
WEIGHTS = Path(__file__).with_name("weights") / "head.safetensors"


@dataclass(frozen=True, slots=True)
class Head:
    """Linear weights for each task.

    Attributes:
        names: by task, the labels in the order of the columns.
        weights: by task, shape (SIZE + 1, labels); the last row is the bias.
    """

    names: dict[str, tuple[str, ...]]
    weights: dict[str, NDArray[np.float32]]

    def odds(self, features: NDArray[np.float32]) -> Odds:
        """Returns probabilities for features of shape (n, SIZE)."""
        return Odds(
            {
                task: softmax(features @ weights[:-1] + weights[-1])
                for task, weights in self.weights.items()
            },
            self.names,
        )


def softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Returns probabilities along the last axis."""
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True), dtype=np.float32)


def load_head(path: Path = WEIGHTS) -> Head:
    """Reads the head.

    Raises:
        ModelFileError: the file is missing, damaged, or of another version or shape.
    """
    tensors, names = read_weights(path, VERSION, "numpy")
    if not set(TASKS) <= set(tensors):
        raise ModelFileError(f"The sorter's weights {path} are damaged (KeyError).", HINT)
    weights = {task: tensors[task].astype(np.float32) for task in TASKS}
    if any(weights[task].shape != (SIZE + 1, len(names[task])) for task in TASKS):
        raise ModelFileError(f"The sorter's weights {path} do not have the shape they need.", HINT)
    return Head(names, weights)


def save_head(head: Head, path: Path = WEIGHTS) -> None:
    """Writes the head as float16 with its version and labels."""
    from safetensors.numpy import save_file

    path.parent.mkdir(parents=True, exist_ok=True)
    save_file(
        {task: weights.astype(np.float16) for task, weights in head.weights.items()},
        path,
        metadata={"version": VERSION} | {task: " ".join(head.names[task]) for task in TASKS},
    )
