"""From a file, or a text from elsewhere, to a source."""

from __future__ import annotations

import hashlib
from pathlib import Path

from canvasai.errors import SourceError, SourceTooLargeError, SourceUnreadableError
from canvasai.settings import MIB, Settings
from canvasai.sources.finding import find_files, media_of, unsupported
from canvasai.sources.model import Source
from canvasai.sources.readers import READERS
from canvasai.sources.readers.draft import Draft
from canvasai.sources.readers.text import markdown_draft, plain_draft

__all__ = ["find_files", "read_file", "read_text"]


def read_file(path: Path, settings: Settings, *, name: str | None = None) -> Source:
    """Reads a document.

    Args:
        path: of the file; its ending says its type.
        settings: for the limits `max_source_bytes`, `max_unpacked_bytes`, `max_text_chars`.
        name: of the source; the file's name when not given.

    Raises:
        SourceUnsupportedError: no reader knows the type.
        SourceUnreadableError: missing, empty, damaged, locked, or without text.
        SourceTooLargeError: over one of the limits.
    """
    name = name or path.name
    media = media_of(path)
    if path.is_dir():
        raise SourceUnreadableError(f"{name} is a folder, not a file.", "Add the files in it.")
    if media not in READERS:
        raise unsupported(name)
    data = _bytes(path, name, settings)
    try:
        draft = READERS[media](data, name, settings)
    except SourceError:
        raise
    except MemoryError:
        raise SourceTooLargeError(f"{name} does not fit into memory.", "Split the file.") from None
    except Exception as error:  # whatever a library raises on a damaged file is not our bug
        raise SourceUnreadableError(
            f"{name} cannot be read: it may be damaged ({type(error).__name__}).",
            "Open it in the program that made it and save it again.",
        ) from None
    return _source(draft, name, media, hashlib.sha256(data).hexdigest(), settings)


def read_text(text: str, name: str, settings: Settings) -> Source:
    """Makes a source of a text that comes from elsewhere, such as a brief or a chat.

    Args:
        text: read as Markdown when the name ends with .md or .markdown, else as plain text.
        name: of the source.
        settings: for the limits `max_source_bytes` (of its UTF-8 form) and `max_text_chars`.

    Raises:
        SourceUnreadableError: it is empty.
        SourceTooLargeError: over one of the limits.
    """
    data = text.encode("utf-8", errors="replace")
    _check_size(len(data), name, settings)
    media = media_of(name) if media_of(name) in ("md", "markdown") else "txt"
    draft = plain_draft(text) if media == "txt" else markdown_draft(text)
    return _source(draft, name, media, hashlib.sha256(data).hexdigest(), settings)


def _bytes(path: Path, name: str, settings: Settings) -> bytes:
    try:
        if not path.is_file():
            missing = "is not a regular file" if path.exists() else "does not exist"
            raise SourceUnreadableError(f"{name} {missing}.", "Check the path.")
        _check_size(path.stat().st_size, name, settings)
        with path.open("rb") as file:
            # A file that grows while it is read must not pass the limit.
            data = file.read(settings.max_source_bytes + 1)
    except PermissionError:
        raise SourceUnreadableError(
            f"{name} cannot be opened: permission denied.", "Check its permissions."
        ) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SourceUnreadableError(
            f"{name} cannot be opened: {reason}.", "Check the file and the disk it is on."
        ) from None
    _check_size(len(data), name, settings)
    if not data.strip(b" \t\r\n\x00"):
        raise _empty(name)
    return data


def _check_size(size: int, name: str, settings: Settings) -> None:
    if size > settings.max_source_bytes:
        raise SourceTooLargeError(
            f"{name} has {size / MIB:.1f} MiB; "
            f"the limit is {settings.max_source_bytes / MIB:.1f} MiB.",
            "Split the file, or raise CANVASAI_MAX_SOURCE_BYTES.",
        )


def _source(draft: Draft, name: str, media: str, sha256: str, settings: Settings) -> Source:
    if len(draft.text) > settings.max_text_chars:
        raise SourceTooLargeError(
            f"{name} holds {len(draft.text):,} characters of text; "
            f"the limit is {settings.max_text_chars:,}.",
            "Split the file, or raise CANVASAI_MAX_TEXT_CHARS.",
        )
    notes = draft.notes
    if draft.hidden == 1:
        notes = ("1 passage that a reader does not see was left out.", *notes)
    elif draft.hidden:
        hidden = f"{draft.hidden} passages that a reader does not see were left out."
        notes = (hidden, *notes)
    if not draft.text.strip():
        raise _empty(name, notes)
    return Source(
        name=name,
        media=media,
        text=draft.text,
        sha256=sha256,
        headings=draft.headings,
        pages=draft.pages,
        rows=draft.rows,
        notes=notes,
    )


def _empty(name: str, notes: tuple[str, ...] = ()) -> SourceUnreadableError:
    hint = " ".join(notes) or "Check that this is the file you meant."
    return SourceUnreadableError(f"{name} is empty: it holds no text.", hint)
