"""Points and paragraphs below the name of a block: which are items, which only group others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from canvasai.canvas.blocks import Block
from canvasai.canvas.formats.markdown.fields import is_field
from canvasai.canvas.formats.markdown.names import block_of, split_bold
from canvasai.canvas.formats.markdown.text import Inline, flat
from canvasai.canvas.formats.markdown.tree import Kind, Node

_LONGEST_LINE = 70
_LONGEST_GROUP, _WORDS_OF_GROUP = 60, 5
_ONLY_TAGS = re.compile(r"(?:</?[a-zA-Z][^<>]*>\s*)+")
_ONLY_BRACKETS = re.compile(r"\[[^\[\]]*\]|\{[^{}]*\}|<[^<>]*>")
_TASK = re.compile(r"\[[ xX]\] ")
# What people leave in a template where they have nothing to say.
_NOTHING = frozenset(
    ("", ".", "..", "...", "…", "-", "–", "—", "?", "??", "tbd", "todo", "n/a", "xxx")
)


@dataclass(frozen=True, slots=True)
class Found:
    """What may become an item.

    Attributes:
        block: where it stands.
        line: number of its line.
        inline: what the line says.
        extra: what else belongs to its description: its group, what its links point to.
        below: what hangs below it.
    """

    block: Block
    line: int
    inline: Inline
    extra: list[str]
    below: list[Node]


def is_group(node: Node, inline: Inline, block: Block | None, peers: list[Node]) -> bool:
    """Whether a point only names the group of the points below it, such as "Primary segments"."""
    points = [child for child in node.children if child.kind is Kind.POINT]
    if not points or any(is_field(child.raw) for child in points):
        return False
    text = inline.text
    if len(text) > _LONGEST_GROUP:
        return False
    if not text or text.endswith(":"):
        return True
    words = text.split()
    if len(words) > _WORDS_OF_GROUP:
        return False
    bold = split_bold(node.raw)
    if bold is not None and not bold[1] and len(points) > 1:
        return True
    if block is not None and block_of(words[-1]) is block:
        return True
    # A numbered outline: each number has its points.
    outline = node.ordered and not any(child.ordered for child in points)
    return outline and all(peer.children for peer in peers if peer.kind is Kind.POINT)


def is_hint(raw: str, text: str) -> bool:
    """Whether a paragraph is what a template asks, or only markup."""
    return text.endswith("?") or _ONLY_TAGS.fullmatch(raw.strip()) is not None


def is_left(raw: str, text: str) -> bool:
    """Whether a text is no statement: struck out, a place holder, only markup."""
    bare = flat(raw)
    if text.strip().casefold() in _NOTHING or _ONLY_BRACKETS.fullmatch(text.strip()):
        return True
    struck = len(bare) > 4 and bare.startswith("~~") and bare.endswith("~~")
    return struck or _ONLY_TAGS.fullmatch(bare) is not None


def without_task(text: str) -> str:
    """Returns a text without the box of a task list before it."""
    return _TASK.sub("", text, count=1) if _TASK.match(text) else text


def statements_of(lines: list[str]) -> list[str]:
    """Returns the source of the statements in a paragraph.

    Each line is one where all are short and none goes on in the next; a line end that its author asked
    for always parts two.
    """
    lines = [line for line in lines if line.strip()]
    short = all(len(line) <= _LONGEST_LINE for line in lines)
    if short and not any(_goes_on(one, other) for one, other in pairwise(lines)):
        return lines
    found: list[list[str]] = [[]]
    for line in lines:
        found[-1].append(line)
        if line.endswith("\n"):
            found.append([])
    return [" ".join(part) for part in found if part]


def _goes_on(line: str, following: str) -> bool:
    """Whether a sentence runs over the end of a line."""
    if line.endswith("\n"):
        return False
    return line.rstrip()[-1:] in ",;–-" or following[:1].islower()
