"""Links that nobody drew, read from what is there. They are marked as inferred. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from canvasai.canvas.blocks import Block
from canvasai.canvas.links import LINK_ENDS, Link, LinkKind
from canvasai.canvas.model import Canvas, Item
from canvasai.critique.generic import is_anybody, is_bare, is_hollow
from canvasai.grounding.linking import DRAWN, links_of
from canvasai.grounding.words import content_words, stem

# Pairs of kinds that together say for whom a proposition is.
_PAIRS = (
    (LinkKind.DELIVERS, LinkKind.REACHES),
    (LinkKind.PAID_FOR, LinkKind.PAID_BY),
)
# Kinds of which one item alone is for all at the other end.
_FOR_ALL = frozenset({LinkKind.REACHES, LinkKind.DELIVERS, LinkKind.KEEPS})
_SEGMENTS = Block.CUSTOMER_SEGMENTS


def with_inferred(canvas: Canvas) -> tuple[Canvas, frozenset[LinkKind]]:
    """Adds links where the canvas has none, or none of those that tie propositions to segments.

    Returns:
        the canvas, and the kinds that were inferred, found or not.
    """
    if not canvas.links:
        found = dict.fromkeys((*_by_words(canvas), *_to_the_only_one(canvas)))
        return replace(canvas, links=tuple(found)), frozenset(LinkKind)
    if not any(link.kind is LinkKind.SERVES for link in canvas.links):
        served = dict.fromkeys(_by_pairs(canvas))
        return replace(canvas, links=(*canvas.links, *served)), frozenset({LinkKind.SERVES})
    return canvas, frozenset()


def _by_words(canvas: Canvas) -> Iterator[Link]:
    counts: Counter[str] = Counter()
    for item in canvas.items:
        counts.update({stem(word) for word in content_words(item.text)})
    # A word that is in many items tells none of them apart.
    rarity = {root: 1.0 / count for root, count in counts.items()}
    for link in links_of(canvas.items, rarity):
        yield replace(link, inferred=True)


def _to_the_only_one(canvas: Canvas) -> Iterator[Link]:
    """Where there is one segment, or one proposition, it is the one that is meant.

    One channel or relationship is likewise meant for all. Beside an item that names something, those that
    anybody could write do not count.
    """
    blocks = {block: _telling(canvas.in_block(block)) for block in Block}
    for kind in DRAWN:
        ends = LINK_ENDS[kind]
        targets = [item for block in Block if block in ends.targets for item in blocks[block]]
        sources = [item for block in Block if block in ends.sources for item in blocks[block]]
        if not ends.targets <= {Block.CUSTOMER_SEGMENTS, Block.VALUE_PROPOSITIONS}:
            continue
        if len(targets) == 1 or (kind in _FOR_ALL and len(sources) == 1):
            for source in sources:
                for target in targets:
                    yield Link(source.id, target.id, kind, inferred=True)


def _telling(items: Sequence[Item]) -> list[Item]:
    telling = [
        item
        for item in items
        if not (is_hollow(item) or is_bare(item) or (item.block is _SEGMENTS and is_anybody(item)))
    ]
    return telling or list(items)


def _by_pairs(canvas: Canvas) -> Iterator[Link]:
    """A channel that brings a proposition to a segment, or a stream paid by it for it, says that it serves."""
    for to_offer, to_segment in _PAIRS:
        offers = [link for link in canvas.links if link.kind is to_offer]
        segments = [link for link in canvas.links if link.kind is to_segment]
        for one in offers:
            for other in segments:
                if one.source == other.source:
                    yield Link(one.target, other.target, LinkKind.SERVES, inferred=True)
