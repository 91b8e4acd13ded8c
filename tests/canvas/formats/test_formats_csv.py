"""CSV as it is written: all of a canvas, and nothing that a spreadsheet runs."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from canvasai.canvas.blocks import Block
from canvasai.canvas.details import Detail, DetailKind
from canvasai.canvas.formats.csv.cells import COLUMNS, cell_of, text_of
from canvasai.canvas.formats.csv.write import canvas_from_csv, canvas_to_csv
from canvasai.canvas.links import Link, LinkKind
from canvasai.canvas.metadata import Constraint, ConstraintKind, Metadata
from canvasai.canvas.model import (
    Against,
    Assumption,
    Canvas,
    Citation,
    Item,
    Risk,
    Stance,
    Status,
)
from canvasai.canvas.quantity import Every, Measure, Quantity
from canvasai.canvas.tags import Tag

QUOTE = Citation("memo.md", 'Farms pay "by the week".', 3, 27)
CANVAS = Canvas(
    "Nordwind Farm",
    "2026-01-02T03:04:05+01:00",
    "",
    (
        Item(
            "cs-farms",
            Block.CUSTOMER_SEGMENTS,
            "Small farms",
            Status.SUPPORTED,
            citations=(QUOTE,),
            details=(Detail("pain-rain", DetailKind.PAIN, "Rain"),),
        ),
        Item(
            "vp-roof",
            Block.VALUE_PROPOSITIONS,
            "A roof",
            Status.ASSUMPTION,
            assumption=Assumption(Risk.FEASIBILITY, "Build one.", "Nobody says so."),
            details=(Detail("pr-roof", DetailKind.RELIEVER, "Dry"),),
        ),
        Item(
            "rs-rent",
            Block.REVENUE_STREAMS,
            "Rent",
            Status.UNCHECKED,
            tags=(Tag.RENT, Tag.CRITICAL),
            quantities=(Quantity(Measure.PRICE, 40.5, "EUR", Every.WEEK),),
        ),
    ),
    (
        Link("pr-roof", "pain-rain", LinkKind.RELIEVES),
        Link("vp-roof", "cs-farms", LinkKind.SERVES),
        Link("rs-rent", "cs-farms", LinkKind.PAID_BY, inferred=True),
    ),
    notes=("Mostly assumed.",),
    against=(Against(Block.CHANNELS, Stance.DENIED, QUOTE),),
    metadata=Metadata(tagline="Dry all year", sources=("memo.md", "plan.docx")),
    constraints=(
        Constraint(
            ConstraintKind.BUDGET,
            "At most 900",
            ("rs-rent",),
            Quantity(Measure.COST, 900.0, "EUR"),
            "2027",
        ),
    ),
)


def rows(text: str) -> list[list[str]]:
    """As any other program reads it."""
    return list(csv.reader(io.StringIO(text, newline="")))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_what_is_written_is_read_back(
    any_canvas: st.SearchStrategy[Canvas], data: st.DataObject
) -> None:
    canvas = data.draw(any_canvas)
    text = canvas_to_csv(canvas)
    reading = canvas_from_csv(text)
    assert (reading.canvas, reading.problems, reading.left_out) == (canvas, (), ())
    table = rows(text)
    assert {len(row) for row in table} == {len(COLUMNS)}
    assert len(table) >= 1 + len(canvas.items)
    for cell in (cell for row in table for cell in row):
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
        assert "\x00" not in cell


def test_the_rows_of_a_canvas() -> None:
    table = rows(canvas_to_csv(CANVAS))
    assert table[0] == list(COLUMNS)
    found = [dict(zip(COLUMNS, row, strict=True)) for row in table[1:]]
    farms, roof, rent = found[:3]
    assert (farms["Block"], farms["Text"], farms["Id"]) == (
        "Customer segments",
        "Small farms",
        "cs-farms",
    )
    assert farms["Details"] == '[{"id":"pain-rain","kind":"pain","text":"Rain"}]'
    assert '"quote":"Farms pay \\"by the week\\"."' in farms["Citations"]
    assert (roof["Risk"], roof["Test"], roof["Reason"]) == (
        "feasibility",
        "Build one.",
        "Nobody says so.",
    )
    assert roof["Links"] == "pr-roof relieves pain-rain; serves cs-farms"
    assert rent["Links"] == "paid by cs-farms (inferred)"
    assert rent["Tags"] == "rent; critical"
    assert rent["Numbers"] == '[{"measure":"price","value":40.5,"unit":"EUR","period":"week"}]'
    assert [(row["Block"], row["Text"]) for row in found[3:]] == [
        ("Canvas name", "Nordwind Farm"),
        ("Canvas created", "2026-01-02T03:04:05+01:00"),
        ("Canvas model", ""),
        ("Canvas note", "Mostly assumed."),
        ("Canvas tagline", "Dry all year"),
        ("Canvas source", "memo.md"),
        ("Canvas source", "plan.docx"),
        ("Canvas constraint", "At most 900"),
        ("Canvas against", 'Farms pay "by the week".'),
    ]
    assert canvas_from_csv(canvas_to_csv(CANVAS)).canvas == CANVAS


def test_the_order_of_links_is_told_where_the_rows_do_not() -> None:
    other = replace(CANVAS, links=CANVAS.links[::-1])
    text = canvas_to_csv(other)
    assert rows(text)[-1][:2] == ["Canvas link order", "3 1 2"]
    assert canvas_from_csv(text).canvas == other
    # A link that somebody took out by hand leaves the others in the order of the rows.
    without = text.replace("paid by cs-farms (inferred)", "")
    assert canvas_from_csv(without).canvas.links == other.links[1:]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("plain", "plain"),
        ("=1+1", "'=1+1"),
        ("+49 40", "'+49 40"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ("''=1", "'''=1"),
        ("'tis", "'tis"),
        ("'", "'"),
        ("a=1", "a=1"),
        ("\r=1", 'json:"\\r=1"'),
        ("a\x00b", 'json:"a\\u0000b"'),
        ('json:"x"', 'json:"json:\\"x\\""'),
        ("json: x", "json: x"),
        ("a\nb", "a\nb"),
        ("\nb", "'\nb"),
    ],
)
def test_cells_that_a_spreadsheet_would_run(text: str, cell: str) -> None:
    assert cell_of(text) == cell
    assert text_of(cell) == text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_every_text_has_a_cell(text: str) -> None:
    assert text_of(cell_of(text)) == text


@pytest.mark.parametrize("cell", ['json:"a', 'json:"a"b', 'json:"\\ud800"', 'json:"\x01"'])
def test_a_cell_that_only_looks_like_json_is_its_own_text(cell: str) -> None:
    assert text_of(cell) == cell


def test_what_other_programs_make_of_the_file_is_read() -> None:
    text = canvas_to_csv(CANVAS)
    again = io.StringIO(newline="")
    writer = csv.writer(again, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows(rows(text))
    assert canvas_from_csv("\ufeff" + again.getvalue()).canvas == CANVAS
    tabs = io.StringIO(newline="")
    csv.writer(tabs, delimiter="\t", lineterminator="\r").writerows(rows(text))
    assert canvas_from_csv(tabs.getvalue()).canvas == CANVAS
    assert canvas_from_csv("sep=,\r\n" + text).canvas == CANVAS
