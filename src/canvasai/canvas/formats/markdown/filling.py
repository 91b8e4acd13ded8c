"""Items from the points, paragraphs and tables that stand below the name of a block."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from canvasai.canvas.block_names import find_block
from canvasai.canvas.blocks import Block
from canvasai.canvas.formats.markdown.fields import texts_below
from canvasai.canvas.formats.markdown.names import Special, split_bold
from canvasai.canvas.formats.markdown.points import (
    Found,
    is_group,
    is_hint,
    is_left,
    statements_of,
    without_task,
)
from canvasai.canvas.formats.markdown.tables import pieces, read_table
from canvasai.canvas.formats.markdown.text import Inline, plain, read_inline
from canvasai.canvas.formats.markdown.tree import Kind, Node
from canvasai.errors import FormatError

# No canvas that a person can read has more.
MOST_ITEMS = 10_000
# A section that a bold or a plain line opens stands below those of any heading.
BOLD, PLAIN = 7, 8
# A line that ends with a colon and has more words than this introduces; it does not name a group.
_WORDS_OF_LABEL = 6


@dataclass(slots=True)
class Section:
    """What is open: a block, another section, or neither; the group within it."""

    level: int
    block: Block | None = None
    special: Special | None = None
    label: str = ""


@dataclass(slots=True)
class Parts:
    """A file, sorted.

    Attributes:
        file: what to call the file in errors.
        title: the heading that names the canvas, or None.
        drafted: the source of our line that tells when and by which model, or None.
        found: what may become items.
        notes: source of the notes.
        special: parts of the sections that are no blocks.
        footnotes: all of them, in order.
        blocks: those that a heading names.
        strange: headings that name nothing known, with what they say.
        left: texts that fit nowhere, with their lines.
    """

    file: str
    title: str | None = None
    drafted: Node | None = None
    found: list[Found] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    special: dict[Special, list[Node]] = field(default_factory=lambda: {x: [] for x in Special})
    footnotes: list[Node] = field(default_factory=list)
    blocks: set[Block] = field(default_factory=set)
    strange: list[tuple[Node, str]] = field(default_factory=list)
    left: list[tuple[int, str]] = field(default_factory=list)

    def leave(self, node: Node) -> None:
        """Keeps the texts of a part that fits nowhere."""
        texts = texts_below([node])
        self.left += [(node.line, text) for text in texts if text]


def fill_paragraph(parts: Parts, section: Section, node: Node) -> None:
    """Takes a paragraph of a block: items, the name of a group, or what a template asks."""
    bold = split_bold(node.lines[0])
    if bold is not None and not bold[1]:
        section.label = bold[0]
        fill_lines(parts, section, node, node.lines[1:])
        return
    text = plain(node.raw)
    if text.endswith(":") and len(text.split()) <= _WORDS_OF_LABEL:
        section.label = text.rstrip(" :")
    elif is_hint(node.raw, text) or text.endswith(":"):
        parts.leave(node)
    else:
        fill_lines(parts, section, node, node.lines)


def fill_lines(parts: Parts, section: Section, node: Node, lines: list[str]) -> None:
    """Takes lines of a paragraph as items."""
    for raw in statements_of(lines):
        _item(parts, section.block, node.line, read_inline(raw), raw, section.label, [])


def fill_points(parts: Parts, section: Section, nodes: list[Node]) -> None:
    """Takes points as items, or as the names of groups of those that hang below them."""
    for node in nodes:
        if node.kind is Kind.TABLE:
            fill_table(parts, section.block, node, section.label)
            continue
        if node.kind in (Kind.CODE, Kind.QUOTE):
            parts.leave(node)
            continue
        inline = read_inline(node.raw)
        if not inline.id and is_group(node, inline, section.block, nodes):
            inner = Section(PLAIN, section.block, None, inline.text.rstrip(" :"))
            fill_points(parts, inner, node.children)
        else:
            below = node.children
            _item(parts, section.block, node.line, inline, node.raw, section.label, below)


def fill_table(parts: Parts, block: Block | None, node: Node, label: str) -> None:
    """Takes what a table says as items, of the blocks that it names or of the one it stands in."""
    read, names_blocks = read_table(node.rows, block)
    for piece in read:
        more = piece.more or ("" if names_blocks else label)
        if piece.block is not None:
            parts.blocks.add(piece.block)
        _item(parts, piece.block, node.line, read_inline(piece.raw), piece.raw, more, [])
    if names_blocks:
        parts.blocks |= {
            found
            for row in node.rows
            for cell in row
            for part in pieces(cell)[:1]
            if (found := find_block(plain(part)))
        }


def _item(
    parts: Parts,
    block: Block | None,
    line: int,
    inline: Inline,
    raw: str,
    label: str,
    below: list[Node],
) -> None:
    # A point that ends with a colon, and below which nothing stands, announces what was never written.
    left = is_left(raw, inline.text) or (inline.text.endswith(":") and not below)
    if block is None or (left and not inline.id):
        if inline.text:
            parts.left.append((line, inline.text))
        for node in below:
            parts.leave(node)
        return
    if not inline.id:
        inline = replace(inline, text=without_task(inline.text))
    if len(parts.found) == MOST_ITEMS:
        raise FormatError(f"{parts.file} holds more than {MOST_ITEMS:,} items.")
    extra = [target for target in inline.targets if not target.startswith("#")]
    if label and not inline.id:
        extra.insert(0, label)
    parts.found.append(Found(block, line, inline, extra, below))
