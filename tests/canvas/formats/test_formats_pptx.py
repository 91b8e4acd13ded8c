"""Slides: what a canvas says can be read and edited in PowerPoint, and fits its boxes."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markitdown import MarkItDown
from pptx import Presentation
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide
from pptx.text.text import TextFrame, _Paragraph
from reportlab.pdfbase.pdfmetrics import stringWidth

from canvasai.canvas.blocks import Block
from canvasai.canvas.formats.markdown.write import place
from canvasai.canvas.formats.office.pptx import canvas_to_pptx
from canvasai.canvas.formats.office.pptx_layout import SIZES
from canvasai.canvas.formats.office.text import clean
from canvasai.canvas.formats.office.words import ATTRIBUTION, numbered
from canvasai.canvas.model import (
    Against,
    Assumption,
    Canvas,
    Citation,
    Horizon,
    Item,
    Risk,
    Stance,
    Status,
)
from canvasai.canvas.quantity import Every, Measure, Quantity

WHEN = "2026-05-03T10:00:00+02:00"
QUOTE = Citation("memo.md", "Cafés rent cups\nby the week.", 10, 38, 2, "Money", "2026-05")
OTHER = Citation("plan.md", "Cafés buy cups.", 3, 18, superseded=True)
GERMAN = (
    "Mehrwegbecherpfandautomaten für Bahnhofsbäckereien Geschirrspüldienstleistungsvertrag mit "
    "Großküchenbetreibern je Ausgabestelle Kleinunternehmerförderungsgesetz Abholung am nächsten "
    "Werktag Kreislaufwirtschaftsverpackungsrücknahmesystem Betriebskostenabrechnung"
).split()
ENGLISH = (
    "cafés rent reusable cups by the week and return them washed staff scan each crate at pick up a "
    "deposit of two euros per cup is booked on the card the laundry works at night"
).split()
# Whole characters of the plain Latin sort, whose widths Helvetica's metrics tell.
STANDS_ALONE = {"≠": 0.6, "○": 0.8, "→": 1.0, "←": 1.0}


def item(block: Block, text: str, status: Status = Status.UNCHECKED, number: int = 0) -> Item:
    known = Assumption(Risk.VIABILITY, "Ask ten cafés.", "nobody said so")
    cited = status in (Status.SUPPORTED, Status.CONTRADICTED)
    return Item(
        f"{block.prefix}-{number}",
        block,
        text,
        status,
        citations=(QUOTE,) if cited else (),
        assumption=known if status is Status.ASSUMPTION else None,
    )


def canvas_of(*items: Item) -> Canvas:
    return Canvas("Cupcycle", WHEN, "", items)


def many(count: int, words: list[str], weights: tuple[int, ...] = (1,) * 9) -> Canvas:
    rng = random.Random(7)
    blocks = rng.choices(list(Block), weights, k=count)
    return canvas_of(
        *(
            item(
                block,
                " ".join(rng.choices(words, k=rng.randint(3, 9))),
                rng.choice(list(Status)),
                number,
            )
            for number, block in enumerate(sorted(blocks, key=list(Block).index))
        )
    )


def slide_of(canvas: Canvas) -> Slide:
    presentation = Presentation(io.BytesIO(canvas_to_pptx(canvas)))
    (slide,) = presentation.slides
    return slide


def frames(slide: Slide) -> dict[str, TextFrame]:
    return {shape.name: shape.text_frame for shape in slide.shapes}


def notes(slide: Slide) -> list[str]:
    frame = slide.notes_slide.notes_text_frame
    assert frame is not None
    return [paragraph.text for paragraph in frame.paragraphs]


def lines_of(paragraph: _Paragraph, room: float) -> int:
    """How many lines a paragraph takes in Helvetica, whose widths are Arial's."""
    hanging = int(paragraph._p.get_or_add_pPr().get("marL", "0")) / 12700
    size = paragraph.runs[0].font.size.pt
    text = "".join(run.text for run in paragraph.runs)

    def width(words: str) -> float:
        known = "".join(c for c in words if c not in STANDS_ALONE)
        extra = sum(STANDS_ALONE.get(c, 0.0) for c in words)
        font = "Helvetica-Bold" if paragraph.runs[0].font.bold and not hanging else "Helvetica"
        return float(stringWidth(known, font, size)) + extra * size

    room -= hanging
    count, line = 1, ""
    for word in text.split(" "):
        longer = f"{line} {word}".strip(" ")
        if width(longer) <= room:
            line = longer
            continue
        count += bool(line)
        line = word
        while width(line) > room:
            count += 1
            cut = next(n for n in range(len(line), 0, -1) if width(line[:n]) <= room)
            line = line[cut:]
    return count


