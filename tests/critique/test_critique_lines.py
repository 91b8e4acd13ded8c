"""R22 and R23 by sentence vectors, with the real encoder."""

from __future__ import annotations

import pytest

from canvasai.canvas.blocks import Block
from canvasai.canvas.model import Canvas, Item, Status
from canvasai.critique.finding import Severity
from canvasai.critique.lines import LineSorter
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
def lines(encoder: Encoder) -> LineSorter:
    return LineSorter(encoder.encode)


def test_the_rubric_is_whole() -> None:
    assert [one.rule for one in questions()] == [f"R{n}" for n in range(36, 45)]
    assert all(one.low and one.high and one.text for one in questions())
    assert [one.rule for one in line_checks()] == ["R22", "R23"]
    for check in line_checks():
        assert min(len(check.good_signs), len(check.bad_signs)) > 30
        assert not {*check.good_signs} & {*check.bad_signs}


def test_lines_of_the_wrong_sort(lines: LineSorter) -> None:
    canvas = canvas_of(
        customer_segments=["Dairy farmers with fewer than 60 cows", "Innovation in dairy farming"],
        value_propositions=[
            "The milk is collected before breakfast goes cold",
            "Touch screen and 8 GB of memory",
        ],
    )
    found = {one.rule: one for one in lines.check(canvas)}
    assert found["R22"].items == ("cs-1",)
    assert found["R23"].items == ("vp-1",)
    assert {one.severity for one in found.values()} == {Severity.INFO}
    assert lines.check(canvas_of(channels=["By post"])) == ()


@pytest.mark.parametrize("line", ["Knowledge-intensive businesses", "Companies seeking calm"])
def test_a_word_for_people_or_organisations_makes_a_group(lines: LineSorter, line: str) -> None:
    assert lines.check(canvas_of(customer_segments=[line])) == ()


def test_only_english_lines_are_looked_at(lines: LineSorter) -> None:
    german = canvas_of(
        customer_segments=[
            "OP-Leitungen von Kliniken mit mehr als vier Sälen",
            "Die Innovation in der Region",
        ]
    )
    assert lines.check(german) == ()
