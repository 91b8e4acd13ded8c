"""R03 to R08: the links of the customer side."""

from __future__ import annotations

import pytest

from canvasai.canvas.links import Link, LinkKind
from canvasai.canvas.tags import Tag
from canvasai.critique.finding import Severity


@pytest.fixture
def plots(bees):
    """A third segment, with all that a segment needs but who pays."""
    item = bees.said("cs-plots", "Allotment holders of Sallow Vale, 210 of them")
    return bees.plus(item).linked(
        "vp-bloom serves cs-plots; ch-hall reaches cs-plots; ch-truck reaches cs-plots; "
        "cr-keeper keeps cs-plots"
    )


def test_r03_names_all_that_are_served_by_nothing(bees) -> None:
    (found,) = bees.unlinked("* serves *").linked("vp-bloom serves cs-growers").find("R03")
    assert found.items == ("cs-bakers",)
    (found,) = bees.unlinked("vp-bloom serves *").find("R03")
    assert found.severity is Severity.HIGH
    assert found.message.startswith("No value proposition serves “Cherry and apple growers")


def test_r03_proposes_the_offer_that_shares_most_words(bees) -> None:
    (found,) = bees.unlinked("vp-honey serves *").find("R03")
    (change,) = found.changes
    assert change.link == Link("vp-honey", "cs-bakers", LinkKind.SERVES)


def test_r03_proposes_nothing_where_it_would_be_a_guess(bees) -> None:
    strangers = bees.plus(bees.said("cs-monks", "Monks with a cellar, 14 of them"))
    (found,) = strangers.find("R03")
    assert found.items == ("cs-monks",)
    assert found.changes == ()


def test_r03_proposes_the_only_offer_there_is(bees) -> None:
    (found,) = bees.minus("vp-honey").find("R03")
    assert found.items == ("cs-bakers",)
    assert [change.link.source for change in found.changes] == ["vp-bloom"]


def test_r04_an_offer_to_nobody(bees) -> None:
    heritage = bees.plus(bees.said("vp-heritage", "Straw skeps as living heritage"))
    (found,) = heritage.find("R04")
    assert found.items == ("vp-heritage",)
    assert heritage.linked("vp-heritage serves cs-bakers").find("R04") == []


def test_r05_a_segment_that_no_channel_reaches(bees) -> None:
    (found,) = bees.unlinked("* reaches cs-bakers").find("R05")
    assert found.items == ("cs-bakers",)
    assert found.message.startswith("No channel reaches “Bakeries")


def test_r05_an_offer_that_no_channel_of_its_segment_brings(bees) -> None:
    both = bees.linked("vp-honey serves cs-growers")
    (found,) = both.find("R05")
    assert found.items == ("cs-growers", "vp-honey")
    # A channel that brings the honey to bakers only is none for growers.
    assert both.linked("ch-truck delivers vp-honey").find("R05") == []


def test_r05_speaks_of_each_segment_by_itself(bees) -> None:
    found = bees.unlinked("* delivers *").find("R05")
    assert [one.items for one in found] == [("cs-growers", "vp-bloom"), ("cs-bakers", "vp-honey")]


def test_r06_one_relationship_may_keep_several(bees) -> None:
    (found,) = bees.unlinked("cr-card keeps *").find("R06")
    assert found.items == ("cs-bakers",)
    assert bees.unlinked("cr-card keeps *").linked("cr-keeper keeps cs-bakers").find("R06") == []


def test_r06_proposes_the_only_relationship(bees) -> None:
    one = bees.minus("cr-card")
    (found,) = one.find("R06")
    assert one.mended(found).find("R06") == []


def test_r07_asks_for_the_payer_and_for_the_reason(bees) -> None:
    (found,) = bees.unlinked("rs-hire paid_by *").find("R07")
    assert found.message.startswith("Who pays “€56 per hive")
    (found,) = bees.unlinked("rs-hire paid_for *").find("R07")
    assert "For which value “€56 per hive" in found.message
    loose = bees.unlinked("rs-hire paid_by *; rs-hire paid_for *")
    assert [one.severity for one in loose.find("R07")] == [Severity.HIGH, Severity.HIGH]


def test_r08_a_free_segment_needs_somebody_who_pays(bees, plots) -> None:
    (found,) = plots.find("R08")
    assert found.items == ("cs-plots",)
    assert "nothing says who pays instead" in found.message
    assert plots.linked("rs-hire paid_by cs-plots").find("R08") == []


def test_r08_marked_as_subsidised_but_by_nobody(bees, plots) -> None:
    (found,) = plots.altered("cs-plots", tags=(Tag.SUBSIDISED,)).find("R08")
    assert "by whom is not said" in found.message


@pytest.mark.parametrize("payer", ["cs-growers", "rs-hire"])
@pytest.mark.parametrize("tags", [(), (Tag.SUBSIDISED,)])
def test_r08_subsidised_by_name_is_sound(plots, payer: str, tags: tuple[Tag, ...]) -> None:
    named = plots.altered("cs-plots", tags=tags).linked(f"cs-plots subsidised_by {payer}")
    assert named.find("R08") == []


@pytest.mark.parametrize(
    ("rule", "block"),
    [
        ("R03", "value propositions"),
        ("R04", "customer segments"),
        ("R05", "channels"),
        ("R06", "customer relationships"),
        ("R07", "customer segments"),
        ("R08", "revenue streams"),
    ],
)
def test_a_block_that_is_empty_is_no_missing_link(bees, rule: str, block: str) -> None:
    prefix = next(i.id.split("-")[0] for i in bees.canvas.items if i.block.title.lower() == block)
    gone = [item.id for item in bees.canvas.items if item.id.startswith(f"{prefix}-")]
    found = bees.minus(*gone).look(only=[rule])
    assert found.findings == ()
    assert found.not_checked[rule] == f"There are no {block}."


def test_a_link_that_leads_nowhere_ties_nothing(bees) -> None:
    astray = bees.unlinked("vp-honey serves *").linked("vp-honey serves cs-ghosts")
    found = astray.look()
    assert {one.rule for one in found.findings} >= {"R02", "R03", "R04"}
