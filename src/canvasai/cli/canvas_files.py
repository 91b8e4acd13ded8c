"""Reads canvases from files of any format, free text too, and writes them whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from canvasai.cli.opening import open_encoder
from canvasai.cli.surface import State, err, printable, source_name
from canvasai.errors import ConfigError, FormatError

if TYPE_CHECKING:
    from canvasai.canvas.formats.known import Format
    from canvasai.canvas.formats.reading import Problem
    from canvasai.canvas.model import Canvas
    from canvasai.sources.model import Source

TEXT = "text"
# A Markdown file with headings for so many blocks is a canvas; one with fewer is a text about a business.
_CANVAS_BLOCKS = 5
# A file of fewer is one too, where there is hardly anything else in it.
_FEW_BLOCKS = 2
_MUCH_BESIDE = 4


@dataclass(frozen=True, slots=True)
class Loaded:
    """A canvas that was read from a file.

    Attributes:
        canvas: what was read.
        format: of the file; None for free text.
        problems: what could not be taken over as it stands.
        left_out: texts that fit no block.
        sources: the documents that the items cite, where the file is itself one.
    """

    canvas: Canvas
    format: Format | None
    problems: tuple[Problem, ...] = ()
    left_out: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()


def load_canvas(path: Path, state: State, as_format: str = "") -> Loaded:
    """Reads a canvas.

    Args:
        path: the file.
        state: for the settings, where it is free text.
        as_format: a name of a format, "text" for free text, or "" to go by the ending and the content.

    Raises:
        ConfigError: the file is missing, or its format is unknown or cannot be read.
        FormatError: it is not what its format says.
        SourceError: it is free text that cannot be read.
    """
    from canvasai.canvas.formats.known import named, of_file

    if not path.is_file():
        raise ConfigError(f"{printable(str(path))} is no file.", "Name a canvas or a document.")
    if as_format == TEXT:
        return _from_text(path, state)
    known = named(as_format) if as_format else of_file(path.name)
    if known is None or known.read is None:
        if as_format:
            raise ConfigError(
                f"CanvasAI writes {as_format}, but does not read canvases from it.",
                "`--from text` reads it as a document.",
            )
        return _from_text(path, state)
    if known.name == "markdown" and not as_format:
        return _from_markdown(path, known, state)
    return _from_file(path, known)


def _from_file(path: Path, known: Format) -> Loaded:
    from canvasai.canvas.formats.known import MOST_BYTES, SIDE_ENDING, text_of

    assert known.read is not None
    name = source_name(path.name)
    with path.open("rb") as file:
        text = text_of(file.read(MOST_BYTES + 1), name)
    side = path.with_name(path.name + SIDE_ENDING)
    beside = None
    if known.side is not None and side.is_file():
        with side.open("rb") as file:
            beside = file.read(MOST_BYTES + 1).decode("utf-8-sig", errors="replace")
    read = known.read(text, name, beside)
    return Loaded(read.canvas, known, read.problems, read.left_out)


def _from_markdown(path: Path, known: Format, state: State) -> Loaded:
    """A canvas as Markdown; a text that has headings for a few blocks only is read as a document."""
    try:
        read = _from_file(path, known)
    except FormatError:
        if _is_ours(path):
            raise
        return _from_text(path, state)
    blocks = len({item.block for item in read.canvas.items})
    beside = len(read.left_out)
    all_canvas = blocks >= _FEW_BLOCKS and _MUCH_BESIDE * beside < len(read.canvas.items)
    if blocks >= _CANVAS_BLOCKS or all_canvas or _is_ours(path):
        return read
    return _from_text(path, state)


def _is_ours(path: Path) -> bool:
    """Whether CanvasAI wrote the file: its items carry their ids."""
    with path.open("rb") as file:
        return b"{#" in file.read(200_000)


def _from_text(path: Path, state: State) -> Loaded:
    from canvasai.drafting.importing import import_statements
    from canvasai.sources.reading import read_file
    from canvasai.statements.sorting import Sorter
    from canvasai.statements.splitting import split_statements

    source = read_file(path, state.settings, name=source_name(path.name))
    encoder = open_encoder(state.settings)
    statements = split_statements(source)
    title = printable(source.headings[0].title)[:80] if source.headings else source_name(path.stem)
    found = Sorter(encoder.encode, encoder.folder).sort(statements, own_names=[title])
    made = import_statements(title, [source], found)
    return Loaded(made.canvas, None, (), made.left_out, (source,))


def write_file(canvas: Canvas, path: Path, known: Format) -> list[Path]:
    """Writes a canvas, and its side file where the format loses something; whole or not at all.

    Returns:
        the files written.

    Raises:
        ConfigError: the disk refuses.
    """
    from canvasai.canvas.formats.known import SIDE_ENDING

    assert known.write is not None
    contents = {path: known.write(canvas)}
    side_path = path.with_name(path.name + SIDE_ENDING)
    side = known.side(canvas) if known.side is not None else None
    if side is not None:
        contents[side_path] = side.encode()
    written = _written(contents)
    if known.side is not None and side is None:
        # An older side file would be read as this one's.
        side_path.unlink(missing_ok=True)
    return written


def _written(contents: Mapping[Path, bytes]) -> list[Path]:
    """Writes all drafts before the first takes its place, so that a full disk spoils no pair of files."""
    drafts = {path: path.with_name(f".{path.name}.{os.getpid()}.tmp") for path in contents}
    path = next(iter(contents))
    try:
        for path, content in contents.items():
            drafts[path].write_bytes(content)
        for path, draft in drafts.items():
            draft.replace(path)
    except OSError as error:
        raise ConfigError(
            f"{path} could not be written: {error.strerror}.", "Check the disk and the folder."
        ) from None
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
    return list(contents)


def show_problems(problems: Sequence[Problem], left_out: Sequence[str], most: int = 10) -> None:
    """Prints what could not be taken over, on standard error."""
    for problem in problems:
        err().print(
            f"{printable(problem.where)}: {printable(problem.message)}",
            markup=False,
            style="yellow",
        )
    if left_out:
        err().print(f"{len(left_out)} texts fit no block:", style="yellow")
    for text in left_out[:most]:
        err().print(f"  {printable(text)[:160]}", markup=False)
    if len(left_out) > most:
        err().print(f"  … and {len(left_out) - most} more (`--left-out FILE` writes all).")
