"""Whether a model on disk is the right one, to the byte.

Hashing a gigabyte takes a second or more, so a full check leaves a marker beside the model:
later starts compare only length and time of change with it, and hash again on any difference.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from canvasai.models.files import ModelFile, ModelFiles
from canvasai.settings import MIB, Settings


@dataclass(frozen=True)
class ModelStatus:
    """What stands on disk.

    Attributes:
        state: `verified`; `partial` when some of it is here (go on with a pull); `damaged` when
            a file is not the right one (the next pull removes it); `missing`.
        path: what a user of the model opens once it is verified.
        present: bytes on disk so far.
        total: bytes of the whole model.
    """

    state: Literal["verified", "partial", "damaged", "missing"]
    path: Path
    present: int
    total: int


def status(model: ModelFiles, settings: Settings) -> ModelStatus:
    """Says how much of a model is on disk and whether it is right; changes no model file.

    A model without a marker is hashed, which may take seconds.
    """
    path = model.path(settings)
    if marked(model, settings):
        return ModelStatus("verified", path, model.size, model.size)
    wrong = {file.name: fault(model, file, settings) for file in model.files}
    here = [file for file in model.files if _target(model, file, settings).exists()]
    present = sum(_target(model, file, settings).stat().st_size for file in here)
    present += _bytes_below(staging(model, settings))
    if not any(wrong.values()):
        write_marker(model, settings)
        return ModelStatus("verified", path, model.size, model.size)
    if any(wrong[file.name] for file in here):
        return ModelStatus("damaged", path, present, model.size)
    return ModelStatus("partial" if present else "missing", path, present, model.size)


def staging(model: ModelFiles, settings: Settings) -> Path:
    """Folder for what is not verified yet; on the same disk as the models, so a move is atomic."""
    return settings.models_dir / ".pull" / (model.folder or model.files[0].name)


def marked(model: ModelFiles, settings: Settings) -> bool:
    """Whether every file still is as it was when it was last hashed and found right."""
    try:
        seen = json.loads(_marker(model, settings).read_text("utf-8"))
        return bool(seen == _fingerprint(model, settings))
    except (OSError, ValueError):
        return False


def write_marker(model: ModelFiles, settings: Settings) -> None:
    """Notes that every file was hashed and is right. A folder that is read-only stays without."""
    marker = _marker(model, settings)
    draft = marker.with_name(f"{marker.name}.{os.getpid()}")
    try:
        draft.write_text(json.dumps(_fingerprint(model, settings)), "utf-8")
        draft.replace(marker)
    except PermissionError:
        return


def fault(model: ModelFiles, file: ModelFile, settings: Settings) -> str:
    """Hashes the file in its final place; returns what is wrong with it, or an empty text."""
    path = _target(model, file, settings)
    return wrong_with(path, file) if path.exists() else f"{file.name} is missing"


def wrong_with(path: Path, file: ModelFile) -> str:
    """Hashes any copy of a model file; returns what is wrong with it, or an empty text.

    Raises:
        OSError: the copy cannot be read.
    """
    size = path.stat().st_size
    if size != file.size:
        return f"{file.name} has {size:,} bytes, expected {file.size:,}"
    got = sha256_of(path)
    if got != file.sha256:
        return f"{file.name} has SHA-256 {got[:12]}…, expected {file.sha256[:12]}…"
    return ""


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, 64 hexadecimal digits.

    Raises:
        OSError: the file cannot be read.
    """
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(4 * MIB):
            digest.update(block)
    return digest.hexdigest()


def _target(model: ModelFiles, file: ModelFile, settings: Settings) -> Path:
    return model.root(settings) / file.name


def _marker(model: ModelFiles, settings: Settings) -> Path:
    return settings.models_dir / f"{model.folder or model.files[0].name}.verified.json"


def _fingerprint(model: ModelFiles, settings: Settings) -> dict[str, list[object]]:
    # The expected hash is part of it: a marker of an older table does not count.
    seen: dict[str, list[object]] = {}
    for file in model.files:
        found = _target(model, file, settings).stat()
        seen[file.name] = [found.st_size, found.st_mtime_ns, file.sha256]
    return seen


def _bytes_below(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
