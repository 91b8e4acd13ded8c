"""The JSON Schema of canvas files, version canvasai/1."""

from __future__ import annotations

from typing import Any

from canvasai.canvas.blocks import PREFIXES, Block
from canvasai.canvas.model import SCHEMA_ID, Horizon, LinkKind, Risk, Stance, Status


def canvas_schema() -> dict[str, Any]:
    """Returns the JSON Schema (draft 2020-12) that every canvas file meets."""
    text = {"type": "string", "minLength": 1}
    offset = {"type": "integer", "minimum": 0}
    item_id = {
        "type": "string",
        # To Python's "$" a line end at the end is nothing; the last part forbids it.
        "pattern": f"^({'|'.join(PREFIXES.values())})-[a-z0-9]+(-[a-z0-9]+)*$(?!\\n)",
    }
    citation = _object(
        {
            "source": {**text, "description": "Name of the source."},
            "quote": {**text, "description": "Exactly the source's text from start to end."},
            "start": {**offset, "description": "First character of the quote, from 0."},
            "end": {**offset, "description": "Character after the quote."},
            "page": {
                "type": ["integer", "null"],
                "minimum": 1,
                "description": "Page, slide or sheet.",
            },
            "heading": {"type": "string", "description": "The nearest heading above, or empty."},
            "date": {
                "type": "string",
                "pattern": r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$(?!\n)",
                "description": "The date that the document gives itself.",
            },
            "superseded": {
                "type": "boolean",
                "description": "Whether a statement cited beside it says that it no longer holds.",
            },
        },
        optional=("date", "superseded"),
    )
    assumption = _object(
        {
            "risk": {"enum": list(Risk)},
            "test": {**text, "description": "What to do, and which result settles it."},
            "reason": {"type": "string", "description": "Why nothing carries the item."},
        },
        optional=("reason",),
    )
    item = _object(
        {
            "id": item_id,
            "block": {"enum": list(Block)},
            "text": text,
            "status": {"enum": list(Status)},
            "horizon": {"enum": list(Horizon)},
            "citations": {"type": "array", "items": {"$ref": "#/$defs/citation"}},
            "assumption": {"anyOf": [{"$ref": "#/$defs/assumption"}, {"type": "null"}]},
        },
        optional=("assumption",),
    )
    item["allOf"] = [
        {
            "if": {"properties": {"status": {"const": "assumption"}}},
            "then": {
                "required": ["assumption"],
                "properties": {"assumption": {"$ref": "#/$defs/assumption"}},
            },
            "else": {"properties": {"citations": {"minItems": 1}}},
        }
    ]
    against = _object(
        {
            "block": {"enum": list(Block)},
            "kind": {"enum": list(Stance)},
            "citation": {"$ref": "#/$defs/citation"},
        }
    )
    link = _object({"from": item_id, "to": item_id, "kind": {"enum": list(LinkKind)}})
    canvas = _object(
        {
            "schema": {"const": SCHEMA_ID},
            "name": {"type": "string"},
            "created": {"type": "string", "format": "date-time"},
            "model": {"type": "string"},
            "items": {"type": "array", "items": {"$ref": "#/$defs/item"}},
            "links": {"type": "array", "items": {"$ref": "#/$defs/link"}},
            "notes": {"type": "array", "items": {"type": "string"}},
            "against": {"type": "array", "items": {"$ref": "#/$defs/against"}},
        },
        optional=("notes", "against"),
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://canvasai.example/schema/canvas-1.json",
        "title": "Business Model Canvas with evidence",
        **canvas,
        "$defs": {
            "citation": citation,
            "assumption": assumption,
            "item": item,
            "link": link,
            "against": against,
        },
    }


def _object(properties: dict[str, Any], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }
