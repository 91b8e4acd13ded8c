"""Does a statement name anything, or could it stand in any company's plan?"""

from __future__ import annotations

import re

from canvasai.canvas.blocks import Block
from canvasai.grounding.words import content_words, stem, words_of
from canvasai.statements.cues import PLACEHOLDER

_LABEL = re.compile(r"^\W*(?P<label>[^:|]{2,80}?)[*_]{0,2}:[*_]{0,2}\s+(?P<rest>\S.*)$", re.DOTALL)
_NUMBER = re.compile(r"\d")
_NAME = re.compile(r"(?<=[a-zà-ÿ,;:]\s)[A-Z][\w&.-]+|\b[A-Z][a-z]+[A-Z]\w+|\b[A-Z]{2,}\d*\b")

# Words of plans that say nothing about whose plan it is. Stems, so that forms meet.
_GENERIC = frozenset(
    stem(word)
    for word in """
    achieve advanced advancement advantage adoption ai alignment allocation analysis analytics approach area assessment
    aspect based basis benefit best better brand build business capability capture challenge channel client
    collaboration communication community company competition competitive comprehensive concept condition consistent
    continuous control coordination core cost create creation creative culture customer data decision define delivery
    demand demonstration design develop development differentiation digital direct diversification drive dynamic
    economic ecosystem effective effectiveness efficiency efficient element embrace empower empowerment enable
    enablement engagement enhance enhancement ensure enterprise environment establish evaluation evolution evolve
    excellence execution expand expansion experience factor feature finance financial flow focus force forecasting
    foundation framework function future generation global goal governance great group growth guideline high identify
    impact implement implementation improve improvement increase indirect industry infrastructure initiative innovation
    innovative insight integrate integration intelligence internal external investment key knowledge latest leader
    leadership leading learning level leverage lifecycle long-term loyalty maintain management market marketing
    maximize measurement message metric mission model modern monetization monitor monitoring need network new objective
    offer offering operation operational opportunity optimization optimize organization organizational outcome
    overall partner partnership people performance philosophy plan planning platform position positioning potential
    practice prediction pricing primary principle process product productivity profit profitability program
    progress proposition provide quality reach refinement relation relationship requirement research resource result
    retention revenue risk roadmap role sale satisfaction scalable scale secure security segment segmentation service set
    share sharing significant skill solution source stakeholder standard state strategic strategy strength strong
    structure success successful support sustainability sustainable system target team technology term tool top track
    tracking training transformation trend type unique user utilization validation value various vision world-class
    """.split()
)


_TITLES = tuple({stem(word) for word in content_words(block.title)} for block in Block)


def is_tautology(text: str) -> bool:
    """Whether a statement only repeats its label: "Market growth: growth of the market".

    True when the part after the colon holds all content words of the label and adds nothing but
    generic words, and no number or name.
    """
    match = _LABEL.match(text.strip())
    if match is None:
        return False
    label = {stem(word) for word in content_words(match["label"])}
    rest = {stem(word) for word in content_words(match["rest"])}
    if not label or not rest or _NUMBER.search(match["rest"]):
        return False
    added = rest - label
    if label <= rest:
        return added <= _GENERIC or (len(added) <= 3 and len(added - _GENERIC) <= 2)
    return len(label & rest) * 2 >= len(label) and added <= _GENERIC and label <= _GENERIC | rest


def names_block(text: str) -> bool:
    """Whether a statement is nothing but the name of a block, such as "Revenue streams"."""
    said = {stem(word) for word in content_words(text)}
    return bool(said) and any(said == title for title in _TITLES)


def has_placeholder(text: str) -> bool:
    """Whether a form was left unfilled: "[Name]", "TBD", "____"."""
    return bool(PLACEHOLDER.search(text))


def own_words(text: str) -> list[str]:
    """Returns the content words that do not stand in every company's plan."""
    return [word for word in content_words(text) if stem(word) not in _GENERIC]


def specificity(text: str) -> float:
    """Returns 0 (any company could say it) to 1 (names, numbers, mechanisms).

    A number counts most, then a name, then each word outside the vocabulary of generic plans. The
    weights are chosen so that one number, or four words of its own, make a statement specific.
    """
    words = content_words(text)
    if not words:
        return 0.0
    own = {stem(word) for word in own_words(text)}
    score = 0.2 * min(len(own), 4)
    score += 0.5 if _NUMBER.search(text) else 0.0
    score += 0.3 if _NAME.search(text) else 0.0
    if len(words_of(text)) < 3:
        score *= 0.6
    return min(1.0, score)
