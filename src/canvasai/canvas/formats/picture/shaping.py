"""A line of text as glyphs: their order, their forms and their places, by HarfBuzz."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby

from canvasai.canvas.formats.picture.bidi import visual_runs
from canvasai.canvas.formats.picture.faces import Face, Style, face_for

# The hyphen of a broken word: our lines end with it, a reader sees and searches no letter.
SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph; lengths are parts of the font's size.

    Attributes:
        number: of the glyph in its font.
        text: the characters that it shows; "" where the glyph before shows them.
        advance: how far it moves the pen.
        right, up: how far it stands from the pen.
    """

    number: int
    text: str
    advance: float
    right: float
    up: float


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one font, from left to right, whichever way they are read."""

    face: Face
    glyphs: tuple[Glyph, ...]
    rtl: bool = False


def shape(text: str, style: Style, rtl: bool = False) -> tuple[Run, ...]:
    """Returns a line as glyphs from left to right.

    Args:
        text: on one line; a soft hyphen at its end shows as a hyphen.
        style: how the letters look.
        rtl: whether the line as a whole runs from right to left.
    """
    text = text.replace(SOFT_HYPHEN, "-")
    runs = []
    for start, end, level in visual_runs(text, rtl):
        parts = _parts(text[start:end], style)
        for part, face in reversed(parts) if level % 2 else parts:
            runs.append(Run(face, _glyphs(part, face, bool(level % 2)), bool(level % 2)))
    return tuple(runs)


@lru_cache(maxsize=20_000)
def width(text: str, style: Style) -> float:
    """Returns how long a text is on one line, in parts of the font's size."""
    return sum(glyph.advance for run in shape(text, style) for glyph in run.glyphs)


@lru_cache(maxsize=200)
def advances(text: str, style: Style) -> tuple[float, ...]:
    """Returns how long the text is up to and with each character, in parts of the font's size.

    Within what cannot be torn, such as an accented letter, it does not grow.
    """
    own = [0.0] * len(text)
    place = 0
    for part, face in _parts(text, style):
        at = place
        for glyph in _glyphs(part, face, False):
            own[at if glyph.text else at - 1] += glyph.advance
            at += len(glyph.text)
        place += len(part)
    total = 0.0
    for n, one in enumerate(own):
        total = own[n] = total + one
    return tuple(own)


def _parts(text: str, style: Style) -> list[tuple[str, Face]]:
    """Splits a text that runs one way where script or font change."""
    found: list[tuple[str, Face]] = []
    for _, same in groupby(_clusters(text, style), key=lambda one: (one[1], id(one[2]))):
        group = list(same)
        found.append(("".join(cluster for cluster, _, _ in group), group[0][2]))
    return found


def _clusters(text: str, style: Style) -> list[tuple[str, str, Face]]:
    """Characters with the accents on them, each with its script and font."""
    found: list[tuple[str, str, Face]] = []
    plain = main = face_for("", style)
    for char in text:
        script = _script(char)
        if found and _continues(char):
            base, known, _ = found[-1]
            found[-1] = (base + char, known, face_for(base + char, style))
            continue
        face = main if ord(char) in main.chars else face_for(char, style)
        if char == " " and found:  # a space stays with what is before it
            script, face = found[-1][1], found[-1][2] if 32 in found[-1][2].chars else plain
        found.append((char, script or (found[-1][1] if found else ""), face))
    return found


@cache
def _script(char: str) -> str:
    """The script of a letter; "" for what all scripts share."""
    import uharfbuzz as hb  # type: ignore[import-untyped]

    buffer = hb.Buffer()
    buffer.add_str(char)
    buffer.guess_segment_properties()
    return buffer.script or ""


@cache
def _continues(char: str) -> bool:
    """Whether a character belongs to the one before it."""
    return (
        unicodedata.category(char) in ("Mn", "Mc", "Me")
        or char == "\u200d"
        or 0xFE00 <= ord(char) <= 0xFE0F
        or 0x1F3FB <= ord(char) <= 0x1F3FF  # skin tones
    )


@lru_cache(maxsize=20_000)
def _glyphs(text: str, face: Face, rtl: bool) -> tuple[Glyph, ...]:
    import uharfbuzz as hb

    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if rtl else "ltr"
    # Accents keep their own characters, so that each glyph means one wherever it can.
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    hb.shape(face.font, buffer)
    starts = sorted({info.cluster for info in buffer.glyph_infos})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    shown = []
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        end = ends.pop(info.cluster, info.cluster)
        shown.append(
            Glyph(
                info.codepoint,
                text[info.cluster : end],
                place.x_advance / face.units,
                place.x_offset / face.units,
                place.y_offset / face.units,
            )
        )
    return tuple(shown)
