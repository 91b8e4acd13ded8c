"""What the trained parts read of a statement."""

from __future__ import annotations

from dataclasses import replace

import pytest

from canvasai.statements.english import Reading, read_in_english


def reading(statement, language="en"):
    (found,) = read_in_english([statement], [language])
    return found


def test_an_english_statement_is_read_as_it_is(say):
    found = reading(say("We rent barrels.", ["Plan", "Prices"], "Do you rent?"))
    assert found == Reading("We rent barrels.", "Do you rent?", "Plan > Prices")


def test_text_question_and_headings_are_glossed(say):
    found = reading(say("Das Haus.", ["Preise"], "Wir?"), "de")
    assert (found.text, found.question, found.above) == ("the house.", "we?", "prices")


def test_another_language_is_read_as_it_is(say):
    found = reading(say("Das Haus.", ["Preise"], "Wir?"), "")
    assert (found.text, found.question, found.above) == ("Das Haus.", "Wir?", "Preise")


def test_each_statement_is_read_in_its_own_language(say):
    found = read_in_english([say("Das Haus."), say("Das Haus.")], ["de", "en"])
    assert [each.text for each in found] == ["the house.", "Das Haus."]


@pytest.mark.parametrize(
    ("headings", "above"),
    [
        ((), ""),
        (("A",), "A"),
        (("A", "B", "C"), "A > B > C"),
        (("A", "B", "C", "D"), "B > C > D"),
    ],
)
def test_the_nearest_headings_stand_above(say, headings, above):
    assert reading(say("We rent.", headings)).above == above


def test_what_is_told_is_read_not_what_stands_there(say):
    statement = replace(say("Lund | 9"), told="Name: Lund | Price: 9")
    assert reading(statement).text == "Name: Lund | Price: 9"


def test_each_statement_is_glossed_in_its_own_language(say):
    found = read_in_english([say("Das Haus."), say("We rent.")], ["de", "en"])
    assert [each.text for each in found] == ["the house.", "We rent."]


@pytest.mark.parametrize(
    ("text", "question", "answered"),
    [
        ("Monthly.", "", "Monthly."),
        ("Monthly.", "How do farms pay?", "How do farms pay? Monthly."),
        ("How do farms pay? Monthly.", "How do farms pay?", "How do farms pay? Monthly."),
    ],
)
def test_the_question_stands_in_front_once(text, question, answered):
    assert Reading(text, question).answered == answered


def test_around_holds_all_but_the_text():
    assert Reading("We rent.", "Rent?", "Prices").around == "Prices | Rent?"


def test_nothing():
    assert read_in_english([], []) == []


def test_a_language_for_each_statement_is_needed(say):
    with pytest.raises(ValueError):
        read_in_english([say("One."), say("Two.")], ["en"])
