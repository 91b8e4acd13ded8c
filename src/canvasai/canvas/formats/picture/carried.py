"""The part of a font that a picture needs, to be carried in its file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from canvasai.canvas.formats.picture.faces import Face

# What shapes text: a PDF has glyphs at places, and needs none of it.
_SHAPING = ("GSUB", "GPOS", "GDEF", "BASE", "JSTF", "kern", "cmap", "VORG", "vhea", "vmtx", "DSIG")


def subset_of(face: Face, chars: str) -> bytes:
    """Returns a font file with what it takes to show some characters."""
    import uharfbuzz as hb  # type: ignore[import-untyped]

    wanted = _wanted(face)
    wanted.sets(hb.SubsetInputSets.UNICODE).update(ord(char) for char in chars)
    return bytes(hb.subset(face.face, wanted).blob.data)


def glyphs_of(face: Face, glyphs: Iterable[int]) -> bytes:
    """Returns a font file with some glyphs under their numbers; of a PostScript font, its "CFF "."""
    import uharfbuzz as hb

    wanted = _wanted(face)
    wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(glyphs)
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode()) for tag in _SHAPING)
    # With an identity charset the numbers hold in PostScript fonts too.
    wanted.flags = (
        hb.SubsetFlags.RETAIN_GIDS
        | hb.SubsetFlags.NOTDEF_OUTLINE
        | hb.SubsetFlags.CFF_IDENTITY_CHARSET
    )
    small = hb.subset(face.face, wanted)
    return bytes(small.reference_table("CFF ").data if face.is_cff else small.blob.data)


def _wanted(face: Face) -> Any:
    import uharfbuzz as hb

    wanted = hb.SubsetInput()
    if "fvar" in face.face.table_tags:
        wanted.pin_all_axes_to_default(face.face)
    return wanted
