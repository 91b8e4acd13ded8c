"""Every rule: silent on the sound canvas, finds its own break, and mends what it offers to mend."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canvasai.canvas.blocks import Block
from canvasai.canvas.changes import apply
from canvasai.canvas.formats.reading import Problem
from canvasai.canvas.links import Link, LinkKind
from canvasai.canvas.model import Assumption, Horizon, Risk, Status
from canvasai.canvas.quantity import Every, Measure
from canvasai.canvas.tags import Tag
from canvasai.critique.finding import SEVERITIES, Severity
from canvasai.critique.handbook import pages
from canvasai.critique.rule import shorten
from canvasai.critique.rules import RULES

CS, VP, CH, CR, RS = list(Block)[:5]
KR, KA, KP, COST = list(Block)[5:]
IDS = [rule.id for rule in RULES]
SEVERITY = {rule.id: rule.severity for rule in RULES}
# Findings on the whole canvas name no items.
UNNAMED = ("R01", "R32", "R51", "R52")


@dataclass(frozen=True)
class Broken:
    """A canvas that breaks a rule in one way, and the finding that it is to give.

    Attributes:
        draft: the broken one.
        items, block: what the finding is about.
        mends: whether the finding's changes mend it.
        severity: where it is not the rule's.
        given: further arguments of `check`.
    """

    draft: Any
    items: str = ""
    block: Block | None = None
    mends: bool = False
    severity: Severity | None = None
    given: dict[str, Any] = field(default_factory=dict)


@pytest.fixture(scope="module")
def broken(bees) -> dict[str, Broken]:
    """For each rule a canvas that breaks it."""
    plots = bees.said("cs-plots", "Allotment holders of Sallow Vale, 210 of them")
    served = "vp-bloom serves cs-plots; ch-hall reaches cs-plots; ch-truck reaches cs-plots"
    offers = (
        "Wax for the altar candles of six parishes",
        "Swarm taken from the chimney by nightfall",
        "Mead of last year's lime bloom in half bottles",
        "School class looks into a glass hive",
    )
    more = [bees.said(f"vp-more-{n}", text) for n, text in enumerate(offers)]
    long = "We drive out " + "past the mill and over the ridge and down to the ford " * 5
    spun = bees.item("ka-spinning").citations[0]

    def winning(cost: float) -> Any:
        return bees.altered(
            "ch-hall", quantities=(bees.euros(Measure.ACQUISITION_COST, cost, Every.ONCE),)
        )

    def yearly(name: str, measure: Measure, value: float) -> Any:
        return bees.altered(name, quantities=(bees.euros(measure, value, Every.YEAR),))

    untested = {"citations": (), "assumption": Assumption(Risk.DESIRABILITY, "")}
    planned = {"horizon": Horizon.PLANNED}
    return {
        "R01": Broken(bees.minus("kp-joinery"), "", KP, True),
        "R02": Broken(bees.linked("vp-bloom serves cs-ghosts"), "vp-bloom", VP, True),
        "R03": Broken(
            bees.plus(replace(plots, text="Tenants of orchards in bloom, 12 of them")),
            "cs-plots",
            CS,
            True,
        ),
        "R04": Broken(
            bees.unlinked("vp-honey serves cs-bakers").linked("vp-bloom serves cs-bakers"),
            "vp-honey",
            VP,
            True,
        ),
        "R05": Broken(bees.unlinked("* delivers vp-honey"), "cs-bakers vp-honey", CH, True),
        "R06": Broken(bees.unlinked("cr-keeper keeps *"), "cs-growers", CS),
        "R07": Broken(bees.unlinked("rs-pails paid_for *"), "rs-pails", RS, True),
        "R08": Broken(bees.plus(plots).linked(served), "cs-plots", CS),
        "R09": Broken(bees.unlinked("* rests_on ka-spinning"), "vp-honey", VP, True),
        "R10": Broken(bees.unlinked("vp-bloom rests_on kr-hives"), "vp-bloom", VP, True),
        "R11": Broken(bees.unlinked("kp-joinery provides *"), "kp-joinery", KP, True),
        "R12": Broken(
            bees.plus(bees.said("ka-pressing", "Press honey out of the combs of old hives")),
            "ka-pressing",
            KA,
            True,
        ),
        "R13": Broken(bees.unlinked("cost-truck caused_by *"), "kr-lift", KR, True),
        "R14": Broken(bees.unlinked("cost-truck caused_by *"), "cost-truck", COST, True),
        "R15": Broken(bees.plus(bees.said("kr-barn", "Barn with a dry loft")), "kr-barn", KR),
        "R16": Broken(bees.linked("cs-growers needs cs-bakers"), "cs-bakers", CS),
        "R17": Broken(bees.altered("ch-round", tags=(Tag.DELIVERY,)), "cs-bakers", CH),
        "R18": Broken(bees.unlinked("* relieves pain-late"), "cs-growers", CS),
        "R19": Broken(
            bees.plus(
                bees.said("vp-again", "The hives stand in orchards on the first bloom morning")
            ),
            "vp-bloom vp-again",
            VP,
            True,
        ),
        "R20": Broken(bees.altered("ka-moving", text="Logistics"), "ka-moving", KA),
        "R21": Broken(bees.altered("cs-bakers", text="All companies"), "cs-bakers", CS),
        "R24": Broken(
            bees.plus(*more), " ".join(["vp-bloom", "vp-honey", *(o.id for o in more)]), VP
        ),
        "R25": Broken(
            bees.plus(bees.said("rs-net", "Nets and smokers bought for the two beekeepers")),
            "rs-net",
            RS,
            severity=Severity.INFO,
            given={"placed": {"rs-net": {RS: 0.005, COST: 0.96}}},
        ),
        "R26": Broken(bees.altered("ch-round", text=long), "ch-round", CH),
        "R27": Broken(
            bees.altered("ch-hall", text="From May 2028 an evening at the hall"),
            "ch-hall",
            CH,
            True,
        ),
        "R28": Broken(
            bees.altered("rs-pails", text="Income from bakeries", tags=(), quantities=()),
            "rs-pails",
            RS,
        ),
        "R29": Broken(
            bees.altered("cost-truck", text="Running the truck", tags=()), "cost-truck", COST
        ),
        "R30": Broken(
            bees.altered("rs-hire", quantities=(bees.euros(Measure.PRICE, 9, Every.MONTH),)),
            "cr-keeper cs-growers rs-hire",
            CR,
        ),
        "R31": Broken(winning(900), "ch-hall cs-growers rs-hire", CH),
        "R32": Broken(
            yearly("cost-wages", Measure.COST, 90_000),
            "rs-hire rs-pails cost-wages cost-truck cost-sugar",
        ),
        "R33": Broken(winning(1_000), "cs-growers rs-hire ch-hall cr-keeper"),
        "R34": Broken(winning(650), "cs-growers rs-hire ch-hall"),
        "R35": Broken(bees.altered("cs-bakers", quantities=()), "cs-bakers", CS),
        "R46": Broken(yearly("rs-hire", Measure.REVENUE, 90_000), "rs-hire", RS),
        "R48": Broken(
            bees.altered("kr-lift", status=Status.UNCHECKED, citations=()), "kr-lift", KR, True
        ),
        "R49": Broken(
            bees.altered("ka-spinning", citations=(replace(spun, start=3, end=43),)),
            "ka-spinning",
            KA,
            True,
            Severity.WARN,
        ),
        "R50": Broken(
            bees.altered("vp-honey", status=Status.ASSUMPTION, **untested), "vp-honey", VP, True
        ),
        "R51": Broken(bees.minus("ch-hall")),
        "R52": Broken(
            bees.altered("rs-hire", **planned).altered("rs-pails", **planned),
            "rs-hire rs-pails",
            RS,
        ),
        "R53": Broken(bees.altered("kp-joinery", text="[Name of partner]"), "kp-joinery", KP),
        "R54": Broken(
            bees.plus(bees.said("kr-more", "620 hives of gentle bees")).beside(),
            "kr-hives kr-more",
            KR,
        ),
        "R55": Broken(yearly("cost-truck", Measure.COST, 13_000), "cost-truck", COST),
    }


def test_the_sound_canvas_has_no_finding(bees) -> None:
    placed = {item.id: {item.block: 0.9} for item in bees.canvas.items}
    found = bees.look(placed=placed)
    assert found.findings == ()
    # Nothing but the two sides that it does not have goes unchecked.
    assert set(found.not_checked) == {"R16"}
    assert found.notes == ()
    assert found.canvas == bees.canvas


@pytest.mark.parametrize("rule", IDS)
def test_a_break_is_found_once_with_its_items(rule: str, broken) -> None:
    case = broken[rule]
    found = case.draft.find(rule, **case.given)
    assert [one.rule for one in found] == [rule]
    assert found[0].items == tuple(case.items.split())
    assert found[0].block is case.block
    assert found[0].severity is (case.severity or SEVERITY[rule])
    assert found[0].inferred == ()


@pytest.mark.parametrize("rule", IDS)
def test_the_message_names_the_items(rule: str, broken) -> None:
    case = broken[rule]
    message = case.draft.find(rule, **case.given)[0].message
    assert message.endswith((".", "?"))
    texts = [f"“{shorten(case.draft.item(name).text)}”" for name in case.items.split()]
    named = [text in message for text in texts]
    if rule in UNNAMED:
        assert not any(named)
    elif rule in ("R02", "R33", "R34"):
        # A link is told by its ids, and a sum by the segment that it is about.
        assert any(named) or all(name in message for name in case.items.split())
    elif rule in ("R30", "R31"):
        assert named[:2] == [True, True]
    else:
        assert all(named[:4])


@pytest.mark.parametrize("rule", IDS)
def test_changes_fit_and_mend(rule: str, broken) -> None:
    case = broken[rule]
    found = case.draft.find(rule, **case.given)[0]
    assert bool(found.changes) is case.mends
    if case.mends:
        after = case.draft.mended(found)
        assert after.canvas != case.draft.canvas
        assert after.find(rule, **case.given) == []


def test_each_rule_has_its_break(broken) -> None:
    assert list(broken) == IDS


def test_the_gravest_come_first(bees) -> None:
    worse = bees.altered("kp-joinery", text="TBD").unlinked("cr-card keeps *")
    worse = worse.altered("cost-truck", text="Running the truck", tags=())
    grades = [SEVERITIES.index(found.severity) for found in worse.look().findings]
    assert grades == sorted(grades)
    assert set(grades) == {0, 1, 2}


def test_only_the_rules_asked_for_are_run(bees) -> None:
    empty = bees.blank()
    assert {one.rule for one in empty.look().findings} == {"R01"}
    found = empty.look(only=["R03", "R35"])
    assert found.findings == ()
    assert set(found.not_checked) == {"R03", "R35"}


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("R03", "There are no customer segments."),
        ("R05", "There are no customer segments."),
        ("R14", "There are no costs."),
        ("R17", "There are no channels."),
        ("R21", "There are no customer segments."),
        ("R25", "The sorter did not look at the items."),
        ("R50", "The canvas labels no assumption."),
        ("R52", "The canvas does not say whether the model is searched for or carried out."),
        ("R55", "The canvas has no constraint with a limit or a date."),
    ],
)
def test_what_has_nothing_to_go_on_says_what_is_missing(bees, rule: str, reason: str) -> None:
    alone = bees.blank(bees.said("ka-moving", "Move hives at night so that no bee is lost"))
    assert alone.look().not_checked[rule] == reason


def test_without_documents_the_numbers_are_still_held_against_the_quotes(bees) -> None:
    lost = bees.altered("kr-hives", text="900 hives of gentle bees").beside()
    found = lost.look(only=["R49"])
    assert [one.items for one in found.findings] == [("kr-hives",)]
    assert "Without the sources" in found.not_checked["R49"]


def test_the_year_decides_what_is_to_come(bees) -> None:
    told = bees.altered("ch-hall", text="From May 2028 an evening at the hall")
    assert told.find("R27", this_year=2027)
    assert not told.find("R27", this_year=2028)


def test_what_was_wrong_in_the_file_is_told(bees) -> None:
    problems = [
        Problem("line 12", "There is no cs-ghosts; the link was left out."),
        Problem("meta: stage", "'blooming' is no stage of the portfolio."),
    ]
    found = bees.find("R02", problems=problems)
    assert [one.severity for one in found] == [Severity.HIGH, Severity.INFO]
    assert found[0].message == "In the file, line 12: There is no cs-ghosts; the link was left out."


def test_handbook_and_rule_agree_on_severity() -> None:
    assert {rule: pages()[rule].severity for rule in IDS} == SEVERITY


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_canvas_of_these_items_can_be_looked_at(bees, data: st.DataObject) -> None:
    """Whatever items and links are there, no rule fails, and each change fits the canvas."""
    kept = data.draw(st.lists(st.sampled_from(bees.canvas.items), unique=True, max_size=8))
    ends = [item.id for item in bees.canvas.items]
    some = st.builds(Link, st.sampled_from(ends), st.sampled_from(ends), st.sampled_from(LinkKind))
    links = data.draw(st.lists(some, max_size=12, unique=True))
    looked = bees.blank(*kept).told(links=tuple(links)).look()
    for found in looked.findings:
        assert set(found.items) <= {item.id for item in kept}
        apply(looked.canvas, found.changes)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "text", ["12 boxes ", "the end of ", "who ", "in 2027 ", "de ", "a: ", "; x"]
)
def test_a_text_of_many_pages_takes_no_pages_of_time(bees, text: str) -> None:
    """What a pattern tries at each place must not grow with the text."""
    long = bees.said("cs-a", text * 5_000), bees.said("rs-a", text * 5_000)
    assert bees.blank(*long).look().findings
