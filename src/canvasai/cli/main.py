"""`canvasai`: puts the commands together."""

from __future__ import annotations

import io
import os
import sys
from typing import Annotated

import typer

from canvasai import __version__
from canvasai.cli import ask, convert, critique, draft, models, schema, search, sources, stress
from canvasai.cli.surface import State

app = typer.Typer(
    name="canvasai",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Drafts a Business Model Canvas from your documents. Each line cites a sentence that you can "
    "check, or says that it is an assumption and how to test it.",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"canvasai {__version__}")
        raise typer.Exit()


@app.callback()
def _options(
    context: typer.Context,
    project: Annotated[
        str, typer.Option("--project", "-p", envvar="CANVASAI_PROJECT", help="Which business.")
    ] = "default",
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    context.obj = State(project)


app.command("draft")(draft.draft)
app.command("critique")(critique.critique)
app.command("stress")(stress.stress)
app.command("convert")(convert.convert)
app.command("ask")(ask.ask)
app.command("search")(search.search)
app.add_typer(sources.app, name="sources")
app.add_typer(models.app, name="models")
app.command("schema")(schema.schema)


def run() -> None:
    """Runs the command line; the entry point of the installed script."""
    # Nobody's use of the program is anybody else's business.
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("DO_NOT_TRACK", "1")
    # Waiting threads of OpenMP spin by default: with another program on the cores, sorting a page
    # took 4.6 s in place of 0.2 s. It is read when torch is loaded, which is later.
    os.environ.setdefault("GOMP_SPINCOUNT", "2000")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A file or another program gets UTF-8; a terminal that cannot show "✓" gets its number.
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")
    try:
        app()
    except BrokenPipeError:
        # The reader of a pipe has gone ("canvasai … | head"): nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


if __name__ == "__main__":
    run()
