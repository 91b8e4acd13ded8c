"""What all commands share: the state, the consoles, and the one place where errors become words."""

from __future__ import annotations

import functools
import json
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import typer

from canvasai.errors import CanvasAIError, ConfigError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

    from canvasai.settings import Settings

P = ParamSpec("P")
T = TypeVar("T")

INTERRUPTED = 130


@dataclass
class State:
    """What the options before the command say; settings are read when first needed."""

    project: str
    _settings: Settings | None = field(default=None, repr=False)

    @property
    def settings(self) -> Settings:
        """The settings of this process."""
        if self._settings is None:
            from canvasai.settings import load_settings

            self._settings = load_settings()
        return self._settings


def out() -> Console:
    """Returns the console for results, on standard output."""
    from rich.console import Console

    # Nobody folds what another program reads: a name in a table stays on its line.
    terminal = sys.stdout.isatty()
    return Console(highlight=False, soft_wrap=not terminal, width=None if terminal else 10_000)


def err() -> Console:
    """Returns the console for progress and errors, on standard error."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=not sys.stderr.isatty())


def guarded(command: Callable[P, T]) -> Callable[P, T]:
    """Wraps a command so that a user's mistake ends in words and an exit code, not in a traceback."""

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return command(*args, **kwargs)
        except CanvasAIError as error:
            show_error(error)
            raise typer.Exit(1) from None
        except KeyboardInterrupt:
            err().print("Interrupted.", style="yellow")
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:
            raise  # who read our output has gone; `run` sees to it
        except OSError as error:
            where = f" ({printable(str(error.filename))})" if error.filename else ""
            show_error(
                ConfigError(
                    f"The system refused{where}: {error.strerror or type(error).__name__}.",
                    "Check the disk and the permissions of the folder.",
                )
            )
            raise typer.Exit(1) from None

    return wrapped


def show_error(error: CanvasAIError) -> None:
    """Prints what happened and what to do; text from outside is never read as markup."""
    console = err()
    console.print("Error: ", style="bold red", end="")
    console.print(printable(error.message), markup=False)
    if error.hint:
        console.print(printable(error.hint), markup=False, style="cyan")


def printable(text: str) -> str:
    """Returns text without control characters, which could steer a terminal; any space is a space."""
    return "".join(
        " " if unicodedata.category(char) == "Zs" else char
        for char in text
        if char.isprintable() or char in "\n\t" or unicodedata.category(char) == "Zs"
    )


def printable_json(text: str) -> str:
    """Returns JSON text in which characters that do not show are written as escapes; it means the same."""
    return "".join(
        char if char.isprintable() or char == "\n" else json.dumps(char)[1:-1] for char in text
    )


def as_text(text: str) -> str:
    """Returns an argument as Unicode text; bytes of it that are no text are written out."""
    return text.encode("utf-8", errors="backslashreplace").decode("utf-8")


def source_name(name: str) -> str:
    """Returns the name of a source for a file name, which may hold any bytes.

    What does not show is written out, so that names stay different and can be typed.
    """
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii")
        for char in name
    )


class DownloadBar:
    """Draws the progress of a download on standard error."""

    def __init__(self) -> None:
        self._bar: RichProgress | None = None
        self._task: TaskID | None = None

    def start(self, total_bytes: int, label: str) -> None:
        """Begins a bar of so many bytes."""
        from rich.progress import (
            BarColumn,
            DownloadColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
            TransferSpeedColumn,
        )

        self.finish()
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            DownloadColumn(binary_units=True),
            TransferSpeedColumn(),
            TimeRemainingColumn(),
            console=err(),
        )
        self._task = self._bar.add_task(label, total=total_bytes)
        self._bar.start()

    def advance(self, size: int) -> None:
        """Moves the bar by so many bytes."""
        if self._bar is not None and self._task is not None:
            self._bar.advance(self._task, size)

    def finish(self) -> None:
        """Ends the bar."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None


@contextmanager
def counting(label: str) -> Iterator[Callable[[int, int], None]]:
    """Shows a bar that counts things done, from the first call on."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=err(),
        transient=True,
    ) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
