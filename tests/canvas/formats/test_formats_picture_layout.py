"""Where texts stand: lines within their blocks, the right way round, broken where they may be."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canvasai.canvas.blocks import Block
from canvasai.canvas.formats.picture.bidi import levels, visual_runs
from canvasai.canvas.formats.picture.breaking import ELLIPSIS, break_lines, cut_line
from canvasai.canvas.formats.picture.faces import Style
from canvasai.canvas.formats.picture.layout import draw_canvas
from canvasai.canvas.formats.picture.references import reference
from canvasai.canvas.formats.picture.shapes import Part, Picture, Rect, Text
from canvasai.canvas.formats.picture.shaping import SOFT_HYPHEN, advances, shape, width
from canvasai.canvas.formats.picture.text import is_rtl, plain, shortened
from canvasai.canvas.model import Canvas, Citation, Item, Status

REGULAR = Style.REGULAR
TEXTS = st.text(
    st.sampled_from("abc defg hij kl äß ÜB éñ Ωψ Жя אבג دمش (123) -/.,%€ 日本\u0301\u00a0\u200d😀"),
    max_size=80,
).map(plain)


def canvas_of(texts: dict[Block, list[str]]) -> Canvas:
    items = [
        Item(f"{block.prefix}-{n}", block, text, Status.UNCHECKED)
        for block, some in texts.items()
        for n, text in enumerate(some)
    ]
    return Canvas("Kaltwerk", "2026-03-05T10:00:00Z", "", tuple(items))


def frames_of(picture: Picture) -> list[Rect]:
    parts = [part for part in picture.pages[0].parts if part.kind == "block"]
    return [shape for part in parts for shape in part.shapes[:1] if isinstance(shape, Rect)]


def cards_of(picture: Picture) -> list[tuple[Part, Rect]]:
    return [
        (part, part.shapes[0])
        for part in picture.pages[0].parts
        if part.kind.startswith("item ") and isinstance(part.shapes[0], Rect)
    ]


def holds(outer: Rect, inner: Rect, slack: float = 0.01) -> bool:
    return (
        outer.x - slack <= inner.x
        and outer.y - slack <= inner.y
        and inner.x + inner.width <= outer.x + outer.width + slack
        and inner.y + inner.height <= outer.y + outer.height + slack
    )


def check_fits(picture: Picture) -> None:
    """No card leaves its block or lies on another, and no line leaves its card."""
    assert picture.text_size >= 6.5
    frames, cards = frames_of(picture), cards_of(picture)
    for part, card in cards:
        (home,) = [frame for frame in frames if holds(frame, card)]
        assert part.within is not None
        assert holds(home, part.within)
        for text in (one for one in part.shapes if isinstance(one, Text)):
            up, down = text.size * 0.9, text.size * 0.25
            assert holds(card, Rect(text.x, text.y - up, text.width, up + down))
    places = sorted((card.x, card.y, card.height) for _, card in cards)
    for (x, y, height), (other_x, other_y, _) in pairwise(places):
        assert x != other_x or y + height <= other_y


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(list(Block)), st.lists(TEXTS, max_size=12)))
def test_texts_stay_within_their_cards_and_cards_within_their_blocks(
    texts: dict[Block, list[str]],
) -> None:
    picture = draw_canvas(canvas_of(texts))
    check_fits(picture)
    assert len(cards_of(picture)) == sum(map(len, texts.values()))


@pytest.mark.parametrize("count", [1, 7, 20, 60, 150, 1000])
def test_all_sizes_of_canvas_fit(count: int) -> None:
    texts: dict[Block, list[str]] = {block: [] for block in Block}
    for n in range(count):
        text = f"Item {n} tells in a dozen words or so what the business does " + "and why " * (
            n % 7
        )
        texts[list(Block)[n * n % 9]].append(text)
    check_fits(draw_canvas(canvas_of(texts)))


def test_few_items_are_large_and_sixty_are_legible() -> None:
    few = draw_canvas(canvas_of({Block.CHANNELS: ["Website", "Fairs"]}))
    words = "A statement of the length that most of them have in a canvas"
    many = draw_canvas(canvas_of({block: [f"{words} {n}" for n in range(7)] for block in Block}))
    assert few.text_size == 12
    assert many.text_size >= 9


def test_heights_follow_the_content_before_the_text_shrinks() -> None:
    words = "A statement of the length that most of them have in a canvas"
    texts = {
        Block.KEY_ACTIVITIES: [f"{words} {n}" for n in range(9)],
        Block.KEY_RESOURCES: [words],
        Block.CHANNELS: [f"{words} {n}" for n in range(8)],
    }
    picture = draw_canvas(canvas_of(texts))
    parts = [part.label for part in picture.pages[0].parts if part.kind == "block"]
    heights = dict(zip(parts, frames_of(picture), strict=True))
    assert picture.text_size >= 10
    assert heights["Key activities"].height > 1.5 * heights["Key resources"].height
    assert heights["Channels"].height > 1.3 * heights["Customer relationships"].height


def test_columns_are_equal_until_one_needs_more() -> None:
    picture = draw_canvas(canvas_of({Block.CHANNELS: ["Website"]}))
    assert {round(frame.width, 1) for frame in frames_of(picture)} == {227.7, 569.3}
    crowded = {
        Block.VALUE_PROPOSITIONS: [
            "A promise of a dozen words that takes more than a line or two in its column"
        ]
        * 20
    }
    (card,) = {round(card.width) for _, card in cards_of(draw_canvas(canvas_of(crowded)))}
    assert card > 300


@given(TEXTS, st.floats(6, 40))
def test_lines_hold_the_whole_text_and_keep_to_the_width(text: str, limit: float) -> None:
    lines = break_lines(text, REGULAR, limit).lines
    told = "".join(line.removesuffix(SOFT_HYPHEN) for line in lines)
    assert told.replace(" ", "") == text.replace(" ", "")
    assert all(line and not line.startswith(" ") for line in lines)
    assert all(width(line, REGULAR) <= limit for line in lines)


@given(TEXTS, st.floats(6, 20), st.integers(1, 3), st.floats(0, 3))
def test_a_text_is_cut_after_so_many_lines(text: str, limit: float, most: int, tail: float) -> None:
    found = break_lines(text, REGULAR, limit, most, tail)
    assert len(found.lines) <= most
    if found.lines:
        assert width(found.lines[-1], REGULAR) + tail <= limit
    assert found.is_cut is bool(found.lines and found.lines[-1].endswith(ELLIPSIS))


@pytest.mark.parametrize(
    ("text", "limit", "lines"),
    [
        ("Verwaltungsgerichtsverfahren", 10, ["Verwaltungs-", "gerichtsverfahren"]),
        ("Donaudampfschifffahrt", 9, ["Donaudampfschiff-", "fahrt"]),
        ("Kunden-Lieferanten-Beziehung", 12, ["Kunden-Lieferanten-", "Beziehung"]),
        ("see example.org/offers/rooms", 10, ["see example.org/", "offers/rooms"]),
        ("we pay 4,800 EUR", 7, ["we pay", "4,800 EUR"]),
        ("first – second", 5.5, ["first –", "second"]),
    ],
)
def test_words_are_torn_where_readers_expect_it(text: str, limit: float, lines: list[str]) -> None:
    found = break_lines(text, REGULAR, limit).lines
    assert [line.replace(SOFT_HYPHEN, "-") for line in found] == lines


def test_a_line_of_japanese_does_not_begin_with_a_comma() -> None:
    limit = width("日本語", REGULAR) * 1.1
    assert break_lines("日本語、です", REGULAR, limit).lines == ("日本", "語、で", "す")


def test_a_line_is_cut_to_a_width() -> None:
    assert cut_line("short", REGULAR, 20) == "short"
    cut = cut_line("a long line of many words that goes on", REGULAR, 8)
    assert cut.endswith(ELLIPSIS)
    assert width(cut, REGULAR) <= 8


@pytest.mark.parametrize(
    ("text", "rtl", "shown"),
    [
        ("abc", False, "abc"),
        ("אבג", True, "גבא"),
        ("car אבג 123 is", False, "car 123 גבא is"),
        ("אבג car 123 דה", True, "הד car 123 גבא"),
        ("אבג (car) דה", True, "הד )car( גבא"),
        ("אב-25 גד", True, "דג 25-בא"),
        ("عرب 30%", True, "%30 برع"),
        ("٣٤ abc", True, "abc ٣٤"),
    ],
)
def test_parts_stand_in_the_order_of_the_unicode_algorithm(
    text: str, rtl: bool, shown: str
) -> None:
    # Brackets are turned round later, with the glyphs.
    parts = [
        text[start:end][::-1] if level % 2 else text[start:end]
        for start, end, level in visual_runs(text, rtl)
    ]
    assert "".join(parts) == shown


@given(TEXTS, st.booleans())
def test_each_character_stands_once(text: str, rtl: bool) -> None:
    runs = visual_runs(text, rtl)
    places = sorted(place for start, end, _ in runs for place in range(start, end))
    assert places == list(range(len(text)))
    assert all(level >= int(rtl) for level in levels(text, rtl))


@given(TEXTS, st.sampled_from(list(Style)), st.booleans())
def test_glyphs_show_each_character_once(text: str, style: Style, rtl: bool) -> None:
    glyphs = [glyph for run in shape(text, style, rtl) for glyph in run.glyphs]
    assert sorted("".join(glyph.text for glyph in glyphs)) == sorted(text)
    assert width(text, style) == pytest.approx(sum(glyph.advance for glyph in glyphs), abs=0.6)
    ends = advances(text, style)
    assert list(ends) == sorted(ends)


@pytest.mark.parametrize(
    "text", ["Größe, façade, señal, Łódź, İzmir", "Ελληνικά ή", "Привет, ёж", "שָׁלוֹם", "مرحبًا لا"]
)
def test_the_packed_fonts_have_the_letters(text: str) -> None:
    for style in Style:
        runs = shape(text, style, is_rtl(text))
        assert {run.face.name for run in runs} == {f"FiraGO-{style}"}
        assert all(glyph.number for run in runs for glyph in run.glyphs)


def test_arabic_letters_are_joined_and_run_leftwards() -> None:
    (run,) = shape("بب", REGULAR, True)
    assert run.rtl
    first, last = run.glyphs
    assert first.number != last.number
    (alone,) = shape("ب", REGULAR, True)
    assert alone.glyphs[0].number not in (first.number, last.number)


def test_what_no_font_has_is_a_box() -> None:
    (run,) = shape("\ue000", REGULAR)
    assert [glyph.number for glyph in run.glyphs] == [0]
    assert run.glyphs[0].advance > 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" a\t b\r\nc ", "a b c"),
        ("a\x00b\x1b[0m\u202ec\u2069\ufffe", "ab[0mc"),
        ("25\u00a0€", "25\u00a0€"),
        ("e" + "\u0301" * 50, "e\u0301\u0301"),
        ("\ud800x", "x"),
    ],
)
def test_texts_are_made_fit(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_the_first_letter_tells_the_direction() -> None:
    assert is_rtl("(25) אבג abc")
    assert is_rtl("عرب")
    assert not is_rtl("abc אבג")
    assert not is_rtl("12 %")


def test_a_text_is_shortened_at_a_space() -> None:
    assert shortened("short", 10) == "short"
    told = shortened(
        "a long text that goes on and on until nobody wants to read any more of it", 50
    )
    assert told == "a long text that goes on and on until nobody…"


def test_numbers_of_sources_are_put_together() -> None:
    cited = [Citation("a.md", "x", n, n + 1) for n in range(9)]
    numbers = {citation: n for n, citation in enumerate(cited, 1)}
    assert reference([], numbers) == ""
    assert reference([cited[2]], numbers) == "[3]"
    assert reference([cited[1], cited[0]], numbers) == "[1, 2]"
    assert reference([cited[n] for n in (0, 3, 4, 5, 8)], numbers) == "[1, 4–6, 9]"
