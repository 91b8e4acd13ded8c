"""Texts for Office files: on one line, without what XML forbids, and which way they run."""

from __future__ import annotations

import re
import unicodedata

# Spaces that do not break a line stay: they hold numbers and units together.
_SPACE = re.compile(r"[^\S\xa0\u2007\u202f]+")
# Control characters, halves of characters, and what is no character at all.
_FORBIDDEN = re.compile("[^\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_POP, _POP_ISOLATE = "\u202c", "\u2069"
_EMBEDDINGS, _ISOLATES = "\u202a\u202b\u202d\u202e", "\u2066\u2067\u2068"


def clean(text: str) -> str:
    """Returns text on one line in which each character that XML forbids is shown as "�"."""
    return _closed(_FORBIDDEN.sub("�", _SPACE.sub(" ", text).strip(" ")))


def is_rtl(text: str) -> bool:
    """Whether the first character with a direction runs from right to left."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


def shortened(text: str, length: int) -> str:
    """Returns clean text cut to `length` characters, at the end of a word where one is near."""
    if len(text) <= length:
        return text
    head = text[: length - 1]
    space = head.rfind(" ")
    if space > 0.6 * length:
        head = head[:space]
    return _closed(head.rstrip() + "…")


def _closed(text: str) -> str:
    """Ends what the text's own marks of direction began, so that what stands after it is not turned."""
    if not any(mark in text for mark in _EMBEDDINGS + _ISOLATES):
        return text
    wanted: list[str] = []
    for character in text:
        if character in _EMBEDDINGS:
            wanted.append(_POP)
        elif character in _ISOLATES:
            wanted.append(_POP_ISOLATE)
        elif character == _POP and wanted and wanted[-1] == _POP:
            wanted.pop()
        elif character == _POP_ISOLATE and _POP_ISOLATE in wanted:
            while wanted.pop() != _POP_ISOLATE:
                pass
    return text + "".join(reversed(wanted))
