"""How rules, counts, likeness and a model's word come together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from canvasai.canvas.blocks import Block
from canvasai.canvas.model import Canvas, Item, Status
from canvasai.critique.assess import assess, assessed_rules
from canvasai.critique.finding import Critique, Finding, Rating, Severity
from canvasai.critique.lines import LineSorter
from canvasai.critique.rubric import Judgement
from canvasai.critique.run import check
from canvasai.retrieval.embeddings import Encoder


@pytest.fixture(scope="module")
def lines(encoder: Encoder) -> LineSorter:
    return LineSorter(encoder.encode)


def test_a_sound_canvas_is_rated(bees, lines) -> None:
    found = check(bees.canvas, bees.documents, this_year=2026)
    told = assess(found, lines)
    rules = {one.rule for one in told.ratings}
    assert rules <= assessed_rules()
    assert rules | {*told.not_checked} >= {f"R{n}" for n in range(36, 45)}
    assert told.clusters
    assert [one for one in told.ratings if one.counted]
    assert found.ratings == ()


def test_only_some_rules(bees, lines) -> None:
    found = check(bees.canvas, bees.documents, only=["R44"], this_year=2026)
    told = assess(found, lines, only=["R44"])
    assert {one.rule for one in told.ratings} | {*told.not_checked} == {"R44"}
    assert told.clusters == ()
    assert assess(found, lines, only=["R03"]) == found
    assert assess(found, lines, only=["R45"]).clusters


def test_a_count_stands_before_a_model(bees, lines) -> None:
    found = check(bees.canvas, bees.documents, this_year=2026)
    counted = {one.rule for one in assess(found, lines).ratings if one.counted}
    said = tuple(Rating(f"R{n}", "q", "low", "high", 1, "said by a model") for n in range(36, 45))
    line = Finding("R22", Severity.INFO, "No group.", Block.CUSTOMER_SEGMENTS)
    told = assess(found, lines, judged=Judgement(said, (line,), ("a note",)))
    by_model = {one.rule for one in told.ratings if one.reason == "said by a model"}
    assert counted
    assert by_model == {one.rule for one in said} - counted
    assert line in told.findings
    assert "a note" in told.notes


def test_a_canvas_that_names_nothing_is_not_rated(lines) -> None:
    items = tuple(
        Item(f"{block.prefix}-a", block, f"{block.title}: {block.title}", Status.UNCHECKED)
        for block in Block
    )
    found = check(Canvas("Nothing", "2026-02-01T09:00:00+00:00", "", items))
    told = assess(found, lines)
    assert told.ratings == ()
    assert told.clusters == ()
    assert {told.not_checked[rule] for rule in assessed_rules()} == {
        "Most items name nothing; there is nothing to rate."
    }
    empty = Critique(replace(found.canvas, items=()), ())
    assert assess(empty, lines).not_checked["R36"] == "The canvas is empty."
