"""The rubric by sentence vectors, with the real encoder."""

from __future__ import annotations

import pytest

from canvasai.canvas.blocks import Block
from canvasai.canvas.model import Canvas, Item, Status
from canvasai.critique.finding import Severity
from canvasai.critique.poles import UNRATED, Rubric
from canvasai.critique.questions import line_checks, questions
from canvasai.retrieval.embeddings import Encoder


def canvas_of(**lines: list[str]) -> Canvas:
    items = tuple(
        Item(f"{Block(block).prefix}-{n}", Block(block), line, Status.UNCHECKED)
        for block, told in lines.items()
        for n, line in enumerate(told)
    )
    return Canvas("Stills", "2026-02-01T09:00:00+00:00", "", items)


@pytest.fixture(scope="module")
def rubric(encoder: Encoder) -> Rubric:
    return Rubric(encoder.encode)


def test_the_rubric_is_whole() -> None:
    assert [one.rule for one in questions()] == [f"R{n}" for n in range(36, 45)]
    assert [one.rule for one in line_checks()] == ["R22", "R23"]
    for one in questions():
        assert one.blocks
        assert min(len(one.low_signs), len(one.high_signs)) >= 3
        assert not {*one.low_signs} & {*one.high_signs}
    for check in line_checks():
        assert not {*check.good_signs} & {*check.bad_signs}


def test_a_canvas_between_its_poles(rubric: Rubric) -> None:
    def score(line: str) -> int:
        ratings, _ = rubric.rate(canvas_of(revenue_streams=[line]))
        return next(one.score for one in ratings if one.rule == "R37")

    assert score("Service contract for each lift, renewed every year by itself") > 6
    assert score("Each garden is quoted anew and sold on its own, one price for each") < 5


def test_the_reason_names_items_of_the_canvas(rubric: Rubric) -> None:
    canvas = canvas_of(
        revenue_streams=["Monthly subscription to the score library"],
        key_resources=["Patent on the folding still until 2041"],
    )
    ratings, _ = rubric.rate(canvas)
    ids = {item.id: item.text for item in canvas.items}
    assert "R37" in {one.rule for one in ratings}
    for one in ratings:
        assert one.items
        assert not one.counted
        assert all(ids[name] in one.reason for name in one.items)
        assert f"“{one.low}”" in one.reason or f"“{one.high}”" in one.reason


def test_what_nothing_speaks_to_is_not_rated(rubric: Rubric) -> None:
    ratings, unrated = rubric.rate(canvas_of(customer_segments=["Lighthouse keepers"]))
    assert {one.rule for one in ratings}.isdisjoint(unrated)
    assert unrated["R37"] == UNRATED
    assert {*unrated, *(one.rule for one in ratings)} == {one.rule for one in questions()}
    nothing, all_rules = rubric.rate(canvas_of())
    assert nothing == ()
    assert len(all_rules) == len(questions())


def test_lines_of_the_wrong_sort(rubric: Rubric) -> None:
    canvas = canvas_of(
        customer_segments=["Dairy farmers with fewer than 60 cows", "Innovation in dairy farming"],
        value_propositions=[
            "The milk is collected before breakfast goes cold",
            "Touch screen and 8 GB of memory",
        ],
    )
    found = {one.rule: one for one in rubric.check_lines(canvas)}
    assert found["R22"].items == ("cs-1",)
    assert found["R23"].items == ("vp-1",)
    assert {one.severity for one in found.values()} == {Severity.INFO}
    assert rubric.check_lines(canvas_of(channels=["By post"])) == ()


@pytest.mark.parametrize(
    "line", ["Knowledge-intensive businesses", "Betriebe im Wandel", "Companies seeking calm"]
)
def test_a_word_for_people_or_organisations_makes_a_group(rubric: Rubric, line: str) -> None:
    assert rubric.check_lines(canvas_of(customer_segments=[line])) == ()


def test_only_english_lines_are_rated(rubric: Rubric) -> None:
    german = canvas_of(
        revenue_streams=[
            "Wartungsvertrag, der sich jedes Jahr von selbst verlängert, 90 € im Monat",
            "Monatliche Gebühr für die Nutzung der Anlage durch die Mitglieder",
        ]
    )
    ratings, unrated = rubric.rate(german)
    assert ratings == ()
    assert "English" in unrated["R37"]


def test_a_topic_says_nothing_about_a_pole(rubric: Rubric) -> None:
    assert rubric.rate(canvas_of(revenue_streams=["Monthly subscription"]))[0] == ()
