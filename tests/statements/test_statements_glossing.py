"""English words in place of German, French and Spanish ones."""

from __future__ import annotations

import time

import pytest

from canvasai.statements.glossing import GLOSSARIES, gloss


@pytest.mark.parametrize(
    ("language", "text", "english"),
    [
        ("de", "Wir vermieten Stahl an Höfe.", "we rent out steel at farms."),
        ("fr", "Nous louons aux fermes.", "we rent to farms."),
        ("es", "Las granjas pagan 9 € al mes.", "the farms pay 9 € to the month."),
    ],
)
def test_sentences(language, text, english):
    assert gloss(text, language) == english


@pytest.mark.parametrize("language", ["en", "", "it", "nl"])
def test_other_languages_stay_as_they_are(language):
    text = "Wir sind die Höfe, qu'il a, la casa."
    assert gloss(text, language) == text


@pytest.mark.parametrize("language", ["de", "fr", "es"])
@pytest.mark.parametrize("text", ["", " ", "12,50 € (9 %)", "🐄 … | \n\t", "Nordhag Tränkfix ABRX"])
def test_what_no_glossary_knows_stays_as_it_is(language, text):
    assert gloss(text, language) == text


def test_marks_numbers_and_spaces_stay_where_they_are():
    assert gloss("Haus:  9 €\n– Haus, (Haus)", "de") == "house:  9 €\n– house, (house)"


@pytest.mark.parametrize("word", ["haus", "Haus", "HAUS"])
def test_capitals_do_not_matter(word):
    assert gloss(word, "de") == "house"


@pytest.mark.parametrize(
    ("language", "word", "english"),
    [
        ("de", "Höfen", "farms"),
        ("de", "Preises", "price"),
        ("de", "Arbeiten", "work"),
        ("fr", "fermes", "farms"),
        ("es", "granjas", "farms"),
    ],
)
def test_forms_of_a_word(language, word, english):
    assert gloss(word, language) == english


@pytest.mark.parametrize("word", ["zus", "ine", "umes"])
def test_no_ending_is_cut_from_a_short_word(word):
    assert gloss(word, "de") == word


@pytest.mark.parametrize(
    ("word", "english"),
    [
        ("Stahlpreis", "steel price"),
        ("Kundenbeziehungen", "customer relationship"),
        ("Arbeitspreis", "work price"),
        ("Stahlhauspreis", "steel house price"),
    ],
)
def test_german_compounds(word, english):
    assert gloss(word, "de") == english


@pytest.mark.parametrize("word", ["Stahlqux", "Quxstahl", "Stahlquxpreis"])
def test_a_compound_with_an_unknown_part_stays_as_it_is(word):
    assert gloss(word, "de") == word


@pytest.mark.parametrize("language", ["fr", "es"])
def test_only_german_joins_words(language):
    assert gloss("fermemois granjames", language) == "fermemois granjames"


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("l'eau", "water"),
        ("l’eau", "water"),
        ("L'eau", "water"),
        ("d'eau", "of water"),
        ("qu'il", "that he"),
        ("C'est", "it is"),
        ("Abrd'eau", "Abrd'water"),
        ("l' eau", "l' water"),
    ],
)
def test_french_elisions(text, english):
    assert gloss(text, "fr") == english


@pytest.mark.parametrize("language", ["de", "fr", "es"])
def test_glossaries_are_of_lower_case_words_with_one_gloss_each(language):
    lines = (GLOSSARIES / f"{language}.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line]
    assert len(pairs) > 1000
    assert [
        pair for pair in pairs if len(pair) != 2 or not all(part.strip() for part in pair)
    ] == []
    assert [word for word, _ in pairs if word != word.strip().lower()] == []


@pytest.mark.parametrize(
    "piece", ["x", "Haus ", "haus", "l'", "qu'", "preis-", "ä", "1", "Fass. ", "endes "]
)
@pytest.mark.parametrize("language", ["de", "fr", "es"])
def test_time_grows_with_the_length_only(language, piece):
    started = time.perf_counter()
    gloss(piece * (2_000 // len(piece)), language)
    assert time.perf_counter() - started < 5
