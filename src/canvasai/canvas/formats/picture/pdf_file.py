"""The file format PDF: objects with numbers, a table of where they are, and the fonts.

After ISO 32000-1; sections are named where a rule is not plain. Written here because text is set
glyph by glyph as HarfBuzz shaped and measured it, and a line says by its "ActualText" what it reads
where its glyphs alone do not: a torn word, or one of Hindi. The small libraries do neither.
"""

from __future__ import annotations

import codecs
import hashlib
import zlib
from collections.abc import Iterable, Mapping

from canvasai.canvas.formats.picture.carried import glyphs_of
from canvasai.canvas.formats.picture.faces import Face, Style


class PdfFile:
    """The objects of a file, in order; `reserve` numbers one that is told later."""

    def __init__(self) -> None:
        self._objects: list[bytes] = []

    def reserve(self) -> int:
        """Returns the number of an object to come."""
        self._objects.append(b"")
        return len(self._objects)

    def put(self, number: int, body: str) -> None:
        """Tells a reserved object."""
        self._objects[number - 1] = body.encode("ascii")

    def add(self, body: str) -> int:
        """Adds an object; returns its number."""
        number = self.reserve()
        self.put(number, body)
        return number

    def stream(self, content: bytes, more: str = "") -> int:
        """Adds a stream, compressed; `more` are further entries of its dictionary."""
        packed = zlib.compress(content, 9)
        number = self.reserve()
        start = f"<</Length {len(packed)}/Filter/FlateDecode{more}>>\nstream\n".encode("ascii")
        self._objects[number - 1] = start + packed + b"\nendstream"
        return number

    def written(self, root: int, info: int) -> bytes:
        """Returns the whole file, the same for the same objects."""
        # Bytes above 127 in the second line tell programmes that the file is not text.
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        places = []
        for number, body in enumerate(self._objects, 1):
            places.append(len(out))
            out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
        name = hashlib.sha256(out).hexdigest()[:32]
        table = len(out)
        out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
        out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
        out += (
            f"trailer\n<</Size {len(places) + 1}/Root {root} 0 R/Info {info} 0 R"
            f"/ID[<{name}><{name}>]>>\nstartxref\n{table}\n%%EOF\n"
        ).encode()
        return bytes(out)


def written(text: str) -> str:
    """Returns a text as PDF writes it, in UTF-16."""
    return f"<{(codecs.BOM_UTF16_BE + text.encode('utf-16-be')).hex().upper()}>"


def add_font(file: PdfFile, face: Face, glyphs: Mapping[int, str]) -> int:
    """Adds a font with the glyphs that are used, under their own numbers.

    Args:
        file: where to add it.
        face: the font.
        glyphs: what each glyph shows.

    Returns:
        The number of its object.
    """
    content = glyphs_of(face, glyphs)
    tag = "".join(chr(65 + byte % 26) for byte in hashlib.sha256(content).digest()[:6])
    name = f"{tag}+{face.name}"
    scale = 1000 / face.units
    if face.is_cff:
        program = f"/FontFile3 {file.stream(content, '/Subtype/CIDFontType0C')} 0 R"
    else:
        program = f"/FontFile2 {file.stream(content, f'/Length1 {len(content)}')} 0 R"
    extents = face.font.get_font_extents("ltr")
    up, down = round(extents.ascender * scale), round(extents.descender * scale)
    slant = -12 if face.style is Style.ITALIC else 0
    about = file.add(
        f"<</Type/FontDescriptor/FontName/{name}/Flags {4 + (64 if slant else 0)}"
        f"/FontBBox[-1000 {down} 2500 {up}]/ItalicAngle {slant}/Ascent {up}/Descent {down}"
        f"/CapHeight {round(up * 0.74)}/StemV {140 if face.style is Style.BOLD else 85}{program}>>"
    )
    widths = " ".join(
        f"{glyph}[{face.font.get_glyph_h_advance(glyph) * scale:.0f}]" for glyph in sorted(glyphs)
    )
    kind = "/CIDFontType0" if face.is_cff else "/CIDFontType2/CIDToGIDMap/Identity"
    letters = file.add(
        f"<</Type/Font/Subtype{kind}/BaseFont/{name}"
        f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        f"/FontDescriptor {about} 0 R/DW 1000/W[{widths}]>>"
    )
    meaning = file.stream(_to_unicode(glyphs.items()))
    return file.add(
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H"
        f"/DescendantFonts[{letters} 0 R]/ToUnicode {meaning} 0 R>>"
    )


def _to_unicode(glyphs: Iterable[tuple[int, str]]) -> bytes:
    """What each glyph means, for search and copy (9.10.3)."""
    lines = [
        f"<{glyph:04X}><{text.encode('utf-16-be').hex().upper()}>"
        for glyph, text in sorted(glyphs)
        if text
    ]
    blocks = []
    for start in range(0, len(lines), 100):  # no more than a hundred in a block
        some = lines[start : start + 100]
        blocks.append(f"{len(some)} beginbfchar\n" + "\n".join(some) + "\nendbfchar\n")
    return (
        "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
        "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n"
        f"{''.join(blocks)}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")
