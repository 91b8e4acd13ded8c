"""Stable, readable item ids such as `rs-rent`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from canvasai.canvas.blocks import Block

_WORD = re.compile(r"[a-z0-9]+")
_TRANSLITERATED = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d"})
# Words that say nothing in an id; a handful for each language that documents often come in.
_EMPTY = frozenset(
    (  # as a list it would be a page long
        "the and for with from into over our your their its this that are was were has have had "
        "per each all any can will not but who which when where what than then they them his her "
        "der die das und mit von fur den dem ein eine les des une pour avec dans los las del con "
        "para una"
    ).split()
)


def slug(text: str, words: int = 3) -> str:
    """Returns up to `words` telling words of `text`, lower case and hyphenated; "item" if none."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_TRANSLITERATED))
    found = _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))
    telling = [w for w in found if len(w) > 2 and w not in _EMPTY and not w.isdigit()]
    return "-".join((telling or found)[:words])[:40].strip("-") or "item"


def new_id(block: Block, text: str, taken: Container[str]) -> str:
    """Returns an id that is not in `taken`: prefix, telling words, a number if it must be."""
    base = f"{block.prefix}-{slug(text)}"
    if base not in taken:
        return base
    number = 2
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"
