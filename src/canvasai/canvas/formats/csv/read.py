"""CSV to a canvas: files that CanvasAI wrote, and lists of blocks and texts as people make them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from itertools import islice, zip_longest

from canvasai.canvas.block_names import find_block, nearest_block
from canvasai.canvas.blocks import Block
from canvasai.canvas.formats.csv.canvas import LABELS, Told, canvas_of, in_order
from canvasai.canvas.formats.csv.cells import (
    COLUMNS,
    SEPARATORS,
    RowError,
    find_column,
    rows_of,
    text_of,
)
from canvasai.canvas.formats.csv.items import items_of, links_of
from canvasai.canvas.formats.csv.row import Row
from canvasai.canvas.formats.reading import Problem, Reading
from canvasai.errors import FormatError

_MAX_BYTES = 10_000_000
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")
# A title or an empty line may stand above the header.
_HEADER_WITHIN = 10
# Guessing what a name was meant to be takes a millisecond.
_MOST_GUESSES = 100


def canvas_from_csv(text: str, name: str = "the file", now: datetime | None = None) -> Reading:
    """Reads a canvas from CSV with commas, semicolons or tabs.

    It needs a column for the block and one for the text, under usual names in English, German, French or
    Spanish; blocks may be called by such names too. Other columns are those of `canvas_to_csv`.

    Args:
        text: the file's content, with or without a byte order mark.
        name: what to call the file in errors.
        now: the time of reading; a canvas that does not say when it was made gets it.

    Returns:
        The canvas. Texts of rows that name no block are left out and told as problems.

    Raises:
        FormatError: it is empty, over 10 MB or no text; a quote is left open, a row is longer than the
            header, or no columns for block and text are found (line).
    """
    _check_size(text, name)
    try:
        return _read(text.removeprefix("\ufeff"), now)
    except RowError as error:
        raise FormatError(f"{name}, line {error.line}: {error.message}", error.hint) from None


def _check_size(text: str, name: str) -> None:
    if len(text) > _MAX_BYTES:
        raise FormatError(
            f"{name} is over {_MAX_BYTES // 10**6} MB; no canvas is so long.",
            "Check that it is the right file.",
        )
    if not text.strip("\ufeff \t\r\n,;"):
        raise FormatError(f"{name} is empty.", "It needs columns for the block and the text.")
    if binary := _NO_TEXT.search(text):
        raise FormatError(
            f"{name}, line {text.count(chr(10), 0, binary.start()) + 1}: this is no text.",
            "Save the table as CSV, in UTF-8, from the program that made it.",
        )


def _read(text: str, now: datetime | None) -> Reading:
    problems: list[Problem] = []
    told: Told = {}
    entries: list[tuple[Row, Block]] = []
    left_out: list[str] = []
    block = None
    for row in _rows(text, problems):
        label = row["Block"].strip()
        if label.lower() in LABELS:
            told.setdefault(label.lower(), []).append(row)
            continue
        # A block that is named once, or in joined cells, goes for the rows below it too.
        block = find_block(label) if label else block
        if not row["Text"]:
            if any(text for column, text in row.cells.items() if column != "Block"):
                problems.append(Problem(row.where(), "The row has no text; it was left out."))
        elif block is None:
            near = nearest_block(label) if len(left_out) < _MOST_GUESSES else None
            meant = f"; did you mean {near}?" if near else "."
            what = f"{label[:60]!r} is none of the nine blocks" if label else "The row has no block"
            problems.append(Problem(row.where(), f"{what}; its text was left out{meant}"))
            left_out.append(row["Text"])
        else:
            entries.append((row, block))
    items, ids = items_of(entries, problems)
    canvas = canvas_of(told, items, ids, problems, now)
    rows = [(row, item) for (row, _), item in zip(entries, items, strict=True)]
    links = links_of(rows, canvas, ids, problems)
    canvas = replace(canvas, links=in_order(links, told))
    return Reading(canvas, tuple(problems), tuple(left_out))


def _rows(text: str, problems: list[Problem]) -> Iterator[Row]:
    # Spreadsheets may save thousands of empty rows below the last one.
    end = text.find("\n", len(text.rstrip(",;\t\r\n ")))
    separator, text = _separator(text[:end] if end >= 0 else text)
    rows = list(rows_of(text, separator))
    if not rows:
        return
    if _is_grid(rows[0][1]):
        yield from _cells_of_grid(rows)
        return
    columns, start = _columns(rows)
    line, header = rows[start - 1] if start else (rows[0][0], [])
    own = tuple(header) == COLUMNS
    for place, title in enumerate(header):
        if place not in columns and title.strip():
            problems.append(Problem(f"line {line}", f"The column {title[:60]!r} was not read."))
    width = len(header) or len(rows[0][1])
    for line, cells in rows[start:]:
        if any(cells[width:]):
            raise RowError(
                f"The row has {len(cells)} cells, and the header {width}.",
                line,
                "Put quotes around texts that hold the separator.",
            )
        texts = {
            columns[place]: text_of(cell) for place, cell in enumerate(cells) if place in columns
        }
        if not own:
            texts = {column: one.strip() for column, one in texts.items()}
        yield Row(line, texts)


def _is_grid(cells: list[str]) -> bool:
    """Whether a header names blocks, so that their items stand below each."""
    return len(cells) > 2 and all(map(find_block, cells))


def _cells_of_grid(rows: list[tuple[int, list[str]]]) -> Iterator[Row]:
    for line, cells in rows[1:]:
        for block, cell in zip_longest(rows[0][1], cells, fillvalue=""):
            if text := text_of(cell).strip():
                yield Row(line, {"Block": block, "Text": text})


def _separator(text: str) -> tuple[str, str]:
    """What stands between cells, and the text without the line in which Excel says it."""
    if found := re.match(r"sep=([,;\t|])(?=\r?\n)", text, re.IGNORECASE):
        return found[1], text[found.end() :]

    def score(separator: str) -> tuple[int, int]:
        rows = []
        # What is wrong further down is told when the separator is known.
        with suppress(RowError):
            for _, cells in islice(rows_of(text, separator), _HEADER_WITHIN):
                rows.append(cells)
        known = max((len(_known(cells)) for cells in rows), default=0)
        return known, len(rows[0]) if rows else 0

    return max(SEPARATORS, key=score), text


def _columns(rows: list[tuple[int, list[str]]]) -> tuple[dict[int, str], int]:
    """Which column of ours each place is, and the number of the first row below the header."""
    for number, (_, cells) in enumerate(rows[:_HEADER_WITHIN], 1):
        known = _known(cells)
        if {"Block", "Text"} <= known.keys():
            return {place: column for column, place in known.items()}, number
        if {"Block", "Description"} <= known.keys():
            known["Text"] = known.pop("Description")
            return {place: column for column, place in known.items()}, number
    # Without a header that is known, blocks in the first column say which it is.
    for number, (_, cells) in enumerate(rows[:2]):
        if len(cells) > 1 and find_block(cells[0]):
            return {0: "Block", 1: "Text"}, number
    raise RowError(
        "There are no columns for the block and the text.",
        rows[0][0],
        "Give the table a header with Block and Text.",
    )


def _known(cells: list[str]) -> dict[str, int]:
    """The place of each known column; the first of several."""
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        if column := find_column(cell):
            found.setdefault(column, place)
    return found
