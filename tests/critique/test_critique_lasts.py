"""R52 and R55: the stage, and what the items must keep to."""

from __future__ import annotations

import pytest

from canvasai.canvas.metadata import Constraint, ConstraintKind, Metadata, Portfolio
from canvasai.canvas.model import Horizon
from canvasai.canvas.quantity import Every, Measure
from canvasai.critique.finding import Severity

EXPLORE, EXPLOIT = Portfolio.EXPLORE, Portfolio.EXPLOIT


def _at(stage: str, portfolio: Portfolio) -> dict[str, Metadata]:
    return {"metadata": Metadata(portfolio=portfolio, stage=stage)}


def test_r52_a_model_in_search_states_its_fits(bees) -> None:
    searching = bees.told(**_at("validation", EXPLORE))
    assert searching.find("R52") == []
    (found,) = searching.told(links=()).find("R52")
    assert found.items == ("vp-bloom", "vp-honey")
    assert "in validation" in found.message


def test_r52_a_fit_that_was_only_inferred_is_not_stated(bees) -> None:
    searching = bees.told(**_at("discovery", EXPLORE)).unlinked("* serves *")
    looked = searching.look()
    assert any(link.inferred for link in looked.canvas.links)
    assert "R52" in {one.rule for one in looked.findings}


def test_r52_a_fit_says_what_it_answers(bees) -> None:
    searching = bees.told(**_at("discovery", EXPLORE))
    silent = searching.unlinked("* addresses *; * relieves *; * creates *")
    (found,) = silent.find("R52")
    assert "which job, pain or gain it answers" in found.message
    for told in ("addresses job-fruit", "relieves pain-late", "creates gain-even"):
        assert silent.linked(f"ps-hives {told}").find("R52") == []


def test_r52_an_idea_need_not_fit_yet(bees) -> None:
    assert bees.told(**_at("ideation", EXPLORE)).told(links=()).find("R52") == []


@pytest.mark.parametrize("stage", ["grow", "improve", "sustain"])
def test_r52_a_model_in_execution_has_revenue_today(bees, stage: str) -> None:
    scan = bees.said("rs-a", "€14 per image")
    running = bees.blank(scan).told(**_at(stage, EXPLOIT))
    assert running.find("R52") == []
    (found,) = running.altered("rs-a", horizon=Horizon.PLANNED).find("R52")
    assert stage in found.message
    assert running.altered("rs-a", text="What clinics pay for two doctors").find("R52")
    told = (bees.euros(Measure.REVENUE, 9_000, Every.YEAR),)
    assert running.altered("rs-a", text="What clinics pay", quantities=told).find("R52") == []


def _limit(
    bees, value: float, every: Every | None, measure=Measure.COST, *names: str
) -> Constraint:
    return Constraint(
        ConstraintKind.BUDGET, "The bank lends so much", names, bees.euros(measure, value, every)
    )


def _by(day: str, *names: str) -> Constraint:
    return Constraint(ConstraintKind.TIME, "The licence lapses", names, by=day)


def test_r55_what_items_come_to_together(bees) -> None:
    names = ("cost-wages", "cost-truck")
    for most, found in ((61_400, False), (61_399, True)):
        limit = _limit(bees, most, Every.YEAR, Measure.COST, *names)
        assert bool(bees.told(constraints=(limit,)).find("R55")) is found
    (finding,) = bees.told(constraints=(limit,)).find("R55")
    assert finding.items == names
    assert finding.severity is Severity.HIGH
    assert (
        "come to 61,400 EUR a year, over the limit of 61,399 of “The bank lends so much”"
        in finding.message
    )


def test_r55_periods_are_brought_together(bees) -> None:
    monthly = _limit(bees, 780, Every.MONTH, Measure.COST, "cost-truck")
    assert bees.told(constraints=(monthly,)).find("R55")
    monthly = _limit(bees, 790, Every.MONTH, Measure.COST, "cost-truck")
    assert bees.told(constraints=(monthly,)).find("R55") == []
    once = _limit(bees, 780, Every.ONCE, Measure.COST, "cost-truck")
    assert bees.told(constraints=(once,)).find("R55") == []


