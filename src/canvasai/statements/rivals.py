"""Names of rivals, so that "Nordhag charges 12 €" is known for what it is wherever it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from canvasai.grounding.words import STOP_WORDS
from canvasai.statements import cues
from canvasai.statements.model import Statement

_NAME = re.compile(r"\b[A-ZÀ-Þ][\w'’-]+(?:\s+(?:&\s+)?(?:[A-ZÀ-Þ][\w'’.-]+|AG|SE|KG))*")
_SURELY_OTHER = 0.6
_SPEAKS_AS_WE = 0.1
_FEW = 4
# What a company does in its own name. What an employee or a supplier does (writes, moulds, drives)
# is not here.
_TRADES_ITSELF = re.compile(
    r"\s+(?:also\s+|now\s+)?(?:(?P<trades>sells|charges|offers|bills|undercuts|advertises|promises|claims|employs|"
    r"operates|verkauft|verlangt|bietet|betreibt|vend|propose|facture|vende|ofrece|cobra)|has|runs|hat|tiene)\b"
)
# Capitalised, and the name of nobody.
_NOT_NAMES = frozenset(
    """
    somebody someone everybody everyone nobody anybody anyone neither both each monday tuesday wednesday thursday
    friday saturday sunday january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep oct nov dec montag dienstag mittwoch donnerstag freitag samstag sonntag januar
    februar märz mai juni juli oktober dezember jemand niemand alle janvier février mars avril juin juillet août
    septembre octobre novembre décembre enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre
    diciembre eur usd gbp chf euro europe germany france spain internet christmas easter
    """.split()
)
_SUFFIX = re.compile(r"\b(?:GmbH|AG|KG|SE|Ltd|Inc|Corp|LLC|SA|SARL|SL|& Co|Co)\b")
# "Our rivals are X and Y", "competes with X", "X, our main competitor".
_AFTER = re.compile(
    r"(?:compet\w+|rivals?|wettbewerb\w*|mitbewerb\w*|konkurren\w+|concurren\w+|competidor\w*)"
    r"(?:\s+\w+){0,4}?\s*(?:are|is|sind|ist|sont|est|son|es|with|like|such as|wie|comme|como|"
    r"include|includes|including|:|,|–|—|-|\()\s*([^|]{2,120})",
    re.IGNORECASE,
)
# "X is our main rival", "X and Y are rivals"; "X is a supplier of our rivals" is another matter.
_BEFORE = re.compile(
    r"(?:\s*(?:,|and|und|et|y)\s+[A-ZÀ-Þ][\w'’-]+)*\s*(?:,|\b(?:is|are|ist|sind|est|sont|es|son))\s+(?:[\w'’]+\s+){0,4}?(?="
    + cues.NAMES_RIVAL.pattern
    + r")",
    re.IGNORECASE,
)
# "our main competitor Nordhag"; in lower case, so that "Competitor Analysis" is none.
_BESIDE = re.compile(
    rf"\b(?:competitor|rival|concurrent|competidor|Wettbewerber|Mitbewerber|Konkurrent)\s+({_NAME.pattern})"
)
_TRADES = re.compile(
    r"suppl|partner|customer|client|lieferant|kunde|fournisseur|proveedor|cliente", re.IGNORECASE
)
# What follows a name in a list says where or what it is: "Nordhag in Kolm".
_PLACE = re.compile(
    r"\s+(?:in|near|around|since|based|who|which|that|from|aus|seit|près|cerca|desde|depuis)\s"
)


def rivals_of(statements: Sequence[Statement], own_names: Iterable[str] = ()) -> frozenset[str]:
    """Returns names that the statements give to rivals.

    A name is a capitalised word or several that never stand in lower case in the sources, and
    either follow a word for rivals, or open a statement under a heading on rivals.

    Args:
        statements: of all sources.
        own_names: names of this business, never a rival.
    """
    all_text = " ".join(statement.told for statement in statements)
    lower_words = _lower_case(all_text)
    own = {word.lower() for name in own_names for word in name.split()}
    found: set[str] = set()
    for statement in statements:
        text = statement.told
        under = any(cues.HEADS_OTHERS.search(title) for title in statement.heading)
        for title in statement.heading if under else ():
            if not cues.HEADS_OTHERS.search(title):
                found.update(_names(title, lower_words, own))
        if under and (start := _NAME.match(text.lstrip("*_\"'“„«( "))):
            found.update(_names(start[0], lower_words, own))
        if cues.NAMES_RIVAL.search(text):
            for match in _AFTER.finditer(text):
                for listed in re.split(r",\s|\s(?:and|und|et|y)\s", match[1]):
                    found.update(_names(_PLACE.split(listed)[0], lower_words, own))
            for match in _BESIDE.finditer(text):
                found.update(_names(match[1], lower_words, own))
            start = _NAME.match(text)
            told = _BEFORE.match(text, start.end()) if start else None
            if told and not _TRADES.search(told[0]):
                found.update(_names(text[: told.end()], lower_words, own))
    return frozenset(found)


def rivals_by_subject(
    statements: Sequence[Statement], others: Sequence[float], own_names: Iterable[str] = ()
) -> frozenset[str]:
    """Returns names of companies that act for themselves, and never stand with "we" or "our".

    Where a business speaks as "we", "Tränkfix sells a float switch" is not about that business; a
    supplier that "makes our boards" is no rival, whatever is said of it elsewhere.

    Args:
        statements: of all sources.
        others: for each, the probability that it is about somebody else, 0 to 1.
        own_names: names of this business.
    """
    as_we = sum(bool(cues.OURS.search(statement.told)) for statement in statements)
    speaks_as_we = as_we >= _SPEAKS_AS_WE * len(statements)
    all_text = " ".join(statement.told for statement in statements)
    lower_words = _lower_case(all_text)
    own = {word.lower() for name in own_names for word in name.split()}
    found: set[str] = set()
    for statement, other in zip(statements, others, strict=True):
        start = _NAME.match(statement.told.lstrip("*_\"'“„«( "))
        if not start or cues.OURS.search(statement.told):
            continue
        acts = _TRADES_ITSELF.match(statement.told, start.end()) if speaks_as_we else None
        # "Payroll has grown" stands once; a company that is talked of is named again.
        named = bool(acts and (acts["trades"] or all_text.count(start[0]) > 1))
        if other >= _SURELY_OTHER or named:
            found.update(_names(start[0], lower_words, own))
    ours = {
        name
        for statement in statements
        if cues.OURS.search(statement.told) and not cues.CONTRASTS_US.search(statement.told)
        for name in found
        if name in statement.told
    }
    return frozenset(found - ours)


def own_names_of(statements: Sequence[Statement]) -> frozenset[str]:
    """Returns what a business calls itself: names in first headings, and the one most sources hold."""
    all_text = " ".join(statement.told for statement in statements)
    lower_words = _lower_case(all_text)
    sources: dict[str, set[str]] = {}
    times: Counter[str] = Counter()
    titles: dict[str, str] = {}
    for statement in statements:
        if statement.heading:
            titles.setdefault(statement.source, statement.heading[0])
        for name in _names(statement.told, lower_words, set()):
            sources.setdefault(name, set()).add(statement.source)
            times[name] += 1
    own = {name for title in titles.values() for name in _names(title, lower_words, set())}
    if sources:
        most = max(sources, key=lambda name: (len(sources[name]), times[name], name))
        if len(sources[most]) > 1 or times[most] > _FEW:
            own.add(most)
    return frozenset(own)


def _lower_case(text: str) -> Counter[str]:
    """How often each word stands in lower case; a name never does."""
    return Counter(re.findall(r"\b[a-zà-ÿ][\w'’-]+", text))


def _names(text: str, lower_words: Counter[str], own: set[str]) -> set[str]:
    names = set()
    for match in _NAME.finditer(text):
        name = _SUFFIX.sub("", match[0]).strip(" .,&-")
        words = [word for word in re.split(r"[\s-]+", name.lower()) if word]
        while words and words[0] in STOP_WORDS:
            words, name = words[1:], name.split(None, 1)[-1] if " " in name else ""
        if not name or len(name) < 3 or any(word in own or word in _NOT_NAMES for word in words):
            continue
        # A word that also stands in lower case is a common one at the start of a sentence.
        if all(lower_words[word] == 0 for word in words):
            names.add(name)
    return names
