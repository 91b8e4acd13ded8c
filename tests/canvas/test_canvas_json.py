"""Canvas files: what is written is read back, and what is none is refused with its place."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from canvasai.canvas.blocks import Block
from canvasai.canvas.formats.json_format import canvas_from_json, canvas_to_json
from canvasai.canvas.formats.plain import canvas_to_dict, citation_to_dict
from canvasai.canvas.formats.schema import canvas_schema
from canvasai.canvas.model import Against, Canvas, Citation, Horizon, Item, Stance, Status
from canvasai.errors import FormatError

EXAMPLE: dict[str, Any] = {
    "schema": "canvasai/1",
    "name": "x",
    "created": "2026-01-01T00:00:00+00:00",
    "model": "m",
    "items": [
        {
            "id": "rs-rent",
            "block": "revenue_streams",
            "text": "t",
            "status": "supported",
            "horizon": "current",
            "citations": [
                {
                    "source": "memo.md",
                    "quote": "q",
                    "start": 120,
                    "end": 121,
                    "page": None,
                    "heading": "How we make money",
                }
            ],
        }
    ],
    "links": [],
}
ASSUMED = {"risk": "viability", "test": "Ask ten cafés.", "reason": "Nothing says so."}
AGAINST: dict[str, Any] = {
    "block": "channels",
    "kind": "denied",
    "citation": {
        "source": "memo.md",
        "quote": "No shop.",
        "start": 9,
        "end": 17,
        "page": None,
        "heading": "",
    },
}
VALIDATOR = Draft202012Validator(canvas_schema())
Edit = Callable[[dict[str, Any]], object]


def changed(edit: Edit) -> str:
    data = copy.deepcopy(EXAMPLE)
    edit(data)
    return json.dumps(data)


def refused(text: str) -> FormatError:
    with pytest.raises(FormatError) as caught:
        canvas_from_json(text, "plan.json")
    assert caught.value.message.startswith("plan.json ")
    assert len(caught.value.message) < 400
    return caught.value


def test_the_schema_is_one_and_is_plain_data() -> None:
    Draft202012Validator.check_schema(canvas_schema())
    assert json.loads(json.dumps(canvas_schema())) == canvas_schema()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_what_is_written_is_read_back(
    any_canvas: st.SearchStrategy[Canvas], data: st.DataObject
) -> None:
    canvas = data.draw(any_canvas)
    text = canvas_to_json(canvas)
    assert text.endswith("}\n")
    VALIDATOR.validate(json.loads(text))
    assert canvas_from_json(text) == canvas
    assert canvas_to_dict(canvas) == json.loads(text)


def test_the_example_of_the_format() -> None:
    VALIDATOR.validate(EXAMPLE)
    quote = Citation("memo.md", "q", 120, 121, None, "How we make money")
    item = Item("rs-rent", Block.REVENUE_STREAMS, "t", Status.SUPPORTED, Horizon.CURRENT, (quote,))
    canvas = Canvas("x", "2026-01-01T00:00:00+00:00", "m", (item,))
    assert canvas_from_json(json.dumps(EXAMPLE)) == canvas
    assert canvas_from_json(changed(lambda c: c["items"][0].update(assumption=None))) == canvas


def test_an_assumption_in_a_file() -> None:
    text = changed(
        lambda c: c["items"][0].update(status="assumption", assumption=ASSUMED, citations=[])
    )
    assumption = canvas_from_json(text).items[0].assumption
    assert assumption is not None
    assert (assumption.risk, assumption.test, assumption.reason) == tuple(ASSUMED.values())


def test_what_is_said_against_in_a_file() -> None:
    said = canvas_from_json(changed(lambda c: c.update(against=[AGAINST]))).against
    quote = Citation("memo.md", "No shop.", 9, 17)
    assert said == (Against(Block.CHANNELS, Stance.DENIED, quote),)


def test_a_file_without_what_is_said_against_is_read() -> None:
    assert "against" not in EXAMPLE
    assert canvas_from_json(json.dumps(EXAMPLE)).against == ()


def test_a_date_and_an_old_value_in_a_file() -> None:
    text = changed(lambda c: c["items"][0]["citations"][0].update(date="2024-05", superseded=True))
    quote = canvas_from_json(text).items[0].citations[0]
    assert (quote.date, quote.superseded) == ("2024-05", True)


def test_what_a_citation_does_not_say_is_not_written() -> None:
    assert (
        citation_to_dict(Citation("memo.md", "q", 120, 121))
        .keys()
        .isdisjoint({"date", "superseded"})
    )
    full = citation_to_dict(Citation("memo.md", "q", 120, 121, date="2024", superseded=True))
    assert (full["date"], full["superseded"]) == ("2024", True)


@pytest.mark.parametrize("date", ["2024", "2024-05", "2024-05-03"])
def test_dates_that_a_citation_may_have(date: str) -> None:
    text = changed(lambda c: c["items"][0]["citations"][0].update(date=date))
    assert canvas_from_json(text).items[0].citations[0].date == date


def test_whole_numbers_are_whole() -> None:
    text = changed(lambda c: c["items"][0]["citations"][0].update(start=120.0, page=2.0))
    quote = canvas_from_json(text).items[0].citations[0]
    assert (repr(quote.start), repr(quote.page)) == ("120", "2")


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("", 1, 1), ("{", 1, 2), ('{\n  "name": oops\n}', 2, 11), ("{}\n{}", 2, 1)],
)
def test_broken_json_is_told_with_its_place(text: str, line: int, column: int) -> None:
    assert f"line {line}, column {column}:" in refused(text).message


@pytest.mark.parametrize(
    ("edit", "where"),
    [
        (lambda c: c.update(schema="canvasai/2"), "at schema"),
        (lambda c: c.pop("schema"), "'schema' is a required"),
        (lambda c: c.update(extra=1), "at the top"),
        (lambda c: c.update(items={}), "at items"),
        (lambda c: c["items"][0].update(id="rent"), "at items/0/id"),
        (lambda c: c["items"][0].update(id="rs-rent\n"), "at items/0/id"),
        (lambda c: c["items"][0].update(block="risks"), "at items/0/block"),
        (lambda c: c["items"][0].update(text=""), "at items/0/text"),
        (lambda c: c["items"][0].update(citations=[]), "at items/0/citations"),
        (lambda c: c["items"][0].update(status="assumption"), "at items/0"),
        (
            lambda c: c["items"][0].update(status="assumption", assumption=None),
            "at items/0/assumption",
        ),
        (
            lambda c: c["items"][0].update(assumption={"risk": "all", "test": "x"}),
            "at items/0/assumption",
        ),
        (
            lambda c: c["items"][0]["citations"][0].update(start=-1),
            "at items/0/citations/0/start",
        ),
        (
            lambda c: c["items"][0]["citations"][0].update(start=1.5),
            "at items/0/citations/0/start",
        ),
        (
            lambda c: c["items"][0]["citations"][0].update(end=float("nan")),
            "at items/0/citations/0/end",
        ),
        (
            lambda c: c["items"][0]["citations"][0].update(page=0),
            "at items/0/citations/0/page",
        ),
        *(
            (
                lambda c, date=date: c["items"][0]["citations"][0].update(date=date),
                "at items/0/citations/0/date",
            )
            for date in ("", "3 May 2024", "24-05-03", "2024-5", "2024-05-03T10:00", None)
        ),
        (
            lambda c: c["items"][0]["citations"][0].update(superseded="yes"),
            "at items/0/citations/0/superseded",
        ),
        (lambda c: c.update(against={}), "at against"),
        (lambda c: c.update(against=[{**AGAINST, "block": "risks"}]), "at against/0/block"),
        (lambda c: c.update(against=[{**AGAINST, "kind": "plan"}]), "at against/0/kind"),
        (lambda c: c.update(against=[{**AGAINST, "item": "rs-rent"}]), "at against/0"),
        (
            lambda c: c.update(against=[{k: AGAINST[k] for k in ("block", "kind")}]),
            "at against/0",
        ),
        (
            lambda c: c.update(against=[{**AGAINST, "citation": {}}]),
            "at against/0/citation",
        ),
        (lambda c: c["links"].append({"from": "rs-rent"}), "at links/0"),
        (
            lambda c: c["links"].append({"from": "rs-rent", "to": "cs-x", "kind": "likes"}),
            "at links/0/kind",
        ),
    ],
)
def test_what_is_no_canvas_is_told_with_its_place(edit: Edit, where: str) -> None:
    error = refused(changed(edit))
    assert where in error.message
    assert "canvasai schema" in error.hint


@pytest.mark.parametrize("text", ["[]", "null", "3", '"canvas"'])
def test_other_json_is_no_canvas(text: str) -> None:
    assert "at the top" in refused(text).message


def test_an_id_stands_for_one_item() -> None:
    text = changed(lambda c: c["items"].append(c["items"][0]))
    assert "uses the id rs-rent twice" in refused(text).message


@pytest.mark.parametrize(("start", "end"), [("rs-rent", "cs-gone"), ("cs-gone", "rs-rent")])
def test_a_link_needs_both_ends(start: str, end: str) -> None:
    text = changed(lambda c: c["links"].append({"from": start, "to": end, "kind": "paid_by"}))
    assert f"link from {start} to {end}" in refused(text).message


@pytest.mark.parametrize("around", ["{}", '{{"items": {}}}'])
def test_deep_nesting_is_no_canvas(around: str) -> None:
    # Which step gives up depends on the depth, so every depth near the limit is tried.
    for depth in (100, *range(850, 1000, 2), 100_000):
        refused(around.format("[" * depth + "]" * depth))


def test_a_number_of_5000_digits_is_refused() -> None:
    assert "number" in refused("9" * 5000).message


def test_half_a_character_is_refused() -> None:
    assert r"'\ud83d'" in refused(changed(lambda c: c.update(name="cup \ud83d"))).message


def test_a_number_too_large_for_any_computer_is_refused_in_words() -> None:
    item = {**EXAMPLE["items"][0], "quantities": [{"measure": "price", "value": 1, "unit": "EUR"}]}
    text = json.dumps({**EXAMPLE, "items": [item]}).replace('"value": 1,', f'"value": {"9" * 400},')
    with pytest.raises(FormatError, match="a number that is too large"):
        canvas_from_json(text, "c.json")
