"""Lines of a Markdown file that join or limit items: links, constraints, what the sources say against."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from canvasai.canvas.blocks import Block
from canvasai.canvas.formats.markdown.fields import MEASURES, read_number, texts_below
from canvasai.canvas.formats.markdown.names import block_of, split_label
from canvasai.canvas.formats.markdown.notes import Footnotes, read_citation
from canvasai.canvas.formats.markdown.text import flat, plain, read_inline
from canvasai.canvas.formats.markdown.told import day_of
from canvasai.canvas.formats.markdown.tree import Node
from canvasai.canvas.formats.markdown.write import STANCES, in_words
from canvasai.canvas.formats.reading import Problem
from canvasai.canvas.links import LINK_ENDS, End, Link, LinkKind
from canvasai.canvas.metadata import Constraint, ConstraintKind
from canvasai.canvas.model import Against, Item
from canvasai.canvas.quantity import Quantity

_KIND = re.compile(r" [—–-] \*([a-zA-Z_ ]{3,20})\* [—–-] ")
_ID = re.compile(r"(?:^| )\(#([^\s()]{1,200})\)")
_AGAINST = re.compile(r"([^,]{1,60}), \*([a-z ]{3,20})\*: (.*)", re.DOTALL)
_LINK_KINDS = {in_words(kind): kind for kind in LinkKind}
_CONSTRAINT_KINDS = {in_words(kind): kind for kind in ConstraintKind}
_STANCES = {words: stance for stance, words in STANCES.items()}


@dataclass(slots=True)
class Known:
    """What a line may point to.

    Attributes:
        ends: items and details by id.
        ids: the id that one of the file has now, where they differ.
        texts: the id of the one item or detail that says so; "" where several do.
    """

    ends: dict[str, End] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, items: list[Item], ids: dict[str, str]) -> Known:
        """Collects the items and their details."""
        known = cls(ids=ids)
        for item in items:
            known._add(item.id, item.text, item.block)
            for detail in item.details:
                known._add(detail.id, detail.text, detail.kind)
        return known

    def find(self, name: str) -> str:
        """The id of the item or detail that the file calls so, or ""."""
        name = self.ids.get(name, name)
        return name if name in self.ends else ""

    def _add(self, name: str, text: str, end: End) -> None:
        self.ends[name] = end
        self.texts[text] = "" if text in self.texts else name


def read_links(
    nodes: list[Node], known: Known, problems: list[Problem], left: list[tuple[int, str]]
) -> list[Link]:
    """Reads lines such as "A (#rs-a) — *paid by* — B (#cs-b)"; each link that fits, once."""
    links: dict[Link, None] = {}
    for node in nodes:
        link = _link(node, known, problems)
        if link is None:
            left += [(node.line, text) for text in texts_below([node])]
        elif link in links:
            problems.append(Problem(node.where, f"The link {_told(link)} is there twice."))
        else:
            links[link] = None
            left += [(node.line, text) for text in texts_below(node.children)]
    return list(links)


def read_constraints(
    nodes: list[Node],
    known: Known,
    notes: Footnotes,
    problems: list[Problem],
    left: list[tuple[int, str]],
) -> list[Constraint]:
    """Reads lines such as "Budget: at most 50,000 EUR", and what hangs below them."""
    found = []
    for node in nodes:
        label, raw = split_label(node.raw)
        kind = _CONSTRAINT_KINDS.get(label)
        if kind is None or not raw:
            left += [(node.line, text) for text in texts_below([node])]
            continue
        items: tuple[str, ...] = ()
        limit, by = None, ""
        for child in node.children:
            name, value = split_label(child.raw)
            rest = texts_below(child.children)
            if name == "touches":
                items = _touched(child, value, known, problems)
            elif name == "limit":
                limit = _limit(child, value, notes, problems)
                rest += [] if limit else texts_below([child])
            elif name == "by" and day_of(plain(value)):
                by = day_of(plain(value))
            else:
                rest = texts_below([child])
            left += [(child.line, text) for text in rest]
        found.append(Constraint(kind, plain(raw), items, limit, by))
    return found


def read_against(
    nodes: list[Node], problems: list[Problem], left: list[tuple[int, str]]
) -> list[Against]:
    """Reads lines such as "Channels, *not so here*: “quote” — source, characters 1–9"."""
    against = []
    for node in nodes:
        match = _AGAINST.fullmatch(flat(node.raw))
        block = block_of(match[1]) if match else None
        stance = _STANCES.get(match[2]) if match else None
        citation = read_citation(match[3], node.where, problems) if match else None
        if block is None or stance is None or citation is None:
            problems.append(
                Problem(
                    node.where, "A block, a stance or a quote is missing; the line was left out."
                )
            )
            left += [(node.line, text) for text in texts_below([node])]
        else:
            against.append(Against(block, stance, citation))
            left += [(node.line, text) for text in texts_below(node.children)]
    return against


def _link(node: Node, known: Known, problems: list[Problem]) -> Link | None:
    raw = flat(node.raw)
    between = _KIND.search(raw)
    if between is None:
        problems.append(Problem(node.where, "This is no link; it was left out."))
        return None
    kind = _LINK_KINDS.get(between[1].replace("_", " ").casefold())
    if kind is None:
        problems.append(Problem(node.where, f"{between[1]} is no kind of link; it was left out."))
        return None
    ends = []
    for part in (raw[: between.start()], raw[between.end() :]):
        name, told = _end(part, known)
        if not name:
            problems.append(Problem(node.where, f"{told} is no item; the link was left out."))
            return None
        ends.append(name)
    link = Link(ends[0], ends[1], kind, "inferred" in read_inline(raw).marks)
    fits = LINK_ENDS[kind].join(known.ends[ends[0]], known.ends[ends[1]])
    if not fits or ends[0] == ends[1]:
        problems.append(Problem(node.where, f"The link {_told(link)} cannot be; it was left out."))
        return None
    return link


def _end(raw: str, known: Known) -> tuple[str, str]:
    """The id of one end, "" where there is none such; and what the file calls it."""
    names = _ID.findall(raw)
    if names:
        return known.find(names[-1]), names[-1][:60]
    text = plain(raw)
    return known.texts.get(text, ""), text[:60]


def _touched(node: Node, raw: str, known: Known, problems: list[Problem]) -> tuple[str, ...]:
    items = []
    for name in _ID.findall(raw):
        found = known.find(name)
        if isinstance(known.ends.get(found), Block):
            items.append(found)
        else:
            problems.append(
                Problem(node.where, f"{name[:60]} is no item; the limit does not touch it now.")
            )
    return tuple(items)


def _limit(node: Node, raw: str, notes: Footnotes, problems: list[Problem]) -> Quantity | None:
    label, value = split_label(raw)
    measure = MEASURES.get(label)
    quantity = read_number(measure, value, node.where, notes, problems) if measure else None
    if measure is None:
        problems.append(Problem(node.where, f"The limit measures none of {', '.join(MEASURES)}."))
    return quantity


def _told(link: Link) -> str:
    return f"{link.source} {in_words(link.kind)} {link.target}"
