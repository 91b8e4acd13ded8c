"""Parts of a Markdown text that its reader does not see: comments and hidden elements."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict

from canvasai.sources.markdown import Span, fences, inside
from canvasai.sources.styles import declarations, font_size, hides, text_colour

_TOKEN = re.compile(
    r"(?P<code>`+)"
    r"|(?P<comment><!--)"
    r"|<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?P<attributes>(?:\s[^<>]*)?)/?>"
)
_REFERENCE_COMMENT = re.compile(
    r"^ {0,3}\[(?://|\\/\\/|comment)\]:[ \t]*(?:#|<>)[^\n]*$", re.MULTILINE | re.IGNORECASE
)
_ATTRIBUTE = re.compile(r"([a-zA-Z][\w-]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_NEVER_SHOWN = frozenset(("script", "style", "template", "noscript"))
_VOID = frozenset(
    ["area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_LONGEST_CODE = 5000


def without_unseen(text: str) -> tuple[str, int]:
    """Takes out what does not show when the text is set; code is left alone.

    Args:
        text: normalised Markdown.

    Returns:
        The text and how many passages with words were taken out.
    """
    spans = _outermost(_unseen(text) if "<" in text else [], text)
    if not spans:
        return text, 0
    kept: list[str] = []
    position = count = 0
    for start, end in spans:
        count += any(char.isalnum() for char in text[start:end])
        # A line that held nothing else goes as a whole.
        line = text.rfind("\n", 0, start) + 1
        stop = text.find("\n", end)
        stop = len(text) if stop < 0 else stop
        if line >= position and not text[line:start].strip() and not text[end:stop].strip():
            start, end = line, min(stop + 1, len(text))
        kept.append(text[position:start])
        position = end
    kept.append(text[position:])
    return "".join(kept), count


def _outermost(found: list[Span], text: str) -> list[Span]:
    code = fences(text)
    for match in _REFERENCE_COMMENT.finditer(text):
        if not inside(code, match.start()):
            found.append(match.span())
    kept: list[Span] = []
    for span in sorted(found, key=lambda each: (each[0], -each[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _unseen(text: str) -> list[Span]:
    code = fences(text)
    ticks = _runs_of_ticks(text)
    found: list[Span] = []
    opened: list[tuple[str, int, bool]] = []
    depth: dict[str, int] = defaultdict(int)
    comments_end = True
    position = 0
    while match := _TOKEN.search(text, position):
        position = match.end()
        if inside(code, match.start()):
            position = code[bisect_right(code, (match.start(), len(text))) - 1][1]
        elif match["code"]:
            position = _end_of_code(text, match.span(), ticks)
        elif match["comment"]:
            end = text.find("-->", match.end()) if comments_end else -1
            comments_end = end >= 0
            if end >= 0:
                position = end + 3
                found.append((match.start(), position))
        else:
            name = match["name"].lower()
            if match["close"]:
                if depth[name]:
                    start = _closed(opened, depth, name)
                    if start is not None:
                        found.append((start, match.end()))
            elif name not in _VOID and not match.group().endswith("/>"):
                hidden = name in _NEVER_SHOWN or _is_hidden(match["attributes"])
                opened.append((name, match.start(), hidden))
                depth[name] += 1
    end = 0
    for _, start, hidden in opened:
        # Nothing closes these; the paragraph they begin in is what can be theirs.
        if hidden and start >= end:
            end = text.find("\n\n", start)
            end = len(text) if end < 0 else end
            found.append((start, end))
    return found


def _closed(opened: list[tuple[str, int, bool]], depth: dict[str, int], name: str) -> int | None:
    """Closes the innermost element of that name; returns its start when it was hidden."""
    start: int | None = None
    while opened:
        last, begin, hidden = opened.pop()
        depth[last] -= 1
        if hidden:
            start = begin
        if last == name:
            break
    return start


def _runs_of_ticks(text: str) -> dict[int, list[int]]:
    runs: dict[int, list[int]] = defaultdict(list)
    for match in re.finditer("`+", text):
        runs[len(match.group())].append(match.start())
    return runs


def _end_of_code(text: str, span: Span, runs: dict[int, list[int]]) -> int:
    starts = runs[span[1] - span[0]]
    index = bisect_right(starts, span[0])
    if index == len(starts) or starts[index] - span[1] > _LONGEST_CODE:
        return span[1]
    if "\n\n" in text[span[1] : starts[index]]:
        return span[1]
    return starts[index] + span[1] - span[0]


def _is_hidden(attributes: str) -> bool:
    if not attributes.strip():
        return False
    values = {
        match[1].lower(): match[2] or match[3] or match[4] or ""
        for match in _ATTRIBUTE.finditer(attributes)
    }
    if "hidden" in values or values.get("aria-hidden", "").lower() == "true":
        return True
    style = declarations(values.get("style", "")) if "style" in values else {}
    return hides(style) or font_size(style) == "none" or _is_white_on_white(style)


def _is_white_on_white(style: dict[str, str]) -> bool:
    # Markdown is set on a white page unless the element itself says otherwise.
    from canvasai.sources.styles import WHITE, background

    colour = text_colour(style)
    behind = background(style) or WHITE
    return colour is not None and (colour == "none" or colour == behind)
