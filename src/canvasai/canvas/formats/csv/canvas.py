"""Rows of a CSV file that tell of the whole canvas."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from canvasai.canvas.block_names import find_block
from canvasai.canvas.formats.csv.cells import METADATA_ROWS
from canvasai.canvas.formats.csv.items import quantities_of
from canvasai.canvas.formats.csv.row import Row, structures
from canvasai.canvas.formats.days import day_in, is_time, stamp
from canvasai.canvas.formats.plain import citation_from_dict
from canvasai.canvas.formats.reading import Problem
from canvasai.canvas.links import Link
from canvasai.canvas.metadata import STAGES, Constraint, ConstraintKind, Metadata, Portfolio
from canvasai.canvas.model import Against, Canvas, Item, Stance

_T = TypeVar("_T")
# Lower-case first cells, with their rows in order.
Told = dict[str, list[Row]]

LABELS = frozenset(
    label.lower()
    for label in (
        "Canvas name",
        "Canvas created",
        "Canvas model",
        "Canvas note",
        "Canvas constraint",
        "Canvas against",
        "Canvas link order",
        *METADATA_ROWS,
    )
)
_LISTS = ("related", "sources", "history")
_DAYS = ("dated", "updated")


def canvas_of(
    told: Told,
    items: tuple[Item, ...],
    ids: dict[str, str],
    problems: list[Problem],
    now: datetime | None,
) -> Canvas:
    """Returns a canvas without links.

    Args:
        told: rows by their first cell, lower case, one of `LABELS`.
        items: of the canvas.
        ids: for the ids of the file those they got.
        problems: takes what is wrong in the rows.
        now: the time of reading, for a file that does not say when it was made.
    """
    created = _text(told, "canvas created").strip()
    if created and not is_time(created):
        row = told["canvas created"][0]
        problems.append(Problem(row.where(), f"{created[:40]!r} is no time with a zone."))
        created = ""
    known = {item.id for item in items}
    return Canvas(
        name=_text(told, "canvas name"),
        created=created or stamp(now),
        model=_text(told, "canvas model"),
        items=items,
        notes=tuple(row["Text"] for row in told.get("canvas note", ())),
        against=_all(_against(row, problems) for row in told.get("canvas against", ())),
        metadata=_metadata(told, problems),
        constraints=_all(
            _constraint(row, known, ids, problems) for row in told.get("canvas constraint", ())
        ),
    )


def in_order(links: tuple[Link, ...], told: Told) -> tuple[Link, ...]:
    """Returns the links in the order that the file gives them, where it fits them."""
    words = _text(told, "canvas link order").split()
    # Who adds or takes out a link by hand need not mend the order.
    if sorted(words) != sorted(str(number) for number in range(1, len(links) + 1)):
        return links
    return tuple(links[int(word) - 1] for word in words)


def _all(found: Iterable[_T | None]) -> tuple[_T, ...]:
    return tuple(one for one in found if one is not None)


def _text(told: Told, label: str) -> str:
    rows = told.get(label)
    return rows[0]["Text"] if rows else ""


def _metadata(told: Told, problems: list[Problem]) -> Metadata:
    found: dict[str, Any] = {}
    for label, field in METADATA_ROWS.items():
        for row in told.get(label.lower(), ()):
            value = row["Text"]
            if field in _LISTS:
                found[field] = (*found.get(field, ()), value)
            elif (wrong := _wrong(field, value, found)) and value:
                problems.append(Problem(row.where(), f"{value[:40]!r} {wrong}; it was left out."))
            elif value:
                found[field] = _meant(field, value)
    return Metadata(**found)


def _wrong(field: str, value: str, found: dict[str, Any]) -> str:
    """Why a value cannot be that of a field; "" when it can."""
    if field in _DAYS and not day_in(value):
        return "is no day such as 2024-05-03"
    if field == "portfolio" and value.strip().lower() not in list(Portfolio):
        return f"is none of: {', '.join(Portfolio)}"
    # The portfolio's row comes first in `METADATA_ROWS`.
    if field == "stage":
        portfolio = found.get("portfolio")
        if portfolio is None or value.strip().lower() not in STAGES[portfolio]:
            return "is no stage of the portfolio"
    return ""


def _meant(field: str, value: str) -> Any:
    if field in _DAYS:
        return day_in(value)
    if field == "portfolio":
        return Portfolio(value.strip().lower())
    return value.strip().lower() if field == "stage" else value


def _constraint(
    row: Row, known: set[str], ids: dict[str, str], problems: list[Problem]
) -> Constraint | None:
    kind = "_".join(row["Tags"].lower().split())
    if kind not in list(ConstraintKind) or not row["Text"]:
        kinds = ", ".join(ConstraintKind)
        problems.append(
            Problem(row.where(), f"A constraint has a text, and as its tag one of: {kinds}.")
        )
        return None
    items = []
    for name in filter(None, map(str.strip, row["Links"].split(";"))):
        if ids.get(name, name) in known:
            items.append(ids.get(name, name))
        else:
            problems.append(Problem(row.where("Links"), f"{name[:60]!r} is no item of the file."))
    by = day_in(row["Horizon"])
    if row["Horizon"] and not by:
        problems.append(Problem(row.where("Horizon"), "This is no day such as 2024-05-03."))
    limits = quantities_of(row, problems)
    return Constraint(
        ConstraintKind(kind), row["Text"], tuple(items), limits[0] if limits else None, by
    )


def _against(row: Row, problems: list[Problem]) -> Against | None:
    block = find_block(row["Description"])
    citations = structures(row, "Citations", "citation", problems)
    stance = row["Status"].strip().lower()
    if block is None or stance not in list(Stance) or not citations:
        problems.append(
            Problem(
                row.where(),
                "What is said against has a block as its description, a citation, and as its status "
                f"one of: {', '.join(Stance)}.",
            )
        )
        return None
    return Against(block, Stance(stance), citation_from_dict(citations[0]))
