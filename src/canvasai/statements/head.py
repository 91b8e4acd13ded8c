"""The trained head: a linear layer over the features, small enough to live in the repository.

`make train` writes it. It is checked when it is read: a file of another version or shape is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from canvasai.errors import ModelFileError
from canvasai.statements.features import SIZE
from canvasai.statements.weights_file import HINT, read_weights

VERSION = "2"
WEIGHTS = Path(__file__).with_name("weights") / "head.safetensors"
NONE = "none"


@dataclass(frozen=True, slots=True)
class Head:
    """Linear weights for blocks and kinds.

    Attributes:
        block_names: nine blocks and "none", in the order of the columns.
        kind_names: in the order of the columns.
        block_weights: shape (SIZE + 1, 10); the last row is the bias.
        kind_weights: shape (SIZE + 1, 8).
    """

    block_names: tuple[str, ...]
    kind_names: tuple[str, ...]
    block_weights: NDArray[np.float32]
    kind_weights: NDArray[np.float32]

    def blocks(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """Returns log-odds by block, shape (n, 10), for features of shape (n, SIZE)."""
        return np.asarray(features @ self.block_weights[:-1] + self.block_weights[-1])

    def kinds(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """Returns probabilities by kind, shape (n, 8)."""
        return softmax(features @ self.kind_weights[:-1] + self.kind_weights[-1])


def softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Returns probabilities along the last axis."""
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True), dtype=np.float32)


def load_head(path: Path = WEIGHTS) -> Head:
    """Reads the head.

    Raises:
        ModelFileError: the file is missing, damaged, or of another version or shape.
    """
    tensors, blocks, kinds = read_weights(path, VERSION, "numpy")
    if not {"block", "kind"} <= set(tensors):
        raise ModelFileError(f"The sorter's weights {path} are damaged (KeyError).", HINT)
    head = Head(
        block_names=tuple(blocks.split()),
        kind_names=tuple(kinds.split()),
        block_weights=tensors["block"].astype(np.float32),
        kind_weights=tensors["kind"].astype(np.float32),
    )
    shapes = (SIZE + 1, len(head.block_names)), (SIZE + 1, len(head.kind_names))
    if (head.block_weights.shape, head.kind_weights.shape) != shapes:
        raise ModelFileError(f"The sorter's weights {path} do not have the shape they need.", HINT)
    return head


def save_head(head: Head, path: Path = WEIGHTS) -> None:
    """Writes the head as float16 with its version and names."""
    from safetensors.numpy import save_file

    path.parent.mkdir(parents=True, exist_ok=True)
    save_file(
        {
            "block": head.block_weights.astype(np.float16),
            "kind": head.kind_weights.astype(np.float16),
        },
        path,
        metadata={
            "version": VERSION,
            "blocks": " ".join(head.block_names),
            "kinds": " ".join(head.kind_names),
        },
    )
