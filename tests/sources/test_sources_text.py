"""Markdown and plain text: encodings, normalisation, headings, hidden parts."""

from __future__ import annotations

import hashlib
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from canvasai.errors import SourceUnreadableError
from canvasai.sources.markdown import headings, plain_headings
from canvasai.sources.normalising import clean
from canvasai.sources.reading import read_text
from canvasai.sources.unseen import without_unseen

PLAN = "# Plan\n\nWe sell *machines* to “bakeries” – 500 € a month.\n\n\n\n- one\n\t- two &amp; <b>b</b>\n"


@pytest.mark.parametrize("name", ["a.md", "a.markdown", "a.txt", "A.MD"])
def test_clean_text_is_kept_as_it_is(read, name):
    source = read(name, PLAN)
    assert source.text == PLAN
    assert source.sha256 == hashlib.sha256(PLAN.encode()).hexdigest()
    assert source.media == name.split(".")[1].lower()
    assert source.notes == ()


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_encodings(read, encoding):
    text = "Die Bäckerei zahlt 500 € für Geräte.\nÖfen zählen nicht dazu.\n"
    assert read("a.txt", text.encode(encoding)).text == text


def test_marks_of_utf16_and_utf32_big_endian(read):
    assert read("a.md", b"\xfe\xff" + "Öfen".encode("utf-16-be")).text == "Öfen"
    assert read("a.md", b"\x00\x00\xfe\xff" + "Öfen".encode("utf-32-be")).text == "Öfen"


def test_guessed_encodings_are_noted(read):
    text = "Мы продаём оборудование пекарням. Цена пятьсот рублей в месяц.\n" * 3
    source = read("a.txt", text.encode("cp1251"))
    assert source.text == text
    assert "cp1251" in source.notes[0]


def test_one_damaged_character_does_not_change_the_encoding(read):
    source = read(
        "a.txt", "Größe für Öfen, Äpfel, Übung, süß, schön, früh, müde".encode() + b"\xff."
    )
    assert source.text.startswith("Größe für Öfen")
    assert source.notes == ("1 damaged character was replaced.",)


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\nxxxx", bytes(range(256)) * 4, b"PK\x03\x04abc"]
)
def test_binary_with_a_text_ending(read, content):
    with pytest.raises(SourceUnreadableError, match=r"a\.md is not a text file"):
        read("a.md", content)


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", b"\xef\xbb\xbf\n", b"<!-- only this -->"])
def test_empty(read, content):
    with pytest.raises(SourceUnreadableError, match="is empty"):
        read("a.md", content)


def test_line_ends_controls_and_composition(read):
    source = read("a.txt", "a\r\nb\rc\x00d\x07\x0ce\u2028f cafe\u0301\tg\n")
    assert source.text == "a\nb\ncd\ne\nf café\tg\n"


def test_hidden_characters_are_removed():
    hidden = "\u200b\u2060\ufeff\u202e\u2066\u00ad\u200d\U000e0041\U000e0042"
    assert clean(f"pay{hidden}ment") == "payment"
    assert clean("a\ufe0f\ufe01\ufe02\ufe03b") == "a\ufe0fb"


def test_joiners_that_shape_letters_stay():
    for text in ("👩‍💻 works", "می‌خواهم"):
        assert clean(text) == text


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("cafÃ©", "café"),
        ("donâ€™t", "don’t"),
        ("## \uf8ffüéØ Mission", "## 🎯 Mission"),
        ("## \uf8ffüí∞ Revenue", "## 💰 Revenue"),
        ("## \uf8ffüèóÔ∏è Frame", "## 🏗️ Frame"),
    ],
)
def test_mojibake_is_mended(broken, mended):
    assert clean(broken) == unicodedata.normalize("NFC", mended)


@pytest.mark.parametrize(
    "text",
    ["“Äpfel”", "L’été à Paris «ici»", "&amp; &lt;b&gt;", "ｆｕｌｌ ﬁ", "5 € – ½ … ©", "ÖÄÜ"],
)
def test_right_text_is_not_mended(text):
    assert clean(text) == text


@hypothesis_settings(deadline=None)
@given(st.text())
def test_clean_settles(text):
    once = clean(text)
    assert "\r" not in once
    assert "\x00" not in once
    assert unicodedata.is_normalized("NFC", once)


