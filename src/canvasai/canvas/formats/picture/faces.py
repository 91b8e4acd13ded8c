"""The fonts: FiraGO for Latin, Greek, Cyrillic, Hebrew, Arabic, Thai, Georgian and Devanagari.

They come from packages and never from the machine, so that a canvas looks the same everywhere.
All are under the SIL Open Font License.
"""

from __future__ import annotations

import importlib
import importlib.util
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any


class Style(StrEnum):
    """How letters look."""

    REGULAR = "Regular"
    ITALIC = "Italic"
    BOLD = "Bold"


@dataclass(frozen=True, eq=False, slots=True)
class Face:
    """A font of one style.

    Attributes:
        name: PostScript name, such as "FiraGO-Regular".
        style: how its letters look.
        content: the font file.
        face, font: HarfBuzz's view of it.
        units: how many of its units make the size of the font.
        chars: code points that it has a glyph for.
    """

    name: str
    style: Style
    content: bytes = field(repr=False)
    face: Any
    font: Any
    units: int
    chars: frozenset[int] = field(repr=False)

    @property
    def is_cff(self) -> bool:
        """Whether its outlines are PostScript's rather than TrueType's."""
        return "CFF " in self.face.table_tags


# Where `pymupdf_fonts` keeps what FiraGO lacks, in the order in which it is asked.
_SYMBOLS = ("NotoSansSymbols2", "NotoSansSymbols", "NotoSansMath", "NotoSans")
# Packages that need not be there: (package, file), for emoji, more scripts, and Chinese, Japanese
# and Korean. Without them a box stands for what no font has.
_SCRIPTS = (
    "Armenian Bengali Ethiopic Gujarati Gurmukhi Kannada Khmer Lao Malayalam Myanmar Oriya Sinhala "
    "Tamil Telugu"
)
_MORE = (
    ("manimgx_fonts", "NotoEmoji[wght].ttf"),
    *(("manimgx_fonts", f"NotoSans{script}[wght].ttf") for script in _SCRIPTS.split()),
    ("noto_cjk_sans_jp_regular", "NotoSansCJKjp-Regular.otf"),
)


@cache
def main_face(style: Style) -> Face:
    """Returns FiraGO in a style."""
    return _packed(f"FiraGO_{style}", style)


def face_for(text: str, style: Style) -> Face:
    """Returns the first font that has all of a few characters, or FiraGO, which shows a box."""
    needed = frozenset(ord(char) for char in text if not _is_invisible(char))
    first = main_face(style)
    if needed <= first.chars:
        return first
    return _fallback(needed) or first


@cache
def _fallback(needed: frozenset[int]) -> Face | None:
    return next((face for face in _others() if needed <= face.chars), None)


def _others() -> Iterator[Face]:
    for name in _SYMBOLS:
        yield _packed(f"{name}_Regular", Style.REGULAR)
    for package, file in _MORE:
        face = _from_file(package, file)
        if face is not None:
            yield face


@cache
def _is_invisible(char: str) -> bool:
    """Whether a font need not have a character: joiners, selectors, spaces."""
    return unicodedata.category(char) in ("Cf", "Zs") or 0xFE00 <= ord(char) <= 0xFE0F


@cache
def _packed(module: str, style: Style) -> Face:
    found = importlib.import_module(f"pymupdf_fonts.{module}")
    return _face(module.replace("_", "-"), style, found.fontbuffer)


@cache
def _from_file(package: str, file: str) -> Face | None:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).with_name(file)
    if not path.is_file():
        return None
    return _face(path.stem.partition("[")[0], Style.REGULAR, path.read_bytes())


def _face(name: str, style: Style, content: bytes) -> Face:
    import uharfbuzz as hb  # type: ignore[import-untyped]

    face = hb.Face(content)
    return Face(name, style, content, face, hb.Font(face), face.upem, frozenset(face.unicodes))
