"""R09 to R14: what carries the propositions, and what it costs."""

from __future__ import annotations

import pytest

from canvasai.canvas.links import Link, LinkKind
from canvasai.canvas.quantity import Every, Measure
from canvasai.critique.finding import Severity


@pytest.mark.parametrize(
    ("rule", "kept", "lost"), [("R09", "kr-hives", "ka-moving"), ("R10", "ka-moving", "kr-hives")]
)
def test_r09_and_r10_ask_for_an_activity_and_a_resource(
    bees, rule: str, kept: str, lost: str
) -> None:
    (found,) = bees.unlinked(f"vp-bloom rests_on {lost}").find(rule)
    assert found.items == ("vp-bloom",)
    assert found.severity is Severity.WARN
    assert bees.unlinked(f"vp-bloom rests_on {kept}").find(rule) == []


def test_r11_a_partner_tied_to_nothing(bees) -> None:
    chamber = bees.plus(bees.said("kp-chamber", "Chamber of Trade at Wickham Down"))
    (found,) = chamber.find("R11")
    assert found.items == ("kp-chamber",)
    assert "tied to no resource" in found.message


def test_r11_a_partner_whose_part_serves_nothing(bees) -> None:
    idle = bees.plus(bees.said("kr-wood", "Larch boards from the sawmill, three loads a year"))
    idle = idle.unlinked("kp-joinery provides *").linked("kp-joinery provides kr-wood")
    (found,) = idle.find("R11")
    assert found.items == ("kp-joinery", "kr-wood")
    assert "no value proposition rests" in found.message
    # The path is to end at a proposition.
    assert idle.linked("kr-wood supports ch-truck").find("R11")
    assert idle.linked("vp-bloom rests_on kr-wood").find("R11") == []


@pytest.mark.parametrize("end", ["ch-truck", "cr-card", "rs-hire"])
def test_r12_channels_relationships_and_streams_count_as_purposes(bees, end: str) -> None:
    shed = bees.plus(bees.said("kr-shed", "Shed with a cold corner of 12 square metres"))
    (found,) = shed.find("R12")
    assert found.items == ("kr-shed",)
    assert shed.linked(f"kr-shed supports {end}").find("R12") == []


def test_r12_tells_resources_and_activities_apart(bees) -> None:
    idle = bees.plus(
        bees.said("kr-shed", "Shed with a cold corner"), bees.said("ka-pressing", "Press old combs")
    )
    assert [one.items for one in idle.find("R12")] == [("kr-shed",), ("ka-pressing",)]


def test_r13_a_costly_resource_without_a_cost(bees) -> None:
    (found,) = bees.unlinked("cost-sugar caused_by *").find("R13")
    assert found.items == ("kr-hives",)
    assert found.severity is Severity.WARN
    (change,) = found.changes
    assert change.link == Link("cost-sugar", "kr-hives", LinkKind.CAUSED_BY)


def test_r13_a_resource_that_says_its_cost_is_costly(bees) -> None:
    priced = bees.altered(
        "ka-spinning", quantities=(bees.euros(Measure.COST, 900, Every.YEAR),)
    ).unlinked("cost-wages caused_by ka-spinning")
    assert [one.items for one in priced.find("R13")] == [("ka-spinning",)]


PLAINLY_COSTLY = [
    "Wheelchair vans drive patients to dialysis, six days a week",
    "Two lorries with a lift",
    "Factory at Wickham Down",
    "Answers calls round the clock",
    "Eleven drivers on yearly contracts",
    "Zwei Lieferwagen mit Kühlung",
    "Fabrik am Kanal",
    "Bereitschaft rund um die Uhr",
    "Deux camions frigorifiques",
    "Usine au bord du canal",
    "Dos furgonetas con frío",
    "Fábrica junto al canal",
]


@pytest.mark.parametrize("text", PLAINLY_COSTLY)
def test_r13_what_is_plainly_expensive_needs_no_mark(bees, text: str) -> None:
    more = bees.plus(bees.said("kr-more", text))
    (found,) = more.find("R13")
    assert found.items == ("kr-more",)
    # Words tell it less surely than a mark.
    assert found.severity is Severity.INFO
    assert more.linked("cost-truck caused_by kr-more").find("R13") == []


@pytest.mark.parametrize(
    "text",
    [
        "Workshop with growers on how to prune",
        "Recipe of the heather mead",
        "Delivery note with the weight of each pail",
        "Rezept des Honigweins",
        "Recette de l'hydromel",
        "Receta del hidromiel",
    ],
)
def test_r13_what_is_not_plainly_expensive_is_left_alone(bees, text: str) -> None:
    assert bees.plus(bees.said("ka-more", text)).find("R13") == []


def test_r13_what_a_partner_lends_costs_nothing(bees) -> None:
    lent = bees.plus(bees.said("kr-vans", "Three vans of the joinery at weekends"))
    assert lent.find("R13")
    assert lent.linked("kp-joinery provides kr-vans").find("R13") == []


def test_r13_on_a_canvas_without_links_only_marks_count(bees) -> None:
    loose = bees.blank(
        bees.said("kr-vans", "Three vans with a lift"),
        bees.said("cost-fuel", "Fuel and tyres, €9,400 a year"),
    )
    assert "R13" in loose.look().not_checked


@pytest.mark.parametrize("cause", ["kr-lift", "ka-moving", "kp-joinery", "ch-truck"])
def test_r14_each_of_four_blocks_may_cause_a_cost(bees, cause: str) -> None:
    loose = bees.unlinked("cost-truck caused_by *")
    (found,) = loose.find("R14")
    assert found.items == ("cost-truck",)
    assert loose.linked(f"cost-truck caused_by {cause}").find("R14") == []


def test_r14_is_silent_where_nothing_could_cause_a_cost(bees) -> None:
    alone = bees.blank(bees.item("cost-truck"))
    assert "no resource, activity, partner or channel" in alone.look().not_checked["R14"]
