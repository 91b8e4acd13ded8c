"""Canvas to CSV, for spreadsheets: a row an item.

What belongs to the whole canvas follows in rows of its own, whose first cell says what they are.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from canvasai.canvas.formats.csv.cells import COLUMNS, METADATA_ROWS, cell_of
from canvasai.canvas.formats.csv.read import canvas_from_csv
from canvasai.canvas.formats.plain import citation_to_dict, item_to_dict, quantity_to_dict
from canvasai.canvas.links import Link
from canvasai.canvas.metadata import Metadata
from canvasai.canvas.model import Canvas, Item

__all__ = ["canvas_from_csv", "canvas_to_csv"]


def canvas_to_csv(canvas: Canvas) -> str:
    """Returns the canvas as CSV with commas, line ends and a header.

    Spreadsheets read it rightly when it is saved as UTF-8 with a byte order mark ("utf-8-sig"). Cells
    that they would run as formulas start with an apostrophe; `canvas_from_csv` takes it off.
    """
    links: dict[str, list[Link]] = {}
    owners = {detail.id: item.id for item in canvas.items for detail in item.details}
    for link in canvas.links:
        links.setdefault(owners.get(link.source, link.source), []).append(link)
    rows = [_item_row(item, links.get(item.id, [])) for item in canvas.items]
    rows += _canvas_rows(canvas)
    written = [link for item in canvas.items for link in links.get(item.id, [])]
    if written != list(canvas.links):
        rows.append(_row("Canvas link order", Text=_order(canvas.links, written)))
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return text.getvalue()


def _item_row(item: Item, links: list[Link]) -> list[str]:
    told = item_to_dict(item)
    known = item.assumption
    return _row(
        item.block.title,
        Text=item.text,
        Status=str(item.status),
        Horizon=str(item.horizon),
        Description=item.description,
        Tags="; ".join(item.tags),
        Numbers=_json(told.get("quantities")),
        Risk=str(known.risk) if known else "",
        Test=known.test if known else "",
        Reason=known.reason if known else "",
        Details=_json(told.get("details")),
        Links="; ".join(_told(link, item) for link in links),
        Citations=_json(told["citations"]),
        Id=item.id,
    )


def _told(link: Link, item: Item) -> str:
    """Such as "serves cs-farms"; the source stands in front when it is a detail of the item."""
    words = [str(link.kind).replace("_", " "), link.target]
    if link.source != item.id:
        words.insert(0, link.source)
    if link.inferred:
        words.append("(inferred)")
    return " ".join(words)


def _canvas_rows(canvas: Canvas) -> list[list[str]]:
    rows = [
        _row("Canvas name", Text=canvas.name),
        _row("Canvas created", Text=canvas.created),
        _row("Canvas model", Text=canvas.model),
        *(_row("Canvas note", Text=note) for note in canvas.notes),
        *_metadata_rows(canvas.metadata),
    ]
    for constraint in canvas.constraints:
        limit = constraint.limit
        rows.append(
            _row(
                "Canvas constraint",
                Text=constraint.text,
                Horizon=constraint.by,
                Tags=str(constraint.kind),
                Numbers=_json([quantity_to_dict(limit)] if limit else []),
                Links="; ".join(constraint.items),
            )
        )
    for one in canvas.against:
        rows.append(
            _row(
                "Canvas against",
                Text=one.citation.quote,
                Status=str(one.kind),
                Description=one.block.title,
                Citations=_json([citation_to_dict(one.citation)]),
            )
        )
    return rows


def _metadata_rows(metadata: Metadata) -> Iterable[list[str]]:
    for label, field in METADATA_ROWS.items():
        value = getattr(metadata, field)
        if isinstance(value, tuple):
            for one in value:
                yield _row(label, Text=one)
        elif value:
            yield _row(label, Text=str(value))


def _row(what: str, **cells: str) -> list[str]:
    cells["Block"] = what
    return [cell_of(cells.get(column, "")) for column in COLUMNS]


def _json(value: list[dict[str, Any]] | None) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if value else ""


def _order(links: Iterable[Link], written: list[Link]) -> str:
    """The place of each link among the written ones, from 1; equal ones in their order."""
    places: dict[Link, list[int]] = {}
    for number, link in enumerate(written, 1):
        places.setdefault(link, []).append(number)
    return " ".join(str(places[link].pop(0)) for link in links)
