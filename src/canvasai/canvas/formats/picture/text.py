"""Texts as they may be drawn: on one line, without what would break a picture or deceive its reader."""

from __future__ import annotations

import re
import unicodedata

# A no-break space stays what it is: "25 €" must not be torn apart.
_SPACES = re.compile(r"[^\S\u00a0\u2007\u202f]+")
# Control characters, half characters and non-characters, which XML cannot hold; marks that embed or
# override a direction, with which a text can show other than it says; soft hyphens, which mean
# "broken here" in our lines.
_UNFIT = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufeff"
    "\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane * 0x10000 + end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
    + "]"
)
_MOST_MARKS = re.compile("([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{2})"
                         "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+")  # fmt: skip


def plain(text: str) -> str:
    """Returns a text on one line, fit for XML, without control characters and towers of accents."""
    return _MOST_MARKS.sub(r"\1", _UNFIT.sub("", _SPACES.sub(" ", text))).strip()


def is_rtl(text: str) -> bool:
    """Whether the first letter of a text is of a script that is written from right to left."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind == "L":
            return False
        if kind in ("R", "AL"):
            return True
    return False


def shortened(text: str, most: int) -> str:
    """Returns a text of at most `most` characters, cut with "…" at a space where one is near."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    space = cut.rfind(" ", most - 20 if most > 40 else most)
    return (cut[:space] if space > 0 else cut).rstrip(" ,;:.–—-") + "…"
