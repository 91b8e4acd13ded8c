"""What stands where in a Markdown file: the parts of the tree, sorted by the sections they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from canvasai.canvas.formats.markdown.filling import (
    BOLD,
    PLAIN,
    Parts,
    Section,
    fill_lines,
    fill_paragraph,
    fill_points,
    fill_table,
)
from canvasai.canvas.formats.markdown.names import (
    Special,
    Start,
    block_of,
    special_of,
    starts_block,
)
from canvasai.canvas.formats.markdown.text import flat, plain, read_inline
from canvasai.canvas.formats.markdown.told import tells
from canvasai.canvas.formats.markdown.tree import Kind, Node

# "Drafted by Ann" is somebody else's line.
_YEAR = re.compile(r"(?: [0-9]{4}-.*)?", re.DOTALL)


def sort_parts(nodes: list[Node], name: str) -> Parts:
    """Returns the parts of a file, sorted by section.

    Raises:
        FormatError: there are more items than a canvas may have; `name` says in which file.
    """
    parts = Parts(name)
    sections = [Section(0)]
    before_all = True
    for at, node in enumerate(nodes):
        following = nodes[at + 1] if at + 1 < len(nodes) else None
        if node.kind is Kind.FOOTNOTE:
            parts.footnotes.append(node)
        elif node.kind is Kind.HEADING:
            titled = parts.title is None and before_all and _is_title(node, following)
            if titled:
                parts.title = node.raw
                sections = [Section(node.level)]
                continue
            before_all = False
            _open(parts, sections, node)
        elif before_all and node.kind is Kind.QUOTE:
            parts.notes.append(node.raw)
        elif _is_drafted(node) and parts.drafted is None and before_all:
            parts.drafted = node
        else:
            count = len(sections)
            _place(parts, sections, node, following)
            before_all = before_all and len(sections) == count
    return parts


def drafted_of(node: Node) -> tuple[str, str] | None:
    """Reads our line below the title: source of the time and of the model; None where it is another."""
    raw = flat(node.raw)
    if node.kind is not Kind.PARAGRAPH or not raw.startswith("Drafted") or not raw.endswith("."):
        return None
    when, _, model = raw[len("Drafted") : -1].partition("; put into words by ")
    return (when, model) if _YEAR.fullmatch(when) else None


def _is_drafted(node: Node) -> bool:
    return drafted_of(node) is not None


def _is_title(node: Node, following: Node | None) -> bool:
    if following is not None and _is_drafted(following):
        return True
    text = plain(node.raw)
    return block_of(text) is None and special_of(text) is None


def _open(parts: Parts, sections: list[Section], node: Node) -> None:
    text = plain(node.raw)
    while sections and sections[-1].level >= node.level:
        sections.pop()
    special = special_of(text)
    block = None if special else block_of(text)
    if block is not None:
        parts.blocks.add(block)
    elif special is None:
        above = sections[-1].block if sections else None
        if above is not None:  # a heading within a block names a group
            sections.append(Section(node.level, above, None, text))
            return
        parts.strange.append((node, text))
        parts.left.append((node.line, text))
    sections.append(Section(node.level, block, special))


def _place(parts: Parts, sections: list[Section], node: Node, following: Node | None) -> None:
    section = sections[-1] if sections else Section(0)
    if section.special is not None:
        if node.kind is Kind.POINT:
            parts.special[section.special].append(node)
        else:
            parts.leave(node)
        return
    if node.kind is Kind.PARAGRAPH:
        if section.block is None and any(map(tells, node.lines)):
            _tell(parts, node)
            return
        for part in _parted(node, section):
            _open_or_fill(parts, sections, part)
    elif node.kind is Kind.POINT:
        # What has an id is an item, also where it says "Channels: a web shop".
        start = None if read_inline(node.raw).id else _start(section, node.lines[0])
        if start is not None and _opens(node, start, following):
            parts.blocks.add(start.block)
            inner = Section(PLAIN, start.block)
            fill_lines(parts, inner, node, [*_split(start.rest), *node.lines[1:]])
            fill_points(parts, inner, node.children)
            if not start.rest and not node.children:
                _open_by_line(parts, sections, start)
        elif section.block is not None:
            fill_points(parts, section, [node])
        elif any(starts_block(child.lines[0]) for child in node.children if child.lines):
            parts.left.append((node.line, plain(node.raw)))
            for at, child in enumerate(node.children):
                _place(
                    parts,
                    sections,
                    child,
                    node.children[at + 1] if at + 1 < len(node.children) else None,
                )
        else:
            parts.leave(node)
    elif node.kind is Kind.TABLE:
        fill_table(parts, section.block, node, section.label)
    else:
        parts.leave(node)


def _tell(parts: Parts, node: Node) -> None:
    """Takes the lines that say something of the canvas, as below a title; the others fit nowhere."""
    for number, line in enumerate(node.lines, node.line):
        point = Node(Kind.POINT, number, [line])
        if tells(line):
            parts.special[Special.METADATA].append(point)
        else:
            parts.leave(point)


def _start(section: Section, line: str) -> Start | None:
    """The block that a line below a heading begins; a heading's own block only ends by a sure name."""
    start = starts_block(line)
    if start is None or section.block is None or section.level == PLAIN:
        return start
    if section.level == BOLD:
        return start if start.bold or (start.sure and start.marked) else None
    return start if start.sure and start.marked else None


def _split(rest: str) -> list[str]:
    """What follows the name of a block on its line: "sensors; patents"."""
    if "&" in rest:  # a reference ends with a semicolon too
        return [rest]
    *parts, last = rest.split("; ")
    return [*(f"{part}\n" for part in parts), last]


def _parted(node: Node, section: Section) -> Iterator[Node]:
    """A paragraph, parted before each line that begins with the name of a block."""
    lines: list[str] = []
    number = node.line
    for at, line in enumerate(node.lines, node.line):
        start = _start(section, line) if lines else None
        if start is not None and start.marked:
            yield Node(Kind.PARAGRAPH, number, lines)
            lines, number = [], at
        lines.append(line)
    yield Node(Kind.PARAGRAPH, number, lines)


def _open_or_fill(parts: Parts, sections: list[Section], node: Node) -> None:
    section = sections[-1] if sections else Section(0)
    start = _start(section, node.lines[0])
    if start is not None:
        _open_by_line(parts, sections, start)
        fill_lines(parts, sections[-1], node, [*_split(start.rest), *node.lines[1:]])
    elif section.block is None:
        parts.leave(node)
    else:
        fill_paragraph(parts, section, node)


def _opens(node: Node, start: Start, following: Node | None) -> bool:
    """Whether a point tells of the block that it names, rather than listing its name."""
    if start.rest or node.children or len(node.lines) > 1:
        return True
    if following is None or starts_block(following.raw[:200]) is not None:
        return False
    other = following.kind is Kind.POINT and following.ordered is not node.ordered
    return other or following.kind is Kind.PARAGRAPH


def _open_by_line(parts: Parts, sections: list[Section], start: Start) -> None:
    while sections and sections[-1].level >= BOLD:
        sections.pop()
    parts.blocks.add(start.block)
    sections.append(Section(BOLD if start.bold else PLAIN, start.block))