def overflow(shape: Shape) -> float:
    """By how many points the text of a shape is higher than its room, lines at 1.17 sizes."""
    frame = shape.text_frame
    room = shape.width.pt - frame.margin_left.pt - frame.margin_right.pt
    used = frame.margin_top.pt + frame.margin_bottom.pt
    for paragraph in frame.paragraphs:
        size = paragraph.runs[0].font.size.pt
        used += paragraph.space_before.pt + lines_of(paragraph, room) * size * 1.17
    return float(used - shape.height.pt)


def test_the_nine_blocks_stand_as_on_the_canvas() -> None:
    slide = slide_of(canvas_of())
    box = {shape.name: shape for shape in slide.shapes}
    partners, activities, resources = (
        box[block.title]
        for block in (Block.KEY_PARTNERSHIPS, Block.KEY_ACTIVITIES, Block.KEY_RESOURCES)
    )
    values, relations, channels, segments = (
        box[block.title]
        for block in (
            Block.VALUE_PROPOSITIONS,
            Block.CUSTOMER_RELATIONSHIPS,
            Block.CHANNELS,
            Block.CUSTOMER_SEGMENTS,
        )
    )
    costs, revenue = box[Block.COST_STRUCTURE.title], box[Block.REVENUE_STREAMS.title]
    assert partners.left < activities.left == resources.left < values.left
    assert values.left < relations.left == channels.left < segments.left
    assert activities.top < resources.top
    assert relations.top < channels.top
    assert costs.top == revenue.top > channels.top + channels.height - 1
    assert costs.left < revenue.left
    for block in Block:
        assert box[block.title].text_frame.paragraphs[0].text == block.title
    presentation = Presentation(io.BytesIO(canvas_to_pptx(canvas_of())))
    assert presentation.slide_width / presentation.slide_height == pytest.approx(16 / 9, abs=1e-4)


def test_name_tagline_and_attribution_are_on_the_slide() -> None:
    canvas = canvas_of()
    canvas = replace(canvas, metadata=replace(canvas.metadata, tagline="Cups that come back"))
    slide = slide_of(canvas)
    assert slide.shapes.title is not None
    assert slide.shapes.title.text_frame.text == "Cupcycle"
    assert frames(slide)["Tagline"].text == "Cups that come back"
    assert frames(slide)["Attribution"].text == ATTRIBUTION
    assert "CC BY-SA 3.0" in ATTRIBUTION


def test_each_item_is_a_paragraph_with_the_mark_of_its_status() -> None:
    block = Block.CHANNELS
    made = [item(block, "A web shop", status, n) for n, status in enumerate(Status)]
    made.append(replace(made[0], id="ch-9", horizon=Horizon.PLANNED))
    paragraphs = frames(slide_of(canvas_of(*made)))[block.title].paragraphs[1:]
    texts = [paragraph.text for paragraph in paragraphs]
    assert len(texts) == 5
    assert all("A web shop" in text for text in texts)
    # Without colour: no two begin with the same characters.
    assert len({text.split("A web shop")[0] for text in texts}) == 5
    legend = frames(slide_of(canvas_of()))["Legend"].text
    for mark in ("?", "≠", "○", "→"):
        assert sum(mark in text for text in texts) == 1
        assert mark in legend


def test_numbers_at_items_are_those_of_the_quotes_in_the_notes() -> None:
    first = replace(item(Block.CHANNELS, "Shops", Status.SUPPORTED), citations=(QUOTE, OTHER))
    second = replace(item(Block.COST_STRUCTURE, "Cups", Status.CONTRADICTED), citations=(OTHER,))
    slide = slide_of(canvas_of(first, second))
    assert frames(slide)[Block.CHANNELS.title].paragraphs[1].text.endswith("Shops [1] [2]")
    assert frames(slide)[Block.COST_STRUCTURE.title].paragraphs[1].text.endswith("Cups [2]")
    told = notes(slide)
    assert f"[1] “Cafés rent cups by the week.” — {place(QUOTE)}" in told
    assert f"[2] “Cafés buy cups.” — {place(OTHER)} (superseded)" in told


