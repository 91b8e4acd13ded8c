"""Canvas to JSON and back."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from canvasai.canvas.formats.plain import canvas_from_dict, canvas_to_dict
from canvasai.canvas.formats.schema import canvas_schema
from canvasai.canvas.model import SCHEMA_ID, Canvas
from canvasai.errors import FormatError


def canvas_to_json(canvas: Canvas) -> str:
    """Returns the canvas as indented JSON text with a line end."""
    return json.dumps(canvas_to_dict(canvas), ensure_ascii=False, indent=2) + "\n"


def canvas_from_json(text: str, name: str = "the canvas") -> Canvas:
    """Reads a canvas.

    Args:
        text: the file's content.
        name: what to call the file in errors.

    Raises:
        FormatError: not JSON (line and column), or not a canvas (where, and what was expected).
    """
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise FormatError(
            f"{name} is not JSON: line {error.lineno}, column {error.colno}: {error.msg}.",
            "Mend the file, or export the canvas again.",
        ) from None
    except RecursionError:
        raise FormatError(f"{name} is nested too deeply to be a canvas.") from None
    except ValueError:  # Python reads no whole number of more than 4300 digits
        raise FormatError(f"{name} holds a number that is too long.") from None
    _check(data, name)
    try:
        canvas = canvas_from_dict(data)
    except OverflowError:
        raise FormatError(f"{name} holds a number that is too large.", "Mend the file.") from None
    except ValueError as error:
        raise FormatError(f"{name} is not a canvas: {error}", "Mend the file.") from None
    names = [*(item.id for item in canvas.items)]
    names += [detail.id for item in canvas.items for detail in item.details]
    twice = next((one for one, count in Counter(names).items() if count > 1), None)
    if twice is not None:
        raise FormatError(f"{name} uses the id {twice} twice.", "Give each item an id of its own.")
    for link in canvas.links:
        if link.source not in names or link.target not in names:
            raise FormatError(
                f"{name} has a link from {link.source} to {link.target}, not an item.",
                "Mend the link, or take it out.",
            )
    return canvas


def _check(data: Any, name: str) -> None:
    # Slow to import, and only needed when a file is read.
    from jsonschema import Draft202012Validator

    schema = data.get("schema") if isinstance(data, dict) else None
    if isinstance(schema, str) and schema.startswith("canvasai/") and schema != SCHEMA_ID:
        raise FormatError(
            f"{name} is a canvas of another version: at schema: {schema[:40]}, not {SCHEMA_ID}.",
            "Open it with the version of CanvasAI that wrote it; `canvasai schema` prints ours.",
        )
    try:
        problem = next(iter(Draft202012Validator(canvas_schema()).iter_errors(data)), None)
        json.dumps(data, ensure_ascii=False).encode()
    except RecursionError:
        raise FormatError(f"{name} is nested too deeply to be a canvas.") from None
    except UnicodeEncodeError as error:
        raise FormatError(
            f"{name} holds {error.object[error.start]!r}, half of a character.",
            "Mend the file, or export the canvas again.",
        ) from None
    if problem is not None:
        where = "/".join(str(part) for part in problem.absolute_path) or "the top"
        raise FormatError(
            f"{name} is not a canvas of schema {SCHEMA_ID}: at {where}: {problem.message[:200]}.",
            "`canvasai schema` prints what is expected.",
        )