def test_headings_of_markdown(read):
    text = (
        "---\ntitle: Plan\n# not this\n---\n# One ##\n\nTwo\n===\n\n```\n# code\n```\n~~~~\n~~~\n# c\n"
        "~~~~\n\n### **Three**\n\nlong\nparagraph\n---\n\n- point\n---\n\n| a |\n---\n\n#hash\n\n# C#\n\n####### 7\n"
        "Four\n----\n\n## _Five_ and *six*\n"
    )
    found = [(heading.level, heading.title) for heading in read("a.md", text).headings]
    assert found == [(1, "One"), (1, "Two"), (3, "Three"), (1, "C#"), (2, "_Five_ and *six*")]


def test_underlined_heading_below_a_blank_line():
    assert [each.title for each in headings("x\n\nFour\n----\ny")] == ["Four"]
    assert headings("x\n\nFour\n----\ny", underlined=False) == ()


def test_headings_of_plain_text():
    text = (
        "Our plan\n========\n\nText here.\n\n1. MARKET\n\nx\n\n2.1 COSTS OF STAFF\n\n"
        "3. Hire people\n\n4. NO HEADING\nnext line\n\nCosts\n-----\nSHOUTED\n"
    )
    found = [(heading.level, heading.title) for heading in plain_headings(text)]
    assert found == [(1, "Our plan"), (1, "1. MARKET"), (2, "2.1 COSTS OF STAFF"), (2, "Costs")]


@pytest.mark.parametrize(
    "hidden",
    [
        "<!-- SECRET\n\nmore -->",
        '<span style="display:none">SECRET</span>',
        "<div hidden>\n\nSECRET <div>inner</div> SECRET\n\n</div>",
        "<span style='color: #fff'>SECRET</span>",
        '<p aria-hidden="true">SECRET</p>',
        "<span style=font-size:0>SECRET</span>",
        "<style>SECRET</style>",
        "[//]: # (SECRET)",
        "[comment]: <> (SECRET)",
    ],
)
def test_hidden_parts_of_markdown(read, hidden):
    source = read("a.md", f"Before.\n\n{hidden}\n\nAfter.\n")
    assert "SECRET" not in source.text
    assert "Before." in source.text
    assert "After." in source.text
    assert source.notes == ("1 passage that a reader does not see was left out.",)


@pytest.mark.parametrize(
    "shown",
    [
        "```html\n<!-- shown -->\n<div hidden>x</div>\n```",
        "Write `<!-- shown -->` there.",
        "``<span hidden>`x`</span>``",
        "<span style='color:white;background:#000'>shown</span>",
        "<b>shown</b> and 3 < 4 and <unclosed",
        "A comment that never <!-- ends.",
    ],
)
def test_what_shows_in_markdown_stays(read, shown):
    source = read("a.md", shown)
    assert source.text == shown
    assert source.notes == ()


def test_hidden_markup_in_plain_text_shows(read):
    assert read("a.txt", "<!-- seen -->").text == "<!-- seen -->"


def test_unclosed_hidden_element_ends_with_its_paragraph():
    assert without_unseen("a\n\n<div hidden>SECRET\n\nb") == ("a\n\n\nb", 1)


@pytest.mark.parametrize(
    "piece",
    [
        "<div hidden>",
        "<!--",
        "`",
        "<a ",
        "``x",
        "# a\n",
        "a\n---\n",
        "x\n\n",
        "*",
        "é»Ã ",
        " ",
        "#",
        "# ",
        "<b",
    ],
)
def test_time_grows_with_the_length_only(settings, piece):
    text = piece * (400_000 // len(piece))
    begin = time.perf_counter()
    read_text(f"x {text}", "a.md", settings)
    assert time.perf_counter() - begin < 4.0


def test_text_from_elsewhere(settings):
    source = read_text("# Plan\r\n\r\nWe bake. <!-- typed -->", "brief", settings)
    assert (source.name, source.media) == ("brief", "txt")
    assert source.text == "# Plan\n\nWe bake. <!-- typed -->"
    assert [heading.title for heading in source.headings] == ["Plan"]
    assert read_text("a <!-- b --> c", "x.md", settings).text == "a  c"
    with pytest.raises(SourceUnreadableError, match="brief is empty"):
        read_text(" \n", "brief", settings)
