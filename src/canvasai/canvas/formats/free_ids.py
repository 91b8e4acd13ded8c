"""Ids for what a file gives none, or one that cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterable

from canvasai.canvas.ids import slug

_TIDY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_WORD = re.compile(r"[a-z0-9]+")


class FreeIds:
    """Gives out ids that nobody has; fast for many of the same wording.

    Args:
        taken: ids that are in use.
    """

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._next: dict[str, int] = {}

    def free(self, wanted: str) -> str:
        """Returns the id, with a number where it is taken; it is taken from now on."""
        name = wanted
        while name in self._taken:
            number = self._next.get(wanted, 2)
            self._next[wanted] = number + 1
            name = f"{wanted}-{number}"
        self._taken.add(name)
        return name


def is_id(name: str, prefix: str) -> bool:
    """Whether the canvas schema allows such an id after that prefix."""
    start = f"{prefix}-"
    return name.startswith(start) and _TIDY.fullmatch(name[len(start) :]) is not None


def id_like(name: str, prefix: str, text: str) -> str:
    """Returns an id as near as can be to one that is none; from the text when nothing is left."""
    words = _WORD.findall(name.lower()[:200])
    if words[:1] == [prefix]:
        words = words[1:]
    return f"{prefix}-{'-'.join(words)[:40].strip('-') or slug(text[:200])}"
