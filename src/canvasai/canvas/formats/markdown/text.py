"""Text on one line of Markdown, and back.

`escape` writes text so that nothing in it acts as a mark and nothing gets lost; `read_inline` reads
that, and what people write between it: emphasis, links, footnotes, our own marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html.entities import html5

# What stands where an empty text is kept. A text that reads so has its stars escaped.
EMPTY = "*(empty)*"

# Characters that Markdown or HTML would read as marks; item texts come from documents and models.
_MARKS = re.compile(r"([\\`*_\[\]{<>|~&])")
# What makes a heading, a list or a rule at the start of a line, and ends a heading at its end.
_LINE_START = re.compile(r"^(\d{0,9})(#{1,6}(?=\s|$)|[-+](?=[\s-]|$)|[.)](?=\s|$))")
_LINE_END = re.compile(r"(?<=\s)(#+)$")
# What an editor drops or a line cannot hold: spaces at the ends and side by side, controls, marks of
# direction, what is no character.
_UNSEEN = re.compile(
    "^\\s+|\\s+$|\\s{2,}"
    "|[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)

_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_OURS = "planned|current|supported|assumption|contradicted|unchecked|inferred"
_TOKEN = re.compile(
    rf"""
    \\(?P<escaped>[!-/:-@\[-`{{-~])
    | (?P<reference>&(?:\#[0-9]{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[a-zA-Z][a-zA-Z0-9]{{1,31}});)
    | [ ]?\[\^(?P<note>[^\[\]\s\\]{{1,100}})\]
    | [ ]?\*\((?P<marks>(?:{_OURS})(?:,[ ]?(?:{_OURS}))*)\)\*
    | (?:^|[ ])\{{\#(?P<id>[^\s{{}}]{{1,200}})(?:[ ]at=(?P<at>[0-9]{{1,9}}))?\}}
    | (?<!`)(?P<tick>`{{1,3}})(?P<code>[^`]+)(?P=tick)(?!`)
    | !?\[(?P<label>(?:[^\[\]\\]|\\.)*)\]\((?P<target>[^()\s]*)(?:[ ]"[^"]*")?\)
    | <(?P<address>(?:https?://|mailto:)[^\s<>]*)>
    | (?P<emphasis>\*{{1,3}}|_{{1,3}})
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Inline:
    """What a line says, and what stands beside its words.

    Attributes:
        text: without marks.
        notes: names of the footnotes that it points to.
        marks: our own, such as "planned".
        id: of `{#id}`, or "".
        at: the number in `{#id at=3}`, or None.
        targets: what its links point to.
    """

    text: str
    notes: tuple[str, ...] = ()
    marks: frozenset[str] = frozenset()
    id: str = ""
    at: int | None = None
    targets: tuple[str, ...] = ()


def escape(text: str, also: str = "") -> str:
    """Returns text on one line in which nothing is read as a mark, and of which nothing is lost.

    Args:
        text: any.
        also: further characters to be written as references, because they part the line.
    """
    marked = _LINE_START.sub(r"\1\\\2", _MARKS.sub(r"\\\1", text))
    marked = _LINE_END.sub(r"\\\1", marked)
    for character in also:
        marked = marked.replace(character, f"&#{ord(character)};")
    return _UNSEEN.sub(lambda found: _referred(found, len(marked)), marked)


def escape_or_empty(text: str) -> str:
    """Returns the text escaped, or what stands for an empty one."""
    return escape(text) or EMPTY


def flat(raw: str) -> str:
    """Returns source text on one line, without spaces at its ends; what `escape` wrote stays."""
    return _SPACES.sub(" ", raw).strip(" ")


def plain(raw: str) -> str:
    """Returns the words of source text, without its marks."""
    return read_inline(raw).text


@lru_cache(maxsize=8)  # a line is asked for its text, then for its marks
def read_inline(raw: str) -> Inline:
    """Reads source text: `read_inline(escape(text)).text == text`."""
    raw = flat(raw)
    if raw == EMPTY:
        return Inline("")
    pieces: list[str] = []
    # Only these may lose spaces at the ends; what was a reference keeps them.
    loose: list[bool] = []
    notes: list[str] = []
    marks: set[str] = set()
    targets: list[str] = []
    open_at: dict[str, list[int]] = {}
    name, at, end = "", None, 0

    def put(text: str, bare: bool = False) -> None:
        pieces.append(text)
        loose.append(bare)

    for found in _TOKEN.finditer(raw):
        put(raw[end : found.start()], True)
        end = found.end()
        match found.lastgroup:
            case "escaped":
                put(found["escaped"])
            case "reference":
                put(_decoded(found["reference"]))
            case "note":
                notes.append(found["note"])
            case "marks":
                marks.update(part.strip() for part in found["marks"].split(","))
            case "id" | "at":
                name, at = found["id"], int(found["at"]) if found["at"] else None
            case "label" | "target":
                inner = read_inline(found["label"])
                put(inner.text)
                targets += [*inner.targets, found["target"]]
            case "address":
                put(found["address"])
            case "emphasis":
                _emphasise(raw, found, pieces, open_at)
                loose.append(False)
            case _:
                put(found["code"])
    put(raw[end:], True)
    kept = _trimmed(pieces, loose)
    return Inline("".join(kept), tuple(notes), frozenset(marks), name, at, tuple(targets))


def _referred(found: re.Match[str], length: int) -> str:
    run = found.group()
    inside = found.start() > 0 and found.end() < length
    kept = " " if inside and len(run) > 1 and run[0] == " " else ""
    return kept + "".join(f"&#{ord(character)};" for character in run[len(kept) :])


def _decoded(reference: str) -> str:
    """The character of a reference; HTML's own rules would change some, so these are plainer."""
    if reference[1] != "#":
        return html5.get(reference[1:], reference)
    code = int(reference[3:-1], 16) if reference[2] in "xX" else int(reference[2:-1])
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return reference
    return chr(code)


def _emphasise(
    raw: str, found: re.Match[str], pieces: list[str], open_at: dict[str, list[int]]
) -> None:
    """Takes out both ends of an emphasis; a star or line that has no other end stays."""
    run = found.group()
    before = raw[found.start() - 1] if found.start() else " "
    after = raw[found.end()] if found.end() < len(raw) else " "
    closes, opens = not before.isspace(), not after.isspace()
    if run[0] == "_":  # within a word it is part of the word
        closes, opens = closes and not after.isalnum(), opens and not before.isalnum()
    waiting = open_at.setdefault(run, [])
    if closes and waiting:
        pieces[waiting.pop()] = ""
        pieces.append("")
        return
    if opens:
        waiting.append(len(pieces))
    pieces.append(run)


def _trimmed(pieces: list[str], loose: list[bool]) -> list[str]:
    start, end = 0, len(pieces)
    while start < end and (loose[start] or not pieces[start]):
        pieces[start] = pieces[start].lstrip(" ")
        if pieces[start]:
            break
        start += 1
    while start < end and (loose[end - 1] or not pieces[end - 1]):
        pieces[end - 1] = pieces[end - 1].rstrip(" ")
        if pieces[end - 1]:
            break
        end -= 1
    return pieces[start:end]
