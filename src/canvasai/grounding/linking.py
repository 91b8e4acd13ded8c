"""Links between items, by what the sources say together. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from canvasai.canvas.blocks import Block
from canvasai.canvas.links import LINK_ENDS, Link, LinkKind
from canvasai.canvas.model import Citation, Horizon, Item, Status
from canvasai.grounding.words import content_words, same_word, stem

# From this score on, two items are linked: see `_score`. A segment is named by one word of its name
# ("charged to: clinic"); what others are about takes more.
_ENOUGH = 0.5
_ENOUGH_FOR_SEGMENT = 0.3
# Targets that score nearly as high as the best are meant as well.
_AS_GOOD = 0.8
_MOST_TARGETS = 3
# So many words at the start of an item name it; the rest tells more about it.
_NAME_WORDS = 4
# Kinds that evidence can show; the others take a person: who pays for whom, what one side needs of the other.
DRAWN = (
    LinkKind.SERVES,
    LinkKind.REACHES,
    LinkKind.DELIVERS,
    LinkKind.KEEPS,
    LinkKind.PAID_BY,
    LinkKind.PAID_FOR,
    LinkKind.RESTS_ON,
    LinkKind.PROVIDES,
    LinkKind.CAUSED_BY,
)
# Characters between two quotes that still stand together.
_TOGETHER = 300
_EVERYWHERE = frozenset(
    stem(word)
    for word in "customer customers client clients user users company business kunden new every all".split()
)


def links_of(items: Sequence[Item], rarity: Mapping[str, float]) -> tuple[Link, ...]:
    """Links items whose evidence speaks of both.

    A link needs that one item's quotes name the other, or that both stand in the same sentence;
    standing near each other only adds to that. Assumptions have no evidence and so no links.

    Args:
        items: of one canvas.
        rarity: weight by stem; a word that is in every statement tells nothing.
    """
    found: list[Link] = []
    cited = [item for item in items if item.status is not Status.ASSUMPTION]
    for kind in DRAWN:
        ends = LINK_ENDS[kind]
        targets = [item for item in cited if item.block in ends.targets]
        for item in (item for item in cited if item.block in ends.sources):
            scores = {
                target.id: _score(item, target, rarity) for target in targets if _fits(item, target)
            }
            enough = _ENOUGH_FOR_SEGMENT if Block.CUSTOMER_SEGMENTS in ends.targets else _ENOUGH
            best = max(scores.values(), default=0.0)
            near = [name for name, score in scores.items() if score >= max(enough, _AS_GOOD * best)]
            near.sort(key=lambda name: -scores[name])
            found += [Link(item.id, name, kind) for name in near[:_MOST_TARGETS]]
    return tuple(found)


def _fits(item: Item, target: Item) -> bool:
    """What is so today cannot rest on what is only planned."""
    return item.horizon is target.horizon or target.horizon is Horizon.CURRENT


def _score(one: Item, other: Item, rarity: Mapping[str, float]) -> float:
    """How surely the evidence speaks of both, 0 to about 1.8."""
    named = _names(one, other, rarity)
    if other.block is not Block.CUSTOMER_SEGMENTS:
        # What a segment's own sentence mentions in passing is not what that segment pays or gets.
        named = max(named, _names(other, one, rarity))
    pairs = [(a, b) for a in one.citations for b in other.citations if a.source == b.source]
    if any(_overlap(a, b) for a, b in pairs):
        return 0.6 + named
    near = any(max(a.start, b.start) - min(a.end, b.end) < _TOGETHER for a, b in pairs)
    return named + (0.2 if near and named >= _ENOUGH_FOR_SEGMENT else 0.0)


def _names(one: Item, other: Item, rarity: Mapping[str, float]) -> float:
    """The share of the words that name `other` which the quotes of `one` hold."""
    quoted = content_words(" ".join(citation.quote for citation in one.citations) + " " + one.text)
    telling = [
        word for word in dict.fromkeys(content_words(other.text)) if stem(word) not in _EVERYWHERE
    ][:_NAME_WORDS]
    total = sum(rarity.get(stem(word), 1.0) for word in telling)
    held = sum(
        rarity.get(stem(word), 1.0)
        for word in telling
        if any(same_word(word, said) for said in quoted)
    )
    return held / total if total else 0.0


def _overlap(one: Citation, other: Citation) -> bool:
    return one.start < other.end and other.start < one.end
