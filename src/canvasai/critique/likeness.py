"""Whether two items say the same, and what is left when one goes. Pure functions."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from canvasai.canvas.changes import AddLink, Change, Remove, link_fits
from canvasai.canvas.model import Canvas, Item
from canvasai.critique.generic import own_words
from canvasai.critique.lexicon import said
from canvasai.grounding.quantities import quantities, spoken_quantities
from canvasai.grounding.support import support
from canvasai.grounding.words import content_words, count_held

# Share of words that two items have in common, of all words of both, from which they say the same.
SAME = 0.75
_LEAST_WORDS = 2
# One that holds all words of another, these being so many, may add more of its own.
_LEAST_HELD = 5
_LEAST_SHARE = 0.6
_BEGINNING = 3


def say_the_same(one: Item, other: Item) -> bool:
    """Whether two items say nearly the same: most words, the same numbers, and nothing denied.

    A word of its own on each side tells two things apart, as "north" and "south" do.
    """
    texts = (one.text, other.text)
    if one.description and other.description:
        texts = (said(one), said(other))
    mine, theirs = map(_words, texts)
    if min(len(mine), len(theirs)) < _LEAST_WORDS:
        return " ".join(mine) == " ".join(theirs) != "" and _same_numbers(one, other)
    # Forms of a word begin alike, which is seen far sooner than that they are forms of one.
    beginnings = {word[:_BEGINNING] for word in theirs}
    alike = sum(word[:_BEGINNING] in beginnings for word in mine)
    if alike < _LEAST_SHARE * max(len(mine), len(theirs)):
        return False
    shared = count_held(mine, theirs)
    held = shared == min(len(mine), len(theirs)) >= _LEAST_HELD
    share = _LEAST_SHARE if held else SAME
    if shared < _LEAST_WORDS or shared < share * (len(mine) + len(theirs) - shared):
        return False
    apart = [
        [word for word in own_words(text) if not count_held([word], words)]
        for text, words in zip(texts, (theirs, mine), strict=True)
    ]
    if all(apart) or not _same_numbers(one, other):
        return False
    return not (support(texts[0], [texts[1]]).negation or support(texts[1], [texts[0]]).negation)


@lru_cache(maxsize=5_000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(content_words(text)))


def merged(canvas: Canvas, one: Item, other: Item) -> list[Change]:
    """Returns changes that keep one of two items that say the same, with the links of both.

    The one with more citations is kept; the first where both have as many.
    """
    kept, lost = (other, one) if len(other.citations) > len(one.citations) else (one, other)
    changes: list[Change] = []
    for link in canvas.links:
        if lost.id not in (link.source, link.target):
            continue
        moved = replace(
            link,
            source=kept.id if link.source == lost.id else link.source,
            target=kept.id if link.target == lost.id else link.target,
        )
        known = any(
            (moved.source, moved.target, moved.kind) == (held.source, held.target, held.kind)
            for held in [*canvas.links, *(c.link for c in changes if isinstance(c, AddLink))]
        )
        if not known and link_fits(canvas, moved):
            changes.append(AddLink(moved))
    return [*changes, Remove(lost.id)]


def _same_numbers(one: Item, other: Item) -> bool:
    if _told(one) != _told(other):
        return False
    values = [{quantity.value for quantity in item.quantities} for item in (one, other)]
    # In one block the second may only lack its numbers; in two, the number is what the second tells.
    return values[0] == values[1] or (one.block is other.block and not all(values))


def _told(item: Item) -> set[float]:
    text = said(item)
    return {value for q in (*quantities(text), *spoken_quantities(text)) for value in q.values}
