"""Does the cited text carry an item? Decided on the cited text alone. Pure functions.

Content words weighted by rarity reach an AUROC of 0.82 against human labels on public data, plain
overlap 0.80, embedding similarity 0.74: so words decide, and numbers, units and negation may veto.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from canvasai.grounding.quantities import missing_numbers
from canvasai.grounding.words import content_words, same_word, stem, words_of

# The share of the item's words, by weight, that must stand in the cited text.
COVERAGE = 0.8
# Words that a summary adds to make a sentence; they claim nothing by themselves.
_GLUE = frozenset(
    stem(word)
    for word in """
    pay pays paid charged offer offers provide provides include includes including use uses using based via through allow allows get gets
    give gives available various customer customers business company service services product products type
    bietet bieten nutzt nutzen kunden unternehmen offre offrent propose clients entreprise ofrece ofrecen clientes empresa
    """.split()
)
_GLUE_WEIGHT = 0.25
_NEGATIONS = re.compile(
    r"\b(?:no|not|never|without|none|cannot|nicht|kein\w*|nie|ohne|pas|jamais|sans|aucun\w*|sin|nunca|ningun\w*)\b|n['’]t\b",
    re.IGNORECASE,
)
_CLAUSE_BREAK = re.compile(r"[.,;:!?()\n–—]|\b(?:but|aber|sondern|mais|pero|sino)\b", re.IGNORECASE)
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|ist|sind|wird|werden|wurden?|est|sont|es|son|está|están)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Support:
    """How far a cited text carries an item.

    Attributes:
        coverage: share of the item's content words, by weight, that stand in the cited text, 0 to 1.
        missing: words of the item that do not.
        numbers: numbers of the item that the cited text does not hold.
        negation: the item affirms what the text denies, or the other way round.
    """

    coverage: float
    missing: tuple[str, ...]
    numbers: tuple[str, ...]
    negation: bool

    @property
    def carried(self) -> bool:
        """Whether the item may be shown as supported."""
        return self.coverage >= COVERAGE and not self.numbers and not self.negation


def support(
    text: str, evidence: Sequence[str], rarity: Mapping[str, float] | None = None
) -> Support:
    """Compares an item with the texts it cites.

    Args:
        text: the item.
        evidence: the quotes.
        rarity: weight by stem, such as an inverse document frequency; 1 for what is not in it.
    """
    cited = " \n ".join(evidence)
    held = words_of(cited)
    total = carried = 0.0
    missing: list[str] = []
    for word in dict.fromkeys(content_words(text)):
        root = stem(word)
        weight = _GLUE_WEIGHT if root in _GLUE else (rarity or {}).get(root, 1.0)
        total += weight
        if any(same_word(word, other) for other in held):
            carried += weight
        elif root not in _GLUE:
            missing.append(word)
    return Support(
        coverage=carried / total if total else 0.0,
        missing=tuple(missing),
        numbers=tuple(missing_numbers(text, cited)),
        negation=_denies_more(text, cited)
        if _NEGATIONS.search(text)
        else _negation_matters(text, cited),
    )


def _denies_more(text: str, cited: str) -> bool:
    """Whether a negation of the item falls on words that no negation of the cited text falls on."""
    denied_there = [word for denied in _denied(cited) for word in denied]
    if not _NEGATIONS.search(cited):
        return True
    return any(
        denied and not any(same_word(word, other) for word in denied for other in denied_there)
        for denied in _denied(text)
    )


def _negation_matters(text: str, cited: str) -> bool:
    """Whether a negation of the cited text falls on a word that the item affirms.

    "No contract, cancel monthly" carries "Cancel monthly"; "We do not sell data" does not carry
    "Sells data".
    """
    said = content_words(text)
    return any(
        same_word(word, other) for denied in _denied(cited, 4) for word in denied for other in said
    )


def _denied(text: str, most: int | None = None) -> list[list[str]]:
    """Returns for each negation the content words it falls on: those after it in its clause.

    Where none follows ("Daten verkaufen wir nicht") they stand before it, and in the passive
    ("Selling data is not allowed") on both sides.
    """
    found = []
    for match in _NEGATIONS.finditer(text):
        before = _CLAUSE_BREAK.split(text[: match.start()])[-1]
        after = content_words(_CLAUSE_BREAK.split(text[match.end() :], maxsplit=1)[0])[:most]
        if not after or _PASSIVE.search(before):
            after = after + content_words(before)
        found.append(after)
    return found
