"""Tables as people draw canvases: block names above the columns, or before the rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from canvasai.canvas.blocks import Block
from canvasai.canvas.formats.markdown.names import block_of, starts_block
from canvasai.canvas.formats.markdown.text import plain

_BREAK = re.compile(r"<br {0,3}/?>|[•‣▪◦●]", re.IGNORECASE)
_MARK = re.compile(r"^(?:[-*+–]|[0-9]{1,3}[.)])(?: |$)")


@dataclass(frozen=True, slots=True)
class Piece:
    """One statement of a table.

    Attributes:
        block: where it stands; None where the table does not say.
        raw: its source.
        more: what else its row says, as text.
    """

    block: Block | None
    raw: str
    more: str = ""


def read_table(rows: list[list[str]], block: Block | None) -> tuple[list[Piece], bool]:
    """Returns what a table says, and whether it names blocks itself.

    Args:
        rows: the cells, first those of the header.
        block: the one whose section the table stands in, or None.
    """
    width = max((sum(_is_name(cell) for cell in row) for row in rows), default=0)
    height = sum(bool(row) and _is_name(row[0]) for row in rows[1:])
    if width >= 2 or (width == 1 and height == 0 and block is None):
        return list(_by_column(rows)), True
    if height >= 1 and (block is None or height >= 2):
        return list(_by_row(rows)), True
    return list(_plain_rows(rows, block)), False


def pieces(cell: str) -> list[str]:
    """Returns the source of the statements in a cell, without what marks them as points."""
    parts = (part.strip() for part in _BREAK.split(cell))
    return [text for part in parts if (text := _MARK.sub("", part, count=1).strip())]


def _is_name(cell: str) -> bool:
    parts = pieces(cell)
    if not parts:
        return False
    start = starts_block(parts[0])
    return start is not None and (start.bold or (not start.rest and len(parts) == 1))


def _by_column(rows: list[list[str]]) -> Iterator[Piece]:
    blocks: list[Block | None] = []
    for row in rows:
        # A cell that only names a block is a heading where the whole row holds nothing else.
        all_names = all(not cell.strip() or _is_name(cell) for cell in row)
        for at, cell in enumerate(row):
            if at == len(blocks):
                blocks.append(None)
            parts = pieces(cell)
            start = starts_block(parts[0]) if parts else None
            if start is not None and (start.bold or all_names):
                blocks[at] = start.block
                parts = [start.rest, *parts[1:]] if start.rest else parts[1:]
            for part in parts:
                yield Piece(blocks[at], part)


def _by_row(rows: list[list[str]]) -> Iterator[Piece]:
    block: Block | None = None
    header = not (rows and rows[0] and _is_name(rows[0][0]))
    for row in rows[1:] if header else rows:
        if row and row[0].strip():
            block = block_of(plain(row[0]))
            if block is None:
                yield Piece(None, row[0])
        for cell in row[1:]:
            for part in pieces(cell):
                yield Piece(block, part)


def _plain_rows(rows: list[list[str]], block: Block | None) -> Iterator[Piece]:
    """One statement a row; the other cells say more on it."""
    names = [plain(cell) for cell in rows[0]] if rows else []
    for row in rows[1:]:
        cells = [(at, cell) for at, cell in enumerate(row) if cell.strip()]
        if not cells:
            continue
        more = []
        for at, cell in cells[1:]:
            text = " ".join(plain(part) for part in pieces(cell))
            name = names[at] if at < len(names) else ""
            more.append(f"{name}: {text}" if name else text)
        yield Piece(block, " ".join(pieces(cells[0][1])), "; ".join(more))
