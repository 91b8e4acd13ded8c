"""A row of a CSV file under its columns, and the structures that its cells hold as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from canvasai.canvas.formats.reading import Problem
from canvasai.canvas.formats.schema import canvas_schema

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator


@dataclass(frozen=True, slots=True)
class Row:
    """A row.

    Attributes:
        line: where it starts, from 1.
        cells: the text of each column that the file has.
    """

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def where(self, column: str = "") -> str:
        """Says where it stands, for problems."""
        return f"line {self.line}, {column}" if column else f"line {self.line}"


def structures(row: Row, column: str, kind: str, problems: list[Problem]) -> list[dict[str, Any]]:
    """Returns the list that a cell holds as JSON; () with a problem when it holds none.

    Args:
        row, column: the cell.
        kind: of its members, such as "citation": a definition of the canvas schema.
        problems: takes what is wrong.
    """
    if not row[column]:
        return []
    try:
        data = json.loads(row[column])
        wrong = next(_validator(kind).iter_errors(data), None)
        json.dumps(data, ensure_ascii=False).encode()
        why = wrong.message[:120] if wrong else ""
    except (ValueError, RecursionError):
        data, why = [], "it is not JSON"
    if why:
        problems.append(Problem(row.where(column), f"The cell was left out: {why}."))
        return []
    found: list[dict[str, Any]] = data
    return found


@cache
def _validator(kind: str) -> Draft202012Validator:
    # Slow to import, and only needed when a file has such cells.
    from jsonschema import Draft202012Validator

    schema = {
        "type": "array",
        "items": {"$ref": f"#/$defs/{kind}"},
        "$defs": canvas_schema()["$defs"],
    }
    return Draft202012Validator(schema)
