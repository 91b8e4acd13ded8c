"""A text broken into lines of a width, words torn only where they are too long for a line."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from canvasai.canvas.formats.picture.faces import Style
from canvasai.canvas.formats.picture.shaping import SOFT_HYPHEN, advances, width

ELLIPSIS = "…"
# Another font than ours may be wider, as where an SVG is shown without the one it carries.
MARGIN = 0.96

_CJK = "\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_NO_START = "、。，．：；！？）］｝」』】〕〉》ー々…・ぁぃぅぇぉっゃゅょァィゥェォッャュョ％"
_NO_END = "（［｛「『【〔〈《"
# After a hyphen or a slash between letters, after what parts the words of an address, and between
# characters of scripts without spaces.
_BREAKS = re.compile(
    rf"(?<=[^\W\d][-–—/])(?=[^\W\d])|(?<=[/?&=_])(?=\w)|(?<=\w[.@])(?=\w{{4}})|(?<=\u200b)"
    rf"|(?<=[{_CJK}])(?<![{_NO_END}])(?=[^\s{_NO_START}])|(?<=[^\s{_NO_END}])(?=[{_CJK}])(?![{_NO_START}])"
)
_NUMBER = re.compile(r"[\d.,:]+$")
_VOWELS = "aeiouyäöüáàâéèêëíìîïóòôúùûýœæøåαεηιουωάέήίόύώаеёиоуыэюяіїє"
# What stays together in German, French, Spanish, Italian, Russian and English alike, more or less.
_TOGETHER = ("sch", "ch", "ck", "ph", "th", "sh", "qu", "bl", "br", "cl", "cr", "dr", "fl", "fr",
             "gl", "gr", "gn", "kl", "kr", "kn", "pl", "pr", "pf", "st", "sp", "tr", "ll", "rr")  # fmt: skip
# German compounds are joined by an s after these: "Verwaltungs-", not "Verwaltung-s".
_JOINTS = ("ungs", "heits", "keits", "schafts", "täts", "tions")
_LEAST = 3  # letters before and after a hyphen
_NEAR = max(map(len, _JOINTS)) + 1


@dataclass(frozen=True, slots=True)
class Lines:
    """A text in lines.

    Attributes:
        lines: each without spaces around; a soft hyphen at the end stands for a hyphen.
        is_cut: whether the last line ends with "…" because the text goes on.
    """

    lines: tuple[str, ...]
    is_cut: bool = False


def break_lines(
    text: str, style: Style, limit: float, most: int | None = None, tail: float = 0.0
) -> Lines:
    """Breaks a text into lines.

    Args:
        text: as `plain` returns it.
        style: how its letters look.
        limit: how long a line may be, in parts of the font's size.
        most: how many lines there may be; None for all that it takes.
        tail: room to leave at the end of the last line, in parts of the font's size.
    """
    limit *= MARGIN
    lines: list[str] = []
    for line in _lines(text, style, limit):
        if most is not None and len(lines) == most:
            return _cut(lines, style, limit - tail)
        lines.append(line)
    # The tail is short, and never runs into what another line needs.
    if tail and lines and width(lines[-1], style) + tail > limit / MARGIN:
        if most is not None and len(lines) == most:
            return _cut(lines, style, limit - tail)
        # The last word goes with the tail.
        rest, _, word = lines[-1].rpartition(" ")
        lines[-1:] = (
            [rest, word] if rest and width(word, style) + tail <= limit else [*lines[-1:], ""]
        )
    return Lines(tuple(lines))


def cut_line(text: str, style: Style, limit: float) -> str:
    """Returns a text that fits on one line, cut with "…" where it is longer."""
    if width(text, style) <= limit:
        return text
    return _cut([text], style, limit).lines[0]


def _cut(lines: list[str], style: Style, limit: float) -> Lines:
    room = limit - width(ELLIPSIS, style)
    last = lines[-1].rstrip(SOFT_HYPHEN)
    if width(last, style) > room:
        last = last[: bisect_right(advances(last, style), room)]
        space = last.rfind(" ")
        last = last[:space] if space > len(last) * 2 // 3 else last
    return Lines((*lines[:-1], last.rstrip(" ,;:.–—-") + ELLIPSIS), True)


def _lines(text: str, style: Style, limit: float) -> Iterator[str]:
    line, length = "", 0.0
    space = width(" ", style)
    for atom, spaced in _atoms(text):
        gap = space if spaced and line else 0.0
        size = width(atom, style)
        if length + gap + size <= limit:
            line, length = f"{line}{' ' if gap else ''}{atom}", length + gap + size
            continue
        if size <= limit:
            yield line
            line, length = atom, size
            continue
        # Longer than a line: begun on this one where there is room, torn as often as it must be.
        if line and length + gap < limit * 0.6:
            line, length = line + (" " if gap else ""), length + gap
        elif line:
            yield line
            line, length = "", 0.0
        pieces = list(_torn(atom, style, limit, limit - length))
        if pieces[0] or line:
            yield (line + pieces[0]).rstrip(" ")
        yield from pieces[1:-1]
        line = pieces[-1]
        length = width(line, style)
    if line:
        yield line


def _atoms(text: str) -> Iterator[tuple[str, bool]]:
    """The parts between which a line may end, each with whether a space is before it."""
    for word in _words(text):
        spaced = True
        for atom in _BREAKS.split(word):
            if atom:
                yield atom, spaced
                spaced = False


def _words(text: str) -> Iterator[str]:
    """The words of a text; a sign such as "–" or "%" stays with what is before it, a unit too."""
    held = ""
    for word in text.split(" "):
        stays = not any(char.isalnum() for char in word) or (len(word) <= 3 and _NUMBER.match(held))
        if held and not stays:
            yield held
            held = word
        else:
            held = f"{held} {word}" if held else word
    yield held


def _torn(word: str, style: Style, limit: float, first: float) -> Iterator[str]:
    """A word in pieces, the first of at most `first`, the others of at most `limit`; two or more."""
    ends = advances(word, style)
    hyphen = width("-", style)
    place, begun, room = 0, 0.0, first
    while place == 0 or ends[-1] - begun > room:
        most = bisect_right(ends, begun + room - hyphen, place)
        end, hyphened = _tear(word, place, most)
        if end <= place:
            if room < limit:  # nothing fits beside what the line already holds
                yield ""
                room = limit
                if ends[-1] - begun <= room:
                    break
                continue
            end, hyphened = place + 1, False
        yield word[place:end] + (SOFT_HYPHEN if hyphened else "")
        place, begun, room = end, ends[end - 1], limit
        if place == len(word):
            break
    if place < len(word):
        yield word[place:]


def _tear(word: str, start: int, most: int) -> tuple[int, bool]:
    """Where to tear a word, at the latest before `most`, and whether that takes a hyphen."""
    window = range(min(most, len(word) - _LEAST), max(start + _LEAST, most - 12) - 1, -1)
    for end in window:
        if word[max(0, end - _NEAR) : end].lower().endswith(_JOINTS) and _is_cased(word[end]):
            return end, True
    for end in window:
        if _is_syllable(word[max(0, end - _NEAR) : end], word[end : end + _LEAST + 1]):
            return end, True
    end = most if most == len(word) else min(most, max(start + 1, len(word) - _LEAST))
    while end > start and end < len(word) and not _parts_at(word, end):
        end -= 1
    letters = 0 < end < len(word) and _is_cased(word[end - 1]) and _is_cased(word[end])
    return end, letters


def _parts_at(word: str, end: int) -> bool:
    """Whether no accent or joiner is torn off there."""
    joined = word[end] in "\u200d\ufe0f" or word[end - 1] == "\u200d"
    return not joined and unicodedata.category(word[end])[0] != "M"


def _is_cased(char: str) -> bool:
    return char.lower() != char.upper()


@lru_cache(maxsize=20_000)
def _is_syllable(before: str, after: str) -> bool:
    """Whether a syllable may begin there: one consonant, or a few that belong together, and a vowel.

    Args:
        before: the end of what comes before.
        after: the beginning of what comes after, one character more than there must be.
    """
    near = before[-_LEAST:] + after[:_LEAST]
    if len(near) < 2 * _LEAST or not all(_is_cased(char) for char in near):
        return False
    if after[0].isupper() and before[-1].islower():
        return True
    before, after = before.lower(), after.lower()
    if (before + after[0]).endswith(_JOINTS):
        return False
    if after[0] in _VOWELS or not any(char in _VOWELS for char in before[-_LEAST:]):
        return False
    group = next((one for one in _TOGETHER if after.startswith(one)), after[0])
    split = (before[-1] + after).startswith(_TOGETHER)
    follows = after[len(group) : len(group) + 1]
    return not split and follows != "" and follows in _VOWELS
