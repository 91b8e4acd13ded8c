"""The visible lines of a PDF page, with their places and fonts."""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pypdfium2  # type: ignore[import-untyped]

_SMALLEST = 2.0  # points; smaller letters cannot be read on paper or screen
_WHITE = 250  # of 255 in each channel
_DEEPEST_FORM = 10
_WIDE = 1.15  # of the font size; a space between words has a quarter of it
# What PDFium puts in place of a hyphen at a line end; it drops the line end itself.
_PARTED = "\x02"
_HYPHENS = (_PARTED, "\ufffe", "\u00ad")
_Box = tuple[float, float, float, float]


@dataclass(slots=True)
class Line:
    """A line of a page; places in points, `y` is the baseline and grows upwards."""

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool
    hyphen: bool = False
    """Whether it ends with a hyphen that the program that set it put in."""
    cells: tuple[str, ...] = ()
    """Its parts, where wide gaps part it."""


@dataclass(frozen=True, slots=True)
class _Style:
    size: float
    bold: bool
    hidden: bool


def lines_of(page: pypdfium2.PdfPage) -> tuple[list[Line], int]:
    """Returns the visible lines in the order of the file, and how many passages are hidden."""
    from pypdfium2 import raw

    text_page = page.get_textpage()
    try:
        return _Glyphs(raw, page, text_page).lines()
    finally:
        text_page.close()


