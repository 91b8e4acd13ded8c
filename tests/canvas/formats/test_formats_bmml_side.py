"""The side file of BMML: edits of either file by hand, and damage."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from canvasai.canvas.blocks import Block
from canvasai.canvas.details import Detail, DetailKind
from canvasai.canvas.formats.bmml.file import bmml_side, canvas_from_bmml, canvas_to_bmml
from canvasai.canvas.formats.json_format import canvas_from_json, canvas_to_json
from canvasai.canvas.links import Link, LinkKind
from canvasai.canvas.metadata import Constraint, ConstraintKind, Metadata, Portfolio
from canvasai.canvas.model import Assumption, Canvas, Citation, Item, Risk, Status
from canvasai.canvas.tags import Tag

QUOTE = Citation("memo.md", "Cafés pay 40 a month.", 0, 21)
CAFES = Item(
    "cs-cafes",
    Block.CUSTOMER_SEGMENTS,
    "Cafés",
    Status.SUPPORTED,
    citations=(QUOTE,),
    description="Small ones.",
    details=(
        Detail("gain-calm", DetailKind.GAIN, "Calm"),
        Detail("job-brew", DetailKind.JOB, "Brew"),
    ),
)
WEB = Item(
    "ch-web",
    Block.CHANNELS,
    "Web shop",
    Status.ASSUMPTION,
    assumption=Assumption(Risk.DESIRABILITY, "Ask ten cafés."),
    description="Since spring.",
    tags=(Tag.PURCHASE,),
)
FEE = Item("rs-fee", Block.REVENUE_STREAMS, "Monthly fee", Status.UNCHECKED)
BEANS = Item("cost-beans", Block.COST_STRUCTURE, "Beans", Status.UNCHECKED)
CANVAS = Canvas(
    "Rösterei Hafen",
    "2026-01-02T03:04:05+01:00",
    "some-model",
    (WEB, CAFES, FEE, BEANS),
    (
        Link("cost-beans", "ch-web", LinkKind.CAUSED_BY),
        Link("rs-fee", "cs-cafes", LinkKind.PAID_BY, inferred=True),
        Link("ch-web", "cs-cafes", LinkKind.REACHES),
    ),
    notes=("Mostly assumed.",),
    metadata=Metadata(tagline="Fresh", status="draft", dated="2026-01"),
    constraints=(Constraint(ConstraintKind.BUDGET, "At most 500.", ("cs-cafes", "rs-fee")),),
)
MAIN = canvas_to_bmml(CANVAS)
SIDE = bmml_side(CANVAS) or ""


def edited(old: str, new: str) -> str:
    assert MAIN.count(old) == 1
    return MAIN.replace(old, new)


def test_nothing_was_edited() -> None:
    reading = canvas_from_bmml(MAIN, side=SIDE)
    assert (reading.canvas, reading.problems) == (CANVAS, ())


def test_nothing_is_kept_beside_when_nothing_is_lost() -> None:
    plain = replace(
        canvas_from_bmml(MAIN).canvas,
        created="2026-01-02T00:00:00+00:00",
        metadata=Metadata(
            dated="2026-01-02", portfolio=Portfolio.EXPLORE, stage="ideation", updated="2026-02-03"
        ),
    )
    assert bmml_side(plain) is None
    assert canvas_from_bmml(canvas_to_bmml(plain)).canvas == plain
    for other in (
        replace(plain, model="m"),
        replace(plain, created="2026-01-02T01:00:00+00:00"),
        replace(plain, notes=("n",)),
        replace(plain, metadata=replace(plain.metadata, dated="")),
        replace(plain, metadata=replace(plain.metadata, stage="")),
        replace(plain, items=plain.items[::-1]),
    ):
        side = bmml_side(other)
        assert side is not None
        assert canvas_from_bmml(canvas_to_bmml(other), side=side).canvas == other


def test_a_text_that_was_edited_loses_its_evidence_only() -> None:
    reading = canvas_from_bmml(edited("name: Cafés", "name: Cafés and bars"), side=SIDE)
    assert [one.where for one in reading.problems] == ["cs-cafes"]
    found = {item.id: item for item in reading.canvas.items}
    cafes = found["cs-cafes"]
    assert (cafes.text, cafes.status, cafes.citations) == ("Cafés and bars", Status.UNCHECKED, ())
    assert cafes.description == "Small ones."
    assert found["ch-web"] == WEB
    assert set(reading.canvas.links) == set(CANVAS.links)
    assert reading.canvas.notes == CANVAS.notes


def test_what_was_edited_beside_the_text_is_taken_over() -> None:
    text = edited("description: Small ones.", "description: Large ones.")
    text = text.replace("description: Brew", "description: Brew fast")
    cafes = canvas_from_bmml(text, side=SIDE).canvas.items[1]
    assert cafes.description == "Large ones."
    assert {detail.text for detail in cafes.details} == {"Brew fast", "Calm"}
    assert (cafes.status, cafes.citations) == (Status.SUPPORTED, (QUOTE,))


def test_an_item_that_was_removed_is_gone() -> None:
    start = MAIN.index("revenue_streams:")
    text = MAIN[:start] + MAIN[MAIN.index("costs:") :]
    canvas = canvas_from_bmml(text, side=SIDE).canvas
    assert canvas.items == (WEB, CAFES, BEANS)
    assert canvas.links == (CANVAS.links[0], CANVAS.links[2])
    assert canvas.constraints[0].items == ("cs-cafes",)


def test_an_item_that_was_added_is_unchecked() -> None:
    text = edited("revenue_streams:\n", "revenue_streams:\n  - {id: rs-course, name: Courses}\n")
    canvas = canvas_from_bmml(text, side=SIDE).canvas
    new = Item("rs-course", Block.REVENUE_STREAMS, "Courses", Status.UNCHECKED)
    assert set(canvas.items) == {*CANVAS.items, new}
    # It stands behind the item that it stands behind in the BMML file.
    assert canvas.items.index(new) == canvas.items.index(WEB) + 1
    assert canvas.links == CANVAS.links


def test_links_that_were_edited() -> None:
    text = edited("    from:\n      customer_segments: [cs-cafes]\n", "")
    assert canvas_from_bmml(text, side=SIDE).canvas.links == (CANVAS.links[0], CANVAS.links[2])
    text = edited(
        "name: Web shop\n", "name: Web shop\n    for: {customer_segments: [cs-new]}\n"
    ).replace("    for:\n      customer_segments: [cs-cafes]\n\nrev", "\nrev")
    text = text.replace(
        "customer_segments:\n  -", "customer_segments:\n  - {id: cs-new, name: New}\n  -", 1
    )
    links = canvas_from_bmml(text, side=SIDE).canvas.links
    assert links == (*CANVAS.links[:2], Link("ch-web", "cs-new", LinkKind.REACHES))


def test_items_that_were_put_into_another_order() -> None:
    two = replace(
        CANVAS,
        items=tuple(
            Item(f"ch-{name}", Block.CHANNELS, name, Status.UNCHECKED) for name in ("a", "b", "c")
        ),
        links=(),
        constraints=(),
    )
    text, side = canvas_to_bmml(two), bmml_side(two)
    start, end = text.index("  - id: ch-a"), text.index("  - id: ch-c")
    moved = f"{text[:start]}{text[end:]}\n{text[start:end]}"
    canvas = canvas_from_bmml(moved, side=side).canvas
    assert [item.text for item in canvas.items] == ["c", "a", "b"]


def test_the_head_that_was_edited() -> None:
    text = edited("stage: ideation", "stage: validation").replace("tagline: Fresh", "tagline: Hot")
    metadata = canvas_from_bmml(text.replace("Hafen", "Kai"), side=SIDE).canvas.metadata
    assert (metadata.portfolio, metadata.stage) == (Portfolio.EXPLORE, "validation")
    assert (metadata.tagline, metadata.status, metadata.dated) == ("Hot", "draft", "2026-01")
    canvas = canvas_from_bmml(text.replace("Hafen", "Kai"), side=SIDE).canvas
    assert (canvas.name, canvas.created, canvas.model) == (
        "Rösterei Kai",
        CANVAS.created,
        CANVAS.model,
    )


@pytest.mark.parametrize(
    "side",
    [
        "",
        "{",
        "[]",
        "null",
        "[" * 100_000,
        SIDE[:-20],
        SIDE.replace("canvasai/1", "canvasai/9"),
        SIDE.replace('"supported"', '"certain"'),
        SIDE.replace('"start": 0', '"start": 1e999'),
        "x" * 10_000_001,
    ],
    ids=["empty", "open", "list", "null", "deep", "cut", "version", "word", "number", "long"],
)
def test_a_damaged_side_file_loses_nothing_of_the_other(side: str) -> None:
    alone = canvas_from_bmml(MAIN, side=None)
    reading = canvas_from_bmml(MAIN, side=side)
    assert replace(reading.canvas, created="") == replace(alone.canvas, created="")
    assert [one.where for one in reading.problems] == ["the side file"]
    assert "not used" in reading.problems[0].message
    assert len(reading.problems[0].message) < 400


def test_a_number_that_is_too_long_in_the_side_file() -> None:
    data = json.loads(SIDE)
    data["items"][0]["quantities"] = [{"measure": "price", "value": 10**400}]
    reading = canvas_from_bmml(MAIN, side=json.dumps(data))
    assert [one.where for one in reading.problems] == ["the side file"]


def test_the_side_file_of_another_canvas_is_not_used() -> None:
    other = replace(
        CANVAS,
        items=(Item("ka-x", Block.KEY_ACTIVITIES, "X", Status.UNCHECKED),),
        links=(),
        constraints=(),
    )
    reading = canvas_from_bmml(MAIN, side=canvas_to_json(other))
    assert reading.canvas.notes == ()
    assert "another canvas" in reading.problems[0].message


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_two_files_that_do_not_belong_together_still_give_a_canvas(
    any_canvas: st.SearchStrategy[Canvas], data: st.DataObject
) -> None:
    one, other = data.draw(any_canvas), data.draw(any_canvas)
    reading = canvas_from_bmml(canvas_to_bmml(one), side=canvas_to_json(other))
    assert canvas_from_json(canvas_to_json(reading.canvas)) == reading.canvas
    assert {(item.id, item.text) for item in reading.canvas.items} == {
        (item.id, item.text) for item in one.items
    }
