"""Texts for Office files: hostile ones do no harm, and all others stay what they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from canvasai.canvas.formats.office.pptx_measure import lines, pieces, width
from canvasai.canvas.formats.office.text import clean, is_rtl, shortened


@given(st.text(st.characters()))
def test_a_clean_text_is_one_line_that_xml_takes(text: str) -> None:
    cleaned = clean(text)
    element = etree.Element("t")
    element.text = cleaned
    assert etree.fromstring(etree.tostring(element)).text or cleaned == ""
    assert "\n" not in cleaned
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cafés rent cups.", "Cafés rent cups."),
        ("two\n lines ", "two lines"),
        ("10\xa0000\u202f€", "10\xa0000\u202f€"),
        ("nul\x00, half\ud800, none\ufffe", "nul�, half�, none�"),
        ("whole 😀", "whole 😀"),
        ("\u202eturned", "\u202eturned\u202c"),
        ("\u2067a \u202bb", "\u2067a \u202bb\u202c\u2069"),
        ("\u202aclosed\u202c \u2066too\u2069", "\u202aclosed\u202c \u2066too\u2069"),
        ("\u2066\u202eone end\u2069", "\u2066\u202eone end\u2069"),
        ("stray \u202c\u2069", "stray \u202c\u2069"),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cafés", False),
        ("“[1] שכר", True),
        ("123 إيجار", True),
        ("EUR شهر", False),
        ("123 …", False),
        ("", False),
    ],
)
def test_is_rtl(text: str, expected: bool) -> None:
    assert is_rtl(text) is expected


def test_a_text_is_shortened_at_a_word() -> None:
    assert shortened("rent of reusable cups", 40) == "rent of reusable cups"
    assert shortened("rent of reusable cups", 18) == "rent of reusable…"
    assert shortened("Kreislaufwirtschaft", 8) == "Kreisla…"
    assert shortened("\u202eturned round", 10) == "\u202eturned…\u202c"


def test_lines_are_broken_between_words() -> None:
    found = pieces("Rent of reusable cups")
    assert lines(found, 100) == 1
    assert lines(found, width("Rent of reusable") * 1.1) == 2
    assert lines(found, width("reusable") * 1.1) == 3
    assert lines((), 10) == 1


def test_long_words_and_chinese_are_broken_too() -> None:
    assert len(pieces("倉庫の家賃")) == 5
    assert lines(pieces("倉庫の家賃" * 8), 21) == 3
    assert lines(pieces("W" * 100), 20) >= 5
    assert len(pieces("Ho-Chi-Minh")) == 3
    assert len(pieces("a\xa0b")) == 1


def test_widths_are_those_of_arial_or_more() -> None:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    for code in [*range(32, 127), *range(0xC0, 0xD7), *range(0xD8, 0xF7), *range(0xF8, 0x100)]:
        assert width(chr(code)) >= stringWidth(chr(code), "Helvetica", 1) - 0.01, chr(code)
    assert width("e\u0301") == width("e")
    assert width("\ufdfa") > 5  # one character that is a sentence
