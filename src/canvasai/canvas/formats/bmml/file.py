"""BMML v2, the Business Model Markup Language: canvas to its YAML and back.

The side file, JSON, keeps what BMML has no place for.
"""

from __future__ import annotations

from datetime import datetime

from canvasai.canvas.formats.bmml.read import read_bmml
from canvasai.canvas.formats.bmml.side import bmml_side, with_side
from canvasai.canvas.formats.bmml.write import canvas_to_bmml
from canvasai.canvas.formats.bmml.yaml_node import ShapeError
from canvasai.canvas.formats.reading import Reading
from canvasai.errors import FormatError

__all__ = ["bmml_side", "canvas_from_bmml", "canvas_to_bmml"]

_MAX_BYTES = 10_000_000


def canvas_from_bmml(
    text: str, name: str = "the file", side: str | None = None, now: datetime | None = None
) -> Reading:
    """Reads a BMML v2 file.

    Args:
        text: the file's content.
        name: what to call the file in errors.
        side: the content of its side file, if there is one.
        now: the time of reading; a canvas of a file that has neither a day nor a side file gets it.

    Returns:
        The canvas. Without a side file its items are unchecked. Links to what is not there are left
        out and told as problems, and so are a damaged side file and ids that cannot be.

    Raises:
        FormatError: it is no BMML v2: not YAML, another version, an unknown block, an id twice, a value
            of a wrong type (line, and column where it is YAML), or over 10 MB.
    """
    try:
        too_long = len(text) > _MAX_BYTES or len(text.encode()) > _MAX_BYTES
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise FormatError(
            f"{name}, line {line}: half of a character.", "Save the file as UTF-8."
        ) from None
    if too_long:
        raise FormatError(
            f"{name} is over {_MAX_BYTES // 10**6} MB; no canvas is so long.",
            "Check that it is the right file.",
        )
    try:
        main = read_bmml(text, now)
    except ShapeError as error:
        column = f", column {error.column}" if error.column else ""
        raise FormatError(
            f"{name}, line {error.line}{column}: {error.message}", error.hint or "Mend the file."
        ) from None
    return main if side is None else with_side(main, side)
