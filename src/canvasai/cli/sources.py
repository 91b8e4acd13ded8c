"""`canvasai sources add | list | show | remove`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from canvasai.cli.opening import open_index, open_store
from canvasai.cli.surface import (
    State,
    counting,
    err,
    guarded,
    out,
    printable,
    show_error,
    source_name,
)
from canvasai.errors import SourceError

app = typer.Typer(no_args_is_help=True, help="The documents of a project.")


@app.command("add")
@guarded
def add(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="Files and folders.")],
) -> None:
    """Read files and folders into the project; a file of the same name is replaced."""
    from canvasai.sources.finding import find_files
    from canvasai.sources.reading import read_file

    state: State = context.obj
    found = [(path, source_name(name)) for path, name in find_files(paths)]
    failed = 0
    with open_index(state.settings, state.project) as index:
        for path, name in found:
            # One bad file does not keep the others out; what is wrong with it is said.
            try:
                source = read_file(path, state.settings, name=name)
            except SourceError as error:
                show_error(error)
                failed += 1
                continue
            with counting(f"Indexing {printable(name)}") as progress:
                changed = index.add(source, progress)
            what = "added" if changed else "unchanged"
            out().print(f"{printable(name)}: {what}, {len(source.text):,} characters", markup=False)
            for note in source.notes:
                err().print(f"  {printable(note)}", markup=False, style="dim")
    if failed:
        err().print(f"{failed} of {len(found)} files could not be read.", style="yellow")
        raise typer.Exit(1)


@app.command("list")
@guarded
def list_sources(context: typer.Context) -> None:
    """Show the sources of the project."""
    from rich.table import Table
    from rich.text import Text

    state: State = context.obj
    infos = open_store(state.settings, state.project).infos()
    if not infos:
        out().print("The project has no sources. `canvasai sources add PATH` adds some.")
        return
    table = Table("name", "type", "characters", "pages", "chunks", "added (UTC)")
    for info in infos:
        table.add_row(
            Text(printable(info.name)),
            info.media,
            f"{info.characters:,}",
            str(info.pages or ""),
            str(info.chunks),
            f"{info.added:%Y-%m-%d %H:%M}",
        )
    out().print(table)


@app.command("show")
@guarded
def show(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="As `sources list` shows it.")],
    text: Annotated[
        bool, typer.Option("--text", help="Only the normalised text, as offsets count it.")
    ] = False,
) -> None:
    """Show one source: where its headings and pages are, or its normalised text."""
    state: State = context.obj
    source = open_store(state.settings, state.project).source(name)
    if text:
        typer.echo(source.text, nl=False)
        return
    console = out()
    console.print(printable(source.name), markup=False, style="bold")
    console.print(f"{source.media}, {len(source.text):,} characters, SHA-256 {source.sha256[:16]}…")
    for note in source.notes:
        console.print(f"Note: {printable(note)}", markup=False)
    for page in source.pages:
        title = f" {page.name}" if page.name else ""
        console.print(f"{page.start:>9}  {page.kind} {page.number}{printable(title)}", markup=False)
    for heading in source.headings:
        indent = "  " * heading.level
        console.print(f"{heading.start:>9}{indent}{printable(heading.title)}", markup=False)


@app.command("remove")
@guarded
def remove(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="As `sources list` shows it.")],
) -> None:
    """Remove a source from the project; the file it came from stays."""
    state: State = context.obj
    store = open_store(state.settings, state.project)
    # Vectors of chunks that are gone are forgotten at the next indexing; nothing finds them before.
    store.remove(name)
    out().print(f"{printable(name)}: removed", markup=False)
