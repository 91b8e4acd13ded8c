"""The JSON Schema of canvas files, version canvasai/1."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from canvasai.canvas.blocks import PREFIXES, Block
from canvasai.canvas.details import DETAIL_PREFIXES, DetailKind
from canvasai.canvas.links import LinkKind
from canvasai.canvas.metadata import STAGES, ConstraintKind, Portfolio
from canvasai.canvas.model import SCHEMA_ID, Horizon, Risk, Stance, Status
from canvasai.canvas.quantity import Every, Measure
from canvasai.canvas.tags import Tag

# A day, a month or a year, ISO 8601.
_DAY = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$(?!\n)"


def canvas_schema() -> dict[str, Any]:
    """Returns the JSON Schema (draft 2020-12) that every canvas file meets."""
    text = {"type": "string", "minLength": 1}
    offset = {"type": "integer", "minimum": 0}
    item_id = _id(PREFIXES.values())
    detail_id = _id(DETAIL_PREFIXES.values())
    texts = {"type": "array", "items": {"type": "string"}}
    day = {"type": "string", "pattern": _DAY}
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
                "pattern": _DAY,
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
            "test": {"type": "string", "description": "What to do, and which result settles it."},
            "reason": {"type": "string", "description": "Why nothing carries the item."},
        },
        optional=("test", "reason"),
    )
    quantity = _object(
        {
            "measure": {"enum": list(Measure)},
            "value": {"type": "number"},
            "low": {"type": "number"},
            "high": {"type": "number"},
            "unit": {"type": "string"},
            "period": {"enum": list(Every)},
            "citation": {"$ref": "#/$defs/citation"},
        },
        optional=("low", "high", "unit", "period", "citation"),
    )
    detail = _object({"id": detail_id, "kind": {"enum": list(DetailKind)}, "text": text})
    item = _object(
        {
            "id": item_id,
            "block": {"enum": list(Block)},
            "text": text,
            "status": {"enum": list(Status)},
            "horizon": {"enum": list(Horizon)},
            "citations": {"type": "array", "items": {"$ref": "#/$defs/citation"}},
            "assumption": {"anyOf": [{"$ref": "#/$defs/assumption"}, {"type": "null"}]},
            "description": {"type": "string"},
            "tags": {"type": "array", "items": {"enum": list(Tag)}},
            "quantities": {"type": "array", "items": {"$ref": "#/$defs/quantity"}},
            "details": {"type": "array", "items": {"$ref": "#/$defs/detail"}},
        },
        optional=("assumption", "description", "tags", "quantities", "details"),
    )
    item["allOf"] = [
        {
            "if": {"properties": {"status": {"const": "assumption"}}},
            "then": {
                "required": ["assumption"],
                "properties": {"assumption": {"$ref": "#/$defs/assumption"}},
            },
        },
        {
            "if": {"properties": {"status": {"enum": ["supported", "contradicted"]}}},
            "then": {"properties": {"citations": {"minItems": 1}}},
        },
    ]
    against = _object(
        {
            "block": {"enum": list(Block)},
            "kind": {"enum": list(Stance)},
            "citation": {"$ref": "#/$defs/citation"},
        }
    )
    end = {"anyOf": [item_id, detail_id]}
    link = _object(
        {"from": end, "to": end, "kind": {"enum": list(LinkKind)}, "inferred": {"type": "boolean"}},
        optional=("inferred",),
    )
    metadata = {
        "tagline": {"type": "string"},
        "status": {"type": "string"},
        "category": {"type": "string"},
        "dated": day,
        "updated": day,
        "related": texts,
        "sources": texts,
        "history": texts,
        "portfolio": {"enum": list(Portfolio)},
        "stage": {"enum": sorted({stage for stages in STAGES.values() for stage in stages})},
        "derived_from": {"type": "string"},
    }
    constraint = _object(
        {
            "kind": {"enum": list(ConstraintKind)},
            "text": text,
            "items": {"type": "array", "items": item_id},
            "limit": {"$ref": "#/$defs/quantity"},
            "by": day,
        },
        optional=("items", "limit", "by"),
    )
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
            "metadata": _object(metadata, optional=tuple(metadata)),
            "constraints": {"type": "array", "items": {"$ref": "#/$defs/constraint"}},
        },
        optional=("notes", "against", "metadata", "constraints"),
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
            "quantity": quantity,
            "detail": detail,
            "constraint": constraint,
        },
    }


def _id(prefixes: Iterable[str]) -> dict[str, Any]:
    # To Python's "$" a line end at the end is nothing; the last part forbids it.
    pattern = f"^({'|'.join(prefixes)})-[a-z0-9]+(-[a-z0-9]+)*$(?!\\n)"
    return {"type": "string", "pattern": pattern}


def _object(properties: dict[str, Any], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }
