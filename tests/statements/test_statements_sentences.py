"""Where sentences end, in four languages."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from canvasai.statements.sentences import sentence_spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "text",
    [
        # English
        "We rent to approx. 40 farms.|They pay monthly.",
        "Barrels, e.g. steel ones, i.e. heavy ones, are dear.|We rent them.",
        "Costs for rent etc. are low.|We like it.",
        "We rent barrels, kegs, etc.|They are blue.",
        "No. 7 is our best barrel.|It sells.",
        "We said no.|They left.",
        "Keep it in mind.|Then call.",
        "It takes 5 min.|Then it is clean.",
        "It takes max. 5 days.|Then it is clean.",
        "We buy from Lund Inc. and others.|They deliver.",
        "We buy from Lund Ltd.|They make pumps.",
        "We chose plan B.|It works.",
        "J. Berg founded it.|K. M. Lund joined.",
        "Mr. Lund and Dr. Berg lead.|They are four.",
        "He left at 5 p.m. and slept.|We stayed.",
        "It costs 9 € (incl. VAT).|That is fair.",
        "It costs 2.5 €.|It holds 3.000 litres.",
        "We started in 2029.|Since then we grew.",
        "We have 12.|They have 3.",
        "On the 3. Lund came.",
        "Write to info@lund.example.|We answer.",
        # German
        "Die Fässer werden z. B. gemietet.|Das spart Geld.",
        "Die Fässer werden z.B. von Höfen gemietet.|Das spart Geld.",
        "Wir liefern u. a. Fässer, d. h. große.|Sie rosten nicht.",
        "Am 3. Mai beginnt die Saison.|Danach ruht sie.",
        "Die Saison geht bis 3. Mai.|Danach ruht sie.",
        "Der 2. Standort ist in Kolm.|Er ist klein.",
        "Unser 3. Standort folgt.|Er ist klein.",
        "Ca. 40 Höfe mieten bzw. kaufen.|Gut.",
        "Die Nr. 1 in Kolm.|Wirklich.",
        "Der Vertrag läuft bis 31.12.2031.|Dann endet er.",
        "3 Mio. Fässer im Jahr.|Das sind viele.",
        # French
        "Nous livrons p. ex. des fûts.|Merci.",
        "M. Dubois et Mme. Berg paient 9 €.|Ils sont contents.",
        "« Nous louons. »|Puis il part.",
        "Vendez-vous des données ?|Non.",
        "Env. 40 fermes louent.|Bien.",
        # Spanish
        "Vendemos p. ej. barriles.|Bien.",
        "El Sr. Gómez paga 9 €.|Está contento.",
        "¿Vende datos?|No.|Nunca.",
        "Aprox. 40 granjas alquilan.|Bien.",
        # marks
        "He said “We rent.”|Then he left.",
        'He said "We rent."|Then he left.',
        "It costs 9 €.|(We do not.)|Good.",
        "We rent... and we sell.|Fine.",
        "We rent…|Then we sell.",
        "Do you rent?|Yes!|Great.",
        "**We rent.**|Then more.",
        "1. Do you rent?|We do.",
        "Q2. Do you rent?|We do.",
        "私たちは貸します。|彼らは払います。",
    ],
)
def test_where_sentences_end(text):
    expected = text.split("|")
    whole = "".join(expected) if "。" in text else " ".join(expected)
    assert sentences(whole) == expected


def test_a_line_end_is_a_space():
    assert sentences("We rent\nbarrels.\nThey are blue.") == ["We rent\nbarrels.", "They are blue."]


def test_a_month_in_a_word_ends_no_sentence():
    assert sentences("We have 12. Maybe more. We sold 3. Markets help.") == [
        "We have 12.",
        "Maybe more.",
        "We sold 3.",
        "Markets help.",
    ]


@hypothesis_settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=8), st.sampled_from('. … ? ! " ” » ) * z.B. No. 3. Mai A We'.split())
        ),
        max_size=20,
    ).map(" ".join)
)
def test_spans_are_ordered_trimmed_and_complete(text):
    covered, last = set(), 0
    for start, end in sentence_spans(text):
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        covered.update(range(start, end))
        last = end
    assert all(char.isspace() or index in covered for index, char in enumerate(text))


@pytest.mark.parametrize(
    "piece",
    ["We rent. ", "a. ", ".", "x", '!"', " ", "word ", "3. ", "z.B. ", ' »."', ".) ", "Mai 3."],
)
def test_time_grows_with_the_length_only(piece):
    text = piece * (200_000 // len(piece))
    started = time.perf_counter()
    sentence_spans(text)
    assert time.perf_counter() - started < 3
