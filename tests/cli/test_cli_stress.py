"""`canvasai stress`: suggested and named uncertainties, in every format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from canvasai.canvas.blocks import Block
from canvasai.critique.stress import suggested

if TYPE_CHECKING:
    from .conftest import Line

BEES = Path(__file__).parents[1] / "critique" / "bees" / "canvas.json"
EMPTY = {"schema": "canvasai/1", "name": "", "created": "2026-02-01T09:00:00+00:00", "model": ""}
HOSTILE = '<script>alert("1")</script> ]]> \x1b[31m\u202e & <b>'


@pytest.fixture
def bees(line: Line) -> str:
    return line.file("bees.json", BEES.read_bytes())


def test_suggested_uncertainties(line: Line, bees: str) -> None:
    said = line.run("stress", bees).out
    for one in suggested():
        assert one.name in said
    assert "■ Cost structure: It hits “Fuel and upkeep of the truck" in said


def test_named_uncertainties_spread_along_links(line: Line, bees: str) -> None:
    args = ("--uncertainty", "The growers   give up", "--uncertainty", " ", "--format", "json")
    [row] = json.loads(line.run("stress", bees, *args).out)
    assert row["uncertainty"] == "The growers give up"
    told = row["blocks"]
    assert list(told) == [str(block) for block in Block]
    assert told["customer_segments"]["heat"] == "red"
    assert told["customer_segments"]["items"] == ["cs-growers"]
    amber = {name for name, cell in told.items() if cell["heat"] == "amber"}
    links = json.loads(BEES.read_text("utf-8"))["links"]
    payers = [one["from"] for one in links if (one["kind"], one["to"]) == ("paid_by", "cs-growers")]
    assert payers
    assert "revenue_streams" in amber or told["revenue_streams"]["heat"] == "red"
    assert set(payers) <= {*told["revenue_streams"]["items"]}


def test_as_markdown(line: Line, bees: str) -> None:
    said = line.run("stress", bees, "--format", "md", "--uncertainty", HOSTILE).out
    assert said.startswith("# Stress test of Brackenfold Apiaries\n")
    assert "<script" not in said.replace("\\<", "")
    assert "\x1b" not in said


def test_as_a_picture_whose_names_stay_text(line: Line) -> None:
    whole = json.loads(BEES.read_text("utf-8")) | {"name": HOSTILE}
    whole["items"][0]["text"] = f"{HOSTILE} growers"
    path = line.file("c.json", json.dumps(whole))
    args = ("--format", "svg", "--uncertainty", f"{HOSTILE} growers", "--uncertainty", "x")
    root = etree.fromstring(line.run("stress", path, *args).out.encode())
    names = {etree.QName(one).localname for one in root.iter("{*}*")}
    assert names == {"svg", "rect", "text", "g", "title"}
    assert '<script>alert("1")</script>' in "".join(root.itertext())


@pytest.mark.parametrize("form", ["text", "json", "md", "svg"])
def test_an_empty_canvas(line: Line, form: str) -> None:
    path = line.file("c.json", json.dumps(EMPTY | {"items": [], "links": []}))
    said = line.run("stress", path, "--format", form).out
    if form == "json":
        cells = [cell for row in json.loads(said) for cell in row["blocks"].values()]
        assert {cell["heat"] for cell in cells} == {"empty"}
    if form == "svg":
        etree.fromstring(said.encode())
    assert suggested()[0].name in said


def test_a_document(line: Line) -> None:
    memo = line.file("memo.md")
    said = line.run("stress", memo, "--uncertainty", "Trawlers are scrapped").out
    assert "■ Customer segments" in said


def test_what_cannot_be(line: Line, bees: str) -> None:
    assert "text, json, md, svg" in line.fails("stress", bees, "--format", "pdf")
    assert "no file" in line.fails("stress", str(line.folder / "gone.json"))
