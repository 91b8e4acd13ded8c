"""Changes that lead from one canvas to another, and back. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace

from canvasai.canvas.changes import (
    Add,
    AddLink,
    Change,
    Describe,
    Edit,
    Move,
    Remove,
    RemoveLink,
    apply,
)
from canvasai.canvas.model import Canvas, Item
from canvasai.errors import ChangeError


def inverse(canvas: Canvas, changes: Change | Sequence[Change]) -> tuple[Change, ...]:
    """Returns changes that lead back: `apply(apply(c, x), inverse(c, x)) == c`.

    Args:
        canvas: as it is before `changes`.
        changes: that will be, or were, applied to it.

    Raises:
        ChangeError: they do not fit the canvas.
    """
    return diff(apply(canvas, changes), canvas)


def diff(before: Canvas, after: Canvas) -> tuple[Change, ...]:
    """Returns changes that turn one canvas into the other: `apply(before, diff(before, after)) == after`.

    An item that kept its text but stands in another block was moved; ids tell the others.

    Raises:
        ChangeError: `after` has links without ends, or an id twice, which no change can make.
    """
    changes: list[Change] = []
    now = before

    def take(change: Change) -> None:
        nonlocal now
        changes.append(change)
        now = apply(now, change)

    wanted = {item.id: item for item in after.items}
    for link in before.links:
        if link not in after.links:
            take(RemoveLink(link))
    for item in before.items:
        target = wanted.get(item.id)
        if target is None:
            moved = _same_text(item, now, after)
            take(Move(item.id, moved.block, None, moved.id) if moved else Remove(item.id))
        elif target.block is not item.block:
            take(Remove(item.id))
    for item in after.items:
        known = now.item(item.id)
        if known is not None and known != item:
            take(Edit(_with_free_details(item, now)))
    for place, item in enumerate(after.items):
        known = now.item(item.id)
        if known is None:
            take(Add(_with_free_details(item, now), place))
        elif now.items.index(known) != place:
            take(Move(item.id, item.block, place, item.id))
    # A detail that went to another item is free only now.
    for item in after.items:
        if item != now.item(item.id):
            take(Edit(item))
    # Constraints name items, so they come when all items are there.
    told = replace(after, items=(), links=())
    if replace(now, items=(), links=()) != told:
        take(Describe(told))
    for place, link in enumerate(after.links):
        if place < len(now.links) and now.links[place] == link:
            continue
        if link in now.links[place:]:
            take(RemoveLink(link))
        take(AddLink(link, place))
    for link in now.links[len(after.links) :]:
        take(RemoveLink(link))
    if now != after:
        raise ChangeError("The second canvas has an id twice, or a link without its ends.")
    return tuple(changes)


def rebased(change: Change, before: Canvas, now: Canvas) -> Change:
    """Returns a change that was made for one canvas so that it fits a later state of it.

    An edit then changes only the parts that it changed before; what else was edited meanwhile stays.
    """
    if not isinstance(change, Edit):
        return change
    old, current = before.item(change.item.id), now.item(change.item.id)
    if old is None or current is None:
        return change
    parts = {
        part.name: getattr(change.item, part.name)
        for part in fields(Item)
        if getattr(change.item, part.name) != getattr(old, part.name)
    }
    return Edit(replace(current, **parts))


def _with_free_details(item: Item, now: Canvas) -> Item:
    """The item without details whose ids another item has now."""
    known = now.item(item.id)
    own = {detail.id for detail in known.details} if known else set()
    free = tuple(d for d in item.details if d.id in own or d.id not in now.ends())
    return replace(item, details=free)


def _same_text(item: Item, now: Canvas, after: Canvas) -> Item | None:
    """The new item of another block that says the same, where it cannot be mistaken."""
    known = now.ends()
    found = [
        one
        for one in after.items
        if one.text == item.text and one.block is not item.block and one.id not in known
    ]
    return found[0] if len(found) == 1 else None
