"""Holds items against what the sources say. Pure functions on text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from canvasai.canvas.model import Citation, Horizon, Item
from canvasai.grounding.contradiction import disagreements
from canvasai.grounding.quantities import quantities
from canvasai.grounding.support import COVERAGE, support
from canvasai.grounding.words import content_words, stem
from canvasai.sources.model import Source
from canvasai.statements.cues import NAMES_RIVAL, SPEAKS_OF_OTHERS
from canvasai.statements.model import Statement
from canvasai.statements.splitting import split_statements

# A statement is held against an item only if they share so many words.
_SHARED = 2
# A longer text is no item, and each of its numbers would be compared with each other one.
_LONGEST = 1_000
_YEAR = re.compile(r"(?:19|20)\d\d")
# Words that say that a number is a price or a sum, and not of what.
_FRAMES = frozenset(
    stem(word)
    for word in """
    price prices cost costs fee total each month year preis preise kosten gebühr kunden zahlen monat jahr prix coût coûts
    mois an paient precio precios coste costes mes año pagan
    """.split()
)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A sentence of a source that an item goes against.

    Attributes:
        item: the item.
        citation: the sentence.
        number: the value that the sentence gives, as written; "" where it denies the item.
    """

    item: Item
    citation: Citation
    number: str = ""


def contradictions(
    items: Sequence[Item], documents: Mapping[str, Source]
) -> Iterator[Contradiction]:
    """Finds sentences that give an item's number another value, or deny what it says.

    Args:
        items: of the canvas.
        documents: the sources, by name.
    """
    for source in documents.values():
        statements = split_statements(source)
        roots = [_roots(statement.told) for statement in statements]
        for item in items:
            if len(item.text) > _LONGEST:
                continue
            mine = _roots(item.text)
            near = [
                statement
                for statement, theirs in zip(statements, roots, strict=True)
                if len(mine & theirs) >= _SHARED
                and not _cited(item, statement)
                and not _of_others(statement)
            ]
            yield from _of_item(item, near)


def at_odds(items: Sequence[Item]) -> Iterator[tuple[Item, Item, tuple[str, str]]]:
    """Finds pairs of items that say the same but for a number.

    Items of one canvas stand side by side on purpose: a word more, as in "for families", or a number more,
    as in "from 100 jars on", makes another plan or another price, and so does another horizon.

    Yields:
        both items, and the two numbers as written.
    """
    items = [item for item in items if len(item.text) <= _LONGEST]
    for pair in disagreements([item.text for item in items]):
        one, other = items[pair.one], items[pair.other]
        if one.horizon is other.horizon and _tell_no_more(one.text, other.text):
            yield one, other, (pair.one_number, pair.other_number)


def _tell_no_more(one: str, other: str) -> bool:
    extra = (*support(one, [other]).missing, *support(other, [one]).missing)
    counts = [
        len([q for q in quantities(text) if not _YEAR.fullmatch(text[q.start : q.end])])
        for text in (one, other)
    ]
    return counts[0] == counts[1] and {stem(word) for word in extra} <= _FRAMES


def _of_item(item: Item, near: Sequence[Statement]) -> Iterator[Contradiction]:
    for pair in disagreements([item.text, *(statement.told for statement in near)]):
        # What is planned may differ from what is.
        if pair.one == 0 and item.horizon is Horizon.CURRENT:
            yield Contradiction(item, _citation(near[pair.other - 1]), pair.other_number)
    for statement in near:
        held = support(item.text, [statement.told])
        if held.negation and held.coverage >= COVERAGE and not held.numbers:
            yield Contradiction(item, _citation(statement))


def _roots(text: str) -> frozenset[str]:
    return frozenset(map(stem, content_words(text)))


def _of_others(statement: Statement) -> bool:
    """Whether a statement asks, or speaks of rivals: it denies nothing of this business."""
    text = statement.text.rstrip("\"'”’»)* ")
    return text.endswith("?") or bool(NAMES_RIVAL.search(text) or SPEAKS_OF_OTHERS.search(text))


def _cited(item: Item, statement: Statement) -> bool:
    """Whether the item cites the statement: then what it says is shown beside it already."""
    return any(
        citation.source == statement.source
        and citation.start < statement.end
        and statement.start < citation.end
        for citation in item.citations
    )


def _citation(statement: Statement) -> Citation:
    return Citation(
        source=statement.source,
        quote=statement.text,
        start=statement.start,
        end=statement.end,
        page=statement.page,
        heading=statement.heading[-1] if statement.heading else "",
    )
