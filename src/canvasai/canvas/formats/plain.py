"""Canvas to plain data that meets `canvas_schema()`, and back. What is empty is left out."""

from __future__ import annotations

from typing import Any

from canvasai.canvas.blocks import Block
from canvasai.canvas.details import Detail, DetailKind
from canvasai.canvas.links import Link, LinkKind
from canvasai.canvas.metadata import Constraint, ConstraintKind, Metadata, Portfolio
from canvasai.canvas.model import (
    SCHEMA_ID,
    Against,
    Assumption,
    Canvas,
    Citation,
    Horizon,
    Item,
    Risk,
    Stance,
    Status,
)
from canvasai.canvas.quantity import Every, Measure, Quantity
from canvasai.canvas.tags import Tag

_TEXTS = ("tagline", "status", "category", "dated", "updated", "stage", "derived_from")
_LISTS = ("related", "sources", "history")


def canvas_to_dict(canvas: Canvas) -> dict[str, Any]:
    """Returns the canvas as plain data."""
    data: dict[str, Any] = {
        "schema": SCHEMA_ID,
        "name": canvas.name,
        "created": canvas.created,
        "model": canvas.model,
        "items": [item_to_dict(item) for item in canvas.items],
        "links": [link_to_dict(link) for link in canvas.links],
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
    if canvas.metadata != Metadata():
        data["metadata"] = metadata_to_dict(canvas.metadata)
    if canvas.constraints:
        data["constraints"] = [_constraint_to_dict(one) for one in canvas.constraints]
    return data


def canvas_from_dict(data: dict[str, Any]) -> Canvas:
    """Returns the canvas of data that meets the schema.

    Raises:
        ValueError: a value is not what the model allows, such as a range upside down.
    """
    return Canvas(
        name=data["name"],
        created=data["created"],
        model=data["model"],
        items=tuple(item_from_dict(item) for item in data["items"]),
        links=tuple(
            Link(x["from"], x["to"], LinkKind(x["kind"]), x.get("inferred", False))
            for x in data["links"]
        ),
        notes=tuple(data.get("notes", ())),
        against=tuple(
            Against(Block(one["block"]), Stance(one["kind"]), citation_from_dict(one["citation"]))
            for one in data.get("against", ())
        ),
        metadata=metadata_from_dict(data.get("metadata", {})),
        constraints=tuple(_constraint_from_dict(one) for one in data.get("constraints", ())),
    )


def item_to_dict(item: Item) -> dict[str, Any]:
    """Returns an item as plain data."""
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
    if item.description:
        data["description"] = item.description
    if item.tags:
        data["tags"] = [str(tag) for tag in item.tags]
    if item.quantities:
        data["quantities"] = [quantity_to_dict(quantity) for quantity in item.quantities]
    if item.details:
        data["details"] = [{"id": d.id, "kind": str(d.kind), "text": d.text} for d in item.details]
    return data


def item_from_dict(data: dict[str, Any]) -> Item:
    """Returns the item of data that meets the schema.

    Raises:
        ValueError: as `canvas_from_dict`.
    """
    known = data.get("assumption")
    return Item(
        id=data["id"],
        block=Block(data["block"]),
        text=data["text"],
        status=Status(data["status"]),
        horizon=Horizon(data["horizon"]),
        citations=tuple(citation_from_dict(citation) for citation in data["citations"]),
        assumption=Assumption(Risk(known["risk"]), known.get("test", ""), known.get("reason", ""))
        if known
        else None,
        description=data.get("description", ""),
        tags=tuple(map(Tag, data.get("tags", ()))),
        quantities=tuple(map(quantity_from_dict, data.get("quantities", ()))),
        details=tuple(
            Detail(one["id"], DetailKind(one["kind"]), one["text"])
            for one in data.get("details", ())
        ),
    )


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


def citation_from_dict(data: dict[str, Any]) -> Citation:
    """Returns the citation of data that meets the schema."""
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


def quantity_to_dict(quantity: Quantity) -> dict[str, Any]:
    """Returns a quantity as plain data."""
    data: dict[str, Any] = {"measure": str(quantity.measure), "value": quantity.value}
    for name in ("low", "high"):
        if getattr(quantity, name) is not None:
            data[name] = getattr(quantity, name)
    if quantity.unit:
        data["unit"] = quantity.unit
    if quantity.period is not None:
        data["period"] = str(quantity.period)
    if quantity.citation is not None:
        data["citation"] = citation_to_dict(quantity.citation)
    return data


def quantity_from_dict(data: dict[str, Any]) -> Quantity:
    """Returns the quantity of data that meets the schema.

    Raises:
        ValueError: it is not finite, or does not lie in its own range.
    """
    return Quantity(
        measure=Measure(data["measure"]),
        value=float(data["value"]),
        unit=data.get("unit", ""),
        period=Every(data["period"]) if "period" in data else None,
        low=float(data["low"]) if "low" in data else None,
        high=float(data["high"]) if "high" in data else None,
        citation=citation_from_dict(data["citation"]) if "citation" in data else None,
    )


def metadata_to_dict(metadata: Metadata) -> dict[str, Any]:
    """Returns what a canvas says of itself as plain data."""
    data: dict[str, Any] = {
        name: getattr(metadata, name) for name in _TEXTS if getattr(metadata, name)
    }
    for name in _LISTS:
        if getattr(metadata, name):
            data[name] = list(getattr(metadata, name))
    if metadata.portfolio is not None:
        data["portfolio"] = str(metadata.portfolio)
    return data


def metadata_from_dict(data: dict[str, Any]) -> Metadata:
    """Returns the metadata of data that meets the schema.

    Raises:
        ValueError: the stage is none of the portfolio's.
    """
    known: dict[str, Any] = {name: data[name] for name in _TEXTS if name in data}
    known |= {name: tuple(data[name]) for name in _LISTS if name in data}
    return Metadata(
        **known, portfolio=Portfolio(data["portfolio"]) if "portfolio" in data else None
    )


def link_to_dict(link: Link) -> dict[str, Any]:
    """Returns a link as plain data."""
    data: dict[str, Any] = {"from": link.source, "to": link.target, "kind": str(link.kind)}
    if link.inferred:
        data["inferred"] = True
    return data


def _constraint_to_dict(constraint: Constraint) -> dict[str, Any]:
    data: dict[str, Any] = {"kind": str(constraint.kind), "text": constraint.text}
    if constraint.items:
        data["items"] = list(constraint.items)
    if constraint.limit is not None:
        data["limit"] = quantity_to_dict(constraint.limit)
    if constraint.by:
        data["by"] = constraint.by
    return data


def _constraint_from_dict(data: dict[str, Any]) -> Constraint:
    return Constraint(
        kind=ConstraintKind(data["kind"]),
        text=data["text"],
        items=tuple(data.get("items", ())),
        limit=quantity_from_dict(data["limit"]) if "limit" in data else None,
        by=data.get("by", ""),
    )
