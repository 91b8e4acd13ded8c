"""Which language a statement is in, and that a language which is not sorted is told as such."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from canvasai.statements.language import SORTED, languages_of

ENGLISH = "We rent barrels to the farms and wash them for their owners."
GERMAN = "Wir vermieten die Fässer an Höfe und waschen sie für unsere Kunden."
FRENCH = "Nous louons des fûts aux fermes et les lavons pour nos clients."
SPANISH = "Alquilamos los barriles a las granjas y también lavamos los suyos."
DUTCH = "Wij verhuren vaten aan boerderijen en wassen ze voor onze klanten."
ITALIAN = "Noleggiamo i fusti alle fattorie della valle e anche del lago, con il nostro camion."


@pytest.fixture(scope="module")
def languages(say):
    """The languages of texts, all of one source or each of a source of its own."""

    def tell(*texts, apart=False):
        statements = [
            replace(say(text), source=f"{number if apart else 0}.md")
            for number, text in enumerate(texts)
        ]
        return languages_of(statements)

    return tell


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (GERMAN, "de"),
        (FRENCH, "fr"),
        (SPANISH, "es"),
        ("Each farm pays 9 € a month.", "en"),
        ("Jeder Hof zahlt 9 € im Monat und spart das Waschen.", "de"),
        ("Chaque ferme paie 9 € par mois.", "fr"),
        ("Cada granja paga 9 € al mes.", "es"),
    ],
)
def test_the_four_that_are_sorted(languages, text, language):
    assert languages(text) == [language]


@pytest.mark.parametrize(
    "text",
    [
        DUTCH,
        ITALIAN,
        "Alugamos os barris às quintas e também lavamos, mas não na nossa casa.",
        "Wypożyczamy beczki, które są dla nas, i nie myjemy ich przez rok.",
        "Vi hyr ut tunnor till gårdar och tvättar dem för våra kunder.",
        "Vi udlejer tønder til gårde og vasker dem, men ikke om vinteren.",
        "Pronajímáme sudy farmám, které je myjí, nebo se o ně každý stará.",
        "Închiriem butoaie fermelor și nu le spălăm pentru fiecare.",
        "Çiftlikler için varil kiralıyoruz ve her yıl yıkıyoruz.",
        "Hordókat adunk bérbe, és minden évben meg is mossuk, vagy csak nézzük.",
        "Vuokraamme tynnyreitä, ja ne on pesty, mutta ei joka vuosi.",
    ],
    ids=lambda text: text[:12],
)
def test_other_languages_in_latin_letters(languages, text):
    assert languages(text) == [""]


@pytest.mark.parametrize(
    "text",
    [
        "Мы сдаём бочки фермам.",
        "Ми здаємо бочки фермам.",
        "我们把水桶租给农场。",
        "私たちは樽を農場に貸します。",
        "우리는 농장에 통을 빌려준다.",
        "نؤجر البراميل للمزارع.",
        "אנחנו משכירים חביות.",
        "Νοικιάζουμε βαρέλια σε φάρμες.",
        "हम खेतों को बैरल देते हैं।",
        "เราให้เช่าถัง",
    ],
    ids=lambda text: text[:6],
)
def test_other_scripts(languages, text):
    assert languages(text) == [""]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We rent barrels to the farms of Фёдор.", "en"),
        ("Мы сдаём бочки фермам of Kolm.", ""),
    ],
)
def test_the_script_of_most_letters_counts(languages, text, language):
    assert languages(text) == [language]


@pytest.mark.parametrize("text", ["", "...", "12 34 56", "9 €", "🐄🐄🐄", "Barrels", "x" * 5000])
def test_what_tells_nothing_is_english(languages, text):
    assert languages(text) == ["en"]


@pytest.mark.parametrize("text", ["Steel", "12 34 56", "9 €", "🐄", "Lund | 9 €"])
@pytest.mark.parametrize(
    ("document", "language"), [(GERMAN, "de"), (FRENCH, "fr"), (SPANISH, "es"), (DUTCH, "")]
)
def test_a_short_statement_is_in_the_language_of_its_document(languages, text, document, language):
    assert languages(document, text) == [language, language]


def test_a_clear_statement_is_in_its_own_language(languages):
    texts = [GERMAN, GERMAN, GERMAN, ENGLISH, FRENCH, SPANISH, DUTCH]
    assert languages(*texts) == ["de", "de", "de", "en", "fr", "es", ""]


def test_a_foreign_document_does_not_hide_what_is_clear(languages):
    assert languages(DUTCH, DUTCH, ENGLISH, GERMAN) == ["", "", "en", "de"]


def test_one_small_word_of_another_language_changes_nothing(languages):
    assert languages(GERMAN, "Nordhag with Lund") == ["de", "de"]


def test_a_statement_in_two_languages_is_in_that_of_its_document(languages):
    mixed = "Die Leute aus Kolm of the harbour with den Fässern"
    assert languages(GERMAN, mixed) == ["de", "de"]
    assert languages(ENGLISH, mixed) == ["en", "en"]


def test_words_of_many_languages_tell_none(languages):
    assert languages(ENGLISH, "Puerto de la Cruz, Playa de la Arena") == ["en", "en"]


def test_documents_do_not_speak_for_each_other(languages):
    assert languages(GERMAN, FRENCH, ENGLISH, apart=True) == ["de", "fr", "en"]


def test_a_document_that_tells_nothing_is_in_the_language_of_the_others(languages):
    assert languages("Lund 9 €", GERMAN, "Kolm", apart=True) == ["de", "de", "de"]


def test_capitals_do_not_matter(languages):
    texts = [ENGLISH, GERMAN, FRENCH, SPANISH]
    assert languages(*(text.upper() for text in texts), apart=True) == list(SORTED)


@pytest.mark.parametrize(
    "text", ["D'un fût qu'on lave, d'un hof.", "D’un fût qu’on lave, d’un hof."]
)
def test_both_apostrophes(languages, text):
    assert languages(text) == ["fr"]


FOREIGN = (
    "Rendiamin kolmat vessolut tarbinaan, fermit sordeli manduk varis, lunder petrok hamilet "
    "drovin kestal, mirtek saldon, gerbin fatrol nimet, voskel durmat, plenik, torvas, kermil, "
    "sandor mulvek, fardin toskel, brenit."
)


def test_prose_without_small_words_is_no_known_language(languages):
    assert languages(FOREIGN) == [""]


def test_too_little_text_is_not_called_foreign(languages):
    assert languages(" ".join(FOREIGN.split()[:12])) == ["en"]


def test_a_table_has_few_small_words_in_any_language(languages):
    rows = [f"Town: Kolm | Barrel: steel | Litres: {n} | Price: high | Stock: low" for n in "123"]
    assert languages(*rows) == ["en", "en", "en"]


def test_nothing(languages):
    assert languages() == []


def test_one_language_a_statement_in_order(languages):
    texts = [ENGLISH, GERMAN, FRENCH, SPANISH] * 3
    assert languages(*texts, apart=True) == list(SORTED) * 3


def test_time_grows_with_the_length_only(languages):
    started = time.perf_counter()
    languages("word " * 40_000, "x" * 200_000, "d'" * 100_000, "1" * 200_000)
    assert time.perf_counter() - started < 5
