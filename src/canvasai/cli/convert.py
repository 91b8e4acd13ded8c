"""`canvasai convert`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from canvasai.cli.canvas_files import load_canvas, show_problems, write_file
from canvasai.cli.surface import State, guarded, out, printable, source_name
from canvasai.errors import ConfigError


@guarded
def convert(
    context: typer.Context,
    source: Annotated[Path, typer.Argument(metavar="IN", help="A canvas, or a document.")],
    target: Annotated[Path, typer.Argument(metavar="OUT", help="The file to write.")],
    to: Annotated[
        str, typer.Option("--to", help="Format to write, where the ending does not say it.")
    ] = "",
    from_: Annotated[
        str,
        typer.Option("--from", help="Format to read; `text` reads any document as free text."),
    ] = "",
    left_out: Annotated[
        Path | None,
        typer.Option("--left-out", help="Write the texts that fit no block into this file."),
    ] = None,
) -> None:
    """Convert a canvas: json, markdown, bmml, csv in and out; svg, pdf, png, pptx, docx out; documents in."""
    state: State = context.obj
    from canvasai.canvas.formats.known import FORMATS, SIDE_ENDING, named, of_file

    known = named(to) if to else of_file(target.name)
    if known is None or known.write is None:
        endings = ", ".join(one.endings[0] for one in FORMATS if one.write)
        raise ConfigError(f"{target} has no known ending.", f"Known: {endings}; or say `--to`.")
    beside = [target.with_name(target.name + SIDE_ENDING)] if known.side else []
    written = [target, *beside, *([left_out] if left_out else [])]
    for path in written:
        if path.exists() and path.resolve() == source.resolve():
            raise ConfigError(f"{path} is the file to read.", "Name another file to write to.")
        if not path.parent.is_dir() or path.is_dir():
            raise ConfigError(f"{path} cannot be written.", "Name a file in a folder that exists.")
    if len({path.resolve() for path in written}) < len(written):
        raise ConfigError(
            f"{left_out} is where the canvas goes.", "Name another file for `--left-out`."
        )
    read = load_canvas(source, state, from_)
    if not read.canvas.items and read.left_out:
        show_problems(read.problems, read.left_out)
        raise ConfigError(
            f"Nothing in {source_name(source.name)} speaks to a block of a canvas.",
            "Name a document that tells of a business, or put what it says under headings of blocks.",
        )
    if left_out is not None:
        left_out.write_text("".join(f"{text}\n" for text in read.left_out), encoding="utf-8")
    show_problems(read.problems, read.left_out)
    for path in write_file(read.canvas, target, known):
        out().print(f"Written: {printable(str(path))}", markup=False)
