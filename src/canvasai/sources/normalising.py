"""Text as every source holds it: NFC, "\\n" line ends, nothing that a reader cannot see."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ftfy

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\u2028\u2029]|(?<![\x80-\xff])\x85")
# Control, zero-width and bidi control characters, tags, and the rarer variation selectors: none
# of them shows, and all of them can carry words that only a program reads.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e0fff]"
)
# Joiners shape Indic and Arabic letters and emoji; next to other letters they are only hidden.
_LOOSE_JOINER = re.compile(
    "(?<![\u0600-\u1dff\u2190-\U0010ffff])[\u200c\u200d]+"
    "|[\u200c\u200d]+(?![\u0600-\u1dff\u2190-\U0010ffff])"
)
_SELECTORS = re.compile("(?<=[\ufe00-\ufe0f])[\ufe00-\ufe0f]+")
_SUSPECT = re.compile("[\u0080-\u024f\u2010-\u2fff\uf8ff]{2}")
# Bytes F0 9F xx xx (emoji), and EF B8 8F (its selector), read as Mac Roman.
_MAC_EMOJI = re.compile("\uf8ff\u00fc[\u0080-\ufb02]{2}(?:\u00d4\u220f\u00e8)?")
_SPACES = re.compile("[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){3,}")


def clean(text: str) -> str:
    """Normalises a text and mends mojibake where it is certain; keeps everything else."""
    text = _LINE_ENDS.sub("\n", text)
    if text.isascii():
        return _UNSEEN.sub("", text)
    text = "\n".join(_mended(line) for line in text.split("\n")) if _SUSPECT.search(text) else text
    text = _LOOSE_JOINER.sub("", _UNSEEN.sub("", text))
    text = _SELECTORS.sub("", text)
    return unicodedata.normalize("NFC", text)


def clean_line(text: str) -> str:
    """Normalises a text to one line without double spaces."""
    return _SPACES.sub(" ", clean(text).replace("\n", " ")).strip()


def clean_converted(text: str) -> str:
    """Normalises the text of a converted format: also spaces, and at most two blank lines."""
    lines = (line.rstrip() for line in clean(text).replace("\u00a0", " ").split("\n"))
    return _BLANK_LINES.sub("\n\n\n", "\n".join(lines)).strip("\n") + "\n"


def _mended(line: str) -> str:
    if not _SUSPECT.search(line):
        return line
    import ftfy
    from ftfy.badness import is_bad

    if "\uf8ff" in line:
        line = _MAC_EMOJI.sub(_mac_emoji, line)
    return ftfy.fix_text(line, _encoding_only()) if is_bad(line) else line


@cache
def _encoding_only() -> ftfy.TextFixerConfig:
    import ftfy

    return ftfy.TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        # Guesses a lost byte, so the result would not be certain.
        replace_lossy_sequences=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
    )


def _mac_emoji(match: re.Match[str]) -> str:
    try:
        return match.group().encode("mac_roman").decode("utf-8")
    except UnicodeError:
        return match.group()
