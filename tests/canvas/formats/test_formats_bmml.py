"""BMML v2: what is written is read back, and is BMML."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from canvasai.canvas.blocks import Block
from canvasai.canvas.details import Detail, DetailKind
from canvasai.canvas.formats.bmml.file import bmml_side, canvas_from_bmml, canvas_to_bmml
from canvasai.canvas.formats.json_format import canvas_from_json, canvas_to_json
from canvasai.canvas.links import Link, LinkKind
from canvasai.canvas.metadata import Metadata, Portfolio
from canvasai.canvas.model import Canvas, Item, Status

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
FILE = """\
version: "2.0"

# A farm that sends boxes.
meta:
  name: Nordwind Farm
  tagline: "Boxes: every week"
  created: 2024-05-03
  updated: "2024-06"
  portfolio: exploit
  stage: grow
  derived_from: ./nordwind-1.bmml

customer_segments:
  - id: cs-families
    name: Families in town
    description: They cook at home.
    jobs:
      - {id: job-cook, description: Cook well}
    pains:
      - {id: pain-time, description: No time}
    gains:
      - {id: gain-taste, description: Better taste}
  - id: cs-offices
    name: Offices

value_propositions:
  - id: vp-box
    name: A box a week
    products_services:
      - {id: ps-box, name: The box}
    pain_relievers:
      - {id: pr-door, name: To the door}
    gain_creators:
      - {id: gc-ripe, name: Picked ripe}
  - id: vp-fruit
    name: Fruit bowls

fits:
  - id: fit-all
    for:
      value_propositions: [vp-box, vp-fruit]
      customer_segments: [cs-families, cs-offices]
    mappings:
      - [pr-door, pain-time]
      - [gc-ripe, gain-taste]
      - [ps-box, job-cook]

channels:
  - id: ch-web
    name: 2024
    for:
      value_propositions: [vp-box]
      customer_segments: [cs-families]
customer_relationships:
  - id: cr-notes
    name: Notes in the box
    for: {customer_segments: [cs-families]}
revenue_streams:
  - id: rs-fee
    name: Weekly fee
    for: {value_propositions: [vp-box]}
    from: {customer_segments: [cs-families]}
key_resources:
  - id: kr-van
    name: no
    for: {value_propositions: [vp-box]}
key_activities:
  - id: ka-pack
    name: Packing
    for: {value_propositions: [vp-box]}
key_partnerships:
  - id: kp-garage
    name: Garage
    for:
      key_resources: [kr-van]
      key_activities: [ka-pack]
costs:
  - id: cost-fuel
    name: Fuel
    for:
      key_resources: [kr-van]
