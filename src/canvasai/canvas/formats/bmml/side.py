"""The side file of a BMML file: the whole canvas as JSON, for what BMML has no place for.

Read together, each part comes from the BMML file where a person edited that, and else from the side
file: what the BMML file held when both were written tells which.
"""

from __future__ import annotations

from dataclasses import replace

from canvasai.canvas.changes import link_fits
from canvasai.canvas.formats.bmml.names import prefixed_ids, renamed
from canvasai.canvas.formats.bmml.read import read_bmml
from canvasai.canvas.formats.bmml.write import canvas_to_bmml
from canvasai.canvas.formats.days import is_full_day
from canvasai.canvas.formats.json_format import canvas_from_json, canvas_to_json
from canvasai.canvas.formats.reading import Problem, Reading
from canvasai.canvas.links import Link, LinkKind
from canvasai.canvas.metadata import Metadata
from canvasai.canvas.model import Canvas, Item
from canvasai.errors import FormatError

MAX_CHARACTERS = 10_000_000
_WHERE = "the side file"
_Key = tuple[str, str, LinkKind]


def bmml_side(canvas: Canvas) -> str | None:
    """Returns what to keep beside `canvas_to_bmml(canvas)`, or None when that loses nothing.

    It is a canvas file of its own (JSON, see `canvas_schema`).
    """
    told = read_bmml(canvas_to_bmml(canvas)).canvas
    # Without a day the time of reading stands in for that of making.
    if told == canvas and is_full_day(canvas.metadata.dated):
        return None
    return canvas_to_json(canvas)


def with_side(main: Reading, text: str) -> Reading:
    """Returns the reading of a BMML file, filled up from its side file.

    A side file that cannot be read is a problem, no error; where both differ the BMML file wins.
    """
    if len(text) > MAX_CHARACTERS:
        return _without(main, "It is too long; it was not used.")
    try:
        side = canvas_from_json(text, _WHERE)
        told = read_bmml(canvas_to_bmml(side)).canvas
    except FormatError as error:
        return _without(main, f"It was not used: {error.message}")
    except (ValueError, OverflowError, RecursionError):
        return _without(main, "It was not used: it holds what no canvas can hold.")
    taken = main.canvas.ends()
    back = {new: old for old, new in prefixed_ids(side).items() if old not in taken}
    canvas, told = renamed(main.canvas, back), renamed(told, back)
    known = {item.id for item in canvas.items}
    if known and side.items and known.isdisjoint(item.id for item in side.items):
        return _without(main, "It was not used: it is of another canvas.")
    merged, problems = _merged(canvas, side, told)
    return Reading(merged, (*main.problems, *problems), main.left_out)


def _merged(canvas: Canvas, side: Canvas, told: Canvas) -> tuple[Canvas, list[Problem]]:
    """One canvas of three: as the BMML file is, as the side file is, as the BMML file was."""
    problems = []
    known = {item.id: item for item in side.items}
    was = {item.id: item for item in told.items}
    items = []
    for item in canvas.items:
        if item.id not in known or item.id not in was:
            items.append(item)
        elif item.text != was[item.id].text:
            items.append(item)
            problems.append(
                Problem(
                    item.id,
                    "Its text was changed in the BMML file; what the side file tells of the old one, "
                    "such as its evidence, was left out.",
                )
            )
        else:
            items.append(_merged_item(item, known[item.id], was[item.id]))
    merged = replace(
        side,
        name=side.name if canvas.name == told.name else canvas.name,
        items=_in_order(items, side, told),
        metadata=_merged_metadata(canvas.metadata, side.metadata, told.metadata),
    )
    ids = {item.id for item in items}
    constraints = tuple(
        replace(one, items=tuple(name for name in one.items if name in ids))
        for one in side.constraints
    )
    links = tuple(link for link in _merged_links(canvas, side, told) if link_fits(merged, link))
    return replace(merged, links=links, constraints=constraints), problems


def _merged_item(item: Item, side: Item, was: Item) -> Item:
    return replace(
        side,
        description=side.description if item.description == was.description else item.description,
        details=side.details if item.details == was.details else item.details,
    )


def _merged_metadata(now: Metadata, side: Metadata, was: Metadata) -> Metadata:
    stands = (side.portfolio, side.stage)
    if (now.portfolio, now.stage) != (was.portfolio, was.stage):
        stands = (now.portfolio, now.stage)
    return replace(
        side,
        tagline=side.tagline if now.tagline == was.tagline else now.tagline,
        dated=side.dated if now.dated == was.dated else now.dated,
        updated=side.updated if now.updated == was.updated else now.updated,
        portfolio=stands[0],
        stage=stands[1],
        derived_from=side.derived_from
        if now.derived_from == was.derived_from
        else now.derived_from,
    )


def _in_order(items: list[Item], side: Canvas, told: Canvas) -> tuple[Item, ...]:
    """The items in the side file's order, unless the BMML file was put into another one."""
    places = {item.id: place for place, item in enumerate(side.items)}
    both = [item.id for item in items if item.id in places]
    if both != [item.id for item in told.items if item.id in set(both)]:
        return tuple(items)
    # A new item stands behind the one that it stands behind in the BMML file.
    after, last = [], -1
    for number, item in enumerate(items):
        last = places.get(item.id, last)
        after.append((last, number, item))
    return tuple(item for _, _, item in sorted(after, key=lambda one: one[:2]))


def _merged_links(canvas: Canvas, side: Canvas, told: Canvas) -> list[Link]:
    now, was = ({_key(link) for link in one.links} for one in (canvas, told))
    kept = [link for link in side.links if _key(link) in now or _key(link) not in was]
    known = {_key(link) for link in kept}
    return [*kept, *(link for link in canvas.links if _key(link) not in known)]


def _key(link: Link) -> _Key:
    return link.source, link.target, link.kind


def _without(main: Reading, why: str) -> Reading:
    return Reading(main.canvas, (*main.problems, Problem(_WHERE, why)), main.left_out)
