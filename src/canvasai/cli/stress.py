"""`canvasai stress`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from canvasai.cli.canvas_files import load_canvas
from canvasai.cli.surface import State, as_text, guarded, out, printable, printable_json
from canvasai.errors import ConfigError

if TYPE_CHECKING:
    from canvasai.critique.stress import HeatMap

_FORMATS = ("text", "json", "md", "svg")


@guarded
def stress(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A canvas of any format, or a document.")],
    named: Annotated[
        list[str] | None,
        typer.Option(
            "--uncertainty", help="What may happen; may be repeated. Else some are suggested."
        ),
    ] = None,
    form: Annotated[str, typer.Option("--format", help="text, json, md or svg.")] = "text",
    from_: Annotated[
        str, typer.Option("--from", help="Format to read; `text` reads any document.")
    ] = "",
) -> None:
    """Show what uncertainties do to each block, spread along the links."""
    state: State = context.obj
    from canvasai.critique.inferring import with_inferred
    from canvasai.critique.stress import Uncertainty, heat_map, suggested
    from canvasai.critique.stress_report import (
        heat_map_to_dict,
        heat_map_to_markdown,
        heat_map_to_svg,
    )

    if form not in _FORMATS:
        raise ConfigError(f"There is no format {form!r}.", f"Known: {', '.join(_FORMATS)}.")
    canvas, _ = with_inferred(load_canvas(file, state, from_).canvas)
    chosen = [Uncertainty(" ".join(as_text(one).split())) for one in named or [] if one.strip()]
    found = heat_map(canvas, chosen or suggested())
    if form == "json":
        told = json.dumps(heat_map_to_dict(found), ensure_ascii=False, indent=2)
        typer.echo(printable_json(told))
    elif form == "md":
        typer.echo(printable(heat_map_to_markdown(canvas.name, found)), nl=False)
    elif form == "svg":
        typer.echo(heat_map_to_svg(canvas.name, found), nl=False)
    else:
        _show(found)


def _show(found: HeatMap) -> None:
    from canvasai.canvas.blocks import Block
    from canvasai.critique.stress import Heat
    from canvasai.critique.stress_report import MARKS

    colours = {
        Heat.RED: "red",
        Heat.AMBER: "yellow",
        Heat.GREEN: "green",
        Heat.UNKNOWN: "dim",
        Heat.EMPTY: "dim",
    }
    blocks = "".join(f"{block.prefix:<5}" for block in Block)
    legend = "  ".join(f"{mark} {heat}" for heat, mark in MARKS.items())
    out().print(f"{blocks}\n{legend}\n", markup=False, style="dim")
    for uncertainty, row in found.items():
        line = Text()
        for cell in row.values():
            line.append(f"{MARKS[cell.heat]:<5}", style=colours[cell.heat])
        line.append(printable(uncertainty.name), style="bold")
        out().print(line)
        for block, cell in row.items():
            if cell.heat in (Heat.RED, Heat.AMBER):
                told = f"   {MARKS[cell.heat]} {block.title}: {printable(cell.reason)}"
                out().print(told, markup=False, soft_wrap=True)
