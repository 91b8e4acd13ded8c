"""Rows of a CSV file to items, and to the links between them."""

from __future__ import annotations

import re
from typing import Any

from canvasai.canvas.blocks import PREFIXES, Block
from canvasai.canvas.changes import link_fits
from canvasai.canvas.details import DETAIL_PREFIXES, Detail, DetailKind
from canvasai.canvas.formats.csv.row import Row, structures
from canvasai.canvas.formats.free_ids import FreeIds, is_id
from canvasai.canvas.formats.plain import citation_from_dict, quantity_from_dict
from canvasai.canvas.formats.reading import Problem
from canvasai.canvas.ids import slug
from canvasai.canvas.links import Link, LinkKind
from canvasai.canvas.model import Assumption, Canvas, Horizon, Item, Risk, Status
from canvasai.canvas.quantity import Quantity
from canvasai.canvas.tags import Tag, tags_of

_BETWEEN = re.compile(r"[;,]")
_INFERRED = "(inferred)"


def items_of(
    entries: list[tuple[Row, Block]], problems: list[Problem]
) -> tuple[tuple[Item, ...], dict[str, str]]:
    """Returns the items of rows, one each, and for the ids of the file those they got."""
    given = [row["Id"].strip() for row, _ in entries]
    own = {
        name for name, (_, block) in zip(given, entries, strict=True) if is_id(name, block.prefix)
    }
    ids = FreeIds(own)
    details = FreeIds()
    got: dict[str, str] = {}
    items = []
    for name, (row, block) in zip(given, entries, strict=True):
        if name in own and name not in got:
            new = name
        else:
            new = ids.free(f"{block.prefix}-{slug(row['Text'][:200])}")
            if name:
                what = "stands above already" if name in got else "is none of this block"
                problems.append(
                    Problem(row.where("Id"), f"{name[:60]!r} {what}; the item got {new}.")
                )
        got.setdefault(name, new)
        items.append(_item(row, new, block, details, problems))
    return tuple(items), got


def _item(row: Row, name: str, block: Block, details: FreeIds, problems: list[Problem]) -> Item:
    citations = tuple(
        citation_from_dict(one) for one in structures(row, "Citations", "citation", problems)
    )
    assumption = _assumption(row, problems)
    status = Status(_word(row, "Status", Status, problems) or Status.UNCHECKED)
    if status in (Status.SUPPORTED, Status.CONTRADICTED) and not citations:
        problems.append(Problem(row.where("Status"), f"{status} without a citation: unchecked."))
        status = Status.UNCHECKED
    if status is Status.ASSUMPTION and assumption is None:
        problems.append(
            Problem(row.where("Status"), "An assumption says what is at risk: unchecked.")
        )
        status = Status.UNCHECKED
    return Item(
        id=name,
        block=block,
        text=row["Text"],
        status=status,
        horizon=Horizon(_word(row, "Horizon", Horizon, problems) or Horizon.CURRENT),
        citations=citations,
        assumption=assumption,
        description=row["Description"],
        tags=_tags(row, block, problems),
        quantities=quantities_of(row, problems),
        details=_details(row, block, details, problems),
    )


def _assumption(row: Row, problems: list[Problem]) -> Assumption | None:
    risk = _word(row, "Risk", Risk, problems)
    if risk:
        return Assumption(Risk(risk), row["Test"], row["Reason"])
    if row["Test"] or row["Reason"]:
        problems.append(
            Problem(row.where("Risk"), "It is empty, so test and reason were left out.")
        )
    return None


def quantities_of(row: Row, problems: list[Problem]) -> tuple[Quantity, ...]:
    """Returns the numbers of a row; those that cannot be are problems."""
    found = []
    for one in structures(row, "Numbers", "quantity", problems):
        try:
            found.append(quantity_from_dict(one))
        except OverflowError:
            problems.append(Problem(row.where("Numbers"), "A number was left out: it is too long."))
        except ValueError as error:
            problems.append(Problem(row.where("Numbers"), f"A number was left out: {error}"))
    return tuple(found)


def _tags(row: Row, block: Block, problems: list[Problem]) -> tuple[Tag, ...]:
    allowed = {str(tag): tag for tag in tags_of(block)}
    tags = []
    for word in _BETWEEN.split(row["Tags"]):
        name = "_".join(word.lower().split())
        if name in allowed:
            tags.append(allowed[name])
        elif name:
            problems.append(
                Problem(
                    row.where("Tags"),
                    f"{word.strip()[:40]!r} was left out; {block.title} can be: "
                    f"{', '.join(allowed)}.",
                )
            )
    return tuple(dict.fromkeys(tags))


def _details(row: Row, block: Block, ids: FreeIds, problems: list[Problem]) -> tuple[Detail, ...]:
    found = []
    for one in structures(row, "Details", "detail", problems):
        kind = DetailKind(one["kind"])
        if kind.block is not block:
            problems.append(
                Problem(row.where("Details"), f"{block.title} have no {kind}; it was left out.")
            )
            continue
        name = ids.free(one["id"])
        if name != one["id"]:
            problems.append(
                Problem(row.where("Details"), f"{one['id']} stands above already; it got {name}.")
            )
        found.append(Detail(name, kind, one["text"]))
    return tuple(found)


def _word(row: Row, column: str, known: Any, problems: list[Problem]) -> str:
    """The cell where it is one of the known words, else "" with a problem."""
    word = row[column].strip().lower()
    if word and word not in list(known):
        problems.append(
            Problem(row.where(column), f"{word[:40]!r} is none of: {', '.join(known)}.")
        )
        return ""
    return word


def links_of(
    rows: list[tuple[Row, Item]], canvas: Canvas, ids: dict[str, str], problems: list[Problem]
) -> tuple[Link, ...]:
    """Returns the links that rows tell, in their order; others are problems."""
    ends = canvas.ends()
    found = []
    for row, item in rows:
        for told in filter(str.strip, row["Links"].split(";")):
            link = _link(told, item, ids)
            if link is None:
                why = "is no link such as: serves cs-farms"
            elif link.source not in ends or link.target not in ends:
                why = "names what is not in the file"
            elif not link_fits(canvas, link):
                why = "joins what such a link does not join"
            else:
                found.append(link)
                continue
            problems.append(
                Problem(row.where("Links"), f"{told.strip()[:80]!r} {why}; it was left out.")
            )
    return tuple(found)


def _link(told: str, item: Item, ids: dict[str, str]) -> Link | None:
    words = told.split()
    inferred = words[-1] == _INFERRED
    if inferred:
        words.pop()
    source = item.id
    if words and _is_end(words[0]):
        source = ids.get(words[0], words[0])
        words = words[1:]
    if not words or not _is_end(words[-1]):
        return None
    try:
        kind = LinkKind("_".join(words[:-1]).lower())
    except ValueError:
        return None
    return Link(source, ids.get(words[-1], words[-1]), kind, inferred)


def _is_end(word: str) -> bool:
    return any(is_id(word, one) for one in (*PREFIXES.values(), *DETAIL_PREFIXES.values()))
