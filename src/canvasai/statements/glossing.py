"""Word-by-word English glosses of German, French and Spanish, so that one English model reads all four.

MiniLM was trained on English. A gloss keeps the order of the words and is no translation; it gives the
model words that it knows. Names and unknown words stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

GLOSSARIES = Path(__file__).with_name("glossaries")
_WORD = re.compile(r"[^\W\d_]+")
_ELIDED = re.compile(r"\b(?:l|d|qu|n|s|c|j|m|t|jusqu|lorsqu|puisqu)['’](?=\w)", re.IGNORECASE)
_ELIDED_SAYS = {"qu": "that ", "n": "not ", "d": "of ", "s": "", "j": "I ", "c": "it "}
_AT_ONCE = re.compile(r"\baujourd['’]hui\b", re.IGNORECASE)
_ENDINGS = {
    "de": ("innen", "ern", "en", "er", "es", "em", "e", "n", "s"),
    "fr": ("ées", "és", "ée", "es", "s", "e"),
    "es": ("es", "as", "os", "s"),
}
GLOSSED = tuple(_ENDINGS)
_SHORTEST_PART = 4
_MOST_PARTS = 3
_LONGEST_COMPOUND = 40


def gloss(text: str, language: str) -> str:
    """Returns the text with the words of a language replaced by English ones.

    Args:
        text: in that language; English is returned unchanged.
        language: "de", "fr" or "es"; any other leaves the text as it is.
    """
    if language not in _ENDINGS:
        return text
    words = _glossary(language)
    if language == "fr":
        text = _AT_ONCE.sub("today", text)
        text = _ELIDED.sub(lambda m: _ELIDED_SAYS.get(m[0][:-1].lower(), ""), text)
    return _WORD.sub(lambda match: _look_up(match[0], words.get, language), text)


def knows(word: str, language: str) -> bool:
    """Whether the glossary of a language holds a word, lower case, in this form."""
    return word in _glossary(language)


@lru_cache(maxsize=8192)
def _known_part(part: str, language: str) -> str | None:
    return _form(part, _glossary(language).get, language)


def _look_up(word: str, get: Callable[[str], str | None], language: str) -> str:
    lower = word.lower()
    found = _form(lower, get, language)
    if found is None and language == "de" and len(lower) > 2 * _SHORTEST_PART - 1:
        found = _compound(lower, language)
    return word if found is None else found


def _form(word: str, get: Callable[[str], str | None], language: str) -> str | None:
    if (found := get(word)) is not None:
        return found
    for ending in _ENDINGS[language]:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_PART - 1:
            root = word[: -len(ending)]
            for form in (root, root + "e", root + "en") if language == "de" else (root, root + "e"):
                if (found := get(form)) is not None:
                    return found
    return None


@lru_cache(maxsize=8192)
def _compound(word: str, language: str, parts: int = _MOST_PARTS) -> str | None:
    """Splits a German compound into two or three known parts, the longest first part winning."""
    if len(word) > _LONGEST_COMPOUND:
        return None
    for cut in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
        first = _known_part(word[:cut], language)
        if first is None:
            continue
        rest = word[cut:]
        last = _known_part(rest, language)
        if last is None and parts > 2 and len(rest) >= 2 * _SHORTEST_PART:
            last = _compound(rest, language, parts - 1)
        if last is not None:
            return f"{first} {last}"
    return None


@lru_cache(maxsize=4)
def _glossary(language: str) -> dict[str, str]:
    lines = (GLOSSARIES / f"{language}.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines if "\t" in line)
