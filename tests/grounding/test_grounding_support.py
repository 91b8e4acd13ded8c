"""Whether a cited text carries an item."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from canvasai.grounding.support import support
from canvasai.grounding.words import content_words


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("Rents 40 farms", "We rent to forty farms"),
        ("Monthly rent of 9 €", "The rent is 9 € a month"),
        ("Cancel monthly", "No contract, cancel monthly"),
        ("Monatlich kündbar", "Kein Vertrag, monatlich kündbar"),
        ("Without hidden fees", "No hidden fees"),
        ("No hidden fees", "There are never hidden fees"),
        ("No yearly contract", "There is no need to sign any kind of yearly contract"),
        ("Never wait for repair", "No waiting: customers never wait for repair."),
        ("Repairs without waiting", "No waiting for repairs"),
        ("Repairs on site", "We repair on site, so you never wait"),
        ("Sells directly", "We don't use dealers. We sell directly."),
        ("Service contract", "We offer service contracts, not repairs"),
        ("Delivers free", "Deliveries are free and need no card"),
        ("Free of charge, no card", "Free of charge, no card needed"),
        ("Offers barrel rental to customers", "We rent out barrels"),
    ],
)
def test_carried(text, evidence):
    found = support(text, [evidence])
    assert found.carried, found


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("Rents robots to farms", "We rent to farms"),
        ("Dairy farms in Kolm", "Dairy farms"),
        ("Sells to bakeries", "We rent to farms"),
        ("Car wash", "Care and wash"),
        ("Part suppliers", "Suppliers and partners"),
        ("", "We rent to farms"),
        ("...", "We rent to farms"),
        ("40", "40 farms"),
        ("Rents to farms", ""),
    ],
)
def test_words_that_the_evidence_lacks_are_not_carried(text, evidence):
    assert not support(text, [evidence]).carried


@pytest.mark.parametrize(
    ("text", "evidence", "numbers"),
    [
        ("Rent of 9 €", "The rent is 11 €", ("9",)),
        ("Rent of 9 €", "The rent is 9 $", ("9",)),
        ("Rent of 9 € a month", "The rent is 9 € a year", ("9",)),
        ("Rents to 60 farms", "We rent to farms", ("60",)),
        ("Rents to sixty farms", "We rent to farms", ("sixty",)),
    ],
)
def test_numbers_that_the_evidence_lacks_are_not_carried(text, evidence, numbers):
    found = support(text, [evidence])
    assert found.numbers == numbers
    assert not found.carried


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("Sells data", "We do not sell data"),
        ("Sells data", "We don't sell data"),
        ("Sells data", "Data is something we do not sell"),
        ("Sells data", "Selling data is not allowed"),
        ("Verkauft Daten", "Wir verkaufen keine Daten"),
        ("Verkauft Daten", "Wir verkaufen Daten nicht."),
        ("Verkauft Daten", "Daten verkaufen wir nicht"),
        ("Vend des données", "Nous ne vendons pas de données"),
        ("Vendemos datos", "No vendemos datos"),
        ("Rents with deposit", "Rents without deposit"),
    ],
)
def test_a_dropped_negation_is_not_carried(text, evidence):
    assert support(text, [evidence]).negation
    assert not support(text, [evidence]).carried


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("Does not sell data", "We sell data"),
        ("No contract", "A contract for two years"),
        ("Rents without deposit", "Rents with deposit"),
        ("Kein Vertrag", "Mit Vertrag"),
        ("Sans caution", "Avec une caution"),
        ("Sin fianza", "Con fianza"),
        # The evidence denies something, but something else.
        ("No deposit", "No contract. A deposit is due."),
    ],
)
def test_an_added_negation_is_not_carried(text, evidence):
    assert support(text, [evidence]).negation
    assert not support(text, [evidence]).carried


def test_several_quotes_carry_together():
    quotes = ["We rent barrels.", "Our customers are dairy farms."]
    assert support("Rents barrels to dairy farms", quotes).carried
    assert not support("Rents barrels to dairy farms", quotes[:1]).carried


def test_rare_words_weigh_more():
    evidence = ["We rent barrels to farms in Kolm and keep them clean"]
    text = "Rents clean barrels to farms in Lund"
    assert support(text, evidence).coverage == pytest.approx(0.8)
    assert support(text, evidence, {"lund": 5.0}).coverage < 0.5


def test_what_is_missing_is_told_without_glue_words():
    found = support("Offers robots to farms", ["We rent barrels to farms"])
    assert found.missing == ("robots",)


_WORDS = st.sampled_from(
    "we rent steel barrels to dairy farms no not never 40 9 € a month Kolm wir vermieten keine Fässer nicht "
    "louons des fûts sans caution sin fianza without is are but , . : %".split()
)


@hypothesis_settings(max_examples=150, deadline=None)
@given(st.lists(_WORDS, min_size=1, max_size=14).map(" ".join))
def test_a_full_copy_is_carried(text):
    assume(content_words(text))
    assert support(text, [text]).carried
    assert support(text, ["Something else stands here.", text]).coverage == pytest.approx(1.0)


@hypothesis_settings(max_examples=100, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_coverage_is_a_share(text, evidence):
    assert 0.0 <= support(text, [evidence]).coverage <= 1.0
