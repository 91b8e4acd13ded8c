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
    from safetensors import SafetensorError, safe_open

    hint = "Install CanvasAI again, or in a checkout run `make train`."
    try:
        with safe_open(path, framework="numpy") as file:
            told = file.metadata() or {}
            if told.get("version") != VERSION:
                raise ModelFileError(
                    f"The sorter's weights {path.name} are of version {told.get('version')}, "
                    f"this program needs {VERSION}.",
                    hint,
                )
            head = Head(
                block_names=tuple(told["blocks"].split()),
                kind_names=tuple(told["kinds"].split()),
                block_weights=file.get_tensor("block").astype(np.float32),
                kind_weights=file.get_tensor("kind").astype(np.float32),
            )
    except FileNotFoundError:
        raise ModelFileError(f"The sorter's weights {path} are missing.", hint) from None
    except (SafetensorError, KeyError, OSError) as error:
        raise ModelFileError(
            f"The sorter's weights {path} are damaged ({type(error).__name__}).", hint
        ) from None
    shapes = (SIZE + 1, len(head.block_names)), (SIZE + 1, len(head.kind_names))
    if (head.block_weights.shape, head.kind_weights.shape) != shapes:
        raise ModelFileError(f"The sorter's weights {path} do not have the shape they need.", hint)
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
