"""Names that open a section, a field or a line of a canvas in Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from canvasai.canvas.block_names import find_block
from canvasai.canvas.blocks import Block
from canvasai.canvas.formats.markdown.text import flat, plain, read_inline
from canvasai.canvas.formats.markdown.write import AGAINST, CONSTRAINTS, LINKS, METADATA, UPDATES

# A number, a letter or a picture may stand before a bold name.
_BOLD = re.compile(r"(?:\(?[0-9]{1,3}[.)] ?|[^\w*]{0,8})(\*\*|__)([^*_]{1,120})\1(.*)", re.DOTALL)
_LONGEST_NAME = 80
# "Kundensegmente" and the like say it all in one word.
_LONG_WORD = 14
_WORD = re.compile(r"[^\W\d_]+")


class Special(Enum):
    """A section that is no block."""

    LINKS = LINKS
    AGAINST = AGAINST
    CONSTRAINTS = CONSTRAINTS
    METADATA = METADATA
    UPDATES = UPDATES


_SPECIALS: dict[str, Special] = {one.value.casefold(): one for one in Special} | {
    "meta data": Special.METADATA,
    "metadaten": Special.METADATA,
    "métadonnées": Special.METADATA,
    "metadatos": Special.METADATA,
    "history": Special.UPDATES,
    "update history": Special.UPDATES,
    "version history": Special.UPDATES,
    "revision history": Special.UPDATES,
    "changelog": Special.UPDATES,
    "change log": Special.UPDATES,
    "änderungen": Special.UPDATES,
    "historie": Special.UPDATES,
    "historique": Special.UPDATES,
    "historial": Special.UPDATES,
}


@dataclass(frozen=True, slots=True)
class Start:
    """A line that begins with the name of a block.

    Attributes:
        block: the block.
        rest: source of what follows the name on the line, or "".
        bold: whether the name is bold.
        marked: whether it is bold or a colon ends it.
        sure: whether it means the block wherever it stands; "Partners" may also name a sort of channel.
    """

    block: Block
    rest: str
    bold: bool
    marked: bool
    sure: bool


@lru_cache(maxsize=4096)
def block_of(text: str) -> Block | None:
    """Finds the block that a short text names, also where a colon ends the name."""
    if len(text) > _LONGEST_NAME:
        return None
    return find_block(text) or (find_block(text.split(":")[0]) if ":" in text else None)


def special_of(text: str) -> Special | None:
    """Finds the section that a heading names, other than a block."""
    return _SPECIALS.get(text.strip(" :").casefold())


def starts_block(line: str) -> Start | None:
    """Reads a line such as "**Channels**: web shop", "Channels:" or "3. Channels"."""
    bold = split_bold(line)
    if bold is not None:
        block = find_block(bold[0])
        return Start(block, bold[1], True, True, _is_sure(bold[0])) if block else None
    name, colon, _ = flat(line[: _LONGEST_NAME * 2]).partition(":")
    inline = read_inline(name)
    if any(target.startswith("#") for target in inline.targets):
        return None  # it only leads to the block, from a table of contents
    block = block_of(inline.text)
    if block is None:
        return None
    rest = flat(line.split(":", 1)[1]) if colon else ""
    return Start(block, rest, False, bool(colon), _is_sure(inline.text))


def _is_sure(name: str) -> bool:
    words = _WORD.findall(name)
    return len(words) > 1 or any(len(word) >= _LONG_WORD for word in words)


def split_bold(line: str) -> tuple[str, str] | None:
    """Splits a line that begins with bold words into those, and the source of what follows."""
    found = _BOLD.fullmatch(flat(line))
    if found is None:
        return None
    return plain(found[2]).strip(" :"), found[3].lstrip(" :–—-")


def split_label(raw: str) -> tuple[str, str]:
    """Splits "Label: text" into the label, in lower case, and the source of the text.

    Both are "" where no short label begins the line.
    """
    line = flat(raw)
    if line.startswith("**"):
        bold = split_bold(line)
        return (bold[0].casefold(), bold[1]) if bold else ("", "")
    label, colon, text = line.partition(":")
    if not colon or len(label) > 30:
        return "", ""
    return label.strip().casefold(), text.removeprefix(" ")
