"""How much room text takes on a slide, estimated from the widths of Arial (rather too wide).

No font is opened: the machine that writes a slide need not have the one that shows it.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

# A piece that is not broken: the space before it and its width, in widths of an "em".
Piece = tuple[float, float]

_GROUPS: tuple[tuple[float, str], ...] = (
    (0.23, "'ijl"),
    (0.28, " \xa0!,./:;I[\\]ft|"),
    (0.36, '()-`r{}"•'),
    (0.50, "*^Jcksvxyz"),
    (0.62, "+<=>~FTZ"),
    (0.67, "&ABEKPSVXY"),
    (0.73, "CDHNRUw"),
    (0.78, "GOQ○"),
    (0.84, "Mm"),
    (0.90, "%"),
    (0.95, "æœ"),
    (1.02, "W@…—→←ÆŒ"),
)
_ARIAL = {character: width for width, group in _GROUPS for character in group}
_DIGIT = 0.56  # the width of digits and of most small letters
_LINE = 1.2  # of Arial's lines, in sizes
_TALL_LINE = 1.45  # of scripts that other fonts must show
_SLACK = 0.96  # the share of a line that is counted on


def width(text: str) -> float:
    """Returns the width of text on one line, in em."""
    return sum(map(_width, text))


def pieces(text: str) -> tuple[Piece, ...]:
    """Splits text where a line may be broken: at spaces, after hyphens, between Chinese characters."""
    found: list[Piece] = []
    gap = length = 0.0
    for character in text:
        wide = unicodedata.east_asian_width(character) in "WF"
        if length and (character == " " or wide):
            found.append((gap, length))
            gap = length = 0.0
        if character == " ":
            gap += _width(character)
            continue
        length += _width(character)
        if wide or character == "-":
            found.append((gap, length))
            gap = length = 0.0
    if length:
        found.append((gap, length))
    return tuple(found)


def lines(found: Sequence[Piece], room: float) -> int:
    """Returns how many lines the pieces take, one at least.

    Args:
        found: the pieces of one paragraph.
        room: width of a line, in em.
    """
    room *= _SLACK
    count, used = 1, 0.0
    for gap, length in found:
        if used and used + gap + length <= room:
            used += gap + length
            continue
        count += bool(used)
        used = length
        if length > room:
            # A word longer than a line starts a new one and is broken anywhere.
            full = math.ceil(length / max(room - 1, 1))
            count += full - 1
            used = room
    return count


def broken_pieces(found: Sequence[Piece], room: float) -> int:
    """Returns how many pieces are wider than a line of that many em, so that they are broken anywhere."""
    return sum(length > room * _SLACK for _, length in found)


def line_height(text: str) -> float:
    """Returns the height of a line of this text, in sizes."""
    tall = any(
        character > "\u04ff" and unicodedata.category(character)[0] in "LMS"
        for character in text
        if not "\u1e00" <= character <= "\u2bff"
    )
    return _TALL_LINE if tall else _LINE


@lru_cache(maxsize=4096)
def _width(character: str) -> float:
    known = _ARIAL.get(character)
    if known is not None:
        return known
    if character.isascii():
        return _DIGIT
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return 0.0
    base = unicodedata.normalize("NFD", character)[0]
    if base.isascii():
        return max(_width(base), 0.28)  # a mark above is wider than an i
    # Some characters are whole words, as their long form shows.
    length = 0.5 * len(unicodedata.normalize("NFKC", character))
    if unicodedata.east_asian_width(character) in "WF":
        return max(1.4 if category[0] == "S" else 1.02, length)
    if category == "Lu" or category[0] == "S":
        return max(0.85, length)
    return max(0.65, length)
