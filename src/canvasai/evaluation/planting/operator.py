"""What an operator is, and what it gives."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from canvasai.canvas.model import Canvas

_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Defect:
    """A canvas into which a defect was planted.

    Attributes:
        canvas: with the defect.
        items: ids that a finding should name; () when the defect is about the whole.
        sources: texts that stand beside the canvas from now on, by name.
    """

    canvas: Canvas
    items: tuple[str, ...] = ()
    sources: Mapping[str, str] = field(default_factory=lambda: _NONE)


@dataclass(frozen=True, slots=True)
class Planted:
    """A canvas with one defect, and what a critique should say of it.

    Attributes:
        rule: the rule that it breaks, such as "R07"; "" where nothing is wrong.
        name: of the operator.
        canvas: with the defect.
        items: ids that a finding should name; () when the defect is about the whole.
        also: further rules that the same defect may rightly break.
        sources_changed: texts of sources that are new or other than before, by name.
    """

    rule: str
    name: str
    canvas: Canvas
    items: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    sources_changed: Mapping[str, str] = field(default_factory=lambda: _NONE)


Work = Callable[[Canvas, random.Random], Defect | None]


@dataclass(frozen=True, slots=True)
class Operator:
    """Plants one defect into a sound canvas, or changes it without doing harm.

    Attributes:
        rule: the rule that the defect breaks; "" for a change that breaks none.
        name: unique, in words.
        work: gives the defect, or None when the canvas offers no place for it; never changes its input.
        also: further rules that the same defect may rightly break.
    """

    rule: str
    name: str
    work: Work
    also: tuple[str, ...] = ()

    def plant(self, canvas: Canvas, rng: random.Random) -> Canvas | None:
        """Returns the canvas with the defect, or None when it offers no place for it."""
        found = self.work(canvas, rng)
        return found.canvas if found else None

    def planted(self, canvas: Canvas, rng: random.Random) -> Planted | None:
        """Returns the canvas with the defect and what a critique should say of it, or None."""
        found = self.work(canvas, rng)
        if found is None:
            return None
        return Planted(self.rule, self.name, found.canvas, found.items, self.also, found.sources)
