"""`canvasai draft`."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from canvasai.cli.canvas_view import show_block, show_end, show_left_out
from canvasai.cli.opening import open_chat, open_encoder, open_store, open_temporary
from canvasai.cli.surface import (
    INTERRUPTED,
    State,
    as_text,
    counting,
    err,
    guarded,
    out,
    printable,
    show_error,
    source_name,
)
from canvasai.cli.writing import check_outputs, keep_canvas, write_canvas
from canvasai.errors import CanvasAIError, ConfigError

if TYPE_CHECKING:
    from canvasai.canvas.blocks import Block
    from canvasai.canvas.model import Canvas
    from canvasai.sources.model import Source
    from canvasai.statements.model import Statement


@guarded
def draft(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Files and folders to draft from; nothing of them is kept."),
    ] = None,
    name: Annotated[str, typer.Option("--name", help="Name of the business.")] = "",
    brief: Annotated[
        str, typer.Option("--brief", help="What you say about the business; never evidence.")
    ] = "",
    blocks: Annotated[
        list[str] | None, typer.Option("--block", help="Only this block; may be repeated.")
    ] = None,
    outputs: Annotated[
        list[Path] | None,
        typer.Option("-o", "--output", help="FILE.md or FILE.json; may be repeated."),
    ] = None,
    why_not: Annotated[
        bool, typer.Option("--why-not", help="Also show what became no item, and why.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the canvas as JSON.")] = False,
) -> None:
    """Draft a canvas from PATHs, from the project's sources, or from a brief alone."""
    state: State = context.obj
    found = _found(paths or [])
    targets = check_outputs(outputs or [], [path for path, _ in found])
    chosen = _blocks(blocks or [])
    brief = as_text(brief)
    sources = _sources(state, found, brief)
    title = printable(name).strip() or _title(sources, state)

    # Slow to import, so only once it is known that there is something to draft from.
    from canvasai.drafting.draft import Draft, Drafter
    from canvasai.drafting.leaving import left_out
    from canvasai.statements.by_model import ModelSorter
    from canvasai.statements.sorting import Sorter, Sorts

    with open_chat(state.settings) as chat:
        encoder = open_encoder(state.settings) if sources else None
        sorter: Sorts | None = Sorter(encoder.encode, encoder.folder) if encoder else None
        if sorter is not None and state.settings.sort_with == "chat":
            sorter = ModelSorter(sorter, chat, title)
        drafter = Drafter(chat, sorter, state.settings.items_per_block)
        made = Draft(name=title, model=chat.choice.model)
        stopped: CanvasAIError | KeyboardInterrupt | None = None
        done = 0
        # The model loads while the documents are sorted; both take seconds.
        priming = threading.Thread(target=drafter.prime, daemon=True)
        priming.start()
        try:
            for block in drafter.run(
                made, sources, brief, chosen, _narrow(state, sources), priming.join
            ):
                done += 1
                if not as_json:
                    show_block(block.block, block.items)
        except (CanvasAIError, KeyboardInterrupt) as error:
            stopped = error
    canvas = made.canvas()
    if stopped is None or canvas.items:
        if why_not and not as_json:
            show_left_out(canvas, left_out(made.sorted, canvas.items, chosen))
        _deliver(canvas, targets, as_json, state, keep=not paths and bool(sources))
    if stopped is not None:
        if isinstance(stopped, CanvasAIError):
            show_error(stopped)
        kept = "what is drafted is kept" if canvas.items else "nothing is drafted yet"
        err().print(f"Stopped after {done} of {len(chosen)} blocks; {kept}.", style="yellow")
        raise typer.Exit(1 if isinstance(stopped, CanvasAIError) else INTERRUPTED)


def _blocks(names: list[str]) -> list[Block]:
    from canvasai.canvas.blocks import Block, parse_block

    chosen = []
    for name in names:
        block = parse_block(name)
        if block is None:
            raise ConfigError(f"There is no block {name!r}.", f"Known: {', '.join(Block)}.")
        chosen.append(block)
    return chosen or list(Block)


def _found(paths: list[Path]) -> list[tuple[Path, str]]:
    from canvasai.sources.finding import find_files

    return [(path, source_name(name)) for path, name in find_files(paths)]


def _sources(state: State, found: list[tuple[Path, str]], brief: str) -> list[Source]:
    from canvasai.sources.reading import read_file

    if found:
        return [read_file(path, state.settings, name=name) for path, name in found]
    sources = open_store(state.settings, state.project).sources()
    if not sources and not brief.strip():
        raise ConfigError(
            f"There is nothing to draft from: the project {state.project!r} has no sources.",
            "Name files (`canvasai draft PATH…`), add sources (`canvasai sources add PATH…`), "
            "or tell about the business (`--brief TEXT`).",
        )
    return sources


def _title(sources: list[Source], state: State) -> str:
    """A name when none is given: the first title of the documents, else the project's name."""
    for source in sources:
        if source.headings:
            return printable(source.headings[0].title)[:80]
    return state.project if state.project != "default" else "Business Model Canvas"


def _narrow(
    state: State, sources: list[Source]
) -> Callable[[Sequence[Statement]], list[Statement]]:
    """Returns what keeps the statements worth sorting; long documents are indexed for that."""

    def narrow(statements: Sequence[Statement]) -> list[Statement]:
        from canvasai.drafting.narrowing import MOST_STATEMENTS, worth_sorting

        if len(statements) <= MOST_STATEMENTS:
            return list(statements)
        with (
            tempfile.TemporaryDirectory(prefix="canvasai-", ignore_cleanup_errors=True) as folder,
            open_temporary(state.settings, Path(folder)) as index,
            counting("Indexing") as progress,
        ):
            for source in sources:
                index.add(source, progress)
            return worth_sorting(statements, index)

    return narrow


def _deliver(
    canvas: Canvas, targets: list[Path], as_json: bool, state: State, *, keep: bool
) -> None:
    from canvasai.canvas.formats.json_format import canvas_to_json

    if as_json:
        typer.echo(canvas_to_json(canvas), nl=False)
    else:
        show_end(canvas)
    written = [write_canvas(canvas, target) for target in targets]
    if keep:
        written.append(keep_canvas(canvas, state))
    for path in written:
        (err() if as_json else out()).print(f"Written: {path}", markup=False)
