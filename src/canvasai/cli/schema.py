"""`canvasai schema`."""

from __future__ import annotations

import json

import typer

from canvasai.cli.surface import guarded


@guarded
def schema() -> None:
    """Print the JSON Schema of canvas files."""
    from canvasai.canvas.formats.schema import canvas_schema

    typer.echo(json.dumps(canvas_schema(), indent=2, ensure_ascii=False))
