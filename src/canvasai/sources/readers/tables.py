"""Tables as Markdown pipe tables: CSV, TSV, and the rows that other readers give."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

from canvasai.errors import SourceUnreadableError
from canvasai.settings import Settings
from canvasai.sources.decoding import decode
from canvasai.sources.normalising import clean, clean_line
from canvasai.sources.readers.draft import Composer, Draft

NumberedRow = tuple[int, Sequence[str]]

_DELIMITERS = ",;\t|"
_SAMPLE_ROWS = 50
_DECLARED = re.compile(r'\A"?sep=(.)"?\n', re.IGNORECASE)


def cell_text(value: str) -> str:
    """Normalises a cell to one line; a bar in it is escaped."""
    return clean_line(value).replace("|", "\\|")


def add_rows(composer: Composer, rows: Iterable[NumberedRow]) -> None:
    """Adds rows as one table with a header.

    The header is the first row with at least two filled cells; single cells above it, such as
    a title, become paragraphs. A table of one column has its first row as header.

    Args:
        composer: where the table goes.
        rows: the row's number in the file (0: not known) and its raw cells.
    """
    cleaned = [(number, [cell_text(cell) for cell in cells]) for number, cells in rows]
    filled = [(number, cells) for number, cells in cleaned if any(cells)]
    if not filled:
        return
    wide = (index for index, (_, cells) in enumerate(filled) if sum(map(bool, cells)) > 1)
    first = next(wide, 0)
    for number, cells in filled[:first]:
        line = next(cell for cell in cells if cell)
        composer.table([(number, line)])
    table = filled[first:]
    used = sorted({at for _, cells in table for at, cell in enumerate(cells) if cell})
    columns = range(used[0], used[-1] + 1)
    lines = [(number, _line(cells, columns)) for number, cells in table]
    lines.insert(1, (0, "| " + " | ".join("---" for _ in columns) + " |"))
    composer.table(lines)


def _line(cells: Sequence[str], columns: Iterable[int]) -> str:
    return "| " + " | ".join(cells[at] if at < len(cells) else "" for at in columns) + " |"


def read_csv(data: bytes, name: str, settings: Settings) -> Draft:
    """Reads a table whose cells are parted by commas, semicolons, tabs or bars."""
    return _read(data, name, _DELIMITERS)


def read_tsv(data: bytes, name: str, settings: Settings) -> Draft:
    """Reads a table whose cells are parted by tabs."""
    return _read(data, name, "\t")


def _read(data: bytes, name: str, delimiters: str) -> Draft:
    text, note = decode(data, name)
    text = clean(text)
    skipped = 0
    declared = _DECLARED.match(text)
    if declared:
        delimiters, text, skipped = declared.group(1), text[declared.end() :], 1
    delimiter = delimiters if len(delimiters) == 1 else _delimiter(text, delimiters)
    try:
        rows = _rows(text, delimiter, csv.QUOTE_MINIMAL)
    except csv.Error:
        # A quote that nothing closes swallows the rest of the file; then quotes are only text.
        try:
            rows = _rows(text, delimiter, csv.QUOTE_NONE)
        except csv.Error as error:
            raise SourceUnreadableError(f"{name} cannot be read as a table: {error}.") from None
    composer = Composer()
    add_rows(composer, [(number + skipped, cells) for number, cells in rows])
    return composer.draft(notes=(note,) if note else ())


def _rows(text: str, delimiter: str, quoting: Literal[0, 3]) -> list[tuple[int, list[str]]]:
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting, strict=False
    )
    rows: list[tuple[int, list[str]]] = []
    line = 1
    for cells in reader:
        rows.append((line, cells))
        line = reader.line_num + 1
    return rows


def _delimiter(text: str, candidates: str) -> str:
    """Picks the delimiter that gives most rows the same number of cells, the header included.

    csv.Sniffer fails on quoted line ends and takes letters for delimiters, so rows decide.
    """
    best, best_score = candidates[0], (0.0, 0)
    sample = text[: 64 * 1024]
    for candidate in candidates:
        try:
            reader = csv.reader(io.StringIO(sample, newline=""), delimiter=candidate)
            widths = [len(row) for row in itertools.islice(reader, _SAMPLE_ROWS) if any(row)]
        except csv.Error:
            continue
        split = [width for width in widths if width > 1]
        if not split:
            continue
        width, times = Counter(split).most_common(1)[0]
        header = widths[0] == width
        score = (times / len(widths) + header, width)
        if score > best_score:
            best, best_score = candidate, score
    return best
