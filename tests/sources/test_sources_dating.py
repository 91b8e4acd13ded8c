"""The date that a document gives itself, and dates that it only speaks of."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from canvasai.sources.dating import date_of
from canvasai.sources.model import Source

BODY = "We mend nets for the skippers of Osterlund and Vessby all year.\n\n" * 6


def dated(text):
    return date_of(Source("memo.md", "md", text, ""))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 May 2024", "2024-05-03"),
        ("3rd of May 2024", "2024-05-03"),
        ("May 3, 2024", "2024-05-03"),
        ("May 3rd, 2024", "2024-05-03"),
        ("Sept. 4, 2024", "2024-09-04"),
        ("4 Sept. 2024", "2024-09-04"),
        ("31 December 2024", "2024-12-31"),
        ("October 2024", "2024-10"),
        ("3. Mai 2024", "2024-05-03"),
        ("Berlin, den 12. März 2024", "2024-03-12"),
        ("1. Januar 2024", "2024-01-01"),
        ("24. Dezember 2024", "2024-12-24"),
        ("Oktober 2024", "2024-10"),
        ("3 mai 2024", "2024-05-03"),
        ("Paris, le 1er août 2024", "2024-08-01"),
        ("14 février 2024", "2024-02-14"),
        ("8 décembre 2024", "2024-12-08"),
        ("avril 2024", "2024-04"),
        ("15 juin 2024", "2024-06-15"),
        ("15 juillet 2024", "2024-07-15"),
        ("3 de mayo de 2024", "2024-05-03"),
        ("Madrid, a 3 de enero del 2024", "2024-01-03"),
        ("9 de agosto de 2024", "2024-08-09"),
        ("diciembre de 2024", "2024-12"),
        ("2024-05-03", "2024-05-03"),
        ("2024-05", "2024-05"),
        ("03.05.2024", "2024-05-03"),
        ("3/5/2024", "2024-05-03"),
        ("29 February 2024", "2024-02-29"),
    ],
)
def test_dates_in_four_languages_and_in_digits(text, expected):
    assert dated(text) == expected
    assert dated(f"# Our plan\n\n{text}\n\n{BODY}") == expected


@pytest.mark.parametrize(
    "text",
    [
        "From: Anna\nDate: Fri, 3 May 2024 10:00:11 +0200\nSubject: Nets for Vessby\n",
        "From: Anna\nSent: Friday, May 3, 2024 10:00 AM\nTo: Ole\nSubject: Nets\n",
        "Von: Anna\nGesendet: Freitag, 3. Mai 2024 10:00\nAn: Ole\n",
        "De : Anna\nEnvoyé : vendredi 3 mai 2024 10:00\nÀ : Ole\n",
        "De: Ana\nEnviado el: viernes, 3 de mayo de 2024 10:00\nPara: Ole\n",
        "# Minutes of the board meeting, 3 May 2024\n",
        "# Protokoll der Sitzung vom 3. Mai 2024\n",
        "# Compte rendu du 3 mai 2024\n",
        "# Acta del 3 de mayo de 2024\n",
        "# Price list\n\nLast updated: 2024-05-03\n",
        "# Preisliste\n\nStand: 03.05.2024\n",
        "# Tarif\n\nMise à jour : 3 mai 2024\n",
        "# Tarifa\n\nActualizado: 3 de mayo de 2024\n",
    ],
)
def test_heads_of_letters_minutes_and_lists(text):
    assert dated(text + BODY) == "2024-05-03"


@pytest.mark.parametrize(
    "text",
    [
        "Founded on 3 May 2011",
        "Our loft was founded on 3 May 2011.",
        "We have mended nets since May 2011.",
        "Established 3 May 2011",
        "The loft opened on 3 May 2011",
        "Gegründet am 3. Mai 2011",
        "Seit 3. Mai 2011 in Vessby",
        "Fondée le 3 mai 2011",
        "Depuis le 3 mai 2011",
        "Fundada el 3 de mayo de 2011",
        "Desde el 3 de mayo de 2011",
        "Send your offer until 3 May 2011",
    ],
)
def test_a_date_of_something_else_is_none_of_the_document(text):
    assert dated(text) == ""
    assert dated(f"{text}\n\n3 May 2024\n") == "2024-05-03"


@pytest.mark.parametrize(
    "text",
    [
        "On 3 May 2024 the harbour master told us that he would hand out cards.",
        "Skippers who came on 2024-05-03 waited for two days until nets were dry.",
        "Am 3. Mai 2024 hat uns der Hafenmeister alle Karten aus der Hand gerissen.",
        "Le 3 mai 2024 le maître du port nous a pris toutes les cartes.",
        "El 3 de mayo de 2024 el jefe del puerto nos compró todas las redes.",
    ],
)
def test_a_date_in_a_sentence_further_down_is_spoken_of(text):
    assert dated(f"# Plan\n\n{BODY}{text}\n") == ""


def test_a_line_of_its_own_counts_further_down():
    assert dated(f"# Plan\n\n{BODY}3 May 2024\n") == "2024-05-03"


def test_a_line_that_says_so_counts_further_down():
    line = "Date: 3 May 2024, as the head of the loft told it to all of us"
    assert dated(f"# Plan\n\n{BODY}{line}\n") == "2024-05-03"


def test_what_stands_far_below_does_not_count():
    assert dated(f"# Plan\n\n{BODY * 4}Date: 3 May 2024\n") == ""


def test_a_table_does_not_date_its_document():
    assert dated("| date | nets |\n|---|---|\n| 2024-05-03 | 12 |\n") == ""


def test_the_first_date_counts():
    assert dated("3 May 2024\n\n4 June 2025\n") == "2024-05-03"


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2024",
        "32.05.2024",
        "00.05.2024",
        "05/13/2024",
        "2024-13-01",
        "2024-00",
        "2023-02-29",
        "3 Nets 2024",
        "2024",
        "3 May",
        "3 May 1999",
        "3.5.24",
        "20240503",
        "A plan without any date",
        "",
    ],
)
def test_what_is_no_date_gives_none(text):
    assert dated(text) == ""


def test_an_impossible_date_does_not_hide_a_possible_one():
    assert dated("31/02/2024\n\n3 May 2024\n") == "2024-05-03"


@hypothesis_settings(deadline=None)
@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_as_it_is_written(day):
    for form in ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"):
        assert dated(day.strftime(form)) == day.isoformat()
