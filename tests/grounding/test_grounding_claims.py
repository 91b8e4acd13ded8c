"""What each number of a text counts, when it holds, and which numbers claim nothing."""

from __future__ import annotations

import pytest

from canvasai.grounding.claims import claims_of


def only(text, **how):
    (claim,) = claims_of(0, text, **how)
    return claim


@pytest.mark.parametrize(
    ("text", "number", "words"),
    [
        ("The barrel deposit is 9 €.", "9", {"barrel", "deposit"}),
        ("Setup fee: 200 €", "200", {"setup", "fee"}),
        ("Die Kaution je Fass beträgt 12,50 €.", "12,50", {"kaution", "fass", "beträgt"}),
        ("In 2030 we sold 30 barrels in Kolm.", "30", {"sold", "barrels", "kolm"}),
        ("Barrels are washed, and the hall in Kolm holds 40.", "40", {"hall", "kolm", "holds"}),
    ],
)
def test_a_number_claims_what_its_clause_says(text, number, words):
    claim = only(text)
    assert (claim.number, set(claim.words)) == (number, words)


def test_each_number_has_its_own_clause():
    rented, standing = claims_of(3, "We rent 12 barrels in Kolm; 30 pumps stand in Vessby.")
    assert (rented.text, rented.number, standing.number) == (3, "12", "30")
    assert "pumps" not in rented.words
    assert "barrels" not in standing.words


def test_a_number_in_the_same_clause_stands_beside():
    litres, price = claims_of(0, "Steel barrels of 50 litres cost 9 €.")
    assert litres.beside == (price.quantity,)
    assert price.beside == (litres.quantity,)
    one, other = claims_of(0, "Rent of a barrel is 9 €; the barrel deposit is 40 €.")
    assert one.beside == other.beside == ()


@pytest.mark.parametrize(
    "text",
    [
        "The workshop in Kolm opened in 2029.",
        "The fair in Kolm is on 3 May.",
        "Am 3. Mai ist Messe in Kolm.",
        "The fair in Kolm is on May 3",
        "La feria de Kolm es el 3 de mayo",
        "The fair in Kolm is on 03/05/2031.",
        "The market in Kolm opens at 12:30.",
        "We serve more than 30 farms in Kolm.",
        "Wir beliefern mindestens 30 Höfe in Kolm.",
        "Nous livrons plus de 30 fermes à Kolm.",
        "Servimos a más de 30 granjas en Kolm.",
        "The barrel deposit is at most 40 €.",
        "Barrels cost under €40 in Kolm.",
        "It costs 9 € a month.",
        "40",
        "We wash barrels.",
        "",
    ],
)
def test_years_dates_bounds_and_bare_numbers_claim_nothing(text):
    assert claims_of(0, text) == []


def test_a_sum_that_looks_like_a_year_is_a_sum():
    assert only("The barrel press costs 2030 €.").number == "2030"


def test_fewer_words_are_enough_when_asked_for():
    assert claims_of(0, "A barrel costs 9 €.") == []
    assert only("A barrel costs 9 €.", least_words=1).words == ("barrel",)


def test_numbers_in_words_count_when_asked_for():
    text = "Eleven menders work in the loft."
    assert claims_of(0, text) == []
    claim = only(text, spoken=True)
    assert (claim.number, claim.quantity.values) == ("Eleven", frozenset({11.0}))
    assert {"menders", "work", "loft"} <= set(claim.words)


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("The barrel rent is 9 € a month.", {"month"}),
        ("Monthly barrel rent in Kolm: 9 €", {"month"}),
        ("Die Miete der Fässer kostet 9 € jährlich.", {"year"}),
        ("La location du fût coûte 9 € la semaine.", {"week"}),
        ("El alquiler del barril cuesta 9 € por hora, horas sueltas incluidas.", {"hour"}),
        ("Barrel pumps run 9 hours per day.", {"hour", "day"}),
        ("The barrel deposit is 9 €.", set()),
    ],
)
def test_periods_of_a_clause(text, periods):
    assert only(text).periods == periods


def test_years_are_those_of_the_whole_text():
    first, second = claims_of(0, "In 2030 we sold 30 barrels in Kolm; 12 pumps stood in Vessby.")
    assert first.years == second.years == {"2030"}


def test_a_table_row_knows_its_cells():
    price, deposit = claims_of(0, "Plan: Basic | Price (€): 11 | Deposit (€): 40")
    assert price.cells == (("Plan", "Basic"), ("Price (€)", "11"), ("Deposit (€)", "40"))
    assert (price.column, deposit.column) == ("Price (€)", "Deposit (€)")
    assert "deposit" not in price.words
    assert {"basic", "deposit"} <= set(deposit.words)
    assert only("The barrel deposit is 9 €.").cells == ()
