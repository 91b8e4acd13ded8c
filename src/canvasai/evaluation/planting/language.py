"""In which of four languages a canvas is told. Pure functions."""

from __future__ import annotations

import re

from canvasai.canvas.model import Canvas

LANGUAGES = ("en", "de", "fr", "es")
_SMALL_WORDS = {
    "en": "the of and that for with from who is are each by on in to a at",
    "de": "der die das und mit von für den dem je nach bei wird ist ein eine im zu",
    "fr": "le la les des du et pour avec une dans qui au aux par chez est en de",
    "es": "el la los las del y con para que por una al en de su cada se",
}
_WORDS = {name: frozenset(words.split()) for name, words in _SMALL_WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+")


def language_of(canvas: Canvas) -> str:
    """Returns "en", "de", "fr" or "es": the one whose small words the items use most."""
    words = [word for item in canvas.items for word in _WORD.findall(item.text.lower())]
    counts = {name: sum(word in known for word in words) for name, known in _WORDS.items()}
    return max(LANGUAGES, key=lambda name: counts[name])
