"""What hangs below an item: its description, tags, numbers, details, and what makes it an assumption."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from canvasai.canvas.blocks import Block
from canvasai.canvas.details import DetailKind
from canvasai.canvas.formats.markdown.names import split_label
from canvasai.canvas.formats.markdown.notes import Footnotes
from canvasai.canvas.formats.markdown.numbers import read_quantity
from canvasai.canvas.formats.markdown.text import plain, read_inline
from canvasai.canvas.formats.markdown.tree import Kind, Node
from canvasai.canvas.formats.reading import Problem
from canvasai.canvas.model import Assumption, Risk
from canvasai.canvas.quantity import Measure, Quantity
from canvasai.canvas.tags import Tag, tags_of

DESCRIPTION, TAGS, WHY, RISK, TEST = "description", "tags", "why assumed", "at risk", "test"
MEASURES = {str(one).replace("_", " "): one for one in Measure}
_DETAILS: dict[str, DetailKind] = {str(kind): kind for kind in DetailKind}
_DETAILS |= {f"{kind}s": kind for kind in DetailKind} | {
    "pain reliever": DetailKind.RELIEVER,
    "pain relievers": DetailKind.RELIEVER,
    "gain creator": DetailKind.CREATOR,
    "gain creators": DetailKind.CREATOR,
    "product or service": DetailKind.PRODUCT,
    "products and services": DetailKind.PRODUCT,
    "customer job": DetailKind.JOB,
    "customer jobs": DetailKind.JOB,
}
_WORDS = {DESCRIPTION, TAGS, WHY, RISK, TEST, *MEASURES, *_DETAILS}
_AT_RISK = re.compile(r"([a-zA-Z]+)\.?(?: Test: (.*))?", re.DOTALL)


@dataclass(slots=True)
class DetailFound:
    """A detail as it stands in a file; `id` is "" where it has none."""

    id: str
    kind: DetailKind
    text: str
    line: int


@dataclass(slots=True)
class Fields:
    """What hangs below an item."""

    description: list[str] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    details: list[DetailFound] = field(default_factory=list)
    risk: Risk | None = None
    reason: str = ""
    test: str = ""

    @property
    def assumption(self) -> Assumption | None:
        """What makes the item an assumption; None where the risk is not told."""
        return None if self.risk is None else Assumption(self.risk, self.test, self.reason)


def is_field(raw: str) -> bool:
    """Whether a point below another one says something of it, such as "Pain: no time"."""
    return split_label(raw)[0] in _WORDS


def read_fields(
    nodes: list[Node], block: Block, notes: Footnotes, problems: list[Problem]
) -> Fields:
    """Reads what hangs below an item; what is no field is part of its description."""
    fields = Fields()
    for node in nodes:
        if node.kind not in (Kind.POINT, Kind.PARAGRAPH):
            fields.description += texts_below([node])
            continue
        label, raw = split_label(node.raw) if node.kind is Kind.POINT else ("", "")
        if label in _DETAILS:
            fields.details += _details(node, _DETAILS[label], raw)
        elif label in MEASURES:
            _read_number(fields, node, MEASURES[label], raw, notes, problems)
        elif label == TAGS:
            fields.tags += _tags(node, raw, block, problems)
        elif label == RISK:
            _read_risk(fields, node, raw, problems)
        elif label == WHY:
            fields.reason = plain(raw)
        elif label == TEST:
            fields.test = plain(raw)
        else:
            text = raw if label == DESCRIPTION else node.raw
            fields.description += [plain(text)] if plain(text) else []
        if label not in _DETAILS:
            fields.description += texts_below(node.children)
    if fields.risk is None and (fields.reason or fields.test):
        where = nodes[0].where
        problems.append(Problem(where, "It tells a reason or a test, but not what is at risk."))
        fields.description += [text for text in (fields.reason, fields.test) if text]
    return fields


def texts_below(nodes: list[Node]) -> list[str]:
    """Returns the texts of parts of a file and of all that hangs below them, in order."""
    texts = []
    for node in nodes:
        if node.kind is Kind.TABLE:
            texts += [" | ".join(map(plain, row)) for row in node.rows]
        else:
            texts.append(node.raw if node.kind is Kind.CODE else _with_targets(node.raw))
        texts += texts_below(node.children)
    return [text for text in texts if text]


def _with_targets(raw: str) -> str:
    inline = read_inline(raw)
    told = [x for x in inline.targets if x not in inline.text and not x.startswith("#")]
    return f"{inline.text} ({', '.join(told)})" if told else inline.text


def join_texts(texts: list[str]) -> str:
    """Returns texts as one, each parted from the next."""
    joined = ""
    for text in texts:
        between = "" if not joined else " " if joined[-1] in ".!?:;" else "; "
        joined += between + text
    return joined


def read_number(
    measure: Measure, raw: str, where: str, notes: Footnotes, problems: list[Problem]
) -> Quantity | None:
    """Reads a quantity; None where it is none, with a problem where there are digits."""
    cited = read_inline(raw).notes
    citation = notes.citation(cited[0], where) if cited else None
    quantity = read_quantity(measure, raw, citation)
    if quantity is None and any(character.isdigit() for character in raw):
        problems.append(Problem(where, f"No number could be read from: {plain(raw)[:80]}"))
    return quantity


def _read_number(
    fields: Fields,
    node: Node,
    measure: Measure,
    raw: str,
    notes: Footnotes,
    problems: list[Problem],
) -> None:
    quantity = read_number(measure, raw, node.where, notes, problems)
    if quantity is None:
        fields.description.append(plain(node.raw))
    else:
        fields.quantities.append(quantity)


def _details(node: Node, kind: DetailKind, raw: str) -> Iterator[DetailFound]:
    inline = read_inline(raw)
    if raw or not node.children:
        yield DetailFound(inline.id, kind, inline.text, node.line)
    for child in node.children:  # "Pains:" with a list below
        inner = read_inline(child.raw)
        yield DetailFound(inner.id, kind, inner.text, child.line)
        for text in texts_below(child.children):
            yield DetailFound("", kind, text, child.line)


def _tags(node: Node, raw: str, block: Block, problems: list[Problem]) -> list[Tag]:
    known = tags_of(block)
    found = []
    for word in plain(raw).split(","):
        name = word.strip().casefold().replace(" ", "_").replace("-", "_")
        if name in known:
            found.append(Tag(name))
        elif name:
            problems.append(
                Problem(
                    node.where, f"{word.strip()[:40]} is no tag of {block.title}; it was left out."
                )
            )
    return found


def _read_risk(fields: Fields, node: Node, raw: str, problems: list[Problem]) -> None:
    found = _AT_RISK.fullmatch(raw)
    word = found[1].casefold() if found else ""
    if found is None or word not in list(Risk):
        problems.append(
            Problem(node.where, f"The risk is none of {', '.join(Risk)}: {plain(raw)[:80]}")
        )
        fields.description.append(plain(node.raw))
        return
    fields.risk = Risk(word)
    if found[2]:
        fields.test = plain(found[2])
