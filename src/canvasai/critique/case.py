"""What the rules look at: a canvas, what it is connected by, and the sources beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from canvasai.canvas.blocks import Block
from canvasai.canvas.formats.reading import Problem
from canvasai.canvas.links import LINK_ENDS, Link, LinkKind
from canvasai.canvas.model import Canvas, Item
from canvasai.canvas.tags import Tag
from canvasai.critique.generic import is_hollow
from canvasai.sources.model import Source


@dataclass(frozen=True)
class Case:
    """A canvas under critique.

    Attributes:
        canvas: with links, inferred where the format has none.
        documents: the sources at hand, by name; {} without.
        problems: what was wrong in the file.
        this_year: what lies after it is to come.
        guessed: kinds of links that were inferred, because nobody drew any.
        left_out: texts of the document that fit no block.
        placed: what the sorter gives each item, by id: probability by block; {} when it did not look.
    """

    canvas: Canvas
    documents: Mapping[str, Source] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    this_year: int = 0
    guessed: frozenset[LinkKind] = frozenset()
    left_out: tuple[str, ...] = ()
    placed: Mapping[str, Mapping[Block, float]] = field(default_factory=dict)

    @cached_property
    def items(self) -> dict[str, Item]:
        """The items by id."""
        return {item.id: item for item in self.canvas.items}

    @cached_property
    def of_block(self) -> dict[Block, list[Item]]:
        """The items of each block, in order."""
        found: dict[Block, list[Item]] = {block: [] for block in Block}
        for item in self.canvas.items:
            found[item.block].append(item)
        return found

    @cached_property
    def hollow(self) -> frozenset[str]:
        """Ids of items that only repeat their label, are left unfilled, or name a block (R53).

        Other rules on wording leave them alone: the same line is not scolded twice.
        """
        return frozenset(item.id for item in self.canvas.items if is_hollow(item))

    @cached_property
    def _sound(self) -> list[Link]:
        """The links whose ends exist and are of the right blocks; R02 tells of the others."""
        ends = self.canvas.ends()
        return [
            link
            for link in self.canvas.links
            if LINK_ENDS[link.kind].join(ends.get(link.source), ends.get(link.target))
        ]

    @cached_property
    def _out(self) -> dict[tuple[str, LinkKind], list[str]]:
        return _ends((link.source, link.kind, link.target) for link in self._sound)

    @cached_property
    def _in(self) -> dict[tuple[str, LinkKind], list[str]]:
        return _ends((link.target, link.kind, link.source) for link in self._sound)

    def targets(self, name: str, kind: LinkKind) -> list[str]:
        """Returns the ids to which links of a kind lead from an item."""
        return self._out.get((name, kind), [])

    def sources(self, name: str, kind: LinkKind) -> list[str]:
        """Returns the ids from which links of a kind lead to an item."""
        return self._in.get((name, kind), [])

    def has(self, kind: LinkKind) -> bool:
        """Whether the canvas has any link of a kind."""
        return any(link.kind is kind for link in self.canvas.links)

    def tagged(self, block: Block, tags: Iterable[Tag]) -> bool:
        """Whether any item of a block has one of the tags."""
        wanted = set(tags)
        return any(wanted & set(item.tags) for item in self.of_block[block])

    def links_of(self, name: str) -> list[Link]:
        """Returns all links that an item or its details take part in."""
        item = self.items[name]
        own = {name, *(detail.id for detail in item.details)}
        return [link for link in self.canvas.links if link.source in own or link.target in own]


def _ends(triples: Iterable[tuple[str, LinkKind, str]]) -> dict[tuple[str, LinkKind], list[str]]:
    found: defaultdict[tuple[str, LinkKind], list[str]] = defaultdict(list)
    for one, kind, other in triples:
        found[one, kind].append(other)
    return dict(found)
