"""`canvasai critique --apply`: asks for changes, and makes those that were taken."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from canvasai.cli.canvas_files import Loaded, write_file
from canvasai.cli.surface import err, out, printable
from canvasai.errors import ChangeError, ConfigError

if TYPE_CHECKING:
    from canvasai.canvas.changes import Change
    from canvasai.canvas.model import Canvas
    from canvasai.critique.finding import Critique, Finding


def apply_chosen(found: Critique, loaded: Loaded, file: Path, target: Path) -> None:
    """Asks for each finding's changes, and writes the canvas once some were taken.

    Raises:
        ConfigError: the target cannot hold the canvas, or holds more than it.
    """
    from canvasai.canvas.changes import apply
    from canvasai.canvas.differences import rebased
    from canvasai.canvas.formats.known import of_file

    known = of_file(target.name)
    if known is None or known.write is None or (known.read is None):
        raise ConfigError(
            f"A canvas cannot be written back to {target}.",
            "Name a file with `-o`, such as canvas.json.",
        )
    if loaded.format is None and target.resolve() == file.resolve():
        raise ConfigError(
            f"{target} is the document.", "Name a file with `-o`, such as canvas.json."
        )
    if (loaded.left_out or loaded.problems) and target.resolve() == file.resolve():
        raise ConfigError(
            f"{target} holds more than the canvas; writing would lose what fits no block.",
            "Name another file with `-o`, such as canvas.json.",
        )
    canvas: Canvas = found.canvas
    taken = 0
    for finding in found.findings:
        for change in _chosen(finding, canvas):
            try:
                canvas = apply(canvas, rebased(change, found.canvas, canvas))
                taken += 1
            except ChangeError as error:
                err().print(f"  {printable(str(error))}", markup=False, style="yellow")
    if not taken:
        out().print("Nothing was changed.")
        return
    for path in write_file(canvas, target, known):
        out().print(
            f"Written: {printable(str(path))} ({taken} {'change' if taken == 1 else 'changes'})",
            markup=False,
        )


def _chosen(finding: Finding, canvas: Canvas) -> list[Change]:
    """Asks which changes of a finding to take: all, none, or one by one."""
    from canvasai.critique.report import say_change

    changes = list(finding.changes)
    if not changes:
        return []
    out().print(f"\n{finding.rule}: {printable(finding.message)}", markup=False)
    for change in changes:
        out().print(f"  → {printable(say_change(change))}{_loss(canvas, change)}", markup=False)
    if len(changes) == 1:
        return changes if typer.confirm("  Take it?", default=False) else []
    answer = typer.prompt("  Take all, none, or one by one? [a/n/o]", default="n").strip().lower()
    if answer[:1] == "o":
        return [
            change
            for change in changes
            if typer.confirm(f"  {printable(say_change(change))}?", default=False)
        ]
    return changes if answer[:1] in ("a", "y") else []


def _loss(canvas: Canvas, change: Change) -> str:
    """What a change takes with it beside what it says: links, and jobs, pains and gains."""
    from canvasai.canvas.changes import Move, Remove, RemoveLink, apply

    try:
        after = apply(canvas, change)
    except ChangeError:
        return " (no longer fits)"
    if not isinstance(change, Move | Remove | RemoveLink):
        return ""
    links = len(canvas.links) - len(after.links) - isinstance(change, RemoveLink)
    details = sum(len(x.details) for x in canvas.items) - sum(len(x.details) for x in after.items)
    lost = [
        f"{number} {word if number == 1 else word + 's'}"
        for number, word in ((links, "link"), (details, "detail"))
        if number > 0
    ]
    return f" (loses {' and '.join(lost)})" if lost else ""
