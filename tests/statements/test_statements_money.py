"""Where money flows, and when."""

from __future__ import annotations

import time

import pytest

from canvasai.statements.model import Kind, Money, Payer, Period
from canvasai.statements.money import direction_of, money_of, period_of, since_of


@pytest.mark.parametrize("payer", list(Payer))
def test_who_pays_is_taken_over(payer):
    found = money_of(payer.value, 0.7, Kind.FACT, "9 € a month")
    assert found == Money(payer, Period.CURRENT, "", 0.7)


@pytest.mark.parametrize("payer", ["none", "", "customers"])
def test_no_payer_no_money(payer):
    assert money_of(payer, 1.0, Kind.FACT, "9 € from May") is None


def test_money_tells_when_and_from_when_on():
    found = money_of("customer", 0.9, Kind.PLAN, "Farms pay 12 € from 1 April 2027.")
    assert found == Money(Payer.CUSTOMER, Period.PLANNED, "1 April 2027", 0.9)


@pytest.mark.parametrize(
    ("kind", "period"),
    [(Kind.FACT, Period.CURRENT), (Kind.PLAN, Period.PLANNED), (Kind.DENIED, Period.PAST)]
    + [(kind, Period.CURRENT) for kind in Kind if kind not in (Kind.PLAN, Kind.DENIED)],
)
def test_the_kind_tells_the_period(kind, period):
    assert period_of(kind, "Farms pay 9 € a month.") is period


PAST = """
    A barrel used to cost 12 €.
    Farms paid 12 € until last spring.
    Farms paid 12 € until 2029.
    Formerly a barrel was 12 €.
    PREVIOUSLY 12 €.
    Früher kostete ein Fass 12 €.
    Bis letztes Jahr kostete ein Fass 12 €.
    Autrefois un fût coûtait 12 €.
    Un fût coûtait 12 € jusqu’en 2029.
    Hasta el año pasado un barril costaba 12 €.
    Hasta 2029 costaba 12 €.
    Antes costaba 12 €."""


@pytest.mark.parametrize("text", [line.strip() for line in PAST.strip().splitlines()])
def test_words_of_the_past(text):
    assert period_of(Kind.FACT, text) is Period.PAST


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Barrels are used to carry water at 9 € a day.",
        "Farms pay until the barrel is returned.",
        "Rechnungen kommen nach dem Frühstück.",
        "Los clientes pagan antes de recibir el barril.",
    ],
)
def test_no_words_of_the_past(text):
    assert period_of(Kind.FACT, text) is Period.CURRENT


def test_a_plan_stays_a_plan_beside_words_of_the_past():
    assert period_of(Kind.PLAN, "Formerly 9 €, from 2031 on 12 €.") is Period.PLANNED


@pytest.mark.parametrize(
    ("text", "since"),
    [
        # English
        ("The rent is 12 € from 1 April 2027.", "1 April 2027"),
        ("The rent is 12 €, starting in March 2031.", "March 2031"),
        ("From 1st of May 2027 farms pay 12 €.", "1st of May 2027"),
        ("As of next year farms pay 12 €.", "next year"),
        ("Effective from 3 June, 12 €.", "3 June"),
        ("Farms pay 9 € until the spring of 2029.", "the spring of 2029"),
        ("The price has stood since 2029.", "2029"),
        ("Before Sept. 2029 it was 8 €.", "Sept. 2029"),
        ("FROM APRIL 2027", "APRIL 2027"),
        # German
        ("Ab dem 1. April 2027 zahlen Höfe 12 €.", "1. April 2027"),
        ("Ab nächstem Jahr 12 €.", "nächstem Jahr"),
        ("Seit März 2029 kostet ein Fass 9 €.", "März 2029"),
        ("Bis zum Herbst 2028 sind es 9 €.", "Herbst 2028"),
        ("Im Dezember kostet es 9 €.", "Dezember"),
        # French
        ("À partir du 1er avril 2027, 12 €.", "1er avril 2027"),
        ("À partir d'août 2027, 12 €.", "août 2027"),
        ("Dès l’an prochain, 12 €.", "l’an prochain"),
        ("Depuis février 2029, 9 €.", "février 2029"),
        ("Jusqu'en 2028, 9 €.", "2028"),
        # Spanish
        ("Desde el 1 de abril de 2027, 12 €.", "1 de abril de 2027"),
        ("A partir de enero de 2027, 12 €.", "enero de 2027"),
        ("Hasta septiembre 9 €.", "septiembre"),
        ("Antes de diciembre de 2029, 8 €.", "diciembre de 2029"),
        # nothing of the kind
        ("Farms pay 9 € a month.", ""),
        ("Farms may pay by card.", ""),
        ("We buy in marble from Marburg.", ""),
        ("Wir vermieten ab 3 Fässern.", ""),
        ("From 9 € a month.", ""),
        ("", ""),
    ],
)
def test_from_when_on(text, since):
    assert since_of(text) == since


def test_the_first_date_counts():
    assert since_of("From May 2027 it is 12 €, from June 2028 14 €.") == "May 2027"


def test_a_line_end_is_a_space():
    assert since_of("12 € from 1\nApril\n 2027.") == "1 April 2027"


@pytest.mark.parametrize("piece", ["from ", "from 1 ", "x", "1", " ", "jusqu'", "next "])
def test_time_grows_with_the_length_only(piece):
    text = piece * (100_000 // len(piece))
    started = time.perf_counter()
    since_of(text)
    period_of(Kind.FACT, text)
    assert time.perf_counter() - started < 3


@pytest.mark.parametrize(
    ("row", "payer"),
    [
        ("Item: Payroll export | Type: in | EUR: 45 | Unit: per month", Payer.CUSTOMER),
        ("Line: Night shift | Side: earned | CAD: 600", Payer.CUSTOMER),
        ("Position: Miete | Richtung: Ausgabe | EUR: 900", Payer.BUSINESS),
        ("Poste: Loyer | Sens: dépense | EUR: 900", Payer.BUSINESS),
        ("Partida: Alquiler | EUR: 900 | Tipo: gasto", Payer.BUSINESS),
        ("Item: Translations | Type: out | EUR: 0.11", Payer.BUSINESS),
        ("Item: In-house course | EUR: 300", None),
        ("Item: Log-out button | EUR: 300", None),
        ("Direction: out", None),  # no row of a table
    ],
)
def test_a_cell_that_names_the_side_of_the_books(row, payer):
    assert direction_of(row) is payer
