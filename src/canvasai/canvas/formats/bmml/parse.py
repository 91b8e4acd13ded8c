"""BMML v2 as it stands in the file: entries, fits and metadata, with the lines where they start."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field

from canvasai.canvas.block_names import find_block, nearest_block
from canvasai.canvas.blocks import Block
from canvasai.canvas.details import DetailKind
from canvasai.canvas.formats.bmml.names import DETAIL_FIELDS, RELATIONS, SECTIONS, VERSION
from canvasai.canvas.formats.bmml.yaml_node import Node, ShapeError
from canvasai.canvas.formats.reading import Problem

META = ("name", "tagline", "created", "updated", "portfolio", "stage", "derived_from")
_TOP = ("version", "meta", *SECTIONS.values(), "fits")
_START = f'A BMML file starts with: version: "{VERSION}"'
_BY_TITLE = {block.title: section for block, section in SECTIONS.items()}


@dataclass(frozen=True, slots=True)
class Reference:
    """An id named in an item, under "for" or "from" and a section's name."""

    field: str
    section: str
    id: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An item or a detail as the file has it; "" where it has no id, or no text."""

    id: str
    text: str
    line: int
    end: Block | DetailKind
    description: str = ""
    details: tuple[Entry, ...] = ()
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Fit:
    """Propositions and segments that belong together, and pairs of their details."""

    id: str
    line: int
    propositions: tuple[str, ...]
    segments: tuple[str, ...]
    mappings: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Document:
    """A BMML file.

    Attributes:
        meta: the texts of its head, only those it has.
        entries: items, in the order of the blocks.
        fits: in the file's order.
        problems: fields that BMML does not have.
    """

    meta: dict[str, str] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    fits: list[Fit] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def parse_bmml(root: Node) -> Document:
    """Reads a tree as BMML v2.

    Raises:
        ShapeError: it is no BMML v2: another version, an unknown section, a value of a wrong type.
    """
    if root.value is None:
        raise ShapeError("The file is empty.", root.line, hint=_START)
    top = _mapping(root, "The file")
    _check_top(top, root.line)
    found = Document()
    fields = _fields(top.get("meta"), "meta", META, found)
    for key, node in fields.items():
        if text := _text(node, f"meta: {key}"):
            found.meta[key] = text
    if "name" not in fields:
        found.problems.append(Problem("meta", "The file does not say what the canvas is called."))
    for block, section in SECTIONS.items():
        for number, node in enumerate(_list(top.get(section), section), 1):
            found.entries.append(_entry(node, f"{section} {number}", block, found))
    for number, node in enumerate(_list(top.get("fits"), "fits"), 1):
        found.fits.append(_fit(node, f"fits {number}", found))
    return found


def _check_top(top: dict[str, Node], line: int) -> None:
    version = top.get("version")
    if version is None:
        raise ShapeError(
            "The file does not say its version.",
            line,
            hint=_START,
        )
    written = _text(version, "version")
    if written not in (VERSION, "2"):
        raise ShapeError(
            f"The file is BMML {written[:40] or 'without a number'}, not {VERSION}.",
            version.line,
            hint="Only BMML v2 is read; `bmml migrate` turns v1 into v2.",
        )
    for key, node in top.items():
        if key not in _TOP:
            near = _nearest_section(key)
            raise ShapeError(
                f"{key[:60]!r} is no block of BMML.",
                node.line,
                hint=f"Did you mean {near}?" if near else f"There are: {', '.join(_TOP)}.",
            )


def _nearest_section(key: str) -> str | None:
    if block := find_block(key):
        return SECTIONS[block]
    close = difflib.get_close_matches(key[:60].lower(), _TOP, n=1)
    return close[0] if close else _BY_TITLE.get(nearest_block(key) or "")


def _entry(node: Node, where: str, block: Block, found: Document) -> Entry:
    details = [one for one in DETAIL_FIELDS if one.kind.block is block]
    relations = {one.field for one in RELATIONS if one.block is block}
    allowed = ("id", "name", "description", *(one.field for one in details), *relations)
    fields = _fields(node, where, allowed, found)
    inner = []
    for one in details:
        for number, child in enumerate(_list(fields.get(one.field), f"{where}: {one.field}"), 1):
            place = f"{where}: {one.field} {number}"
            texts = _fields(child, place, ("id", one.text), found)
            inner.append(
                Entry(
                    _text(texts.get("id"), f"{place}: id"),
                    _text(texts.get(one.text), f"{place}: {one.text}"),
                    child.line,
                    one.kind,
                )
            )
    references = []
    for name in sorted(relations, reverse=True):  # who pays comes before what is paid for
        sections = _mapping(fields.get(name), f"{where}: {name}")
        for section, ids in sections.items():
            listed = _texts(ids, f"{where}: {name}: {section}")
            references += [Reference(name, section, one) for one in listed]
    return Entry(
        _text(fields.get("id"), f"{where}: id"),
        _text(fields.get("name"), f"{where}: name"),
        node.line,
        block,
        _text(fields.get("description"), f"{where}: description"),
        tuple(inner),
        tuple(references),
    )


def _fit(node: Node, where: str, found: Document) -> Fit:
    fields = _fields(node, where, ("id", "for", "mappings"), found)
    both = ("value_propositions", "customer_segments")
    ends = _fields(fields.get("for"), f"{where}: for", both, found)
    pairs = []
    for number, pair in enumerate(_list(fields.get("mappings"), f"{where}: mappings"), 1):
        place = f"{where}: mappings {number}"
        ids = _texts(pair, place)
        if len(ids) != 2:
            raise ShapeError(f"{place} must be two ids, such as [pr-a, pain-b].", pair.line)
        pairs.append((ids[0], ids[1]))
    return Fit(
        _text(fields.get("id"), f"{where}: id"),
        node.line,
        _texts(ends.get(both[0]), f"{where}: for: {both[0]}"),
        _texts(ends.get(both[1]), f"{where}: for: {both[1]}"),
        tuple(pairs),
    )


def _fields(
    node: Node | None, where: str, allowed: Iterable[str], found: Document
) -> dict[str, Node]:
    """A mapping without the fields that BMML does not have; those are told."""
    fields = _mapping(node, where)
    known = tuple(allowed)
    for key in fields.keys() - set(known):
        near = difflib.get_close_matches(key[:60].lower(), known, n=1)
        meant = f"; did you mean {near[0]}?" if near else "."
        found.problems.append(
            Problem(
                f"line {fields[key].line}",
                f"{where} has a field {key[:60]!r} that BMML does not have; it was left out{meant}",
            )
        )
    return {key: value for key, value in fields.items() if key in known}


def _mapping(node: Node | None, where: str) -> dict[str, Node]:
    if node is None or node.value is None:
        return {}
    if not isinstance(node.value, dict):
        raise ShapeError(f"{where} must be names with values, not {_sort(node)}.", node.line)
    return node.value


def _list(node: Node | None, where: str) -> list[Node]:
    if node is None or node.value is None:
        return []
    if not isinstance(node.value, list):
        raise ShapeError(f"{where} must be a list, not {_sort(node)}.", node.line)
    return node.value


def _texts(node: Node | None, where: str) -> tuple[str, ...]:
    return tuple(
        _text(one, f"{where} {number}") for number, one in enumerate(_list(node, where), 1)
    )


def _text(node: Node | None, where: str) -> str:
    if node is None or node.value is None:
        return ""
    if not isinstance(node.value, str):
        raise ShapeError(f"{where} must be a text, not {_sort(node)}.", node.line)
    return node.value


def _sort(node: Node) -> str:
    match node.value:
        case dict():
            return "names with values"
        case list():
            return "a list"
        case None:
            return "nothing"
        case _:
            return "a text"
