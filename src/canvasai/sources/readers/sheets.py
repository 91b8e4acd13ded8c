"""Workbooks: every visible sheet as a heading and a table."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from typing import Any

from canvasai.settings import Settings
from canvasai.sources.normalising import clean_line
from canvasai.sources.readers.draft import Composer, Draft
from canvasai.sources.readers.packages import check_package
from canvasai.sources.readers.quiet import quiet
from canvasai.sources.readers.tables import add_rows


def read_xlsx(data: bytes, name: str, settings: Settings) -> Draft:
    """Reads the stored values of the visible rows and columns of the visible sheets."""
    import openpyxl  # type: ignore[import-untyped]

    check_package(data, name, "xl", settings)
    composer = Composer()
    hidden = 0
    with quiet():
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        try:
            for number, sheet in enumerate(book.worksheets, start=1):
                rows, left_out = _rows(sheet)
                hidden += left_out
                if not rows:
                    continue
                start = composer.length
                composer.heading(2, clean_line(sheet.title))
                add_rows(composer, rows)
                composer.page(number, start, "sheet", clean_line(sheet.title))
        finally:
            book.close()
    return composer.draft(hidden=hidden)


def _rows(sheet: Any) -> tuple[list[tuple[int, list[str]]], int]:
    """Returns the visible rows with their numbers, and how many passages are hidden.

    A hidden sheet, row or column is one passage. Only the cells that exist are visited: the
    corners of a sheet may lie a million rows apart.
    """
    hidden_columns = set(_hidden_columns(sheet))
    visible = sheet.sheet_state == "visible"
    rows: dict[int, dict[int, str]] = {}
    left_out: set[tuple[str, int]] = set()
    for (row, column), cell in sorted(sheet._cells.items()):
        text = value_text(cell.value, str(cell.number_format))
        if not text.strip():
            continue
        if not visible:
            left_out.add(("sheet", 0))
        elif row in sheet.row_dimensions and sheet.row_dimensions[row].hidden:
            left_out.add(("row", row))
        elif column in hidden_columns:
            left_out.add(("column", column))
        else:
            rows.setdefault(row, {})[column] = text
    columns = sorted({column for cells in rows.values() for column in cells})
    # Empty columns between two tables say nothing.
    return [
        (row, [cells.get(column, "") for column in columns]) for row, cells in rows.items()
    ], len(left_out)


def _hidden_columns(sheet: Any) -> Iterator[int]:
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden:
            yield from range(dimension.min, min(dimension.max, 16384) + 1)


def value_text(value: object, number_format: str = "General") -> str:
    """Returns a cell's value as a reader would write it: dates as ISO, 3 for 3.0, 5% for 0.05."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time(0)
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.time):
        return value.isoformat("minutes")
    if isinstance(value, int | float):
        if "%" in number_format:
            return f"{_number(float(value) * 100)}%"
        return _number(value)
    return str(value)


def _number(value: float) -> str:
    if isinstance(value, int):
        return str(value)
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    # Fifteen digits are what a workbook holds; more would show the error of binary fractions.
    text = f"{value:.15g}"
    return f"{value:f}".rstrip("0") if "e-" in text and abs(value) >= 1e-6 else text
