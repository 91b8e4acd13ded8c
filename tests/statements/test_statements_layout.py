"""The parts of a Markdown text."""

from __future__ import annotations

import time

import pytest

from canvasai.statements.layout import parts_of


def told(text: str) -> list[tuple[str, str]]:
    return [(part.kind, text[part.start : part.end]) for part in parts_of(text)]


def test_headings_of_both_notations():
    text = "# Plan #\n\nBarrels\n=======\n\nCosts\n-----\nText\n\n#Tag\n"
    assert told(text) == [
        ("heading", "Plan"),
        ("heading", "Barrels"),
        ("heading", "Costs"),
        ("paragraph", "Text"),
        ("paragraph", "#Tag"),
    ]
    assert [part.level for part in parts_of(text)][:3] == [1, 1, 2]


@pytest.mark.parametrize("mark", ["-", "*", "+", "•", "–", "1.", "12)", "a)", "b."])
def test_points(mark):
    assert told(f"{mark} one\n{mark} two\n") == [("point", "one"), ("point", "two")]


def test_a_wrapped_point_is_one_part():
    assert told("- farms that\n  rent barrels\n  by the month\n- dairies\n") == [
        ("point", "farms that\n  rent barrels\n  by the month"),
        ("point", "dairies"),
    ]


def test_the_indent_of_a_point_is_its_level():
    levels = [part.level for part in parts_of("- one\n  - two\n\t- three\n- four\n")]
    assert levels == [0, 2, 4, 0]


def test_a_table_names_its_cells():
    text = "| Plan | Price (€) | Note |\n|:--|--:|:-:|\n| Basic | 9 | a \\| b |\n| Large | 11 | |\n"
    first, second = parts_of(text)
    assert first.cells == (("Plan", "Basic"), ("Price (€)", "9"), ("Note", "a | b"))
    assert second.cells == (("Plan", "Large"), ("Price (€)", "11"), ("Note", ""))
    assert text[slice(*first.header)] == "Plan | Price (€) | Note"
    assert text[first.start : first.end] == "Basic | 9 | a \\| b"


def test_a_table_without_outer_bars_and_with_more_cells_than_names():
    (row,) = parts_of("Name | Price\n--- | ---\nBarrel | 9 | new\n")
    assert row.cells == (("Name", "Barrel"), ("Price", "9"), ("", "new"))


def test_a_bar_in_prose_is_no_table():
    assert told("We rent | sell barrels.\n") == [("paragraph", "We rent | sell barrels.")]


@pytest.mark.parametrize("fence", ["```", "~~~"])
def test_code_is_left_out(fence):
    text = f"Before.\n\n{fence}python\nprint('secret')\n# Title\n{fence}\n\nAfter.\n"
    assert told(text) == [("paragraph", "Before."), ("paragraph", "After.")]


def test_an_open_fence_leaves_out_the_rest():
    assert told("Before.\n\n```\nsecret\n") == [("paragraph", "Before.")]


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: Plan\n---\n",
        "---\ntitle: Plan\ntags:\n  - one\n- two\n# note\n\nauthor: A. Berg\n---\n",
        "---\nkey-name: 1\n...\n",
    ],
)
def test_front_matter_is_left_out(front):
    assert told(front + "We rent barrels.\n") == [("paragraph", "We rent barrels.")]


def test_text_between_two_rules_is_no_front_matter():
    text = "---\n\nOur price: it is low.\nWe rent barrels to farms.\n\n---\n\nAfter.\n"
    assert "We rent barrels to farms." in " ".join(words for _, words in told(text))


def test_rules_and_quotes():
    assert told("One.\n\n* * *\n\n> Two.\n\n___\n") == [
        ("paragraph", "One."),
        ("paragraph", "Two."),
    ]


def test_labelled_lines_are_parts_of_their_own():
    text = "**Type**: Rental\n**Price**: 9 €\nLund (L): We rent.\nand more of it\n"
    assert [words for _, words in told(text)] == [
        "**Type**: Rental",
        "**Price**: 9 €",
        "Lund (L): We rent.\nand more of it",
    ]


@pytest.mark.parametrize(
    "piece", ["| a ", "- ", "**", "> ", "---\n", "a: b\n", "| a | b |\n", "x\n"]
)
def test_time_grows_with_the_length_only(piece):
    started = time.perf_counter()
    parts_of(piece * (200_000 // len(piece)))
    parts_of("---\n" + piece * (200_000 // len(piece)))
    assert time.perf_counter() - started < 5
