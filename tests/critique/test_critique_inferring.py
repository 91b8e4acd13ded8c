"""Links that nobody drew, and that what rests on them is never grave."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canvasai.canvas.changes import AddLink
from canvasai.canvas.links import Link, LinkKind
from canvasai.critique.finding import Severity
from canvasai.critique.inferring import with_inferred
from canvasai.critique.rules import RULES

RESTING = [rule.id for rule in RULES if rule.links]


def test_a_canvas_with_its_links_is_left_as_it_is(bees) -> None:
    assert with_inferred(bees.canvas) == (bees.canvas, frozenset())


@pytest.fixture
def loose(bees):
    """A canvas without links whose wording tells for whom each proposition is."""
    return bees.blank(
        bees.said("cs-bakers", "Bakers of Wickham"),
        bees.said("cs-monks", "Monks of Ridon"),
        bees.said("vp-rye", "Rye that rises overnight for the bakers of Wickham"),
        bees.said("vp-candles", "Candles that drip on no altar, for the monks of Ridon"),
    )


def test_a_canvas_without_links_gets_some_and_all_are_marked(loose) -> None:
    linked, guessed = with_inferred(loose.canvas)
    assert guessed == frozenset(LinkKind)
    assert linked.items == loose.canvas.items
    assert set(linked.links) == {
        Link("vp-rye", "cs-bakers", LinkKind.SERVES, inferred=True),
        Link("vp-candles", "cs-monks", LinkKind.SERVES, inferred=True),
    }


def test_the_only_segment_is_the_one_that_is_meant(bees) -> None:
    linked, _ = with_inferred(
        bees.blank(
            bees.said("cs-a", "Monks"),
            bees.said("vp-a", "Candles"),
            bees.said("ch-a", "Gate"),
            bees.said("rs-a", "Alms"),
        ).canvas
    )
    assert {(one.source, one.kind, one.target) for one in linked.links} >= {
        ("vp-a", LinkKind.SERVES, "cs-a"),
        ("ch-a", LinkKind.REACHES, "cs-a"),
        ("rs-a", LinkKind.PAID_BY, "cs-a"),
        ("rs-a", LinkKind.PAID_FOR, "vp-a"),
    }


def test_the_only_channel_is_for_all(bees) -> None:
    linked, _ = with_inferred(
        bees.blank(
            bees.said("cs-a", "Monks of Ridon"),
            bees.said("cs-b", "Bakers in Wickham"),
            bees.said("vp-a", "Candles that drip on no altar"),
            bees.said("vp-b", "Rye that rises overnight"),
            bees.said("ch-a", "Gate beside the mill, open at dawn"),
            bees.said("rs-a", "4 euros apiece"),
        ).canvas
    )
    found = {(one.source, one.kind, one.target) for one in linked.links}
    assert found == {
        ("ch-a", LinkKind.REACHES, "cs-a"),
        ("ch-a", LinkKind.REACHES, "cs-b"),
        ("ch-a", LinkKind.DELIVERS, "vp-a"),
        ("ch-a", LinkKind.DELIVERS, "vp-b"),
    }


def test_what_anybody_could_write_is_not_one_of_two(bees) -> None:
    linked, _ = with_inferred(
        bees.blank(
            bees.said("cs-a", "Monks of Ridon"),
            bees.said("cs-b", "Everyone who loves candles"),
            bees.said("vp-a", "Wax that drips on no altar"),
            bees.said("vp-b", "High quality"),
        ).canvas
    )
    served = {(x.source, x.target) for x in linked.links if x.kind is LinkKind.SERVES}
    assert served == {("vp-a", "cs-a")}


def test_of_equal_weight_what_no_guess_went_into_comes_first(bees) -> None:
    loose = bees.blank(
        bees.said("cs-a", "Monks of Ridon"),
        bees.said("cs-b", "Everyone who loves candles"),
        bees.said("vp-a", "High quality"),
        bees.said("vp-b", "Wax that drips on no altar"),
    )
    order = [one.rule for one in loose.look().findings if one.severity is Severity.WARN]
    assert order.index("R21") < order.index("R03" if "R03" in order else "R06")
    assert [rule for rule in order if rule not in RESTING] + [
        rule for rule in order if rule in RESTING
    ] == order


@pytest.mark.parametrize("drawn", ["* delivers *", "* paid_for *"])
def test_for_whom_an_offer_is_follows_from_channels_or_streams(bees, drawn: str) -> None:
    """Either of the two pairs of links is enough."""
    draft = bees.unlinked("* serves *").unlinked(drawn)
    linked, guessed = with_inferred(draft.canvas)
    assert guessed == {LinkKind.SERVES}
    new = {(one.source, one.target) for one in linked.links if one.inferred}
    assert new == {("vp-bloom", "cs-growers"), ("vp-honey", "cs-bakers")}
    assert linked.links[: len(draft.canvas.links)] == draft.canvas.links


def test_inferred_links_keep_the_sound_canvas_sound(bees) -> None:
    found = bees.unlinked("* serves *").look()
    assert found.findings == ()
    assert found.notes == (
        "For whom each proposition is was inferred from the other links (2 links).",
    )


def test_a_canvas_without_links_says_so(loose) -> None:
    (note,) = loose.look().notes
    assert note.startswith("The canvas has no links; 2 were inferred from its wording.")


@pytest.mark.parametrize("rule", RESTING)
def test_without_drawn_links_nothing_that_rests_on_them_is_grave(bees, rule: str) -> None:
    strangers = bees.told(links=()).plus(
        bees.said("cs-monks", "Monks with a cellar, 14 of them"),
        bees.said("vp-candles", "Candles that drip on no altar"),
        bees.said("rs-alms", "Alms"),
        bees.said("ka-psalms", "Psalms at dawn"),
    )
    found = strangers.find(rule)
    assert all(one.severity is not Severity.HIGH for one in found)
    # A link that could not be inferred is not proposed either.
    assert not [c for one in found for c in one.changes if isinstance(c, AddLink)]


def test_a_lowered_finding_names_the_links_it_rests_on(bees) -> None:
    draft = bees.unlinked("* serves *; * delivers vp-honey")
    (found,) = [one for one in draft.look().findings if one.rule == "R05"]
    assert found.inferred == (Link("vp-honey", "cs-bakers", LinkKind.SERVES, inferred=True),)


def test_what_was_drawn_stays_grave(bees) -> None:
    lost = bees.unlinked("* serves *; * delivers vp-honey; rs-pails paid_for *; rs-pails paid_by *")
    grades = {one.rule: one.severity for one in lost.look().findings}
    # Streams were drawn, propositions to segments were not.
    assert grades["R07"] is Severity.HIGH
    assert grades["R03"] is Severity.WARN
    assert grades["R04"] is Severity.WARN


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_of_any_items_nothing_inferred_is_grave(bees, data: st.DataObject) -> None:
    items = data.draw(st.lists(st.sampled_from(bees.canvas.items), unique=True, max_size=9))
    found = bees.blank(*items).look()
    assert all(link.inferred for link in found.canvas.links)
    for one in found.findings:
        assert one.severity is not Severity.HIGH or one.rule not in RESTING
