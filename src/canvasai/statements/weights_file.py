"""The files of trained weights, which are checked before anything in them is used."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from canvasai.errors import ModelFileError

HINT = "Install CanvasAI again, or in a checkout run `make train`."
TASKS = ("block", "kind", "payer")
NONE = "none"


@dataclass(frozen=True, slots=True)
class Odds:
    """What a trained part says of n statements.

    Attributes:
        tables: by task ("block", "kind", "payer"), probabilities of shape (n, labels).
        names: by task, the labels in the order of the columns.
    """

    tables: dict[str, NDArray[np.float32]]
    names: dict[str, tuple[str, ...]]


def read_weights(
    path: Path, version: str, framework: Literal["numpy", "pt"]
) -> tuple[dict[str, Any], dict[str, tuple[str, ...]]]:
    """Returns the tensors by name, and the labels of each task.

    Raises:
        ModelFileError: the file is missing, damaged, or of another version.
    """
    tensors, told = read_tensors(path, version, framework)
    try:
        return tensors, {task: tuple(told[task].split()) for task in TASKS}
    except KeyError as error:
        raise _damaged(path, error) from None


def read_tensors(
    path: Path, version: str, framework: Literal["numpy", "pt"]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Returns the tensors of a file by name, and what it says of itself.

    Raises:
        ModelFileError: the file is missing, damaged, or of another version.
    """
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework=framework) as file:
            told = file.metadata() or {}
            if told.get("version") != version:
                raise ModelFileError(
                    f"The sorter's weights {path.name} are of version {told.get('version')}, "
                    f"this program needs {version}.",
                    HINT,
                )
            return {name: file.get_tensor(name) for name in file.keys()}, told  # noqa: SIM118  # a handle, not a dict
    except FileNotFoundError:
        raise ModelFileError(f"The sorter's weights {path} are missing.", HINT) from None
    except (SafetensorError, OSError) as error:
        raise _damaged(path, error) from None


def _damaged(path: Path, error: Exception) -> ModelFileError:
    return ModelFileError(
        f"The sorter's weights {path} are damaged ({type(error).__name__}).", HINT
    )
