"""A stress test (R47): what each uncertainty does to each block, spread along the links. Pure.

After Haaker et al., "Business model stress testing", Futures (2017): a block is red where an uncertainty may
break it, amber where it weakens it, green where it does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

import yaml

from canvasai.canvas.blocks import Block
from canvasai.canvas.links import LinkKind
from canvasai.canvas.model import Canvas, Item
from canvasai.critique.generic import own_words
from canvasai.critique.rule import count, named
from canvasai.grounding.words import content_words, same_word
from canvasai.resources import resource_dir


class Heat(StrEnum):
    """What an uncertainty does to a block."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    UNKNOWN = "unknown"  # no word of the canvas speaks of it
    EMPTY = "empty"  # the block says nothing, so that nothing can be told


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """Something that may happen.

    Attributes:
        name: in a few words.
        touches: beginnings of words of the items that it hits; "$" at the end asks for the whole word.
        where: blocks in which such words count; () where the words of `name` count, in all blocks.
        always: blocks that it hits in any case.
    """

    name: str
    touches: tuple[str, ...] = ()
    where: tuple[Block, ...] = ()
    always: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One uncertainty in one block.

    Attributes:
        heat: red, amber, green, unknown or empty.
        reason: why, naming the items.
        items: ids that it hits or weakens.
    """

    heat: Heat
    reason: str
    items: tuple[str, ...] = ()


NOT_KNOWN = "No item speaks of it; whether it hurts is not known."
HeatMap = dict[Uncertainty, dict[Block, Cell]]

# Which way trouble spreads along a link: to the source, to the target, or both.
_TO_SOURCE = frozenset(
    {
        LinkKind.RESTS_ON,  # an offer falls with what it rests on
        LinkKind.PAID_BY,  # a stream falls with who pays it
        LinkKind.PAID_FOR,
        LinkKind.SUBSIDISED_BY,
        LinkKind.NEEDS,
        LinkKind.CAUSED_BY,
    }
)
_TO_TARGET = frozenset(
    {
        LinkKind.PROVIDES,
        LinkKind.SUPPORTS,
        LinkKind.SERVES,
        LinkKind.REACHES,
        LinkKind.DELIVERS,
        LinkKind.KEEPS,
    }
)


@cache
def suggested() -> tuple[Uncertainty, ...]:
    """Returns the uncertainties that many businesses should look at."""
    text = (resource_dir("corpus") / "uncertainties.yaml").read_text(encoding="utf-8")
    return tuple(
        Uncertainty(
            one["name"],
            tuple(one["touches"]),
            tuple(map(Block, one["where"])),
            tuple(map(Block, one["always"])),
        )
        for one in yaml.safe_load(text)
    )


def heat_map(canvas: Canvas, uncertainties: Sequence[Uncertainty]) -> HeatMap:
    """Returns a cell for each uncertainty and block."""
    return {one: _row(canvas, one) for one in uncertainties}


def _row(canvas: Canvas, uncertainty: Uncertainty) -> dict[Block, Cell]:
    hit = {item.id: item for item in canvas.items if _touches(uncertainty, item)}
    for block in uncertainty.always:
        hit.update((item.id, item) for item in canvas.in_block(block))
    known = {item.id: item for item in canvas.items}
    weakened = spread(canvas, hit)
    row = {}
    for block in Block:
        items = canvas.in_block(block)
        red = [item for item in items if item.id in hit]
        amber = [item for item in items if item.id in weakened and item.id not in hit]
        if not items:
            row[block] = Cell(Heat.EMPTY, "The block says nothing.")
        elif red:
            row[block] = Cell(Heat.RED, f"It hits {named(red)}.", tuple(i.id for i in red))
        elif amber:
            causes = [known[name] for name in dict.fromkeys(weakened[one.id] for one in amber)]
            row[block] = Cell(
                Heat.AMBER,
                f"{named(amber)} {count(amber, 'hangs', 'hang')} on {named(causes)}.",
                tuple(item.id for item in amber),
            )
        elif hit:
            row[block] = Cell(Heat.GREEN, "Nothing here is tied to what it hits.")
        else:
            row[block] = Cell(Heat.UNKNOWN, NOT_KNOWN)
    return row


def _touches(uncertainty: Uncertainty, item: Item) -> bool:
    text = f"{item.text} {item.description}".lower()
    if uncertainty.where or uncertainty.always:
        return item.block in uncertainty.where and _begins(uncertainty, text)
    # One that a person named hits what it speaks of; "price" or "customers" alone are in most lines.
    said = content_words(text)
    if any(same_word(word, other) for word in _words_of(uncertainty.name) for other in said):
        return True
    alike = _alike(uncertainty.name)
    return any(item.block in like.where and _begins(like, text) for like in alike)


@lru_cache(maxsize=200)
def _words_of(name: str) -> tuple[str, ...]:
    return tuple(own_words(name))


@lru_cache(maxsize=200)
def _alike(name: str) -> tuple[Uncertainty, ...]:
    """The suggested uncertainties that a word of the name belongs to, as "electricity" does to that of energy."""
    words = [word.lower() for word in _words_of(name)]
    return tuple(one for one in suggested() if any(_begins(one, word) for word in words))


def _begins(uncertainty: Uncertainty, text: str) -> bool:
    return any(re.search(_beginning(word), text) for word in uncertainty.touches)


def _beginning(word: str) -> str:
    whole = word.endswith("$")
    return rf"(?<!\w){re.escape(word.rstrip('$').lower())}" + (r"(?!\w)" if whole else "")


def spread(canvas: Canvas, hit: Collection[str]) -> dict[str, str]:
    """Returns the items that hang on those hit, by id, each with the id of what it hangs on; two steps far."""
    found: dict[str, str] = {}
    known = {item.id for item in canvas.items}
    reached = set(hit)
    for _ in range(2):
        new: dict[str, str] = {}
        unhurt = known - reached
        for link in canvas.links:
            for cause, effect, kinds in (
                (link.target, link.source, _TO_SOURCE),
                (link.source, link.target, _TO_TARGET),
            ):
                if link.kind in kinds and cause in reached and effect in unhurt:
                    new.setdefault(effect, cause)
        found.update(new)
        reached |= set(new)
    return found
