"""The files to read below the paths that a person named."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from canvasai.errors import SourceUnreadableError, SourceUnsupportedError
from canvasai.sources.readers import READERS


def media_of(path: Path | str) -> str:
    """Returns the ending in lower case without its dot."""
    return Path(path).suffix.lower().removeprefix(".")


def unsupported(name: str) -> SourceUnsupportedError:
    """The error for a type that no reader knows."""
    known = ", ".join(f".{ending}" for ending in READERS)
    ending = Path(name).suffix
    what = f"type {ending} is" if ending else "type is"
    return SourceUnsupportedError(f"{name} cannot be read: its {what} not known.", f"Use {known}.")


def find_files(paths: Sequence[Path]) -> list[tuple[Path, str]]:
    """Finds the documents that the paths stand for.

    Args:
        paths: files, and folders that are searched in sorted order. In folders, hidden and
            unknown files are passed over, and links are followed only to files in the folder.

    Returns:
        Pairs of path and source name; names are unique, and no file occurs twice.

    Raises:
        SourceUnreadableError: a path is missing, a folder cannot be opened or holds no document.
        SourceUnsupportedError: a file named directly is of an unknown type.
    """
    found: dict[Path, tuple[Path, str]] = {}
    for path in paths:
        if path.is_dir():
            below = list(_below(path))
            if not below:
                known = ", ".join(f".{ending}" for ending in READERS)
                raise SourceUnreadableError(
                    f"The folder {path} holds no document that can be read.", f"Known are {known}."
                )
            for file in below:
                found.setdefault(file.resolve(), (file, file.relative_to(path).as_posix()))
        elif not path.exists():
            raise SourceUnreadableError(f"{path} does not exist.", "Check the path.")
        elif media_of(path) not in READERS:
            raise unsupported(path.name)
        else:
            found.setdefault(path.resolve(), (path, path.name))
    return _distinguished(list(found.values()))


def _below(folder: Path) -> Iterator[Path]:
    inside = folder.resolve()

    def refuse(error: OSError) -> None:
        raise SourceUnreadableError(
            f"The folder {error.filename} cannot be opened ({type(error).__name__}).",
            "Check its permissions.",
        ) from None

    for place, folders, files in os.walk(folder, onerror=refuse, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            file = Path(place, name)
            # "~$" begins the lock files that Office leaves beside open documents.
            if name.startswith((".", "~$")) or media_of(name) not in READERS:
                continue
            if file.is_symlink() and not file.resolve().is_relative_to(inside):
                continue
            if file.is_file():
                yield file


def _distinguished(found: list[tuple[Path, str]]) -> list[tuple[Path, str]]:
    """Puts parent folders in front of equal names until they differ."""
    names = [name for _, name in found]
    for _ in range(max((len(path.resolve().parts) for path, _ in found), default=0)):
        times = Counter(names)
        if len(times) == len(names):
            break
        for at, (path, _) in enumerate(found):
            if times[names[at]] > 1:
                parts = path.absolute().parts
                depth = len(names[at].split("/")) + 1
                names[at] = "/".join(parts[-depth:]) if depth < len(parts) else path.as_posix()
    return [(path, name) for (path, _), name in zip(found, names, strict=True)]