def test_many_numbers_are_told_as_a_span() -> None:
    cited = tuple(Citation("a.md", f"Quote {n}.", n, n + 8) for n in range(40))
    made = replace(item(Block.CHANNELS, "Shops", Status.SUPPORTED), citations=cited)
    slide = slide_of(canvas_of(made))
    assert frames(slide)[Block.CHANNELS.title].paragraphs[1].text.endswith("Shops [1–40]")
    assert sum(line.startswith("[") for line in notes(slide)) == 40


def test_notes_tell_assumptions_numbers_and_what_is_against() -> None:
    quantity = Quantity(Measure.PRICE, 1200.5, "EUR", Every.MONTH, 1000, 1500, OTHER)
    assumed = item(Block.REVENUE_STREAMS, "Rent of cups", Status.ASSUMPTION)
    canvas = canvas_of(replace(assumed, quantities=(quantity,)))
    canvas = replace(
        canvas,
        notes=("Little is known.",),
        against=(Against(Block.CHANNELS, Stance.OTHER, QUOTE),),
    )
    told = notes(slide_of(canvas))
    assert "Little is known." in told
    assert (
        "Revenue streams: Rent of cups — At risk: viability — Why assumed: nobody said so"
        " — Test: Ask ten cafés." in told
    )
    assert "Rent of cups — price: 1,200.5 EUR a month (1,000 to 1,500) [1]" in told
    assert "Channels, about others: [2]" in told


@pytest.mark.parametrize("words", [ENGLISH, GERMAN], ids=["English", "German"])
@pytest.mark.parametrize("count", [3, 20, 60])
@pytest.mark.parametrize("weights", [(1,) * 9, (8, 2, 1, 1, 4, 1, 1, 1, 5)], ids=["even", "uneven"])
def test_text_fits_its_boxes(count: int, words: list[str], weights: tuple[int, ...]) -> None:
    canvas = many(count, words, weights)
    slide = slide_of(canvas)
    for shape in slide.shapes:
        assert overflow(shape) <= 0, shape.name
    for block in Block:
        shown = frames(slide)[block.title].paragraphs[1:]
        assert len(shown) == len(canvas.in_block(block))
        assert all(SIZES[-1] <= paragraph.runs[0].font.size.pt for paragraph in shown)


def test_more_text_is_smaller() -> None:
    def sizes(count: int) -> list[float]:
        found = frames(slide_of(many(count, ENGLISH)))
        return [p.runs[0].font.size.pt for b in Block for p in found[b.title].paragraphs[1:]]

    assert set(sizes(3)) == {SIZES[0]}
    assert min(sizes(60)) < min(sizes(20)) <= SIZES[0]


def test_what_does_not_fit_is_in_the_notes() -> None:
    made = [
        item(Block.CHANNELS, f"Shop {n} " + "of the old town " * 9, number=n) for n in range(80)
    ]
    slide = slide_of(canvas_of(*made))
    frame = frames(slide)[Block.CHANNELS.title]
    shown = frame.paragraphs[1:-1]
    assert 3 < len(shown) < 80
    assert frame.paragraphs[-1].text == f"… and {80 - len(shown)} more, in the notes"
    assert any(paragraph.text.endswith("…") for paragraph in shown)
    told = notes(slide)
    for one in made:
        assert f"Channels: {clean(one.text)} (unchecked)" in told
    assert all(overflow(shape) <= 0 for shape in slide.shapes)


def test_texts_from_right_to_left_begin_at_the_right() -> None:
    hebrew, arabic = "שכר דירה למכבסה", "إيجار المغسلة 900 EUR"
    made = [item(Block.CHANNELS, hebrew), item(Block.CHANNELS, arabic, number=1)]
    made.append(item(Block.CHANNELS, "Rent, שכר", number=2))
    quote = Citation("א.md", "הלקוחות משלמים.", 0, 15)
    made.append(replace(item(Block.CHANNELS, hebrew, Status.SUPPORTED, 3), citations=(quote,)))
    slide = slide_of(replace(canvas_of(*made), name=hebrew))
    found = [*frames(slide)[Block.CHANNELS.title].paragraphs, *frames(slide)["Title"].paragraphs]
    ways = [paragraph._p.pPr.get("rtl") for paragraph in found]
    assert ways == ["0", "1", "1", "0", "1", "1"]
    assert [paragraph.alignment == PP_ALIGN.RIGHT for paragraph in found] == [
        way == "1" for way in ways
    ]
    frame = slide.notes_slide.notes_text_frame
    assert frame is not None
    last = frame.paragraphs[-1]
    assert "הלקוחות" in last.text
    assert last._p.pPr.get("rtl") == "1"


