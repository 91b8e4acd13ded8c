"""Files that are no table of a canvas are refused with their line, and in good time."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canvasai.canvas.blocks import Block
from canvasai.canvas.formats.csv.write import canvas_from_csv, canvas_to_csv
from canvasai.canvas.formats.json_format import canvas_from_json, canvas_to_json
from canvasai.canvas.links import Link, LinkKind
from canvasai.canvas.model import Canvas, Item, Status
from canvasai.errors import FormatError

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def refused(text: str) -> FormatError:
    with pytest.raises(FormatError) as caught:
        canvas_from_csv(text, "plan.csv")
    assert caught.value.message.startswith("plan.csv")
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "plan.csv is empty"),
        ("\ufeff \r\n,;\n", "plan.csv is empty"),
        ("x" * 50_000_000, "plan.csv is over 10 MB"),
        ("PK\x03\x04\x00", "plan.csv, line 1: this is no text"),
        ("Block,Text\nCosts,\ud800", "plan.csv, line 2: this is no text"),
        ("a,b\nc,d", "plan.csv, line 1: There are no columns"),
        ("sep=]\nBlock]Text\nCosts]Rent", "plan.csv, line 1: There are no columns"),
        ("one line", "plan.csv, line 1: There are no columns"),
        ('Block,Text\nCosts,Rent\nCosts,"open\nCosts,x', "plan.csv, line 3: A quote is left open"),
        ('"Block,Text\nCosts,Rent', "plan.csv, line 1: A quote is left open"),
        ('Block,Text\n"a\nb","c"d', "plan.csv, line 3: Characters follow a closing quote"),
        (
            "Block,Text\nCosts,Rent\nCosts,Rent, power",
            "plan.csv, line 3: The row has 3 cells, and the header 2",
        ),
        ('Block,Text\n"a\n\nb",x\nCosts,a,b', "plan.csv, line 5: The row has 3 cells"),
        ("Block,Text\n" + "x," * 20_000, "plan.csv, line 2: The row has over 10,000 cells"),
        ("Block,Text\n" + "Costs,x\n" * 60_000, "plan.csv, line 50001: Over 50,000 rows"),
    ],
)
def test_what_is_refused(text: str, message: str) -> None:
    assert refused(text).message.startswith(message)


@pytest.mark.parametrize(
    "text",
    [
        '"' + "x" * 9_000_000,
        "\n" * 9_000_000 + "x",
        "," * 9_000_000 + "x",
        '""' * 4_000_000,
        "Block,Text" + "\n,," * 3_000_000 + "x",
    ],
    ids=["quote", "lines", "commas", "quotes", "rows"],
)
def test_what_is_made_to_take_long(text: str) -> None:
    start = time.perf_counter()
    refused(text)
    assert time.perf_counter() - start < 30


FILE = canvas_to_csv(
    Canvas(
        "N",
        NOON.isoformat(),
        "",
        (
            Item("cs-a", Block.CUSTOMER_SEGMENTS, 'A, "b"', Status.UNCHECKED),
            Item("ch-a", Block.CHANNELS, "=C", Status.UNCHECKED),
        ),
        (Link("ch-a", "cs-a", LinkKind.REACHES),),
        notes=("x\ny",),
    )
)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_file_gives_an_error_or_a_canvas(data: st.DataObject) -> None:
    text = FILE
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 20)))
        new = data.draw(st.text(max_size=5) | st.sampled_from(list("\n\r\t,;\"'=[]{}\ufeff\x00")))
        text = text[:start] + new + text[end:]
    try:
        reading = canvas_from_csv(text, "plan.csv")
    except FormatError as error:
        told = error.message
    else:
        told = "plan.csv"
        assert canvas_from_json(canvas_to_json(reading.canvas)) == reading.canvas
    assert told.startswith("plan.csv")
