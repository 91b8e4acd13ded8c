"""Items from what a Markdown file holds below the names of blocks: ids, status, evidence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from canvasai.canvas.blocks import PREFIXES, Block
from canvasai.canvas.details import DETAIL_PREFIXES, Detail
from canvasai.canvas.formats.markdown.fields import DetailFound, Fields, join_texts, read_fields
from canvasai.canvas.formats.markdown.notes import Footnotes
from canvasai.canvas.formats.markdown.points import Found
from canvasai.canvas.formats.reading import Problem
from canvasai.canvas.ids import new_id, slug
from canvasai.canvas.model import Assumption, Citation, Horizon, Item, Status
from canvasai.canvas.risks import RISK_OF
from canvasai.canvas.tags import tags_of

_ID = re.compile(
    rf"(?:{'|'.join([*PREFIXES.values(), *DETAIL_PREFIXES.values()])})-[a-z0-9]+(?:-[a-z0-9]+)*"
)
# Where a file marks an item twice, the mark that asks for more care counts.
_MARKED = (Status.CONTRADICTED, Status.UNCHECKED, Status.ASSUMPTION)
# Labels that people write behind an item, in English, German, French and Spanish.
_ASSUMED = frozenset(
    ("assumption", "hypothesis", "annahme", "hypothese", "hypothèse", "hipótesis", "supuesto")
)
_PLANNED = frozenset(("planned", "plan", "geplant", "prévu", "planeado", "previsto"))
_LABEL = re.compile(rf"(?<=\w)\s*\(({'|'.join(sorted(_ASSUMED | _PLANNED))})\)\s*$", re.IGNORECASE)
# So many characters of a text are enough for an id.
_TELLING = 400


@dataclass(slots=True)
class Ids:
    """Ids that are taken, and which ids of the file were changed."""

    taken: set[str] = field(default_factory=set)
    changed: dict[str, str] = field(default_factory=dict)
    _next: dict[str, int] = field(default_factory=dict)

    def free(self, base: str) -> str:
        """Returns an id that nothing has yet, and takes it. Many with one base cost no more."""
        name, number = base, self._next.get(base, 2)
        while name in self.taken:
            name = f"{base}-{number}"
            number += 1
        self._next[base] = number
        self.taken.add(name)
        return name


def read_items(
    found: list[Found], notes: Footnotes, problems: list[Problem], left: list[tuple[int, str]]
) -> tuple[list[Item], dict[str, str]]:
    """Returns the items in the order of the canvas, and the new ids of those whose ids had to change."""
    fields = [read_fields(one.below, one.block, notes, problems) for one in found]
    ids = Ids()
    names = _kept_ids(found, fields, ids, problems)
    items = []
    for one, below in zip(found, fields, strict=True):
        if not one.inline.text:
            problems.append(Problem(f"line {one.line}", "There is no text; the item was left out."))
            left += [(one.line, text) for text in below.description]
            continue
        name = names.get(id(one)) or ids.free(new_id(one.block, one.inline.text[:_TELLING], ()))
        details = _details(one, below.details, names, ids, problems, left)
        items.append(_item(one, name, below, details, notes, problems))
    return _ordered(items, found), ids.changed


def _kept_ids(
    found: list[Found], fields: list[Fields], ids: Ids, problems: list[Problem]
) -> dict[int, str]:
    """The ids that the file gives, by the identity of what has them; first, so that no new one is theirs."""
    names: dict[int, str] = {}
    for one, below in zip(found, fields, strict=True):
        wanted = [(one.inline.id, one.block.prefix, id(one), one.line, one.block.title)]
        wanted += [(d.id, d.kind.prefix, id(d), d.line, str(d.kind)) for d in below.details]
        for name, prefix, key, line, what in wanted:
            if not name:
                continue
            where = f"line {line}"
            if not _ID.fullmatch(name):
                problems.append(Problem(where, f"{name[:60]} cannot be an id; it got a new one."))
            elif name in ids.taken:
                problems.append(
                    Problem(where, f"The id {name} is there twice; the second got a new one.")
                )
            elif not name.startswith(f"{prefix}-"):
                bare = name.split("-", 1)[1]
                names[key] = ids.free(f"{prefix}-{bare}")
                ids.changed[name] = names[key]
                problems.append(
                    Problem(where, f"{name} stands under {what}, so its id is {names[key]} now.")
                )
            else:
                ids.taken.add(name)
                names[key] = name
    return names


def _item(
    found: Found,
    name: str,
    below: Fields,
    details: tuple[Detail, ...],
    notes: Footnotes,
    problems: list[Problem],
) -> Item:
    where = f"line {found.line}"
    citations = [notes.citation(note, where) for note in found.inline.notes]
    cited = tuple(one for one in citations if one is not None)
    label = _LABEL.search(found.inline.text) if not found.inline.id else None
    told = label[1].casefold() if label else ""
    planned = Horizon.PLANNED in found.inline.marks or told in _PLANNED
    status = _status(found, below, cited, problems)
    assumption = below.assumption
    if told in _ASSUMED and status is Status.UNCHECKED:
        status = Status.ASSUMPTION
        assumption = assumption or Assumption(RISK_OF[found.block], "", "The file calls it one.")
    return Item(
        id=name,
        block=found.block,
        text=found.inline.text[: label.start()].rstrip() if label else found.inline.text,
        status=status,
        horizon=Horizon.PLANNED if planned else Horizon.CURRENT,
        citations=cited,
        assumption=assumption,
        description=join_texts([*found.extra, *below.description]),
        tags=tuple(tag for tag in tags_of(found.block) if tag in below.tags),
        quantities=tuple(below.quantities),
        details=details,
    )


def _status(
    found: Found, below: Fields, cited: tuple[Citation, ...], problems: list[Problem]
) -> Status:
    unmarked = Status.SUPPORTED if found.inline.id else Status.UNCHECKED
    status = next((one for one in _MARKED if one in found.inline.marks), unmarked)
    where = f"line {found.line}"
    if status is Status.ASSUMPTION and below.assumption is None:
        problems.append(
            Problem(where, "The assumption does not say what is at risk; it is unchecked now.")
        )
        return Status.UNCHECKED
    if status in (Status.SUPPORTED, Status.CONTRADICTED) and not cited:
        problems.append(Problem(where, f"It is {status} by no quote; it is unchecked now."))
        return Status.UNCHECKED
    return status


def _details(
    found: Found,
    details: list[DetailFound],
    names: dict[int, str],
    ids: Ids,
    problems: list[Problem],
    left: list[tuple[int, str]],
) -> tuple[Detail, ...]:
    kept = []
    for one in details:
        where = f"line {one.line}"
        if one.kind.block is not found.block:
            problems.append(
                Problem(
                    where, f"A {one.kind} does not belong to {found.block.title}; it was left out."
                )
            )
            left.append((one.line, one.text))
        elif one.text:
            name = names.get(id(one)) or ids.free(f"{one.kind.prefix}-{slug(one.text[:_TELLING])}")
            kept.append(Detail(name, one.kind, one.text))
    return tuple(kept)


def _ordered(items: list[Item], found: list[Found]) -> list[Item]:
    """The items by their places where the file tells them, otherwise by block."""
    order = list(Block)
    told = [one for one in found if one.inline.text]
    if not any(one.inline.at for one in told):
        return sorted(items, key=lambda item: order.index(item.block))
    keys, last = [], 0
    for one in told:  # one without a place goes with the one before it
        last = one.inline.at if one.inline.at is not None else last
        keys.append(last)
    return [item for _, item in sorted(zip(keys, items, strict=True), key=lambda pair: pair[0])]
