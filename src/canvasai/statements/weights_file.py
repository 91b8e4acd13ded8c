"""Reads the files of trained weights, which are checked before anything in them is used."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from canvasai.errors import ModelFileError

HINT = "Install CanvasAI again, or in a checkout run `make train`."


def read_weights(
    path: Path, version: str, framework: Literal["numpy", "pt"]
) -> tuple[dict[str, Any], str, str]:
    """Returns the tensors by name, and the names of the blocks and of the kinds, spaced.

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
            names = told["blocks"], told["kinds"]
            return {name: file.get_tensor(name) for name in file.keys()}, *names  # noqa: SIM118  # a handle, not a dict
    except FileNotFoundError:
        raise ModelFileError(f"The sorter's weights {path} are missing.", HINT) from None
    except (SafetensorError, KeyError, OSError) as error:
        raise ModelFileError(
            f"The sorter's weights {path} are damaged ({type(error).__name__}).", HINT
        ) from None
