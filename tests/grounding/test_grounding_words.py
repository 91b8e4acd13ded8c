"""Which words count, and which are forms of one another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canvasai.grounding.words import content_words, same_word, stem, stems, words_of


@pytest.mark.parametrize(
    "pair",
    """
    rent/rented rent/rental rented/rental rents/renting price/pricing price/prices farm/farms bakery/bakeries
    company/companies sell/selling lease/leasing clean/cleaner deliver/delivery manage/management miete/mieten
    kunde/kunden client/clients cliente/clientes install/installation box/boxes buy/buyer store/stores part/parts
    party/parties community/communities insure/insurance tag/tage produce/product
    """.split(),
)
def test_forms_of_a_word_meet(pair):
    one, other = pair.split("/")
    assert same_word(one, other)
    assert same_word(other, one)


@pytest.mark.parametrize(
    "pair",
    """
    form/farm forms/farms car/care cars/care staff/stuff plan/planet part/partner parts/partners part/party
    store/story stores/stories bus/business custom/customer community/communication import/important post/poster
    war/ware rate/rat sign/signal barrel/barrier data/date
    """.split(),
)
def test_unlike_words_do_not_meet(pair):
    one, other = pair.split("/")
    assert not same_word(one, other)
    assert not same_word(other, one)


@given(st.text(alphabet="abcdeilnorstyäéñ", min_size=1, max_size=12))
def test_a_word_meets_itself_and_keeps_three_letters(word):
    assert same_word(word, word)
    assert word.startswith(stem(word))
    assert len(stem(word)) >= min(3, len(word))


def test_words_are_told_apart_from_marks_and_digits():
    assert words_of("The farm’s well-kept barrels: 40 of them!") == [
        "the",
        "farm",
        "well",
        "kept",
        "barrels",
        "of",
        "them",
    ]


def test_composed_and_decomposed_letters_are_the_same():
    assert words_of("caf\u0065\u0301") == words_of("café")


@pytest.mark.parametrize(
    "text",
    ["We are with them", "Wir sind bei ihnen für die", "Nous sommes dans les", "El que con los"],
)
def test_function_words_of_four_languages_carry_nothing(text):
    assert set(content_words(text)) <= {"ihnen", "sommes"}


def test_stems_of_a_text():
    assert stems("We rent rented rentals") == {"rent", "rental"}
