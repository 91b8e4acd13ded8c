"""Changes that would mend what a rule found. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from canvasai.canvas.blocks import Block
from canvasai.canvas.changes import AddLink, Edit
from canvasai.canvas.links import Link, LinkKind
from canvasai.canvas.model import Assumption, Citation, Item, Status
from canvasai.critique.case import Case
from canvasai.grounding.quantities import quantities, spoken_quantities
from canvasai.grounding.words import content_words, same_word
from canvasai.statements.specificity import has_placeholder

# Who does what with whom takes so many words.
_LEAST_TEST_WORDS = 4
# What makes a result of it, where no number does.
_SETTLES = re.compile(
    r"\b(?:if|whether|when|once|until|holds|settle[sd]?|wenn|falls|ob|sobald|si|quand|lorsque|dès que|jusqu'à|cuando|hasta)\b",
    re.IGNORECASE,
)


def open_item(case: Case, block: Block, text: str = "") -> Item:
    """Returns an assumption that keeps a question open, with the block's test for it."""
    from canvasai.drafting.assuming import make_assumption

    taken = set(case.canvas.ends())
    segments = [item.text for item in case.of_block[Block.CUSTOMER_SEGMENTS]]
    return make_assumption(block, text, "The canvas says nothing about it.", segments, taken)


def as_assumption(item: Item, segments: Sequence[str]) -> Edit:
    """Returns the edit that labels an item as an assumption, with a test."""
    from canvasai.drafting.assuming import make_assumption

    made = make_assumption(item.block, item.text, "Nothing is cited for it.", segments, set())
    known = item.assumption
    assumption = made.assumption
    if known is not None and assumption is not None:
        test = known.test if is_test(known.test) else assumption.test
        assumption = Assumption(known.risk, test, known.reason)
    return Edit(replace(item, status=Status.ASSUMPTION, assumption=assumption))


def is_test(text: str) -> bool:
    """Whether a text says what is done and what would settle it; "to be validated" does not."""
    if len(text.split()) < _LEAST_TEST_WORDS or has_placeholder(text):
        return False
    return bool(_SETTLES.search(text) or quantities(text) or spoken_quantities(text))


def nearest(item: Item, among: Sequence[Item]) -> Item | None:
    """Returns the item that shares most words with another one; the only one there is, else None."""
    if len(among) == 1:
        return among[0]
    words = content_words(f"{item.text} {item.description}")
    best, most = None, 0
    for other in among:
        theirs = content_words(f"{other.text} {other.description}")
        shared = sum(any(same_word(word, held) for held in theirs) for word in set(words))
        if shared > most:
            best, most = other, shared
    return best


def link_to(item: Item, among: Sequence[Item], kind: LinkKind, back: bool = False) -> list[AddLink]:
    """Returns the link that ties an item to the nearest one, or nothing where that is a guess.

    Args:
        item: that needs a link.
        among: items that it could be tied to.
        kind: of the link.
        back: whether the link leads from the other item to this one.
    """
    other = nearest(item, [one for one in among if one.id != item.id])
    if other is None:
        return []
    ends = (other.id, item.id) if back else (item.id, other.id)
    return [AddLink(Link(*ends, kind))]


def moved_to(citation: Citation, place: int) -> Citation:
    """Returns the citation at the place where its quote stands now."""
    return replace(citation, start=place, end=place + len(citation.quote))
