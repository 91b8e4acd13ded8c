"""Pairs of texts that give one quantity two values, and pairs that only look like it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
import pytest

from canvasai.grounding.contradiction import Disagreement, disagreements

if TYPE_CHECKING:
    from canvasai.retrieval.embeddings import Encoder


def near(cosine):
    """Unit vectors of two texts with this cosine."""
    return np.array([[1, 0], [cosine, (1 - cosine**2) ** 0.5]], dtype=np.float32)


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


BIKE = "Hiring a touring bicycle for a day sets guests back 18 euros."
RATE = "Item: Touring bicycle, one day | Rate: €21.00"
HOURS = "The shop is open 30 hours a week."
OPEN = "Our shop opens for 36 hours each week."


@pytest.mark.parametrize(
    ("one", "other", "numbers"),
    [
        (BIKE, RATE, ("18", "21.00")),
        (HOURS, OPEN, ("30", "36")),
        ("The hall costs 900 € a month.", "The hall costs 800 € a month.", ("900", "800")),
        (
            "The shop is open thirty hours a week.",
            "Our shop opens for thirty-six hours each week.",
            ("thirty", "thirty-six"),
        ),
    ],
)
def test_vectors_find_what_is_worded_differently(encoder: Encoder, one, other, numbers):
    assert disagreements([one, other]) == []
    found = disagreements([one, other], encoder.encode([one, other]))
    assert found == [Disagreement(0, 1, *numbers)]
    found = disagreements([other, one], encoder.encode([other, one]))
    assert found == [Disagreement(0, 1, *reversed(numbers))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (HOURS, "Our shop opens for 36 % each week."),
        (HOURS, "Our shop opens for 30 hours each week."),
        (HOURS, "Our shop opens for 1800 minutes each week."),
        (HOURS, "Our shop opens for more than 36 hours each week."),
        (BIKE, "Item: Touring bicycle, one day | Rate: $21.00"),
        ("The small plan is 29 a month.", "The large plan is 59 a month."),
        ("A touring bike costs 18 euros a day.", "An e-bike costs 34 euros a day."),
        ("An oven weighs 900 kg.", "A van carries 300 kg of bread."),
    ],
)
def test_nearness_alone_is_no_contradiction(encoder: Encoder, one, other):
    for texts in ([one, other], [other, one]):
        assert disagreements(texts, encoder.encode(texts)) == []


def test_a_text_that_tells_both_values_knows_the_new_one(encoder: Encoder):
    now = "Our shop, once open for 30 hours, now opens for 36 hours each week."
    for texts, both in (([HOURS, now], 1), ([now, HOURS], 0)):
        (found,) = disagreements(texts, encoder.encode(texts))
        assert found.newer == both
    assert disagreements([now, now.replace("once", "formerly")], np.ones((2, 1), np.float32)) == []


def test_a_judge_has_a_say(encoder: Encoder):
    vectors = encoder.encode([HOURS, OPEN])
    asked = []

    def judge(probability):
        def judged(pairs):
            asked.extend(pairs)
            return [(probability, 0.0, 0.0)] * len(pairs)

        return judged

    assert disagreements([HOURS, OPEN], vectors, judge=judge(1.0))
    assert disagreements([HOURS, OPEN], vectors, judge=judge(0.0)) == []
    assert {(p.one.text, p.other.text) for p in asked} == {(HOURS, OPEN)}
    disagreements([HOURS, "A van carries 300 kg of bread."], vectors, judge=judge(1.0))
    assert len(asked) == 2  # hopeless pairs are not judged


@pytest.mark.parametrize(("told", "newer"), [((0.9, 0.1), 0), ((0.1, 0.9), 1), ((0.2, 0.3), None)])
def test_a_judge_tells_which_of_two_replaces_the_other(encoder: Encoder, told, newer):
    vectors = encoder.encode([HOURS, OPEN])
    (found,) = disagreements([HOURS, OPEN], vectors, judge=lambda pairs: [(1.0, *told)])
    assert found.newer == newer


def test_texts_far_from_each_other_do_not_disagree():
    assert disagreements([BIKE, RATE], near(0.8))
    assert disagreements([BIKE, RATE], near(0.29)) == []


def test_what_is_worded_differently_is_compared_across_documents():
    assert disagreements([BIKE, RATE], near(0.8), ["a.md", "b.md"])
    assert disagreements([BIKE, RATE], near(0.8), ["a.md", "a.md"]) == []


def test_equal_words_are_compared_within_a_document_too():
    texts = ["The barrel deposit is 9 €.", "The barrel deposit is 11 €."]
    assert disagreements(texts, near(0.9), ["a.md", "a.md"]) == [Disagreement(0, 1, "9", "11")]


def test_what_words_find_stands_first_and_once():
    texts = ["The barrel deposit is 9 €.", "The barrel deposit is 11 €."]
    assert disagreements(texts, near(0.9)) == [Disagreement(0, 1, "9", "11")]
    assert disagreements(texts, near(0.0)) == disagreements(texts)


def test_by_vectors_a_text_disagrees_with_one_other_text(encoder: Encoder):
    texts = [HOURS, OPEN, "Every week the shop opens for 42 hours."]
    assert disagreements([HOURS, texts[2]], encoder.encode([HOURS, texts[2]]))
    found = disagreements(texts, encoder.encode(texts))
    assert len([pair for pair in found if pair not in disagreements(texts)]) == 1


def test_one_text_does_not_disagree_with_itself():
    text = f"{HOURS} {OPEN}"
    assert disagreements([text], np.ones((1, 1), dtype=np.float32)) == []
    assert disagreements([], np.zeros((0, 2), dtype=np.float32)) == []
