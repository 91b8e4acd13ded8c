"""Cells and rows of CSV files, and the words for their columns."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator

# The columns that CanvasAI writes, in their order.
COLUMNS = (
    "Block",
    "Text",
    "Status",
    "Horizon",
    "Description",
    "Tags",
    "Numbers",
    "Risk",
    "Test",
    "Reason",
    "Details",
    "Links",
    "Citations",
    "Id",
)
# What the whole canvas tells of itself, a row for each value: its first cell, and the field.
METADATA_ROWS = {
    "Canvas tagline": "tagline",
    "Canvas status": "status",
    "Canvas category": "category",
    "Canvas date": "dated",
    "Canvas update": "updated",
    "Canvas related document": "related",
    "Canvas source": "sources",
    "Canvas history": "history",
    "Canvas portfolio": "portfolio",
    "Canvas stage": "stage",
    "Canvas derived from": "derived_from",
}
# What other files call them, in English, German, French and Spanish; accents and case do not count.
_OTHER_NAMES = {
    "Block": "blocks baustein bausteine feld bloc bloque field section abschnitt sección bereich area "
    "category kategorie catégorie categoría",
    "Text": "texte texto element elements elemento elementos élément éléments item items entry entries "
    "eintrag einträge statement aussage content inhalt contenu contenido name nombre nom bezeichnung "
    "stichpunkt punkt idea idee idée titel title título titre value wert",
    "Status": "estado statut stand",
    "Horizon": "horizont horizonte",
    "Description": "beschreibung descripción note notes notiz notizen nota notas comment comments "
    "kommentar commentaire comentario bemerkung remarque",
    "Tags": "tag stichworte etiquetas étiquettes",
    "Numbers": "zahlen números nombres chiffres",
    "Risk": "risiko risque riesgo",
    "Test": "prueba",
    "Reason": "grund begründung raison razón",
    "Citations": "quellen belege citas sources fuentes",
    "Links": "verbindungen verknüpfungen liens vínculos enlaces",
}
SEPARATORS = (",", ";", "\t")
_MAX_CELLS = 10_000
_MAX_ROWS = 50_000
_EMPTY_LINES = re.compile(r"[\r\n]++")
# A spreadsheet runs what starts with one of these, or drops it; an apostrophe in front makes it text.
_RUNS = r"[=+\-@\t\r\n＝＋－＠]"
_TO_GUARD = re.compile(f"'*{_RUNS}")
_GUARDED = re.compile(f"'+{_RUNS}")
# Characters that spreadsheets and line ends of other systems do not keep.
_FRAGILE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_AS_JSON = 'json:"'


class RowError(Exception):
    """What is wrong in a CSV file, and in which line."""

    def __init__(self, message: str, line: int, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.hint = hint


def cell_of(text: str) -> str:
    """Returns the cell that holds a text: one that no spreadsheet runs as a formula."""
    if _FRAGILE.search(text) or text.startswith(_AS_JSON):
        return "json:" + json.dumps(text, ensure_ascii=False)
    return f"'{text}" if _TO_GUARD.match(text) else text


def text_of(cell: str) -> str:
    """Returns the text that a cell holds; the reverse of `cell_of`."""
    if cell.startswith(_AS_JSON):
        try:
            text = json.loads(cell.removeprefix("json:"))
            text.encode()
        except ValueError:
            return cell
        return str(text)
    return cell[1:] if _GUARDED.match(cell) else cell


def rows_of(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yields the rows that are not empty, each with the line in which it starts.

    Raises:
        RowError: a quote is left open, or characters follow a closing quote.
    """
    quoted = re.compile(r'"((?:[^"]++|"")*+)"')
    bare = re.compile(rf"[^{separator}\r\n]*+")
    ending = re.compile(rf"{re.escape(separator)}|\r\n|\r|\n|\Z")
    place, line, count = 0, 1, 0
    while place < len(text):
        if empty := _EMPTY_LINES.match(text, place):
            place, line = empty.end(), line + empty.group().count("\n")
            continue
        count += 1
        if count > _MAX_ROWS:
            raise RowError(
                f"Over {_MAX_ROWS:,} rows: no canvas is so long.", line, "Check the file."
            )
        start, cells, end = line, list[str](), separator
        while end == separator:
            found = (quoted if text[place : place + 1] == '"' else bare).match(text, place)
            closed = ending.match(text, found.end()) if found else None
            if found is None:
                raise RowError("A quote is left open.", line, "Close it, or double it in a text.")
            line += found.group().count("\n")
            if closed is None:
                raise RowError(
                    "Characters follow a closing quote.", line, "Double the quotes within a text."
                )
            cells.append(found[1].replace('""', '"') if found.re is quoted else found.group())
            end, place = closed.group(), closed.end()
            if len(cells) > _MAX_CELLS:
                raise RowError(f"The row has over {_MAX_CELLS:,} cells.", line, "Check the file.")
        line += bool(end)
        if any(cells):
            yield start, cells


def find_column(name: str) -> str | None:
    """Returns the one of `COLUMNS` that a header means, or None."""
    return _NAMES.get(_bare(name))


def _bare(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name[:60].casefold())
    return "".join(c for c in plain if c.isalpha())


_NAMES = {
    _bare(name): column for column, names in _OTHER_NAMES.items() for name in names.split()
} | {_bare(column): column for column in COLUMNS}