class _Glyphs:
    def __init__(self, raw: Any, page: Any, text_page: Any) -> None:
        self._raw = raw
        self._page = page.raw
        self._text = text_page.raw
        self._area: _Box = page.get_bbox()
        self._styles: dict[int, _Style] = {}
        self._painted: list[_Box] = []
        self._images = 0
        for at in range(raw.FPDFPage_CountObjects(self._page)):
            self._note_painted(raw.FPDFPage_GetObject(self._page, at), 0)

    def lines(self) -> tuple[list[Line], int]:
        raw, found, hidden = self._raw, list[Line](), 0
        last_hidden = False
        units: list[tuple[str, int]] = []
        styles: list[_Style] = []
        for at in range(raw.FPDFText_CountChars(self._text)):
            char = chr(raw.FPDFText_GetUnicode(self._text, at))
            if char in "\r\n":
                self._end_line(found, units, styles)
                units, styles = [], []
                continue
            style = self._style(at)
            if style is not None and style.hidden and not char.isspace():
                hidden += not last_hidden
                last_hidden = True
                continue
            if not char.isspace():
                last_hidden = False
                if style is not None:
                    styles.append(style)
            units.append((char, at))
            if char == _PARTED:
                self._end_line(found, units, styles)
                units, styles = [], []
        self._end_line(found, units, styles)
        return found, hidden

    def _end_line(
        self, found: list[Line], units: list[tuple[str, int]], styles: list[_Style]
    ) -> None:
        shown = [at for char, at in units if not char.isspace() and char not in _HYPHENS]
        if not shown:
            return
        hyphen = "".join(char for char, _ in units).rstrip().endswith(_HYPHENS)
        first, last = self._box(shown[0]), self._box(shown[-1])
        origin_x, origin_y = ctypes.c_double(), ctypes.c_double()
        self._raw.FPDFText_GetCharOrigin(self._text, shown[0], origin_x, origin_y)
        sizes = sorted(style.size for style in styles) or [0.0]
        bold = 2 * sum(style.bold for style in styles) > len(styles)
        cells = self._cells(units, _WIDE * sizes[len(sizes) // 2])
        found.append(
            Line(
                text=" ".join(cells),
                left=first[0],
                right=max(first[2], last[2]),
                y=origin_y.value,
                size=round(sizes[len(sizes) // 2], 1),
                bold=bold,
                hyphen=hyphen,
                cells=cells if len(cells) > 1 else (),
            )
        )

    def _cells(self, units: list[tuple[str, int]], wide: float) -> tuple[str, ...]:
        cells = [""]
        last: int | None = None
        spaced = False
        for char, at in units:
            if char.isspace():
                spaced = True
            elif char not in _HYPHENS:
                if spaced and last is not None:
                    if self._box(at)[0] - self._box(last)[2] > wide > 0:
                        cells.append("")
                    else:
                        cells[-1] += " "
                cells[-1] += char
                last, spaced = at, False
        # Letters beyond the first plane come as two halves.
        whole = (
            cell.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for cell in cells
        )
        return tuple(whole)

    def _box(self, at: int) -> _Box:
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        self._raw.FPDFText_GetCharBox(self._text, at, left, right, bottom, top)
        return left.value, bottom.value, right.value, top.value

    def _style(self, at: int) -> _Style | None:
        handle = self._raw.FPDFText_GetTextObject(self._text, at)
        if not handle:
            return None
        key = ctypes.addressof(handle.contents)
        if key not in self._styles:
            self._styles[key] = self._style_of(handle, at)
        return self._styles[key]

    def _style_of(self, handle: Any, at: int) -> _Style:
        raw = self._raw
        size = ctypes.c_float()
        raw.FPDFTextObj_GetFontSize(handle, size)
        matrix = raw.FS_MATRIX()
        if raw.FPDFText_GetMatrix(self._text, at, matrix):
            # The matrix of a character holds the scale of all the forms around it.
            size.value *= math.hypot(matrix.c, matrix.d) or 1.0
        font = raw.FPDFTextObj_GetFont(handle)
        name = ctypes.create_string_buffer(200)
        raw.FPDFFont_GetBaseFontName(font, name, len(name))
        bold = any(word in name.value.lower() for word in (b"bold", b"black", b"heavy", b"semibd"))
        return _Style(size.value, bold, self._is_hidden(handle, at, size.value))

    def _is_hidden(self, handle: Any, at: int, size: float) -> bool:
        raw = self._raw
        box = self._box(at)
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        if size < _SMALLEST or not _holds(self._area, x, y):
            return True
        mode = raw.FPDFTextObj_GetTextRenderMode(handle)
        if mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
            # Over the image of a scan, invisible text is what was recognised in it.
            return not self._images
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        filled = mode in (
            raw.FPDF_TEXTRENDERMODE_FILL,
            raw.FPDF_TEXTRENDERMODE_FILL_CLIP,
        ) and raw.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha)
        if not filled:
            return False
        if alpha.value == 0:
            return True
        white = min(red.value, green.value, blue.value) >= _WHITE
        return white and not any(_holds(painted, x, y) for painted in self._painted)

    def _note_painted(self, handle: Any, depth: int) -> None:
        """Keeps where images and coloured areas are: white text on them shows."""
        raw = self._raw
        kind = raw.FPDFPageObj_GetType(handle)
        if kind == raw.FPDF_PAGEOBJ_FORM:
            children = raw.FPDFFormObj_CountObjects(handle) if depth < _DEEPEST_FORM else 0
            for at in range(children):
                self._note_painted(raw.FPDFFormObj_GetObject(handle, at), depth + 1)
            # Places inside a form count from the form; all of it is taken as painted.
            painted = children > 0 and any(
                raw.FPDFPageObj_GetType(raw.FPDFFormObj_GetObject(handle, at))
                != raw.FPDF_PAGEOBJ_TEXT
                for at in range(children)
            )
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            painted = depth == 0 and self._is_dark_area(handle)
        else:
            painted = depth == 0 and kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING)
            self._images += kind == raw.FPDF_PAGEOBJ_IMAGE
        if painted:
            left, bottom, right, top = (ctypes.c_float() for _ in range(4))
            if raw.FPDFPageObj_GetBounds(handle, left, bottom, right, top):
                self._painted.append((left.value, bottom.value, right.value, top.value))

    def _is_dark_area(self, handle: Any) -> bool:
        raw = self._raw
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(handle, mode, stroke)
        if mode.value == raw.FPDF_FILLMODE_NONE:
            return False
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        if not raw.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha):
            return True
        return alpha.value > 0 and min(red.value, green.value, blue.value) < _WHITE


def _holds(box: _Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
