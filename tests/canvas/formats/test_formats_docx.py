"""Word documents: all that a canvas holds, with footnotes as Word itself writes them."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from markitdown import MarkItDown

from canvasai.canvas.blocks import Block
from canvasai.canvas.details import Detail, DetailKind
from canvasai.canvas.formats.markdown.write import place
from canvasai.canvas.formats.office.docx import canvas_to_docx
from canvasai.canvas.formats.office.text import clean
from canvasai.canvas.formats.office.words import ATTRIBUTION, amount, numbered
from canvasai.canvas.links import Link, LinkKind
from canvasai.canvas.metadata import Constraint, ConstraintKind, Metadata, Portfolio
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
from canvasai.canvas.tags import Tag

WHEN = "2026-05-03T10:00:00+02:00"
QUOTE = Citation("memo.md", "Cafés rent cups\nby the week.", 10, 38, 2, "Money", "2026-05")
OLD = Citation("plan.md", "Cafés buy cups.", 3, 18, superseded=True)
PRICE = Quantity(Measure.PRICE, 1200.5, "EUR", Every.MONTH, 1000, 1500, OLD)
CANVAS = Canvas(
    "Cupcycle",
    WHEN,
    "Qwen",
    (
        Item(
            "cs-cafes",
            Block.CUSTOMER_SEGMENTS,
            "Cafés in old towns",
            Status.CONTRADICTED,
            citations=(QUOTE, OLD),
            description="Small ones, without room for crates.",
            details=(Detail("job-sell", DetailKind.JOB, "Sell coffee to go"),),
        ),
        Item(
            "rs-rent",
            Block.REVENUE_STREAMS,
            "Rent of cups",
            Status.ASSUMPTION,
            Horizon.PLANNED,
            assumption=Assumption(Risk.VIABILITY, "Ask ten cafés.", "nobody said so"),
            tags=(Tag.USAGE_FEE, Tag.LIST_PRICE),
            quantities=(PRICE,),
        ),
    ),
    links=(Link("rs-rent", "cs-cafes", LinkKind.PAID_BY, inferred=True),),
    notes=("Little is known.",),
    against=(Against(Block.CHANNELS, Stance.DENIED, Citation("c.md", "No web shop.", 0, 12)),),
    metadata=Metadata(
        "Cups that come back",
        status="draft",
        related=("pitch.pdf",),
        history=("2026: first draft",),
        portfolio=Portfolio.EXPLORE,
        stage="discovery",
    ),
    constraints=(
        Constraint(
            ConstraintKind.PARTNER_AGREEMENT,
            "The laundry has the old town to itself.",
            ("rs-rent",),
            Quantity(Measure.COST, 50_000, "EUR", Every.YEAR, citation=QUOTE),
            "2026-12",
        ),
    ),
)


def opened(canvas: Canvas) -> Document:
    return docx.Document(io.BytesIO(canvas_to_docx(canvas)))


def parts(canvas: Canvas) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(canvas_to_docx(canvas))) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def texts(document: Document) -> list[str]:
    """Paragraphs without the numbers of fields."""
    found = []
    for paragraph in document.paragraphs:
        runs = [
            run
            for run in paragraph.runs
            if run._r.rPr is None or run._r.rPr.style != "FootnoteReference"
        ]
        found.append("".join(run.text for run in runs))
    return found


def footnotes(found: dict[str, bytes]) -> dict[int, str]:
    root = etree.fromstring(found["word/footnotes.xml"])
    return {
        int(note.get(qn("w:id"))): "".join(text.text or "" for text in note.iter(qn("w:t")))
        for note in root
    }


def test_all_that_a_canvas_holds_is_told() -> None:
    told = texts(opened(CANVAS))
    for line in (
        "Cupcycle",
        "Cups that come back",
        f"Created: {WHEN}",
        "Put into words by: Qwen",
        "Status: draft",
        "Portfolio: explore",
        "Stage: discovery",
        "pitch.pdf",
        "2026: first draft",
        "Little is known.",
        "Cafés in old towns (contradicted)",
        "Small ones, without room for crates.",
        "Job: Sell coffee to go",
        "Rent of cups (planned, assumption)",
        "At risk: viability",
        "Why assumed: nobody said so",
        "Test: Ask ten cafés.",
        "Sort: usage fee, list price",
        "Price: 1,200.5 EUR a month (1,000 to 1,500)",
        "Rent of cups — paid by — Cafés in old towns (read from the wording)",
        "Partner agreement: The laundry has the old town to itself.",
        "Touches: Rent of cups",
        "At most, cost: 50,000 EUR a year",
        "By: 2026-12",
        "Channels, not so here: “No web shop.”",
        ATTRIBUTION,
    ):
        assert line in told


def test_blocks_are_headings_and_items_list_points() -> None:
    document = opened(CANVAS)
    styles = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs}
    assert styles["Cupcycle"] == "Title"
    for block in Block:
        assert styles[block.title] == "Heading 1"
    found = [p.style.name for p in document.paragraphs if p.text.startswith("Cafés in old towns")]
    assert found == ["List Bullet"]


def test_each_citation_is_a_footnote_with_its_place() -> None:
    found = footnotes(parts(CANVAS))
    assert sorted(found) == [-1, 0, 1, 2, 3]
    assert found[1] == f" “Cafés rent cups by the week.” — {place(QUOTE)}"
    assert found[2] == f" “Cafés buy cups.” — {place(OLD)} (superseded)"
    assert "“No web shop.” — c.md" in found[3]


def test_the_package_is_as_word_writes_it() -> None:
    found = parts(CANVAS)
    types = etree.fromstring(found["[Content_Types].xml"])
    kinds = {one.get("PartName"): one.get("ContentType") for one in types if one.get("PartName")}
    assert kinds["/word/footnotes.xml"] == (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    )
    assert all(name.removeprefix("/") in found for name in kinds)
    relations = etree.fromstring(found["word/_rels/document.xml.rels"])
    targets = [one.get("Target") for one in relations if one.get("Type").endswith("/footnotes")]
    assert targets == ["footnotes.xml"]
    assert not any(b"External" in found[name] for name in found if name.endswith(".rels"))

    notes = etree.fromstring(found["word/footnotes.xml"])
    separators = {note.get(qn("w:id")): note.get(qn("w:type")) for note in notes[:2]}
    assert separators == {"-1": "separator", "0": "continuationSeparator"}
    for note in notes[:2]:
        assert note.find(f".//{qn('w:' + note.get(qn('w:type')))}") is not None
    for note in notes[2:]:
        assert note.get(qn("w:type")) is None
        assert len(note.findall(f".//{qn('w:footnoteRef')}")) == 1

    options = etree.fromstring(found["word/settings.xml"])
    tags = [etree.QName(one).localname for one in options]
    assert tags.index("characterSpacingControl") < tags.index("footnotePr") < tags.index("compat")
    named = options.find(qn("w:footnotePr"))
    assert named is not None
    assert [one.get(qn("w:id")) for one in named] == ["-1", "0"]

    styles = etree.fromstring(found["word/styles.xml"])
    known = [style.get(qn("w:styleId")) for style in styles.iter(qn("w:style"))]
    assert len(known) == len(set(known))
    for part in ("word/document.xml", "word/footnotes.xml"):
        root = etree.fromstring(found[part])
        for tag in ("w:pStyle", "w:rStyle"):
            assert {one.get(qn("w:val")) for one in root.iter(qn(tag))} <= set(known)


def check_references(canvas: Canvas) -> None:
    """One reference for each footnote, in their order; all others are fields that point to it."""
    found = parts(canvas)
    body = etree.fromstring(found["word/document.xml"])
    ids = [int(one.get(qn("w:id"))) for one in body.iter(qn("w:footnoteReference"))]
    assert ids == list(range(1, len(numbered(canvas)) + 1))
    if not ids:
        assert "word/footnotes.xml" not in found
        return
    notes = footnotes(found)
    assert [*notes] == [-1, 0, *ids]
    for citation, number in numbered(canvas).items():
        assert notes[number].startswith(f" “{clean(citation.quote)}” — ")
    marks = [one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))]
    assert len(marks) == len(set(marks)) == len(ids)
    for field in body.iter(qn("w:instrText")):
        name = re.fullmatch(r" NOTEREF (_Ref\d+) \\f \\h ", field.text or "")
        assert name is not None
        assert name[1] in marks
    kinds = [one.get(qn("w:fldCharType")) for one in body.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"] * (len(kinds) // 3)


def test_a_citation_that_has_a_footnote_points_to_it() -> None:
    check_references(CANVAS)
    body = etree.fromstring(parts(CANVAS)["word/document.xml"])
    # The price cites what the segment cites, and so does the constraint.
    fields = [one.text for one in body.iter(qn("w:instrText"))]
    assert fields == [" NOTEREF _Ref000000002 \\f \\h ", " NOTEREF _Ref000000001 \\f \\h "]


def test_a_canvas_without_citations_has_no_footnotes() -> None:
    check_references(Canvas("Empty", WHEN, ""))
    assert texts(opened(Canvas("Empty", WHEN, ""))).count("No items.") == 9


def test_markitdown_reads_every_item_and_quote() -> None:
    data = io.BytesIO(canvas_to_docx(CANVAS))
    text = MarkItDown().convert_stream(data, file_extension=".docx").text_content
    for item in CANVAS.items:
        assert item.text in text
    for citation in numbered(CANVAS):
        assert clean(citation.quote) in text
    assert "# Customer segments" in text


def test_texts_from_right_to_left_begin_at_the_right() -> None:
    quote = Citation("א.md", "הלקוחות משלמים.", 0, 15)
    made = [
        Item("ch-a", Block.CHANNELS, "שכר דירה", Status.SUPPORTED, citations=(quote,)),
        Item("ch-b", Block.CHANNELS, "Rent, שכר", Status.UNCHECKED),
    ]
    canvas = Canvas("שכר", WHEN, "", tuple(made))
    found = {p.text: p for p in opened(canvas).paragraphs}
    title, hebrew = found["שכר"], found["שכר דירה"]
    for paragraph in (title, hebrew):
        assert paragraph._p.pPr.find(qn("w:bidi")) is not None
        assert paragraph.runs[0].font.rtl
    assert found["Rent, שכר (unchecked)"]._p.pPr.find(qn("w:bidi")) is None
    note = etree.fromstring(parts(canvas)["word/footnotes.xml"])[2]
    assert note.find(f".//{qn('w:bidi')}") is not None
    assert note.find(f".//{qn('w:rtl')}") is not None


HOSTILE = [
    "nul \x00 and escape \x1b[31m",
    "half \ud800 and \udfff",
    "no character \ufffe\uffff",
    "<script>alert(1)</script> & <w:t>x</w:t> ]]>",
    "{ns} %s {0} HYPERLINK \\h http://bad.example/",
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
    made = replace(
        CANVAS.items[1],
        text=text,
        citations=(cited,),
        description=text,
        assumption=Assumption(Risk.VIABILITY, text, text),
    )
    canvas = replace(CANVAS, name=text, items=(CANVAS.items[0], made), notes=(text,))
    canvas = replace(canvas, metadata=Metadata(text, text, text, derived_from=text))
    document = opened(canvas)
    assert f"{clean(text)} (planned, assumption)" in texts(document)
    found = parts(canvas)
    assert any(note.startswith(f" “{clean(text)}” — ") for note in footnotes(found).values())
    assert not any(b"External" in found[name] for name in found if name.endswith(".rels"))
    body = etree.fromstring(found["word/document.xml"])
    assert body.find(f".//{qn('w:hyperlink')}") is None
    assert all("NOTEREF" in (one.text or "") for one in body.iter(qn("w:instrText")))


def test_the_same_canvas_gives_the_same_bytes() -> None:
    first = canvas_to_docx(CANVAS)
    assert first == canvas_to_docx(CANVAS)
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any("thumbnail" in name for name in package.namelist())


def test_properties_are_those_of_the_canvas() -> None:
    known = opened(CANVAS).core_properties
    assert known.title == "Cupcycle"
    assert known.content_status == "draft"
    assert known.created is not None
    assert known.created.isoformat().startswith("2026-05-03T08:00:00")


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        (Quantity(Measure.CUSTOMERS, 40), "40"),
        (Quantity(Measure.COST, -0.5, "EUR", Every.ONCE), "-0.5 EUR once"),
        (Quantity(Measure.CHURN, 3, "%", Every.MONTH, low=1), "3 % a month (at least 1)"),
        (
            Quantity(Measure.SIZE, 1_000_000, "farms", high=2e6),
            "1,000,000 farms (at most 2,000,000)",
        ),
        (Quantity(Measure.LIFETIME, 24, "", Every.MONTH), "24 months"),
    ],
)
def test_quantities_in_words(quantity: Quantity, expected: str) -> None:
    assert amount(quantity) == expected


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_canvas_becomes_a_document(
    data: st.DataObject, any_canvas: st.SearchStrategy[Canvas]
) -> None:
    canvas = data.draw(any_canvas)
    check_references(canvas)
    told = "\n".join(texts(opened(canvas)))
    for item in canvas.items:
        assert clean(item.text) in told
        assert clean(item.description) in told
        assert all(clean(detail.text) in told for detail in item.details)
        assert all(clean(amount(quantity)) in told for quantity in item.quantities)
        if item.assumption is not None:
            assert clean(item.assumption.test) in told
            assert clean(item.assumption.reason) in told
    assert all(clean(one.text) in told for one in canvas.constraints)
    assert all(clean(note) in told for note in canvas.notes)
    assert told.count(" — ") >= 2 * len(canvas.links)
