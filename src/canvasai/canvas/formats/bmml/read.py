"""BMML v2 to a canvas, without what only the side file knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from canvasai.canvas.blocks import Block
from canvasai.canvas.details import Detail, DetailKind
from canvasai.canvas.formats.bmml.names import MAPPINGS, RELATIONS, SECTIONS
from canvasai.canvas.formats.bmml.parse import Document, Entry, Fit, parse_bmml
from canvasai.canvas.formats.bmml.yaml_node import ShapeError
from canvasai.canvas.formats.days import day_in, is_full_day, midnight, stamp
from canvasai.canvas.formats.free_ids import FreeIds, id_like, is_id
from canvasai.canvas.formats.reading import Problem, Reading
from canvasai.canvas.links import LINK_ENDS, End, Link, LinkKind
from canvasai.canvas.metadata import STAGES, Metadata, Portfolio
from canvasai.canvas.model import Canvas, Item, Status

_BLOCKS = {section: block for block, section in SECTIONS.items()}
_RELATIONS = {(one.block, one.field, one.other): one for one in RELATIONS}


def read_bmml(text: str, now: datetime | None = None) -> Reading:
    """Reads a BMML file alone.

    Args:
        text: the file's content.
        now: the time of reading, for a file that does not say when it was made.

    Raises:
        ShapeError: it is no BMML v2.
    """
    # Slow to import, and only needed when a file is read.
    from canvasai.canvas.formats.bmml.yaml_tree import read_yaml

    document = parse_bmml(read_yaml(text))
    _refuse_ids_used_twice(document)
    problems = document.problems
    entries, ids = _named(_with_texts(document.entries, problems), problems)
    metadata = _metadata(document.meta, problems)
    day = metadata.dated if is_full_day(metadata.dated) else ""
    canvas = Canvas(
        name=document.meta.get("name", ""),
        created=midnight(day) if day else stamp(now),
        model="",
        items=tuple(map(_item, entries)),
        metadata=metadata,
    )
    links = _Links(canvas.ends(), ids, problems)
    for fit in document.fits:
        links.add_fit(fit)
    for entry in entries:
        links.add_references(entry)
    return Reading(replace(canvas, links=tuple(links.found)), tuple(problems))


def _refuse_ids_used_twice(document: Document) -> None:
    details = (detail for entry in document.entries for detail in entry.details)
    lines: dict[str, int] = {}
    every: list[Entry | Fit] = [*document.entries, *details, *document.fits]
    for one in every:
        if one.id in lines:
            raise ShapeError(
                f"The id {one.id[:60]} is used twice, first in line {lines[one.id]}.",
                one.line,
                hint="Give each its own id.",
            )
        if one.id:
            lines[one.id] = one.line


def _with_texts(entries: Iterable[Entry], problems: list[Problem]) -> list[Entry]:
    """The entries that say something."""
    kept = []
    for one in entries:
        where = one.id or f"line {one.line}"
        details = tuple(_with_texts(one.details, problems))
        if one.text:
            kept.append(replace(one, details=details))
        elif one.description:
            problems.append(
                Problem(where, "There is no name; the description stands in its place.")
            )
            kept.append(replace(one, text=one.description, description="", details=details))
        else:
            problems.append(Problem(where, "There is no text; the entry was left out."))
            problems += [
                Problem(detail.id or f"line {detail.line}", "It went with its entry.")
                for detail in details
            ]
    return kept


def _named(entries: list[Entry], problems: list[Problem]) -> tuple[list[Entry], dict[str, str]]:
    """The entries with ids that a canvas can have, and for each id of the file the one it got."""
    every = [*entries, *(detail for entry in entries for detail in entry.details)]
    ids = FreeIds(one.id for one in every if is_id(one.id, one.end.prefix))
    got: dict[str, str] = {}

    def named(one: Entry) -> Entry:
        name = one.id
        if not is_id(name, one.end.prefix):
            name = ids.free(id_like(one.id, one.end.prefix, one.text))
            what = f"The id {one.id[:60]!r} cannot be" if one.id else "There is no id"
            problems.append(Problem(f"line {one.line}", f"{what}; it got {name}."))
        if one.id:
            got[one.id] = name
        return replace(one, id=name, details=tuple(named(detail) for detail in one.details))

    return [named(one) for one in entries], got


def _item(entry: Entry) -> Item:
    assert isinstance(entry.end, Block)
    return Item(
        id=entry.id,
        block=entry.end,
        text=entry.text,
        status=Status.UNCHECKED,
        description=entry.description,
        details=tuple(
            Detail(one.id, one.end, one.text)
            for one in entry.details
            if isinstance(one.end, DetailKind)
        ),
    )


def _metadata(meta: dict[str, str], problems: list[Problem]) -> Metadata:
    days = {}
    for field in ("created", "updated"):
        written = meta.get(field, "")
        days[field] = day_in(written)
        if written and not days[field]:
            problems.append(
                Problem(f"meta: {field}", f"{written[:40]!r} is no day such as 2024-05-03.")
            )
    told = meta.get("portfolio", "").strip().lower()
    portfolio = Portfolio(told) if told in list(Portfolio) else None
    if told and portfolio is None:
        problems.append(
            Problem("meta: portfolio", f"{told[:40]!r} is none; it is explore or exploit.")
        )
    stage = meta.get("stage", "").strip().lower()
    if stage and (portfolio is None or stage not in STAGES[portfolio]):
        stages = f": {', '.join(STAGES[portfolio])}" if portfolio else ""
        problems.append(
            Problem("meta: stage", f"{stage[:40]!r} is no stage of the portfolio{stages}.")
        )
        stage = ""
    return Metadata(
        tagline=meta.get("tagline", ""),
        dated=days["created"],
        updated=days["updated"],
        portfolio=portfolio,
        stage=stage,
        derived_from=meta.get("derived_from", ""),
    )


class _Links:
    """Collects links, each once.

    Args:
        ends: what links may join.
        ids: of the file, with those they have in the canvas.
        problems: takes what cannot be a link.
    """

    def __init__(self, ends: dict[str, End], ids: dict[str, str], problems: list[Problem]) -> None:
        self.found: dict[Link, None] = {}
        self._ends = ends
        self._ids = ids
        self._problems = problems

    def add_fit(self, fit: Fit) -> None:
        where = fit.id or f"line {fit.line}"
        propositions = self._known(fit.propositions, Block.VALUE_PROPOSITIONS, where)
        segments = self._known(fit.segments, Block.CUSTOMER_SEGMENTS, where)
        for proposition in propositions:
            for segment in segments:
                self.found[Link(proposition, segment, LinkKind.SERVES)] = None
        for left, right in fit.mappings:
            self._add_mapping(left, right, where)

    def add_references(self, entry: Entry) -> None:
        name = entry.id
        for one in entry.references:
            other = _BLOCKS.get(one.section)
            assert isinstance(entry.end, Block)
            relation = _RELATIONS.get((entry.end, one.field, other)) if other else None
            if other is None or relation is None:
                self._drop(name, f"{one.section[:60]!r} has no place under {one.field!r} here")
                continue
            for known in self._known((one.id,), other, name):
                ends = (known, name) if relation.reversed else (name, known)
                self.found[Link(*ends, relation.kind)] = None

    def _known(self, ids: Iterable[str], block: Block, where: str) -> list[str]:
        known = []
        for one in ids:
            name = self._ids.get(one)
            if name is None:
                self._drop(where, f"It names {one[:60]!r}, which is not in the file")
            elif self._ends[name] is not block:
                self._drop(where, f"It names {one[:60]}, which is not one of {SECTIONS[block]}")
            else:
                known.append(name)
        return known

    def _add_mapping(self, left: str, right: str, where: str) -> None:
        for one in (left, right):
            if one not in self._ids:
                self._drop(where, f"It names {one[:60]!r}, which is not in the file")
                return
        source, target = self._ids[left], self._ids[right]
        end = self._ends[target]
        kind = MAPPINGS.get(end) if isinstance(end, DetailKind) else None
        if kind is None or self._ends[source] not in LINK_ENDS[kind].sources:
            self._drop(where, f"It maps {left[:60]} to {right[:60]}, which BMML does not join")
            return
        self.found[Link(source, target, kind)] = None

    def _drop(self, where: str, what: str) -> None:
        self._problems.append(Problem(where, f"{what}; the link was left out."))
