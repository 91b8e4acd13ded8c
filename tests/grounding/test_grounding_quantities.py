"""Numbers and their units in four languages, and which of them a text does not hold."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from canvasai.grounding.quantities import missing_numbers, quantities, spoken_quantities


def only(text: str):
    (quantity,) = quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1.5", {1.5}),
        ("12,50", {12.5}),
        ("0,5", {0.5}),
        ("0.125", {0.125}),
        ("2,400 €", {2400, 2.4}),
        ("2.400 €", {2400, 2.4}),
        ("1 200 €", {1200}),
        ("1\u00a0200 €", {1200}),
        ("1\u202f200 €", {1200}),
        ("1'200 CHF", {1200}),
        ("CHF 1'200.50", {1200.5}),
        ("1,234,567", {1234567}),
        ("1.234.567,89", {1234567.89}),
        ("1,234,567.89", {1234567.89}),
        ("€1.2m", {1_200_000}),
        ("1.2m €", {1_200_000}),
        ("€ 1.2 million", {1_200_000}),
        ("£2bn", {2_000_000_000}),
        ("40k", {40_000}),
        ("3 Mio. €", {3_000_000}),
        ("3 Mio €", {3_000_000}),
        ("3,5 Mrd. Euro", {3_500_000_000}),
        ("5 m", {5}),
    ],
)
def test_values_in_both_conventions(text, values):
    assert only(text).values == frozenset(float(value) for value in values)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("€20", "EUR"),
        ("20 €", "EUR"),
        ("EUR 20", "EUR"),
        ("20 Euro", "EUR"),
        ("$20", "USD"),
        ("US$20", "USD"),
        ("20 US$", "USD"),
        ("20 dollars", "USD"),
        ("£20", "GBP"),
        ("CHF 20", "CHF"),
        ("20 Fr.", "CHF"),
        ("20 kr", "KR"),
        ("€5m", "EUR"),
        ("5 m €", "EUR"),
        ("40k €", "EUR"),
        ("12%", "%"),
        ("12 %", "%"),
        ("12 percent", "%"),
        ("12 per cent", "%"),
        ("12 Prozent", "%"),
        ("12 pour cent", "%"),
        ("12 por ciento", "%"),
        ("5 kg", "kg"),
        ("1,5 Tonnen", "t"),
        ("8 heures", "h"),
        ("a 40-hour week", "h"),
        ("12 Monate", "month"),
        ("5 m", "m"),
        ("40 farms", "farms"),
        ("40 Höfe", "höfe"),
        ("40", ""),
    ],
)
def test_units_before_and_after(text, unit):
    assert only(text).unit == unit


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("9 € per month", "month"),
        ("9 €/month", "month"),
        ("9 €/mo", "month"),
        ("9 € a month", "month"),
        ("9 € monthly", "month"),
        ("29 € per user per month", "month"),
        ("29 € per user and month", "month"),
        ("9 € pro Monat", "month"),
        ("9 € im Monat", "month"),
        ("9 € monatlich", "month"),
        ("9 € je Fass und Monat", "month"),
        ("9 € par mois", "month"),
        ("9 € mensuels", "month"),
        ("9 € al mes", "month"),
        ("9 € por mes", "month"),
        ("9 € mensuales", "month"),
        ("9 € a year", "year"),
        ("9 € per annum", "year"),
        ("9 € p.a.", "year"),
        ("9 €/Jahr", "year"),
        ("9 € jährlich", "year"),
        ("9 € par an", "year"),
        ("9 € al año", "year"),
        ("9 € an hour", "hour"),
        ("9 € pro Stunde", "hour"),
        ("9 € per day", "day"),
        ("9 € in the summer", ""),
        ("9 €", ""),
    ],
)
def test_periods_in_four_languages(text, period):
    assert only(text).period == period


@pytest.mark.parametrize(
    ("text", "unit", "period"),
    [
        ("Price (€): 11", "EUR", ""),
        ("Price [EUR]: 11", "EUR", ""),
        ("Price (€/month): 11", "EUR", "month"),
        ("Preis (€ pro Jahr): 11", "EUR", "year"),
        ("Share (%): 11", "%", ""),
        ("Barrels (full): 11", "", ""),
    ],
)
def test_a_header_names_the_unit_of_its_cell(text, unit, period):
    assert (only(text).unit, only(text).period) == (unit, period)


def test_spans_are_the_numbers_as_written():
    text = "From €1,200 to 3 Mio. € in 12 months, on 03.05.2031."
    written = [text[q.start : q.end] for q in quantities(text)]
    assert written == ["1,200", "3", "12", "03", "05", "2031"]


def test_words_with_digits_are_no_numbers():
    assert quantities("B2B sales on A4 paper") == []


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("three vans", 3, "vans"),
        ("thirty-six cabs", 36, "cabs"),
        ("Eleven menders", 11, "menders"),
        ("a dozen barrels", 12, "barrels"),
        ("forty euros", 40, "EUR"),
        ("ninety-nine percent", 99, "%"),
        ("twelve hours", 12, "h"),
        ("fünfzehn Höfe", 15, "höfe"),
        ("fünf Prozent", 5, "%"),
        ("zwölf Monate", 12, "month"),
        ("sept vélos", 7, "vélos"),
        ("vingt-cinq fermes", 25, "fermes"),
        ("onze euros", 11, "EUR"),
        ("quince granjas", 15, "granjas"),
        ("cuarenta días", 40, "day"),
        ("ten, more or less", 10, ""),
        ("only ten", 10, ""),
    ],
)
def test_numbers_in_words_have_values_and_units(text, value, unit):
    (quantity,) = spoken_quantities(text)
    assert (quantity.values, quantity.unit) == (frozenset({float(value)}), unit)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "one van",
        "two vans",
        "both vans",
        "twice",
        "once a year",
        "eine Halle",
        "dos redes",
        "12",
    ],
)
def test_small_numbers_in_words_say_too_little(text):
    assert spoken_quantities(text) == []


def test_periods_of_numbers_in_words():
    month, week, none = spoken_quantities(
        "Forty euros a month for the hall. Vingt fermes par semaine. Zehn Netze."
    )
    assert (month.period, week.period, none.period) == ("month", "week", "")


def test_spans_of_numbers_in_words_are_as_written():
    text = "Twenty-five nets, ZWÖLF floats: 9 boats and three crews."
    written = [text[q.start : q.end] for q in spoken_quantities(text)]
    assert written == ["Twenty-five", "ZWÖLF", "three"]


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("40 farms", "We serve forty farms"),
        ("forty farms", "We serve 40 farms"),
        ("25 farms", "We serve twenty-five farms"),
        ("twenty-five farms", "We serve 25 farms"),
        ("vierzig Höfe", "40 Höfe"),
        ("quarante fermes", "40 fermes"),
        ("cuarenta granjas", "40 granjas"),
        ("12 barrels", "a dozen barrels"),
        ("2,400 €", "2.400 €"),
        ("2400 €", "€2,400"),
        ("20 €", "20,00 €"),
        ("€1.2m", "1,200,000 €"),
        ("40k", "40,000"),
        ("9 € a month", "9 €"),
        ("12 per cent", "12 %"),
        ("11 €", "Price (€): 11"),
        ("11 €/month", "Price (€/month): 11"),
        ("since 2031", "On 3 May 2031 we opened"),
        ("3 May 2031", "2031-05-03"),
        ("3 May 2031", "opened on 03.05.2031"),
        ("Paid once by both sides", "Paid a single time"),
        ("no number at all", ""),
    ],
)
def test_numbers_that_the_evidence_holds(text, evidence):
    assert missing_numbers(text, evidence) == []


@pytest.mark.parametrize(
    ("text", "evidence", "missing"),
    [
        ("40 farms", "50 farms", ["40"]),
        ("40 of 60 farms", "60 farms", ["40"]),
        ("forty farms", "farms", ["forty"]),
        ("five depots", "6 depots", ["five"]),
        ("20 farms", "twenty-five farms", ["20"]),
        ("5 farms", "twenty-five farms", ["5"]),
        ("9 €", "9 $", ["9"]),
        ("€9", "CHF 9", ["9"]),
        ("9 %", "9 €", ["9"]),
        ("9 %", "9 farms", ["9"]),
        ("9 €", "9 %", ["9"]),
        ("9 € per month", "9 € per year", ["9"]),
        ("9 € im Monat", "9 € pro Jahr", ["9"]),
        ("11 €", "Price ($): 11", ["11"]),
        ("11 €/month", "Price (€/year): 11", ["11"]),
        ("€1.2m", "€1.2", ["1.2"]),
        ("3 Mio. €", "3 €", ["3"]),
        ("12,50 €", "1250 €", ["12,50"]),
        ("since 2032", "since 2031", ["2032"]),
    ],
)
def test_numbers_that_the_evidence_lacks(text, evidence, missing):
    assert missing_numbers(text, evidence) == missing


_PIECES = st.one_of(
    st.text(max_size=12),
    st.from_regex(r"\d{1,4}([.,' ]\d{2,3}){0,2}", fullmatch=True),
    st.sampled_from(
        "€ $ % kg per month pro Jahr par mois al año forty zwölf cent twenty-five Mio. k m (€): 03.05.2031".split()
    ),
)


@hypothesis_settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=12).map(" ".join))
def test_a_text_holds_its_own_numbers(text):
    assert missing_numbers(text, text) == []
    for quantity in quantities(text):
        assert text[quantity.start : quantity.end][0].isdecimal()


def test_a_number_of_many_digits_is_equal_to_itself():
    assert missing_numbers("9" * 400, "9" * 400) == []


def test_time_grows_with_the_length_only():
    started = time.perf_counter()
    assert len(quantities("We rent 12 barrels for 3,500 €. " * 6000)) == 12_000
    assert time.perf_counter() - started < 3


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1,234,567.89 €", [{1234567.89}]),
        ("1.234.567,89 €", [{1234567.89}]),
        ("12 500 000 €", [{12500000.0}]),
        # Marks that mix are two numbers, never a failure.
        ("0,000 000.000.0", [{0.0}, {0.0}]),
        ("1,000.000.0", [{1.0, 1000.0}]),
    ],
)
def test_a_number_has_one_mark_between_its_thousands(text: str, values: list[set[float]]) -> None:
    assert [set(quantity.values) for quantity in quantities(text)] == values
