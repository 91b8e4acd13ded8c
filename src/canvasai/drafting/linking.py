"""Links between items, by what the sources say together. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from canvasai.canvas.model import LINK_ENDS, Citation, Horizon, Item, Link, Status
from canvasai.grounding.words import content_words, same_word, stem

# From this score on, two items are linked: see `_score`.
_ENOUGH = 0.5
_MOST_TARGETS = 2
# Characters between two quotes that still stand together.
_TOGETHER = 300
_EVERYWHERE = frozenset(
    stem(word)
    for word in "customer customers client clients user users company business kunden".split()
)


def links_of(items: Sequence[Item], rarity: Mapping[str, float]) -> tuple[Link, ...]:
    """Links items whose evidence speaks of both.

    A link needs that one item's quotes name the other (shared telling words), or that both stand
    in the same sentence; standing near each other only adds to that. Assumptions have no evidence
    and so no links.

    Args:
        items: of one canvas.
        rarity: weight by stem; a word that is in every statement tells nothing.
    """
    found: list[Link] = []
    cited = [item for item in items if item.status is not Status.ASSUMPTION]
    for kind, (from_block, to_blocks) in LINK_ENDS.items():
        sources = [item for item in cited if item.block is from_block]
        targets = [item for item in cited if item.block in to_blocks]
        scores = {
            (a.id, b.id): _score(a, b, rarity)
            for a, b in product(sources, targets)
            if a.horizon is b.horizon or b.horizon is Horizon.CURRENT
        }
        for item in sources:
            best = sorted(
                (pair for pair in scores if pair[0] == item.id and scores[pair] >= _ENOUGH),
                key=lambda pair: -scores[pair],
            )
            found += [Link(a, b, kind) for a, b in best[:_MOST_TARGETS]]
    return tuple(found)


def _score(one: Item, other: Item, rarity: Mapping[str, float]) -> float:
    """How surely the evidence speaks of both, 0 to about 1.5."""
    named = max(_names(one, other, rarity), _names(other, one, rarity))
    pairs = [(a, b) for a in one.citations for b in other.citations if a.source == b.source]
    if any(_overlap(a, b) for a, b in pairs):
        return 0.6 + named
    near = any(max(a.start, b.start) - min(a.end, b.end) < _TOGETHER for a, b in pairs)
    return named + (0.2 if near and named > 0 else 0.0)


def _names(one: Item, other: Item, rarity: Mapping[str, float]) -> float:
    """The share of the telling words of `other` that the quotes of `one` hold."""
    quoted = content_words(" ".join(citation.quote for citation in one.citations) + " " + one.text)
    telling = [
        word for word in dict.fromkeys(content_words(other.text)) if stem(word) not in _EVERYWHERE
    ]
    total = sum(rarity.get(stem(word), 1.0) for word in telling)
    held = sum(
        rarity.get(stem(word), 1.0)
        for word in telling
        if any(same_word(word, said) for said in quoted)
    )
    return held / total if total else 0.0


def _overlap(one: Citation, other: Citation) -> bool:
    return one.start < other.end and other.start < one.end