def test_r55_a_limit_without_items_is_on_the_whole_canvas(bees) -> None:
    """All costs come to 67,800 a year; prices and incomes are no part of a budget."""
    for measure in (Measure.COST, Measure.AMOUNT):
        assert bees.told(constraints=(_limit(bees, 67_800, Every.YEAR, measure),)).find("R55") == []
        (found,) = bees.told(constraints=(_limit(bees, 67_000, Every.YEAR, measure),)).find("R55")
        assert found.items == ("cost-wages", "cost-truck", "cost-sugar")


def test_r55_other_units_do_not_add_up(bees) -> None:
    pounds = Constraint(
        ConstraintKind.BUDGET,
        "So much",
        ("cost-truck",),
        bees.number(Measure.COST, 1, "GBP", Every.YEAR),
    )
    assert bees.told(constraints=(pounds,)).find("R55") == []


def test_r55_a_ceiling_on_prices_holds_for_each(bees) -> None:
    prices = _limit(bees, 100, None, Measure.PRICE, "rs-hire", "rs-pails")
    assert bees.told(constraints=(prices,)).find("R55") == []
    prices = _limit(bees, 60, None, Measure.PRICE, "rs-hire", "rs-pails")
    (found,) = bees.told(constraints=(prices,)).find("R55")
    assert found.items == ("rs-pails",)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Three drones at €28,000", True),
        ("Two drones at €28,000", True),
        ("Two drones at €25,000", False),
        ("3 drones at €28,000", True),
        ("Drone at €28,000", False),
        ("Drei Drohnen zu 28.000 €", True),
        ("Zwei Drohnen zu 28.000 €", True),
        ("Deux drones à 28 000 €", True),
        ("Dos drones a 28.000 €", True),
        ("Drones for €51,000", True),
        ("Drones, €50,000", False),
        ("Two years of rent, €28,000", False),
        ("Wages of €60,000 a year", False),
    ],
)
def test_r55_reads_sums_from_the_text_where_there_are_no_numbers(
    bees, text: str, found: bool
) -> None:
    limit = _limit(bees, 50_000, Every.ONCE, Measure.COST, "kr-a")
    drones = bees.blank(bees.said("kr-a", text)).told(constraints=(limit,))
    assert bool(drones.find("R55")) is found


DAYS = [
    ("2026-12-31", "Boxes by May 2027", True),
    ("2026-12-31", "Boxes from September 2026 on", False),
    ("2027-06-30", "Site off the island from May 2027", False),
    ("2027-06-30", "Site off the island from July 2027", True),
    ("2027-06-30", "Site off the island from 2027", False),
    ("2027-06", "Site off the island from 15 June 2027", False),
    ("2027", "Site off the island from May 2027", False),
    ("2027", "Site off the island from May 2028", True),
    ("2027-06-30", "Standort vor der Insel ab 1. Juli 2027", True),
    ("2027-06-30", "Standort vor der Insel ab 30.06.2027", False),
    ("2027-06-30", "Site au large à partir de juillet 2027", True),
    ("2027-06-30", "Emplazamiento desde julio de 2027", True),
    ("2026-12-31", "Lease of the barn to 2031", False),
    ("2026-12-31", "Pachtvertrag bis 2031", False),
    ("2026-12-31", "Sold 2050 bags at the pier", False),
]


@pytest.mark.parametrize(("by", "text", "late"), DAYS)
def test_r55_an_item_that_comes_too_late(bees, by: str, text: str, late: bool) -> None:
    draft = bees.blank(bees.said("kr-a", text)).told(constraints=(_by(by, "kr-a"),))
    found = draft.find("R55")
    assert bool(found) is late
    if late:
        assert found[0].message == f"“{text}” comes after {by}, the day of “The licence lapses”."


def test_r55_a_day_without_items_is_one_for_all(bees) -> None:
    late = bees.altered("kr-lift", text="A lift from May 2029")
    (found,) = late.told(constraints=(_by("2027"),)).find("R55")
    assert found.items == ("kr-lift",)
    assert late.told(constraints=(_by("2027", "kr-hives"),)).find("R55") == []


def test_r55_a_constraint_in_words_alone_is_for_the_model(bees) -> None:
    words = Constraint(
        ConstraintKind.REGULATION, "Hives stand ten metres from a path", ("kr-hives",)
    )
    looked = bees.told(constraints=(words,)).look()
    assert looked.not_checked["R55"] == "The canvas has no constraint with a limit or a date."