"""


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_what_is_written_is_read_back(
    any_canvas: st.SearchStrategy[Canvas], data: st.DataObject
) -> None:
    canvas = data.draw(any_canvas)
    text = canvas_to_bmml(canvas)
    reading = canvas_from_bmml(text, side=bmml_side(canvas))
    assert (reading.canvas, reading.problems, reading.left_out) == (canvas, (), ())
    alone = canvas_from_bmml(text, now=NOON)
    assert alone.problems == ()
    assert [item.text for item in alone.canvas.items] == [
        item.text for block in Block for item in canvas.in_block(block)
    ]
    # What is read is a canvas, and nothing more is lost when it is written again.
    assert canvas_from_json(canvas_to_json(alone.canvas)) == alone.canvas
    assert canvas_from_bmml(canvas_to_bmml(alone.canvas), now=NOON).canvas == alone.canvas


def test_every_part_of_a_file() -> None:
    reading = canvas_from_bmml(FILE)
    assert reading.problems == ()
    canvas = reading.canvas
    assert canvas.name == "Nordwind Farm"
    assert canvas.created == "2024-05-03T00:00:00+00:00"
    assert canvas.metadata == Metadata(
        tagline="Boxes: every week",
        dated="2024-05-03",
        updated="2024-06",
        portfolio=Portfolio.EXPLOIT,
        stage="grow",
        derived_from="./nordwind-1.bmml",
    )
    families, offices, box = canvas.items[:3]
    assert families == Item(
        "cs-families",
        Block.CUSTOMER_SEGMENTS,
        "Families in town",
        Status.UNCHECKED,
        description="They cook at home.",
        details=(
            Detail("job-cook", DetailKind.JOB, "Cook well"),
            Detail("pain-time", DetailKind.PAIN, "No time"),
            Detail("gain-taste", DetailKind.GAIN, "Better taste"),
        ),
    )
    assert (offices.description, offices.details) == ("", ())
    assert [detail.kind for detail in box.details] == [
        DetailKind.PRODUCT,
        DetailKind.RELIEVER,
        DetailKind.CREATOR,
    ]
    assert {item.status for item in canvas.items} == {Status.UNCHECKED}
    assert canvas.links == (
        Link("vp-box", "cs-families", LinkKind.SERVES),
        Link("vp-box", "cs-offices", LinkKind.SERVES),
        Link("vp-fruit", "cs-families", LinkKind.SERVES),
        Link("vp-fruit", "cs-offices", LinkKind.SERVES),
        Link("pr-door", "pain-time", LinkKind.RELIEVES),
        Link("gc-ripe", "gain-taste", LinkKind.CREATES),
        Link("ps-box", "job-cook", LinkKind.ADDRESSES),
        Link("ch-web", "vp-box", LinkKind.DELIVERS),
        Link("ch-web", "cs-families", LinkKind.REACHES),
        Link("cr-notes", "cs-families", LinkKind.KEEPS),
        Link("rs-fee", "cs-families", LinkKind.PAID_BY),
        Link("rs-fee", "vp-box", LinkKind.PAID_FOR),
        Link("vp-box", "kr-van", LinkKind.RESTS_ON),
        Link("vp-box", "ka-pack", LinkKind.RESTS_ON),
        Link("kp-garage", "kr-van", LinkKind.PROVIDES),
        Link("kp-garage", "ka-pack", LinkKind.PROVIDES),
        Link("cost-fuel", "kr-van", LinkKind.CAUSED_BY),
    )


def test_texts_are_read_as_they_are_written() -> None:
    texts = {item.id: item.text for item in canvas_from_bmml(FILE).canvas.items}
    assert (texts["ch-web"], texts["kr-van"]) == ("2024", "no")


def test_the_written_file_is_good_to_read() -> None:
    text = canvas_to_bmml(canvas_from_bmml(FILE).canvas)
    assert text.startswith('version: "2.0"\n\nmeta:\n  name: Nordwind Farm\n')
    assert '  created: "2024-05-03"\n' in text
    assert "      value_propositions: [vp-box]\n      customer_segments: [cs-families]\n" in text
    assert '\n\nchannels:\n  - id: ch-web\n    name: "2024"\n    for:\n' in text
    assert "      - [pr-door, pain-time]\n" in text
    assert re.search(
        r"\n  - id: vp-fruit\n    name: Fruit bowls\n\nfits:\n  - id: fit-box-families\n", text
    )
    assert canvas_to_bmml(canvas_from_bmml(text).canvas) == text


def test_several_lines_stay_lines() -> None:
    item = Item(
        "cs-a", Block.CUSTOMER_SEGMENTS, "A", Status.UNCHECKED, description="One.\n\nTwo: 2."
    )
    text = canvas_to_bmml(Canvas("Ä", NOON.isoformat(), "", (item,)))
    assert "name: Ä\n" in text
    assert "    description: |-\n      One.\n\n      Two: 2.\n" in text
    assert canvas_from_bmml(text).canvas.items == (item,)


@pytest.mark.parametrize(
    "text",
    [
        "A\x85",
        "A\u2028",
        "40\xa0€",
        "\ufeffA",
        "1e3",
        "0o7",
        "1_000",
        "12:30",
        "yes",
        "NULL",
        "~",
        "=",
        "- a",
        "a: b",
        "a #b",
        "y",
        "*a",
        "!a",
    ],
)
def test_texts_that_yaml_would_take_for_something_else(text: str) -> None:
    canvas = Canvas(text, NOON.isoformat(), "")
    written = canvas_to_bmml(canvas)
    assert yaml.safe_load(written)["meta"]["name"] == text
    assert canvas_from_bmml(written).canvas.name == text
    # YAML 1.2 knows more numbers; only a text that starts with a letter may stand bare.
    assert re.search(r"name: ['\"]", written) or text[0].isalpha()


def test_a_canvas_without_a_stage_is_written_as_an_idea() -> None:
    canvas = Canvas("A", NOON.isoformat(), "")
    text = canvas_to_bmml(canvas)
    assert "  portfolio: explore\n  stage: ideation\n" in text
    assert canvas_from_bmml(text, side=bmml_side(canvas)).canvas == canvas


@pytest.mark.parametrize("day", ["2024", "2024-05", "2024-02-31", "0000-01-01"])
def test_only_days_of_the_calendar_stand_in_the_file(day: str) -> None:
    canvas = Canvas("A", NOON.isoformat(), "", metadata=Metadata(dated=day, updated=day))
    text = canvas_to_bmml(canvas)
    assert day not in text
    assert canvas_from_bmml(text, side=bmml_side(canvas)).canvas == canvas


def test_a_file_without_a_day_has_the_time_of_reading() -> None:
    text = canvas_to_bmml(Canvas("A", "2020-01-01T00:00:00+00:00", ""))
    assert canvas_from_bmml(text, now=NOON).canvas.created == "2026-03-04T12:00:00+00:00"
    naive = NOON.replace(tzinfo=None)
    assert canvas_from_bmml(text, now=naive).canvas.created == "2026-03-04T12:00:00+00:00"
    before = datetime.now(UTC).replace(microsecond=0)
    created = datetime.fromisoformat(canvas_from_bmml(text).canvas.created)
    assert before <= created <= datetime.now(UTC)


def test_ids_get_the_prefix_of_their_block() -> None:
    wrong = replace(canvas_from_bmml(FILE).canvas, metadata=Metadata())
    items = tuple(
        replace(item, id="ka-vehicle") if item.id == "kr-van" else item for item in wrong.items
    )
    links = (
        Link("kp-garage", "ka-vehicle", LinkKind.PROVIDES),
        Link("cost-fuel", "ka-vehicle", LinkKind.CAUSED_BY),
    )
    canvas = replace(wrong, items=items, links=links)
    text = canvas_to_bmml(canvas)
    assert "id: kr-vehicle" in text
    assert "ka-vehicle" not in text
    assert canvas_from_bmml(text, side=bmml_side(canvas)).canvas == canvas


def test_pairs_of_details_without_a_served_segment_stay_out_of_the_file() -> None:
    known = canvas_from_bmml(FILE).canvas
    canvas = replace(known, links=(Link("pr-door", "pain-time", LinkKind.RELIEVES),))
    text = canvas_to_bmml(canvas)
    assert "fits" not in text
    assert canvas_from_bmml(text, side=bmml_side(canvas)).canvas == canvas


def test_a_link_with_wrong_ends_makes_no_fit() -> None:
    canvas = canvas_from_bmml(FILE).canvas
    wrong = Link("ch-web", "cs-families", LinkKind.SERVES)
    told = canvas_to_bmml(replace(canvas, links=(*canvas.links, wrong)))
    assert told == canvas_to_bmml(canvas)