HOSTILE = [
    "nul \x00 and escape \x1b[31m",
    "half \ud800 and \udfff",
    "no character \ufffe\uffff",
    "<script>alert(1)</script> & <a:t>x</a:t> ]]>",
    "http://bad.example/ and mailto:a@bad.example",
    "\u202eturned round",
    "line\nline\r\n\tline\u2028line",
    "word " * 20_000,
    "W" * 100_000,
    "",
    " ",
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_hostile_texts_are_only_text(text: str) -> None:
    cited = Citation(text, text, 0, 5, None, text)
    made = Item(
        "ch-x",
        Block.CHANNELS,
        text,
        Status.SUPPORTED,
        citations=(cited,),
        assumption=Assumption(Risk.VIABILITY, text, text),
    )
    canvas = replace(canvas_of(made), name=text, notes=(text,))
    canvas = replace(canvas, metadata=replace(canvas.metadata, tagline=text, status=text))
    slide = slide_of(canvas)
    shown = frames(slide)[Block.CHANNELS.title].paragraphs[1].text
    assert clean(text)[:30] in shown
    assert any(f"“{clean(text)}”" in line for line in notes(slide))
    assert all(overflow(shape) <= 0 for shape in slide.shapes)
    assert not list(external(canvas_to_pptx(canvas)))


def external(package: bytes) -> Iterator[str]:
    """Parts whose relations lead out of the file."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        for name in opened.namelist():
            if name.endswith(".rels") and b"External" in opened.read(name):
                yield name


def test_the_same_canvas_gives_the_same_bytes() -> None:
    canvas = many(20, ENGLISH)
    first = canvas_to_pptx(canvas)
    assert first == canvas_to_pptx(canvas)
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert package.testzip() is None
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.namelist()[0] == "[Content_Types].xml"
        assert not any("thumbnail" in name or "printer" in name for name in package.namelist())


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (WHEN, "2026-05-03T08:00:00"),
        ("0001-01-01T00:00:00+14:00", "1980-01-01T00:00:00"),
        ("9999-12-31T23:59:59-12:00", "1980-01-01T00:00:00"),
        ("last week", "1980-01-01T00:00:00"),
    ],
)
def test_properties_are_those_of_the_canvas(when: str, expected: str) -> None:
    canvas = replace(canvas_of(), created=when)
    known = Presentation(io.BytesIO(canvas_to_pptx(canvas))).core_properties
    assert known.title == "Cupcycle"
    assert known.created is not None
    assert known.created.isoformat() == expected


def test_markitdown_reads_every_item_and_quote() -> None:
    canvas = many(60, GERMAN)
    data = io.BytesIO(canvas_to_pptx(canvas))
    text = MarkItDown().convert_stream(data, file_extension=".pptx").text_content
    for one in canvas.items:
        assert one.text in text
    for citation in numbered(canvas):
        assert clean(citation.quote) in text


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_canvas_becomes_a_slide(
    data: st.DataObject, any_canvas: st.SearchStrategy[Canvas]
) -> None:
    canvas = data.draw(any_canvas)
    slide = slide_of(canvas)
    found, told = frames(slide), "\n".join(notes(slide))
    for block in Block:
        paragraphs = found[block.title].paragraphs[1:]
        items = canvas.in_block(block)
        assert len(paragraphs) == len(items)
        for one, paragraph in zip(items, paragraphs, strict=True):
            assert clean(one.text) in paragraph.text
    for citation, number in numbered(canvas).items():
        assert f"[{number}] “{clean(citation.quote)}” — " in told
    for one in canvas.items:
        assert one.assumption is None or clean(one.assumption.test) in told
    width, height = 960 * 12700, 540 * 12700
    for shape in slide.shapes:
        assert shape.left >= 0
        assert shape.top >= 0
        assert shape.left + shape.width <= width
        assert shape.top + shape.height <= height
        assert shape.element.find(f".//{qn('a:hlinkClick')}") is None


def test_nothing_slow_is_imported_before_it_is_needed() -> None:
    code = (
        "import sys, canvasai.canvas.formats.office.pptx, canvasai.canvas.formats.office.docx\n"
        "print([name for name in ('pptx', 'docx', 'lxml', 'PIL') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
