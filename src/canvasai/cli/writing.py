"""Writes canvases to files, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from canvasai.cli.surface import State
from canvasai.errors import ConfigError

if TYPE_CHECKING:
    from canvasai.canvas.model import Canvas

_ENDINGS = (".md", ".json")


def check_outputs(paths: list[Path], read: Collection[Path] = ()) -> list[Path]:
    """Checks before any work is done that the files can be written.

    Args:
        paths: the files to write.
        read: the documents that are drafted from.

    Raises:
        ConfigError: an unknown ending, a folder that is missing or closed, or a document of
            the person's own.
    """
    documents = {path.resolve() for path in read}
    for path in paths:
        if path.suffix.lower() not in _ENDINGS:
            raise ConfigError(
                f"{path} has no known ending.", f"Name a file that ends in {' or '.join(_ENDINGS)}."
            )
        if path.is_dir() or not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
            raise ConfigError(
                f"{path} cannot be written.", "Name a file in a folder that exists and is yours."
            )
        if path.resolve() in documents:
            raise ConfigError(
                f"{path} is one of the documents to draft from.", "Name another file to write to."
            )
    return paths


def write_canvas(canvas: Canvas, path: Path) -> Path:
    """Writes Markdown or JSON, by the ending; an older file is replaced at the end, whole.

    Raises:
        ConfigError: the disk refuses.
    """
    from canvasai.canvas.formats.json_format import canvas_to_json
    from canvasai.canvas.formats.markdown.write import canvas_to_markdown

    make = canvas_to_json if path.suffix.lower() == ".json" else canvas_to_markdown
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        draft.write_text(make(canvas), encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise ConfigError(
            f"{path} could not be written: {error.strerror}.", "Check the disk and the folder."
        ) from None
    return path


def keep_canvas(canvas: Canvas, state: State) -> Path:
    """Keeps a canvas in the project, beside the earlier ones."""
    from canvasai.projects.store import project_folder

    folder = project_folder(state.settings.projects_dir, state.project) / "canvases"
    folder.mkdir(parents=True, exist_ok=True)
    return write_canvas(canvas, folder / f"{datetime.now(UTC):%Y-%m-%dT%H-%M-%S}.json")
