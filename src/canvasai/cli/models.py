"""`canvasai models list | pull`."""

from __future__ import annotations

from typing import Annotated

import typer

from canvasai.cli.surface import DownloadBar, State, guarded, out

app = typer.Typer(no_args_is_help=True, help="The model files that run on this machine.")


_STATES = {
    "verified": "here, verified",
    "partial": "partly here: `canvasai models pull` goes on",
    "damaged": "damaged, not used: `canvasai models pull` gets it again",
    "missing": "not here: `canvasai models pull` gets it",
}


@app.command("list")
@guarded
def list_models(context: typer.Context) -> None:
    """Show the model files: which are here, verified, and where they come from."""
    from rich.table import Table

    from canvasai.models.files import KNOWN
    from canvasai.models.verify import status

    state: State = context.obj
    table = Table("model", "for", "size", "licence", "state")
    for model in KNOWN:
        told = status(model, state.settings)
        table.add_row(
            model.name,
            model.kind,
            f"{model.size / 1e6:,.0f} MB",
            model.licence,
            _STATES[told.state],
        )
    console = out()
    console.print(table)
    console.print(f"Folder: {state.settings.models_dir}", markup=False)


@app.command("pull")
@guarded
def pull(
    context: typer.Context,
    names: Annotated[
        list[str] | None, typer.Argument(help="chat, embedding; both if none.")
    ] = None,
) -> None:
    """Get the model files that are missing, resuming what was cut off, and verify them."""
    from canvasai.errors import ConfigError
    from canvasai.models.files import KNOWN
    from canvasai.models.pull import ensure

    state: State = context.obj
    kinds = [model.kind for model in KNOWN]
    for name in names or []:
        if name not in kinds:
            raise ConfigError(f"There is no model {name!r}.", f"Known: {', '.join(kinds)}.")
    for model in KNOWN:
        if not names or model.kind in names:
            path = ensure(model, state.settings, DownloadBar())
            out().print(f"{model.name}: ready in {path}", markup=False)
