"""Pairs of texts that give one quantity two values, and pairs that only look like it."""

from __future__ import annotations

import time

import pytest

from canvasai.grounding.contradiction import Disagreement, disagreements


@pytest.mark.parametrize(
    ("one", "other", "numbers"),
    [
        ("The barrel deposit is 9 €.", "The barrel deposit is 11 €.", ("9", "11")),
        ("The Basic plan costs 9 € a month.", "Plan: Basic | Price (€): 11", ("9", "11")),
        ("Basic plan: 9 € per month", "Plan: Basic | Price: 11 € per month", ("9", "11")),
        ("Rent of a pump is 9 € a month.", "Item: Pump rent | Price (€/month): 11", ("9", "11")),
        ("Setup fee: 200 €", "Setup fee: 250 €", ("200", "250")),
        (
            "We pay 1,200 € rent for the hall in Kolm.",
            "Rent for the hall in Kolm: 1,400 €",
            ("1,200", "1,400"),
        ),
        ("The depot holds 140 dry shippers.", "120 dry shippers", ("140", "120")),
        ("Our fleet has 140 vans.", "There are 120 vans in our fleet.", ("140", "120")),
        (
            "Die Kaution je Fass beträgt 12,50 €.",
            "Die Kaution je Fass beträgt 15,00 €.",
            ("12,50", "15,00"),
        ),
        ("Repair of the pump takes 3 hours.", "Repair of the pump takes 5 hours.", ("3", "5")),
        ("Margin on barrels is 30 %.", "Margin on barrels is 25 %.", ("30", "25")),
        ("Barrels of 50 litres cost 9 €.", "Barrels of 50 litres cost 11 €.", ("9", "11")),
        (
            "Plan: Basic | Rent (€): 9 | Deposit (€): 40",
            "Plan: Basic | Rent (€): 9 | Deposit (€): 45",
            ("40", "45"),
        ),
        (
            "The barrel deposit is 40 €.",
            "Item: Barrel | Rent (€): 9 | Deposit (€): 45",
            ("40", "45"),
        ),
    ],
)
def test_two_values_for_one_quantity(one, other, numbers):
    assert disagreements([one, other]) == [Disagreement(0, 1, *numbers)]
    assert disagreements([other, one]) == [Disagreement(0, 1, *reversed(numbers))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # two things
        ("The small plan is 29 a month.", "The large plan is 59 a month."),
        ("Plan: Small | Price (€): 29", "Plan: Large | Price (€): 59"),
        ("Item: Barrel wash | Price: 9 €", "Item: Barrel rent | Price: 11 €"),
        ("Cleaning the barrels costs 4 € each.", "Repairing the barrels costs 9 € each."),
        ("Customers in Kolm rent 30 barrels.", "Customers in Kolm rent 12 pumps."),
        ("40 dairy farms rent barrels.", "We met 60 dairy farms at the fair."),
        ("40 % of barrel sales come from farms.", "60 % of barrel sales come from dairies."),
        ("Adults pay 9 € for a ticket.", "Children pay 5 € for a ticket."),
        ("First barrel 9 €, second barrel 7 €.", "First barrel 9 €."),
        ("Barrels of 50 litres cost 9 €.", "Barrels of 100 litres cost 15 €."),
        # two rows, or two columns, of a table
        ("Barrel size (l): 50 | Price (€): 9", "Barrel size (l): 100 | Price (€): 15"),
        ("Quarter: Q1 | Barrels sold: 30", "Quarter: Q2 | Barrels sold: 45"),
        ("The barrel deposit is 40 €.", "Item: Barrel | Rent (€): 9 | Deposit (€): 40"),
        # one shared word is too little to be sure
        ("The hall costs 900 € a month.", "The hall costs 800 € a month."),
        # units and periods
        ("The rent of a barrel is 9 € a month.", "The rent of a barrel is 90 € a year."),
        ("Monthly rent of a barrel: 9 €", "Yearly rent of a barrel: 90 €"),
        ("The rent of a barrel is 9 €.", "The rent of a barrel is 10 $."),
        ("The rent of a barrel is 9 €.", "The rent of a barrel rose by 5 %."),
        ("Repair of the pump takes 3 hours.", "Repair of the pump takes 2 days."),
        ("The lease of the van ends after 24 months.", "The lease of the van costs 90 €."),
        # years, dates, times
        ("We founded the workshop in Kolm in 2029.", "We founded the workshop in Kolm in 2031."),
        ("In 2030 we sold 30 barrels in Kolm.", "In 2031 we sold 45 barrels in Kolm."),
        ("The barrel deposit is 9 € from 2030.", "The barrel deposit is 11 € from 2032."),
        ("The fair in Kolm is on 3 May.", "The fair in Kolm is on 9 May."),
        ("Am 3. Mai ist Messe in Kolm.", "Am 9. Mai ist Messe in Kolm."),
        ("The fair in Kolm is on 03.05.2031.", "The fair in Kolm is on 09.05.2031."),
        ("The market in Kolm opens at 12:30.", "The market in Kolm opens at 9:30."),
        # a change, a bound, another notation
        ("The deposit was raised from 9 € to 11 € per barrel.", "The deposit per barrel is 11 €."),
        ("We serve 40 farms in Kolm.", "We serve more than 30 farms in Kolm."),
        ("We serve 40 farms in Kolm.", "We serve up to 60 farms in Kolm."),
        ("The deposit per barrel is 2,400 €.", "The deposit per barrel is 2.400 €."),
        ("The deposit per barrel is 2,400 €.", "The deposit per barrel is 2400 EUR."),
        ("Die Kaution je Fass beträgt 12,50 €.", "Die Kaution je Fass beträgt 12.50 €."),
    ],
)
def test_no_contradiction(one, other):
    assert disagreements([one, other]) == []
    assert disagreements([other, one]) == []


def test_a_value_is_told_once_a_pair_and_never_within_one_text():
    texts = [
        "The barrel deposit is 9 €. The barrel deposit is 11 €.",
        "The barrel deposit is 12 €.",
    ]
    assert [(pair.one, pair.other) for pair in disagreements(texts)] == [(0, 1)]
    assert disagreements(texts[:1]) == []
    assert disagreements([]) == []


def test_three_texts():
    texts = ["The pump deposit is 9 €.", "We wash barrels.", "The pump deposit is 11 €."]
    assert disagreements(texts) == [Disagreement(0, 2, "9", "11")]


@pytest.mark.parametrize("word", ["markets", "deckhands", "novels", "mains", "apricots", "seconds"])
def test_a_month_in_a_word_is_no_date(word):
    one, other = f"The depot in Kolm holds 3 {word}.", f"The depot in Kolm holds 9 {word}."
    assert len(disagreements([one, other])) == 1


def test_a_thousand_texts_are_compared_in_time():
    started = time.perf_counter()
    disagreements([f"Farm number {n} in Kolm rents {n} steel barrels." for n in range(400)])
    assert time.perf_counter() - started < 10
