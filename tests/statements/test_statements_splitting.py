"""From a source to its statements."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from canvasai.statements.model import Span


def test_sentences_know_what_stands_above_and_before(split):
    first, second = split("# Plan\n\n## Customers\n\nFarms rent. They pay monthly.\n")
    assert [first.text, second.text] == ["Farms rent.", "They pay monthly."]
    assert first.heading == second.heading == ("Plan", "Customers")
    assert second.before == "Farms rent."
    assert second.before_span == Span(first.start, first.end)
    assert first.before == ""


def test_points_know_the_point_above_them(split):
    statements = split(
        "# Plan\n\n1. Primary segments\n   - Dairy farms\n   - Goat farms\n2. Others:\n   - Zoos\n"
    )
    assert [(s.text, s.heading[-1]) for s in statements] == [
        ("Dairy farms", "Primary segments"),
        ("Goat farms", "Primary segments"),
        ("Zoos", "Others"),
    ]


def test_points_know_the_line_that_leads_into_them(split):
    text = "We serve:\n\n- farms\n- goat farms that\n  rent barrels\n\nAfter that we rest.\n"
    farms, goats, after = split(text)
    assert farms.heading == goats.heading == ("We serve",)
    assert text[farms.lead.start : farms.lead.end] == "We serve:"
    assert goats.told == "goat farms that rent barrels"
    assert after.heading == ()


def test_a_long_point_above_points_says_something_by_itself(split):
    text = "- We rent steel barrels to farms in four towns\n  - to goat farms too\n"
    assert [s.text for s in split(text)] == [
        "We rent steel barrels to farms in four towns",
        "to goat farms too",
    ]


def test_a_row_is_told_with_its_header_names(split):
    text = "Our prices:\n\n| Plan | Price (€) | Note |\n|---|---|---|\n| Basic | 9 | a \\| b |\n| - | – | |\n"
    (row,) = split(text)
    assert row.text == "Basic | 9 | a \\| b"
    assert row.told == "Plan: Basic | Price (€): 9 | Note: a | b"
    assert row.heading == ("Our prices",)
    assert text[row.lead.start : row.lead.end] == "Plan | Price (€) | Note"


def test_code_and_front_matter_are_left_out(split):
    text = "---\ntitle: Plan\n---\nWe rent.\n\n```\nWe steal.\n```\n\nWe wash.\n"
    assert [s.text for s in split(text)] == ["We rent.", "We wash."]


@pytest.mark.parametrize(
    ("asks", "answers"),
    [
        ("Q: ", "A: "),
        ("Q1: ", "A1: "),
        ("**Q:** ", "**A:** "),
        ("Question: ", "Answer: "),
        ("Frage: ", "Antwort: "),
        ("Question : ", "Réponse : "),
        ("P: ", "R: "),
        ("Interviewer: ", "Ms Lund: "),
        ("Berg (I): ", "Lund (L): "),
        ("**Anna Berg:** ", "**Jon Lund:** "),
        ("Anna: ", "Jon: "),
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_an_interview(split, asks, answers, between):
    text = f"{asks}Do you sell data?{between}{answers}No. We rent barrels to farms.\n"
    question, short, long = split(text)
    assert question.told == "Do you sell data?"
    assert short.told == "Do you sell data? No."
    assert short.start == question.start
    assert short.text == f"Do you sell data?{between}{answers}No."
    assert short.question == long.question == "Do you sell data?"
    assert long.text == long.told == "We rent barrels to farms."


def test_a_long_answer_stands_alone_and_knows_its_question(split):
    _, answer = split("Q: Who rents?\nA: Dairy farms in Kolm rent barrels.\n")
    assert answer.text == answer.told == "Dairy farms in Kolm rent barrels."
    assert answer.question == "Who rents?"


def test_turns_do_not_mix(split):
    statements = split("Q: Do you sell data?\nA: No.\n\nQ: Who pays?\nA: The farms.\n")
    assert [s.told for s in statements] == [
        "Do you sell data?",
        "Do you sell data? No.",
        "Who pays?",
        "Who pays? The farms.",
    ]


def test_a_heading_asks_what_is_answered_below(split):
    text = "# FAQ\n\n## Do you sell data?\n\nNo.\n\n## Do you rent barrels?\n\nYes, to farms.\n"
    no, yes = split(text)
    assert no.told == "Do you sell data? No."
    assert no.text == "Do you sell data?\n\nNo."
    assert yes.told == "Do you rent barrels? Yes, to farms."
    assert yes.heading == ("FAQ", "Do you rent barrels?")


@pytest.mark.parametrize("text", ["Do you sell data? No.", "1. Do you sell data?\n   No."])
def test_a_short_answer_in_the_same_paragraph(split, text):
    question, answer = split(text + "\n")
    assert question.told == "Do you sell data?"
    assert answer.told == "Do you sell data? No."
    assert answer.question == "Do you sell data?"


def test_a_bold_question_above_its_answer(split):
    question, answer = split("**Do you sell data?**\nNo.\n")
    assert question.text == "Do you sell data?"
    assert answer.told == "Do you sell data? No."


def test_a_question_asks_no_further_than_the_next_paragraph(split):
    *_, last = split("*Do you sell data?*\n\nNo, never.\n\nBlue.\n")
    assert (last.told, last.question) == ("Blue.", "")


def test_only_what_directly_follows_a_question_is_told_with_it(split):
    statements = split("## Who rents?\n\nDairy farms in Kolm rent barrels.\n\nBlue ones.\n")
    assert [s.told for s in statements] == ["Dairy farms in Kolm rent barrels.", "Blue ones."]
    table = "Who rents?\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nThe end.\n"
    assert split(table)[-1].text == "The end."


def test_labelled_lines_are_statements_whole(split):
    text = "**Type**: Rental\n**Customers**: Dairy farms\nPrice: 9 €\n"
    assert [s.told for s in split(text)] == ["Type: Rental", "Customers: Dairy farms", "Price: 9 €"]


def test_marks_of_emphasis_and_quotation_are_not_read_aloud(split):
    statements = split(
        "> **We rent.** They\n> pay *monthly*.\n> We wash.\n\n_We sell snake_case._\n"
    )
    assert [s.told for s in statements] == [
        "We rent.",
        "They pay monthly.",
        "We wash.",
        "We sell snake_case.",
    ]
    assert statements[2].text == "We wash."


def test_nothing_comes_of_marks_alone(split):
    assert split("# Title\n\n---\n\n| a | b |\n|---|---|\n") == []


_WORDS = st.sampled_from(
    "We rent barrels. They pay? No. Kolm 9 € **bold** *x* z.B. a|b \\| _y_ Q: A: >".split()
)
_LINES = st.lists(_WORDS, max_size=7).map(" ".join)
_PREFIXES = st.sampled_from(
    [
        "",
        "",
        "# ",
        "## ",
        "- ",
        "  - ",
        "1. ",
        "> ",
        "| ",
        "    ",
        "**Anna:** ",
        "Q: ",
        "A: ",
        "```",
        "---",
    ]
)
_MARKDOWN = st.lists(
    st.one_of(
        st.tuples(_PREFIXES, _LINES).map("".join),
        st.sampled_from(["", "| a | b |\n|---|---|\n| 1 | 2 |", "===", "We serve:"]),
        st.text(max_size=10),
    ),
    max_size=14,
).map("\n".join)


@hypothesis_settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(_MARKDOWN)
def test_every_statement_is_the_text_at_its_span(split, text):
    # The fixture checks text, spans and order.
    split(text + "\n\nThe end.\n" if text.strip() else "The end.\n")
