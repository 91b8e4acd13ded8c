"""Canvas to JSON and back."""

from __future__ import annotations

import json
from typing import Any

from canvasai.canvas.blocks import Block
from canvasai.canvas.formats.schema import canvas_schema
from canvasai.canvas.model import (
    SCHEMA_ID,
    Against,
    Assumption,
    Canvas,
    Citation,
    Horizon,
    Item,
    Link,
    LinkKind,
    Risk,
    Stance,
    Status,
)
from canvasai.errors import FormatError


def canvas_to_dict(canvas: Canvas) -> dict[str, Any]:
    """Returns the canvas as plain data that meets `canvas_schema()`."""
    return {
        "schema": SCHEMA_ID,
        "name": canvas.name,
        "created": canvas.created,
        "model": canvas.model,
        "items": [_item_to_dict(item) for item in canvas.items],
        "links": [
            {"from": link.source, "to": link.target, "kind": str(link.kind)}
            for link in canvas.links
        ],
        "notes": list(canvas.notes),
        "against": [
            {
                "block": str(one.block),
                "kind": str(one.kind),
                "citation": citation_to_dict(one.citation),
            }
            for one in canvas.against
        ],
    }


def canvas_to_json(canvas: Canvas) -> str:
    """Returns the canvas as indented JSON text with a line end."""
    return json.dumps(canvas_to_dict(canvas), ensure_ascii=False, indent=2) + "\n"


def citation_to_dict(citation: Citation) -> dict[str, Any]:
    """Returns a citation as plain data."""
    data: dict[str, Any] = {
        "source": citation.source,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "page": citation.page,
        "heading": citation.heading,
    }
    if citation.date:
        data["date"] = citation.date
    if citation.superseded:
        data["superseded"] = True
    return data


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
    items = tuple(_item_from_dict(item) for item in data["items"])
    ids = {item.id for item in items}
    if len(ids) < len(items):
        raise FormatError(f"{name} uses an item id twice.", "Give each item an id of its own.")
    links = tuple(Link(x["from"], x["to"], LinkKind(x["kind"])) for x in data["links"])
    for link in links:
        if link.source not in ids or link.target not in ids:
            raise FormatError(
                f"{name} has a link from {link.source} to {link.target}, not an item.",
                "Mend the link, or take it out.",
            )
    return Canvas(
        name=data["name"],
        created=data["created"],
        model=data["model"],
        items=items,
        links=links,
        notes=tuple(data.get("notes", ())),
        against=tuple(
            Against(Block(one["block"]), Stance(one["kind"]), _citation_from_dict(one["citation"]))
            for one in data.get("against", ())
        ),
    )


def _check(data: Any, name: str) -> None:
    # Slow to import, and only needed when a file is read.
    from jsonschema import Draft202012Validator

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


def _item_to_dict(item: Item) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": item.id,
        "block": str(item.block),
        "text": item.text,
        "status": str(item.status),
        "horizon": str(item.horizon),
        "citations": [citation_to_dict(citation) for citation in item.citations],
    }
    if item.assumption is not None:
        data["assumption"] = {"risk": str(item.assumption.risk), "test": item.assumption.test}
        if item.assumption.reason:
            data["assumption"]["reason"] = item.assumption.reason
    return data


def _item_from_dict(data: dict[str, Any]) -> Item:
    known = data.get("assumption")
    return Item(
        id=data["id"],
        block=Block(data["block"]),
        text=data["text"],
        status=Status(data["status"]),
        horizon=Horizon(data["horizon"]),
        citations=tuple(_citation_from_dict(citation) for citation in data["citations"]),
        assumption=Assumption(Risk(known["risk"]), known["test"], known.get("reason", ""))
        if known
        else None,
    )


def _citation_from_dict(data: dict[str, Any]) -> Citation:
    page = data["page"]
    # To JSON Schema 12.0 is a whole number too.
    return Citation(
        source=data["source"],
        quote=data["quote"],
        start=int(data["start"]),
        end=int(data["end"]),
        page=None if page is None else int(page),
        heading=data["heading"],
        date=data.get("date", ""),
        superseded=data.get("superseded", False),
    )
