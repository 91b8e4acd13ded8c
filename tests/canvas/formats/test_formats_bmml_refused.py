"""Files that are no BMML are refused with their place; what does not fit is told and left out."""

from __future__ import annotations

import time

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from canvasai.canvas.formats.bmml.file import canvas_from_bmml
from canvasai.canvas.formats.json_format import canvas_from_json, canvas_to_json
from canvasai.errors import FormatError

HEAD = 'version: "2.0"\nmeta:\n  name: A\n  portfolio: explore\n  stage: ideation\n'


@pytest.fixture(params=["CSafeLoader", "SafeLoader"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both parsers of YAML; not every build has the one in C."""
    if request.param == "SafeLoader":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    elif not hasattr(yaml, "CSafeLoader"):
        pytest.skip("this build has no parser in C")


def refused(text: str) -> FormatError:
    with pytest.raises(FormatError) as caught:
        canvas_from_bmml(text, "plan.bmml")
    assert caught.value.message.startswith("plan.bmml")
    assert caught.value.hint
    assert len(str(caught.value)) < 500
    return caught.value


def problems(text: str) -> list[tuple[str, str]]:
    return [(one.where, one.message) for one in canvas_from_bmml(text, "plan.bmml").problems]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: b: c", "line 1, column 5"),
        (HEAD + "channels:\n  - id: ch-a\n   name: x", "line 8, column 4"),
        (HEAD + 'channels: "open', "line 6"),
        (HEAD + "\tchannels: []", "line 6"),
        ("a: \x07", "line 1, column 4"),
        (HEAD + 'channels: "\\ud800"', "line 6"),
        (HEAD + 'channels: "\\U99999999"', "line"),
        (HEAD + "channels: \ud800", "line 6"),
        ("%YAML " + "9" * 5000 + ".1\n---\na: 1", "line 1"),
    ],
)
def test_what_is_not_yaml(text: str, place: str) -> None:
    assert f"plan.bmml, {place}" in refused(text).message


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("", "line 1: The file is empty", 'version: "2.0"'),
        ("# nothing\n", "The file is empty", 'version: "2.0"'),
        ("- a", "not a list", ""),
        ("just a text", "not a text", ""),
        ("name: x", "does not say its version", 'version: "2.0"'),
        ('version: "1.0"\nmeta: {}', "line 1: The file is BMML 1.0, not 2.0", "Only BMML v2"),
        (HEAD + "cost_structure: []", "line 6: 'cost_structure' is no block", "mean costs?"),
        (
            HEAD + "customer_segment:\n  - a",
            "line 6: 'customer_segment'",
            "mean customer_segments?",
        ),
        (HEAD + "Kundensegmente: []", "'Kundensegmente'", "mean customer_segments?"),
        (HEAD + "revenu_strems: []", "'revenu_strems'", "mean revenue_streams?"),
        (HEAD + "services: {}", "'services' is no block", "There are: version, meta"),
        (HEAD + "meta: {}", "line 6: The key meta stands twice, first in line 2", "Keep one"),
        (HEAD + "channels: {a: b}", "line 6: channels must be a list, not names", ""),
        (HEAD + "channels: [x]", "line 6: channels 1 must be names with values, not a text", ""),
        (HEAD + "channels: [{id: ch-a, name: [x]}]", "channels 1: name must be a text", ""),
        (
            HEAD + "channels: [{id: ch-a, name: x, for: [vp-a]}]",
            "channels 1: for must be names",
            "",
        ),
        (
            HEAD + "channels: [{id: ch-a, name: x, for: {customer_segments: cs-a}}]",
            "channels 1: for: customer_segments must be a list, not a text",
            "",
        ),
        (HEAD + "fits: [{id: fit-a, mappings: [[a]]}]", "mappings 1 must be two ids", ""),
        (
            HEAD + "channels:\n  - {id: ch-a, name: x}\n  - {id: ch-a, name: y}",
            "line 8: The id ch-a is used twice, first in line 7",
            "own id",
        ),
        (
            HEAD + "fits:\n  - {id: fit-a}\n  - {id: fit-a}",
            "line 8: The id fit-a is used twice",
            "",
        ),
        (HEAD + "channels: &a []\ncosts: *a", "line 7: The alias *a", "Write the value out"),
        (HEAD + "channels: !!python/object/apply:os.getcwd []", "line 6: The tag", ""),
        (HEAD + "channels: !x []", "line 6: The tag !x", ""),
        (HEAD + "? [a]\n: b", "line 6: A key must be a name", ""),
        (f"---\n{HEAD}---\n{HEAD}", "line 7: A second document", ""),
    ],
)
def test_what_is_refused(text: str, message: str, hint: str) -> None:
    error = refused(text)
    assert message in error.message
    assert hint in error.hint


@pytest.mark.parametrize(
    "text",
    [
        "a" * 10_000_001,
        "ä" * 5_000_001,
        "[" * 200_000,
        "- " * 200_000,
        "{a: " * 200_000,
        "? " * 200_000,
        HEAD + "channels:\n" + "- {}\n" * 110_000,
        'a: &a ["x", "x"]\nb: &b [*a, *a]\nc: [*b, *b]',
    ],
    ids=["long", "long in bytes", "lists", "dashes", "mappings", "keys", "values", "aliases"],
)
def test_what_is_made_to_fill_the_memory(text: str) -> None:
    start = time.perf_counter()
    refused(text)
    assert time.perf_counter() - start < 60


def test_an_id_and_a_name_that_cannot_be() -> None:
    text = HEAD + (
        "channels:\n"
        "  - {id: CH-Web_Shop, name: Web}\n"
        "  - {name: Corner shop}\n"
        "  - {id: ch-a--b, name: x, for: {customer_segments: [CS 1]}}\n"
        "  - {id: ch-web-shop, name: y}\n"
        "  - {id: ch-none}\n"
        "  - {id: ch-told, description: Only told}\n"
        "customer_segments: [{id: CS 1, name: One}, {id: cs-1-, name: Two}]\n"
    )
    reading = canvas_from_bmml(text)
    assert [(item.id, item.text) for item in reading.canvas.items] == [
        ("cs-1", "One"),
        ("cs-1-2", "Two"),
        ("ch-web-shop-2", "Web"),
        ("ch-corner-shop", "Corner shop"),
        ("ch-a-b", "x"),
        ("ch-web-shop", "y"),
        ("ch-told", "Only told"),
    ]
    assert [(link.source, link.target) for link in reading.canvas.links] == [("ch-a-b", "cs-1")]
    assert canvas_from_json(canvas_to_json(reading.canvas)) == reading.canvas
    messages = dict(problems(text))
    assert messages["line 7"] == "The id 'CH-Web_Shop' cannot be; it got ch-web-shop-2."
    assert messages["line 8"] == "There is no id; it got ch-corner-shop."
    assert messages["ch-none"] == "There is no text; the entry was left out."
    assert messages["ch-told"].startswith("There is no name")


def test_details_without_ids_get_each_their_own() -> None:
    pain = "{description: No time}"
    text = HEAD + f"customer_segments: [{{id: cs-a, name: A, pains: [{pain}, {pain}]}}]\n"
    details = canvas_from_bmml(text).canvas.items[0].details
    assert [detail.id for detail in details] == ["pain-time", "pain-time-2"]


def test_fields_that_bmml_does_not_have() -> None:
    text = HEAD + "channels:\n  - id: ch-a\n    nam: x\n    name: y\n"
    assert problems(text) == [
        (
            "line 8",
            "channels 1 has a field 'nam' that BMML does not have; it was left out; did you mean name?",
        )
    ]


def test_links_to_what_is_not_there_are_left_out() -> None:
    text = HEAD + (
        "customer_segments: [{id: cs-a, name: A, pains: [{id: pain-a, description: P}]}]\n"
        "value_propositions: [{id: vp-a, name: V, gain_creators: [{id: gc-a, name: G}]}]\n"
        "fits:\n"
        "  - id: fit-a\n"
        "    for: {value_propositions: [vp-a, vp-gone], customer_segments: [cs-a, vp-a]}\n"
        "    mappings: [[gc-a, pain-a], [gc-gone, pain-a], [pain-a, gc-a], [vp-a, pain-a]]\n"
        "channels:\n"
        "  - {id: ch-a, name: C, for: {customer_segments: [cs-gone], costs: [cost-a], x: [y]}}\n"
        "revenue_streams:\n"
        "  - {id: rs-a, name: R, from: {value_propositions: [vp-a]}}\n"
    )
    reading = canvas_from_bmml(text)
    assert [(x.source, x.target) for x in reading.canvas.links] == [("vp-a", "cs-a")]
    assert [one.where for one in reading.problems] == ["fit-a"] * 6 + ["ch-a"] * 3 + ["rs-a"]
    assert "'vp-gone', which is not in the file" in reading.problems[0].message
    assert "vp-a, which is not one of customer_segments" in reading.problems[1].message
    assert "maps gc-a to pain-a, which BMML does not join" in reading.problems[2].message
    assert all(one.message.endswith("the link was left out.") for one in reading.problems)


def test_a_head_that_cannot_be() -> None:
    text = "version: 2.0\nmeta: {created: 2024-13-01, updated: soon, portfolio: both, stage: grow}"
    assert [where for where, _ in problems(text)] == [
        "meta",
        "meta: created",
        "meta: updated",
        "meta: portfolio",
        "meta: stage",
    ]
    late = 'version: "2.0"\nmeta: {name: A, portfolio: explore, stage: grow}'
    assert problems(late)[0][1].endswith("ideation, discovery, validation, acceleration, transfer.")
    assert canvas_from_bmml(late).canvas.metadata.stage == ""


def test_a_time_as_the_day() -> None:
    text = 'version: "2.0"\nmeta: {name: A, created: 2024-03-01T10:00:00Z}'
    canvas = canvas_from_bmml(text).canvas
    assert (canvas.metadata.dated, canvas.created) == ("2024-03-01", "2024-03-01T00:00:00+00:00")


def test_html_is_text() -> None:
    text = HEAD + "channels: [{id: ch-a, name: '<script>alert(1)</script>'}]"
    assert canvas_from_bmml(text).canvas.items[0].text == "<script>alert(1)</script>"


FILE = HEAD + (
    "customer_segments:\n  - id: cs-a\n    name: A\n    pains:\n      - {id: pain-a, description: P}\n"
    "value_propositions:\n  - {id: vp-a, name: V, pain_relievers: [{id: pr-a, name: R}]}\n"
    "fits:\n  - id: fit-a\n    for: {value_propositions: [vp-a], customer_segments: [cs-a]}\n"
    "    mappings: [[pr-a, pain-a]]\nchannels:\n  - {id: ch-a, name: C}\n"
)


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_a_damaged_file_gives_an_error_or_a_canvas(data: st.DataObject) -> None:
    text = FILE
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 20)))
        text = (
            text[:start]
            + data.draw(st.text(max_size=5) | st.sampled_from(list("\n -:[]{}&*!|>'\"#%@`?,")))
            + text[end:]
        )
    try:
        reading = canvas_from_bmml(text, "plan.bmml")
    except FormatError as error:
        told = error.message
    else:
        told = "plan.bmml"
        assert canvas_from_json(canvas_to_json(reading.canvas)) == reading.canvas
    assert told.startswith("plan.bmml")
