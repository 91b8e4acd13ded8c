"""A small sound canvas with the documents behind it (in `bees/`), and ways to break it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from canvasai.canvas.blocks import Block
from canvasai.canvas.changes import Remove, apply
from canvasai.canvas.formats.json_format import canvas_from_json
from canvasai.canvas.links import Link, LinkKind
from canvasai.canvas.model import Assumption, Canvas, Citation, Item, Risk, Status
from canvasai.canvas.quantity import Every, Measure, Quantity
from canvasai.critique.finding import Critique, Finding
from canvasai.critique.run import check
from canvasai.sources.model import Source

FOLDER = Path(__file__).parent / "bees"


def source(name: str, text: str) -> Source:
    return Source(name=name, media="md", text=text, sha256="0" * 64)


DOCUMENTS = tuple(
    source(name, (FOLDER / name).read_text(encoding="utf-8"))
    for name in ("letter.md", "numbers.md")
)


@dataclass(frozen=True)
class Draft:
    """A canvas with its documents, and edits of it that need not leave it sound.

    Attributes:
        canvas: as it is now.
        documents: to hold it against.
    """

    canvas: Canvas
    documents: tuple[Source, ...] = DOCUMENTS

    def item(self, name: str) -> Item:
        return next(one for one in self.canvas.items if one.id == name)

    def altered(self, name: str, **fields: Any) -> Draft:
        """With other fields of one item."""
        assert self.item(name)
        items = (replace(i, **fields) if i.id == name else i for i in self.canvas.items)
        return replace(self, canvas=replace(self.canvas, items=tuple(items)))

    def plus(self, *items: Item) -> Draft:
        return replace(self, canvas=replace(self.canvas, items=(*self.canvas.items, *items)))

    def minus(self, *names: str) -> Draft:
        """Without some items and their links."""
        return replace(self, canvas=apply(self.canvas, [Remove(name) for name in names]))

    def linked(self, told: str) -> Draft:
        """With more links: "vp-a serves cs-b; ch-c reaches cs-b"."""
        new = [Link(*_parts(one)) for one in told.split(";")]
        return replace(self, canvas=replace(self.canvas, links=(*self.canvas.links, *new)))

    def unlinked(self, told: str) -> Draft:
        """Without some links; "*" stands for any item."""
        kept = self.canvas.links
        for one in told.split(";"):
            start, end, kind = _parts(one)
            left = tuple(
                known
                for known in kept
                if known.kind is not kind
                or start not in ("*", known.source)
                or end not in ("*", known.target)
            )
            assert left != kept, one
            kept = left
        return replace(self, canvas=replace(self.canvas, links=kept))

    def told(self, **fields: Any) -> Draft:
        """With other metadata, constraints, links or notes."""
        return replace(self, canvas=replace(self.canvas, **fields))

    def beside(self, *documents: Source) -> Draft:
        """With other documents."""
        return replace(self, documents=documents)

    def look(self, **arguments: Any) -> Critique:
        """What all rules find in 2026."""
        return check(self.canvas, **({"documents": self.documents, "this_year": 2026} | arguments))

    def find(self, rule: str, **arguments: Any) -> list[Finding]:
        """What one rule finds."""
        return list(self.look(only=[rule], **arguments).findings)

    def mended(self, found: Finding) -> Draft:
        """After the changes of a finding."""
        linked = self.look().canvas
        return replace(self, canvas=apply(linked, found.changes))

    @staticmethod
    def said(name: str, text: str, **fields: Any) -> Item:
        """An item that cites nothing and is no assumption."""
        block = next(b for b in Block if name.startswith(f"{b.prefix}-"))
        return Item(name, block, text, **({"status": Status.UNCHECKED} | fields))

    @staticmethod
    def assumed(name: str, text: str, test: str = "", risk: Risk = Risk.VIABILITY) -> Item:
        return Draft.said(name, text, status=Status.ASSUMPTION, assumption=Assumption(risk, test))

    @staticmethod
    def cite(document: Source, quote: str, **fields: Any) -> Citation:
        start = document.text.index(quote)
        told = {"source": document.name, "quote": quote, "start": start, "end": start + len(quote)}
        return Citation(**(told | fields))

    @staticmethod
    def euros(measure: Measure, value: float, every: Every | None = None) -> Quantity:
        return Quantity(measure, value, "EUR", every)

    @staticmethod
    def number(
        measure: Measure, value: float, unit: str = "", every: Every | None = None
    ) -> Quantity:
        return Quantity(measure, value, unit, every)

    @staticmethod
    def source(name: str, text: str) -> Source:
        return source(name, text)

    @staticmethod
    def blank(*items: Item) -> Draft:
        """A canvas of these items alone, without links and documents."""
        return Draft(Canvas("Brackenfold", "2026-02-01T09:00:00+00:00", "", items), ())


def _parts(told: str) -> tuple[str, str, LinkKind]:
    start, kind, end = told.split()
    return start, end, LinkKind(kind)


@pytest.fixture(scope="session")
def bees() -> Draft:
    """The sound canvas: bees that are hired out to orchards, and their honey."""
    return Draft(canvas_from_json((FOLDER / "canvas.json").read_text(encoding="utf-8")))
