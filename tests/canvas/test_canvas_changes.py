"""Changes: applied, undone, and found between two canvases."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from canvasai.canvas.blocks import Block
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
    link_fits,
)
from canvasai.canvas.details import Detail, DetailKind
from canvasai.canvas.differences import diff, inverse, rebased
from canvasai.canvas.links import Link, LinkKind
from canvasai.canvas.metadata import Constraint, ConstraintKind
from canvasai.canvas.model import Canvas, Horizon, Item, Status
from canvasai.errors import ChangeError

CALM = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def item(name: str, block: Block, text: str = "x", *details: Detail) -> Item:
    return Item(name, block, text, Status.UNCHECKED, details=details)


PAIN = Detail("pain-cold", DetailKind.PAIN, "The milk is cold")
WARMER = Detail("pr-warm", DetailKind.RELIEVER, "A warmer")
CAFES = item("cs-cafes", Block.CUSTOMER_SEGMENTS, "Cafés", PAIN)
CUPS = item("vp-cups", Block.VALUE_PROPOSITIONS, "Cups back by noon", WARMER)
RENT = item("rs-rent", Block.REVENUE_STREAMS, "Rent 40 € a month")
SERVES = Link("vp-cups", "cs-cafes", LinkKind.SERVES)
RELIEVES = Link("pr-warm", "pain-cold", LinkKind.RELIEVES)
PAID = Link("rs-rent", "cs-cafes", LinkKind.PAID_BY)
LIMIT = Constraint(ConstraintKind.BUDGET, "At most 50 €", ("rs-rent",))
CANVAS = Canvas("Cup", "", "", (CAFES, CUPS, RENT), (SERVES, RELIEVES, PAID), constraints=(LIMIT,))


@CALM
@given(st.data())
def test_the_difference_leads_from_one_canvas_to_the_other(
    any_canvas: st.SearchStrategy[Canvas], data: st.DataObject
) -> None:
    one, other = data.draw(any_canvas), data.draw(any_canvas)
    assert apply(one, diff(one, other)) == other
    assert diff(one, one) == ()


@CALM
@given(st.data())
def test_every_change_is_undone_and_leaves_no_loose_link(
    any_canvas: st.SearchStrategy[Canvas], data: st.DataObject
) -> None:
    start, wanted = data.draw(any_canvas), data.draw(any_canvas)
    now = start
    for change in diff(start, wanted):
        after = apply(now, change)
        assert apply(after, inverse(now, change)) == now
        assert all(link_fits(after, link) for link in after.links)
        ids = {one.id for one in after.items}
        assert all(set(limit.items) <= ids for limit in after.constraints)
        now = after


@CALM
@given(st.data())
def test_any_removal_and_move_is_undone(
    any_canvas: st.SearchStrategy[Canvas], data: st.DataObject
) -> None:
    canvas = data.draw(any_canvas.filter(lambda one: bool(one.items)))
    name = data.draw(st.sampled_from([one.id for one in canvas.items]))
    block = data.draw(st.sampled_from(list(Block)))
    place = data.draw(st.none() | st.integers(0, len(canvas.items)))
    changes: list[Change] = [Remove(name), Move(name, block, place, f"{block.prefix}-moved-here")]
    for change in changes:
        after = apply(canvas, change)
        assert all(link_fits(after, link) for link in after.links)
        assert apply(after, inverse(canvas, change)) == canvas


def test_removing_takes_the_links_of_the_item_and_of_its_details() -> None:
    after = apply(CANVAS, Remove("cs-cafes"))
    assert after.links == ()
    assert apply(CANVAS, Remove("rs-rent")).constraints[0].items == ()


def test_moving_renames_and_keeps_the_links_that_still_fit() -> None:
    canvas = replace(CANVAS, links=(*CANVAS.links, Link("vp-cups", "kr-van", LinkKind.RESTS_ON)))
    canvas = replace(canvas, items=(*canvas.items, item("kr-van", Block.KEY_RESOURCES, "A van")))
    after = apply(canvas, Move("kr-van", Block.KEY_ACTIVITIES))
    assert after.items[-1].id == "ka-van"
    assert after.links[-1] == Link("vp-cups", "ka-van", LinkKind.RESTS_ON)
    after = apply(canvas, Move("rs-rent", Block.COST_STRUCTURE))
    assert PAID not in after.links
    assert after.constraints[0].items == ("cost-rent",)


def test_moving_within_a_block_only_changes_the_place() -> None:
    more = apply(CANVAS, Add(item("cs-bars", Block.CUSTOMER_SEGMENTS, "Bars")))
    assert [one.id for one in more.items] == ["cs-cafes", "cs-bars", "vp-cups", "rs-rent"]
    after = apply(more, Move("cs-bars", Block.CUSTOMER_SEGMENTS, 0))
    assert [one.id for one in after.items] == ["cs-bars", "cs-cafes", "vp-cups", "rs-rent"]
    assert after.links == more.links


def test_an_edit_that_drops_a_detail_drops_its_links() -> None:
    after = apply(CANVAS, Edit(replace(CAFES, details=())))
    assert after.links == (SERVES, PAID)


def test_a_move_is_told_as_one() -> None:
    moved = apply(CANVAS, Move("rs-rent", Block.COST_STRUCTURE))
    changes = diff(CANVAS, moved)
    assert Move("rs-rent", Block.COST_STRUCTURE, None, "cost-rent") in changes
    assert not any(isinstance(change, Add | Remove) for change in changes)


def test_what_stands_beside_the_items_is_described() -> None:
    other = replace(CANVAS, name="Mug", notes=("New name",))
    assert diff(CANVAS, other) == (Describe(replace(other, items=(), links=())),)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (Add(CAFES), "cs-cafes is taken"),
        (Add(item("cs-bars", Block.CUSTOMER_SEGMENTS, "Bars", PAIN)), "pain-cold is taken"),
        (Add(item("vp-bars", Block.CUSTOMER_SEGMENTS, "Bars")), "start with cs-"),
        (Edit(replace(RENT, id="rs-other")), "no item rs-other"),
        (Edit(replace(RENT, block=Block.CHANNELS)), "another block"),
        (Edit(replace(CUPS, details=(WARMER, WARMER))), "pr-warm is taken"),
        (Move("rs-none", Block.CHANNELS), "no item rs-none"),
        (Move("rs-rent", Block.CUSTOMER_SEGMENTS, None, "cs-cafes"), "cs-cafes is taken"),
        (Remove("rs-none"), "no item rs-none"),
        (AddLink(SERVES), "already a link vp-cups serves cs-cafes"),
        (AddLink(Link("cs-cafes", "vp-cups", LinkKind.SERVES)), "cannot be"),
        (AddLink(Link("vp-cups", "cs-none", LinkKind.SERVES)), "cannot be"),
        (RemoveLink(Link("rs-rent", "vp-cups", LinkKind.PAID_FOR)), "no link rs-rent paid for"),
    ],
)
def test_a_change_that_does_not_fit_is_refused(change: Change, message: str) -> None:
    with pytest.raises(ChangeError) as caught:
        apply(CANVAS, change)
    assert message in str(caught.value)
    assert CANVAS.links == (SERVES, RELIEVES, PAID)


def test_no_changes_lead_to_a_canvas_that_cannot_be() -> None:
    loose = replace(CANVAS, links=(Link("vp-cups", "cs-none", LinkKind.SERVES),))
    with pytest.raises(ChangeError):
        diff(CANVAS, loose)


def test_two_edits_of_one_state_do_not_undo_each_other() -> None:
    planned = Edit(replace(RENT, horizon=Horizon.PLANNED))
    retold = Edit(replace(RENT, text="Rent 45 € a month"))
    now = apply(CANVAS, planned)
    after = apply(now, rebased(retold, CANVAS, now))
    assert after.items[-1] == replace(RENT, text="Rent 45 € a month", horizon=Horizon.PLANNED)
    assert rebased(Remove("rs-rent"), CANVAS, now) == Remove("rs-rent")
    with pytest.raises(ChangeError):
        apply(
            apply(CANVAS, Remove("rs-rent")),
            rebased(retold, CANVAS, apply(CANVAS, Remove("rs-rent"))),
        )
