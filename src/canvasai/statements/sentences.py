"""Where sentences begin and end, without assuming English."""

from __future__ import annotations

import re

# A full stop after one of these does not end a sentence. Lower case; English, German, French,
# Spanish. What also ends sentences often ("etc.", "no.") is handled by what follows it.
_ABBREVIATIONS = frozenset(
    """
    approx ca cf dr e.g eg i.e ie etc est fig hr inc incl ltd max min mr mrs ms no nr nos p.a pp prof
    st vs vol dept tel resp z.b z d.h u.a bzw usw inkl exkl evtl ggf mind bspw str abs art
    p.ex env ex mme mlle m av p.ej sr sra ud uds aprox núm pág tsd mio mrd co
    """.split()
)
_END = re.compile(r"([.!?…]+[\"'”’»)\]*_]*)(\s+|$)|([。！？]+[」』”]*)")
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
    return spans


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
    if word in ("etc", "co", "inc", "ltd"):
        return following.isupper() and word == "etc"
    if word in _ABBREVIATIONS:
        return False
    if len(word) == 1 and word.isalpha():
        return False
    # "on 3. May", "am 1. April": a short number before a month or a noun is an ordinal.
    return not (word.isdigit() and len(word) <= 2 and _is_ordinal(text, match))


def _is_ordinal(text: str, match: re.Match[str]) -> bool:
    head = text[max(0, match.start() - 12) : match.start()]
    return bool(re.search(r"(?:\b(?:am|zum|vom|bis|ab|der|den|dem|im|on|the)\s+)\d{1,2}$", head))


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        spans.append((start, end))
