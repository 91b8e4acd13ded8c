"""Where sentences begin and end, without assuming English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from canvasai.grounding.words import MONTH

# Nobody reads a longer sentence; longer ones are tables or noise, and slow to work on.
LONGEST = 1000  # characters

# A full stop after one of these does not end a sentence. Lower case; English, German, French,
# Spanish. What also ends sentences often ("etc.", "no.") is told by what follows it.
_ABBREVIATIONS = frozenset(
    """
    approx ca cf dr e.g eg i.e ie etc hr incl mr mrs ms nr p.a prof
    st vs dept tel resp z.b z d.h u.a bzw usw inkl exkl evtl ggf bspw str
    p.ex env ex mme mlle m av p.ej sr sra ud uds aprox núm pág tsd mio mrd
    """.split()
)
# These are words too, and abbreviations only in front of a number: "No. 7", but "No. We stay."
_BEFORE_NUMBERS = frozenset("abs art est fig max min mind no nos pp vol".split())
_ENUMERATOR = re.compile(r"\s*[*_(]{0,2}[A-Za-z]?\d{1,2}$")
_COMPANIES = frozenset("co inc ltd corp".split())
# After "Lund Ltd." or "plan B." these begin a sentence; a name would not.
_STARTERS = re.compile(
    r"(?:we|they|it|he|she|you|i|the|this|that|these|our|their|its|in|a|an|but|and|so|wir|sie|er|es|das|die|der|"
    r"unser\w*|nous|ils|elles?|il|les|notre|ce|cette|ellos|ellas|nosotros|los|las|nuestr\w+|esto)\b",
    re.IGNORECASE,
)
_MONTH = re.compile(MONTH, re.IGNORECASE)
_ORDINAL = re.compile(
    r"\b(?:am|zum|vom|bis|ab|der|den|dem|des|die|das|im|unser\w*|jede\w*|on|the)\s+\d{1,2}$",
    re.IGNORECASE,
)
_END = re.compile(r"([.!?…]+(?:[ \u00a0\u202f]»|[\"'”’»)\]*_])*)(\s+|$)|([。！？]+[」』”]*)")
_LAST_WORD = re.compile(r"([^\s(\[]+)$")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Returns spans of the sentences of one paragraph, without surrounding white space.

    Line ends inside the paragraph count as spaces. An abbreviation, an initial, a number with a
    point ("3. May") or a lower-case word after the stop does not end a sentence.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if match[1] and not _ends(text, match):
            continue
        end = match.end(1) if match[1] else match.end(3)
        _add(spans, text, start, end)
        start = end
    _add(spans, text, start, len(text))
    return [part for span in spans for part in _pieces(text, *span)]


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cuts what is too long for a sentence at white space, or anywhere when there is none."""
    while end - start > LONGEST:
        cut = max(text.rfind(" ", start, start + LONGEST), text.rfind("\n", start, start + LONGEST))
        cut = cut if cut > start else start + LONGEST
        yield start, cut
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end


def _ends(text: str, match: re.Match[str]) -> bool:
    following = text[match.end() : match.end() + 1]
    if not following:
        return True
    if match[1].startswith((".", "…")) and following.islower():
        return False
    if not match[1].startswith(".") or match[1].startswith(".."):
        return True
    before = _LAST_WORD.search(text[max(0, match.start() - 24) : match.start()])
    word = before[1].strip("*_\"'“”(").lower() if before else ""
    # "1. Do you rent?", "Q2. Do you rent?": a number in front of a sentence is no sentence.
    if match.start() <= 8 and _ENUMERATOR.match(text[: match.start()]):
        return False
    if word == "etc":
        return following.isupper()
    if word in _BEFORE_NUMBERS:
        return not following.isdigit()
    if word in _ABBREVIATIONS:
        return False
    if word in _COMPANIES or (len(word) == 1 and word.isalpha()):
        return bool(_STARTERS.match(text, match.end()))
    # "on 3. May", "am 1. April": a short number before a month or a noun is an ordinal.
    return not (word.isdigit() and len(word) <= 2 and _is_ordinal(text, match))


def _is_ordinal(text: str, match: re.Match[str]) -> bool:
    head = text[max(0, match.start() - 20) : match.start()]
    return bool(_ORDINAL.search(head) or _MONTH.match(text, match.end()))


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        spans.append((start, end))
