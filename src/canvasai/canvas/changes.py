"""Changes: edits of a canvas as data. Pure; `differences` finds them for two canvases.

A change that does not fit the canvas is refused; none leaves a link without its ends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from canvasai.canvas.blocks import PREFIXES, Block
from canvasai.canvas.links import LINK_ENDS, End, Link
from canvasai.canvas.model import Canvas, Item
from canvasai.errors import ChangeError


@dataclass(frozen=True, slots=True)
class Add:
    """Adds an item.

    Attributes:
        item: the new one; none of its ids may be taken.
        at: its place among all items; None for the end of its block.
    """

    item: Item
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """Gives an item another content; id and block stay. Links of details that are gone go too."""

    item: Item


@dataclass(frozen=True, slots=True)
class Move:
    """Moves an item to another block or place.

    Attributes:
        id: of the item.
        block: the new block; links whose ends no longer fit go, as do details and tags.
        at: its place among all items once it was taken out; None for the end of its block.
        new_id: its id there; "" gives it the prefix of its new block.
    """

    id: str
    block: Block
    at: int | None = None
    new_id: str = ""


@dataclass(frozen=True, slots=True)
class Remove:
    """Removes an item, and every link to it."""

    id: str


@dataclass(frozen=True, slots=True)
class AddLink:
    """Adds a link, at a place among all links; None for the end."""

    link: Link
    at: int | None = None


@dataclass(frozen=True, slots=True)
class RemoveLink:
    """Removes a link."""

    link: Link


@dataclass(frozen=True, slots=True)
class Describe:
    """Replaces what a canvas tells beside its items and links, by that of another canvas.

    Attributes:
        canvas: without items and links.
    """

    canvas: Canvas


Change = Add | Edit | Move | Remove | AddLink | RemoveLink | Describe


def apply(canvas: Canvas, changes: Change | Sequence[Change]) -> Canvas:
    """Returns the canvas after one change, or after several in their order.

    Raises:
        ChangeError: a change does not fit: an id is unknown or taken, or a link joins what it cannot.
    """
    if isinstance(changes, Sequence):
        for change in changes:
            canvas = apply(canvas, change)
        return canvas
    match changes:
        case Add(item, at):
            return _added(canvas, item, at)
        case Edit(item):
            return _edited(canvas, item)
        case Move():
            return _moved(canvas, changes)
        case Remove(name):
            _find(canvas, name)
            kept = tuple(item for item in canvas.items if item.id != name)
            return _without_loose_ends(replace(canvas, items=kept))
        case AddLink(link, at):
            return _linked(canvas, link, at)
        case RemoveLink(link):
            if link not in canvas.links:
                raise ChangeError(f"There is no link {_told(link)}.")
            place = canvas.links.index(link)
            return replace(canvas, links=(*canvas.links[:place], *canvas.links[place + 1 :]))
        case Describe(told):
            return _without_loose_ends(replace(told, items=canvas.items, links=canvas.links))


def link_fits(canvas: Canvas, link: Link) -> bool:
    """Whether both ends of a link exist and are of the blocks that its kind joins."""
    return _fits(link, canvas.ends())


def _fits(link: Link, ends: Mapping[str, End]) -> bool:
    joined = LINK_ENDS[link.kind].join(ends.get(link.source), ends.get(link.target))
    return joined and link.source != link.target


def _added(canvas: Canvas, item: Item, at: int | None) -> Canvas:
    taken = canvas.ends()
    new = [item.id, *(detail.id for detail in item.details)]
    for name in new:
        if name in taken or new.count(name) > 1:
            raise ChangeError(f"The id {name} is taken.", "Give the item another id.")
    if not item.id.startswith(f"{item.block.prefix}-"):
        raise ChangeError(
            f"The id {item.id} does not fit the block {item.block.title}.",
            f"Ids of that block start with {item.block.prefix}-.",
        )
    return replace(canvas, items=_inserted(canvas.items, item, at))


def _edited(canvas: Canvas, item: Item) -> Canvas:
    known = _find(canvas, item.id)
    if known.block is not item.block:
        raise ChangeError(
            f"An edit cannot put {item.id} into another block.", "Move the item instead."
        )
    taken = canvas.ends()
    own = {detail.id for detail in known.details}
    new = [detail.id for detail in item.details]
    for name in new:
        if (name in taken and name not in own) or new.count(name) > 1:
            raise ChangeError(f"The id {name} is taken.", "Give the detail another id.")
    items = tuple(item if one.id == item.id else one for one in canvas.items)
    return _without_loose_ends(replace(canvas, items=items))


def _moved(canvas: Canvas, move: Move) -> Canvas:
    item = _find(canvas, move.id)
    name, moved = move.id, item
    if move.block is not item.block:
        name = move.new_id or f"{move.block.prefix}-{_bare(move.id)}"
        moved = replace(item, id=name, block=move.block, tags=(), details=())
    if name != move.id and name in canvas.ends():
        raise ChangeError(f"The id {name} is taken.", "Give the item another id.")
    others = tuple(one for one in canvas.items if one.id != move.id)
    links = tuple(
        replace(
            link,
            source=name if link.source == move.id else link.source,
            target=name if link.target == move.id else link.target,
        )
        for link in canvas.links
    )
    constraints = tuple(
        replace(one, items=tuple(name if x == move.id else x for x in one.items))
        for one in canvas.constraints
    )
    items = _inserted(others, moved, move.at)
    return _without_loose_ends(replace(canvas, items=items, links=links, constraints=constraints))


def _linked(canvas: Canvas, link: Link, at: int | None) -> Canvas:
    if not link_fits(canvas, link):
        raise ChangeError(
            f"A link {_told(link)} cannot be.", "Both ends must exist and be of the right blocks."
        )
    if link in canvas.links:
        raise ChangeError(f"There is already a link {_told(link)}.")
    place = len(canvas.links) if at is None else at
    return replace(canvas, links=(*canvas.links[:place], link, *canvas.links[place:]))


def _inserted(items: tuple[Item, ...], item: Item, at: int | None) -> tuple[Item, ...]:
    if at is None:
        order = list(Block)
        at = sum(order.index(one.block) <= order.index(item.block) for one in items)
    return (*items[:at], item, *items[at:])


def _without_loose_ends(canvas: Canvas) -> Canvas:
    ends = canvas.ends()
    links = tuple(link for link in canvas.links if _fits(link, ends))
    ids = {item.id for item in canvas.items}
    constraints = tuple(
        replace(one, items=tuple(name for name in one.items if name in ids))
        for one in canvas.constraints
    )
    return replace(canvas, links=links, constraints=constraints)


def _find(canvas: Canvas, name: str) -> Item:
    found = canvas.item(name)
    if found is None:
        raise ChangeError(f"There is no item {name}.")
    return found


def _bare(name: str) -> str:
    """An id without the prefix of its block."""
    prefix = next((p for p in PREFIXES.values() if name.startswith(f"{p}-")), "")
    return name[len(prefix) + 1 :] if prefix else name


def _told(link: Link) -> str:
    return f"{link.source} {str(link.kind).replace('_', ' ')} {link.target}"
