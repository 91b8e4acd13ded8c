"""The lines of a Markdown file as headings, points with what hangs below them, paragraphs and tables.

Only as much of Markdown as canvases are written in, and more kindly: a point may be indented by two
spaces below "1.", and a fence that nobody closed is text. Takes time in proportion to the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto

# Points that hang deeper stand beside the deepest.
_DEEPEST = 30
# A row with more cells is no table, or its last cells are one.
_MOST_COLUMNS = 50
_HEADING = re.compile(r"(#{1,6})(?:[ \t]+|$)(.*)|(#{2,6})([^#\s].*)", re.DOTALL)
_POINT = re.compile(r"([-*+–—]|(\(?[0-9]{1,9}[.)]|[a-z]\)))(?:[ \t]+|$)|[•‣▪◦○●·][ \t]*")
_FOOTNOTE = re.compile(r"\[\^([^\[\]\s\\]{1,100})\]:[ \t]*")
_FENCE = re.compile(r"`{3,}|~{3,}")
_RULE_CELL = re.compile(r":?-+:?")
_NAME = re.compile(r"[^.!?]{1,60}:|\*\*[^*]{1,60}\*\*:?|__[^_]{1,60}__:?")
_WORDS_OF_NAME = 5
_CELL_END = re.compile(r"(?<!\\)\|")


class Kind(Enum):
    """What a node is."""

    HEADING = auto()
    POINT = auto()
    PARAGRAPH = auto()
    QUOTE = auto()
    FOOTNOTE = auto()
    TABLE = auto()
    CODE = auto()


@dataclass(slots=True)
class Node:
    """A part of a file.

    Attributes:
        kind: what it is.
        line: number of its first line, from 1.
        lines: its source, without the marks that make it what it is; a line that its author ended on
            purpose keeps a line end.
        level: of a heading, 1 to 6.
        name: of a footnote.
        ordered: whether a point has a number.
        rows: the cells of a table.
        children: what hangs below a point.
    """

    kind: Kind
    line: int
    lines: list[str]
    level: int = 0
    name: str = ""
    ordered: bool = False
    rows: list[list[str]] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    @property
    def raw(self) -> str:
        """Its source on one line."""
        return " ".join(self.lines)

    @property
    def where(self) -> str:
        """Where it stands, for people."""
        return f"line {self.line}"


@dataclass(slots=True)
class _State:
    """What is open while the lines are read."""

    nodes: list[Node] = field(default_factory=list)
    points: list[tuple[int, Node]] = field(default_factory=list)
    last: Node | None = None  # takes the next line if that begins nothing new
    blank: bool = True  # whether the line before was empty


def read_tree(lines: list[str]) -> list[Node]:
    """Returns the parts of a file, from its lines without their ends."""
    state = _State()
    unclosed: set[str] = set()
    at = 0
    while at < len(lines):
        text = lines[at].strip()
        if not text:
            state.blank = True
            at += 1
            continue
        end = _fence_end(lines, at, text, unclosed)
        if end is not None:
            body = "\n".join(lines[at + 1 : end])
            _put(state, Node(Kind.CODE, at + 1, [body]), _indent(lines[at]))
            state.last, at = None, end + 1
        elif "|" in text and at + 1 < len(lines) and _is_rule_of_table(lines[at + 1]):
            at = _table(state, lines, at)
        else:
            _line(state, lines[at], text, at + 1)
            at += 1
        state.blank = False
    return state.nodes


def _line(state: _State, line: str, text: str, number: int) -> None:
    indent, last = _indent(line), state.last
    if heading := _HEADING.fullmatch(text):
        marks, title = heading[1] or heading[3], heading[2] or heading[4] or ""
        _heading(state, Node(Kind.HEADING, number, [_unclosed(title)], len(marks)))
    elif _is_underline(text) and last is not None and _can_be_heading(state, last, indent):
        last.kind, last.level = Kind.HEADING, 1 if text[0] == "=" else 2
        state.last = None
    elif _is_rule(text):
        state.points, state.last = [], None
    elif note := _FOOTNOTE.match(text):
        _top(state, Node(Kind.FOOTNOTE, number, [text[note.end() :]], name=note[1]))
    elif text[0] == ">":
        quoted = text.lstrip("> ")
        if last is not None and last.kind is Kind.QUOTE and not state.blank:
            last.lines.append(quoted)
        else:
            _put(state, Node(Kind.QUOTE, number, [quoted]), indent)
    elif point := _POINT.match(text):
        node = Node(Kind.POINT, number, [text[point.end() :]], ordered=bool(point[2]))
        _put(state, node, indent)
        state.points.append((indent, node))
    elif (
        last is not None and _goes_on(state, last, indent) and not _names(state, last, text, indent)
    ):
        last.lines.append(_with_break(line, text))
    else:
        _put(state, Node(Kind.PARAGRAPH, number, [_with_break(line, text)]), indent)


def _put(state: _State, node: Node, indent: int) -> None:
    """Hangs a node below the point that it is indented under, or at the top."""
    points = state.points
    while points and indent < points[-1][0] + 2:
        points.pop()
    while len(points) >= _DEEPEST:
        points.pop()
    (points[-1][1].children if points else state.nodes).append(node)
    state.last = node


def _top(state: _State, node: Node) -> None:
    state.points = []
    state.nodes.append(node)
    state.last = node


def _heading(state: _State, node: Node) -> None:
    _top(state, node)
    state.last = None


def _goes_on(state: _State, last: Node, indent: int) -> bool:
    if last.kind is Kind.FOOTNOTE:
        return not state.blank or indent >= 2
    return last.kind in (Kind.POINT, Kind.PARAGRAPH) and not state.blank


def _names(state: _State, last: Node, text: str, indent: int) -> bool:
    """Whether a line right below a point is a name for what follows, such as "Channels:", and not its rest."""
    if last.kind is not Kind.POINT or not state.points or indent > state.points[-1][0]:
        return False
    return bool(_NAME.fullmatch(text)) and len(text.split()) <= _WORDS_OF_NAME


def _can_be_heading(state: _State, last: Node, indent: int) -> bool:
    paragraph = last.kind is Kind.PARAGRAPH and len(last.lines) == 1
    return paragraph and not state.blank and not state.points and indent < 4


def _is_underline(text: str) -> bool:
    return len(text) > 1 and text[0] in "=-" and not text.strip(text[0])


def _is_rule(text: str) -> bool:
    return text[0] in "-*_=" and len(text) > 2 and not text.strip(f"{text[0]} \t")


def _is_rule_of_table(line: str) -> bool:
    columns = line.count("|")
    return 0 < columns <= _MOST_COLUMNS and all(map(_RULE_CELL.fullmatch, _cells(line)))


def _table(state: _State, lines: list[str], at: int) -> int:
    """Reads a table; returns the place after it."""
    node = Node(Kind.TABLE, at + 1, [])
    first = at
    while at < len(lines) and "|" in lines[at]:
        if at != first + 1:
            cells = _cells(lines[at])
            rest = cells[_MOST_COLUMNS:]
            node.rows.append([*cells[:_MOST_COLUMNS], *([" ".join(rest)] if rest else [])])
        at += 1
    _put(state, node, _indent(lines[first]))
    state.last = None
    return at


def _cells(line: str) -> list[str]:
    text = line.strip()
    cells = [cell.strip() for cell in _CELL_END.split(text)]
    if text.startswith("|"):
        cells = cells[1:]
    return cells[:-1] if cells and not cells[-1] and text.endswith("|") else cells


def _fence_end(lines: list[str], at: int, text: str, unclosed: set[str]) -> int | None:
    """The place of the line that closes a fence; None where none opens, or none closes it."""
    fence = _FENCE.match(text)
    if fence is None or fence.group() in unclosed:
        return None
    marks = fence.group()
    for place in range(at + 1, len(lines)):
        closing = lines[place].strip()
        if closing.startswith(marks) and not closing.strip(marks[0]):
            return place
    unclosed.add(marks)
    return None


def _unclosed(title: str) -> str:
    """A heading without the marks that may close it."""
    bare = title.rstrip("#")
    return bare.rstrip() if bare == "" or bare[-1] in " \t" else title


def _with_break(line: str, text: str) -> str:
    """A line of text, with a line end where its author asked for one."""
    if text.endswith("\\") and not text.endswith("\\\\"):
        return text[:-1].rstrip() + "\n"
    return text + "\n" if line.endswith("  ") else text


def _indent(line: str) -> int:
    """How far a line is indented, in spaces; a tab goes to the next multiple of four."""
    width = 0
    for character in line:
        if character == "\t":
            width += 4 - width % 4
        elif character == " ":
            width += 1
        else:
            break
    return width
