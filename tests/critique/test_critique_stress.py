"""What an uncertainty hits, and how far it spreads."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from canvasai.canvas.blocks import Block
from canvasai.canvas.links import Link, LinkKind
from canvasai.canvas.model import Canvas, Item, Status
from canvasai.critique.stress import Heat, Uncertainty, heat_map, suggested
from canvasai.critique.stress_report import (
    MARKS,
    heat_map_to_dict,
    heat_map_to_markdown,
    heat_map_to_svg,
)

TEXTS = st.text(max_size=40) | st.sampled_from(
    ["<script>x</script>", "]]>", "a | b\n# c", "\x00\x1b\ufffe\ud800", "&amp;", "x" * 500]
)


def said(name: str, text: str) -> Item:
    block = next(one for one in Block if name.startswith(f"{one.prefix}-"))
    return Item(name, block, text, Status.UNCHECKED)


def canvas_of(*items: Item, links: tuple[Link, ...] = ()) -> Canvas:
    return Canvas("Nets", "2026-02-01T09:00:00+00:00", "", items, links)


CHAIN = canvas_of(
    said("cs-a", "Skippers"),
    said("vp-a", "A net is back in two days"),
    said("rs-a", "Repair plan"),
    said("kr-a", "Two braiding machines"),
    said("kp-a", "Rope works Hempel"),
    links=(
        Link("kp-a", "kr-a", LinkKind.PROVIDES),
        Link("vp-a", "kr-a", LinkKind.RESTS_ON),
        Link("vp-a", "cs-a", LinkKind.SERVES),
        Link("rs-a", "vp-a", LinkKind.PAID_FOR),
    ),
)


def heats(canvas: Canvas, uncertainty: Uncertainty) -> dict[Block, Heat]:
    return {
        block: cell.heat for block, cell in heat_map(canvas, [uncertainty])[uncertainty].items()
    }


def test_red_spreads_two_links_far() -> None:
    found = heats(CHAIN, Uncertainty("Hempel stops"))
    assert found[Block.KEY_PARTNERSHIPS] is Heat.RED
    assert found[Block.KEY_RESOURCES] is Heat.AMBER
    assert found[Block.VALUE_PROPOSITIONS] is Heat.AMBER
    assert found[Block.CUSTOMER_SEGMENTS] is Heat.GREEN
    assert found[Block.REVENUE_STREAMS] is Heat.GREEN
    assert found[Block.CHANNELS] is Heat.EMPTY


def test_it_does_not_spread_against_a_link() -> None:
    found = heats(CHAIN, Uncertainty("Skippers retire"))
    assert found[Block.CUSTOMER_SEGMENTS] is Heat.RED
    assert found[Block.VALUE_PROPOSITIONS] is Heat.GREEN


def test_each_item_is_told_with_what_it_hangs_on() -> None:
    canvas = canvas_of(
        said("cs-a", "Skippers"),
        said("cs-b", "Schools"),
        said("rs-a", "Repair plan"),
        said("rs-b", "Course fee"),
        links=(Link("rs-a", "cs-a", LinkKind.PAID_BY), Link("rs-b", "cs-b", LinkKind.PAID_BY)),
    )
    asked = Uncertainty("Less", always=(Block.CUSTOMER_SEGMENTS,))
    cell = heat_map(canvas, [asked])[asked][Block.REVENUE_STREAMS]
    assert cell.reason == "“Repair plan” and “Course fee” hang on “Skippers” and “Schools”."
    assert cell.items == ("rs-a", "rs-b")


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("Gas for the oven", True),
        ("Gasket maker", False),
        ("Dieselgate", True),
        ("Ein Ofen", False),
    ],
)
def test_beginnings_of_words(text: str, hit: bool) -> None:
    asked = Uncertainty("Energy", ("gas$", "diesel"), (Block.COST_STRUCTURE,))
    assert heats(canvas_of(said("cost-a", text)), asked)[Block.COST_STRUCTURE] is (
        Heat.RED if hit else Heat.UNKNOWN
    )
    there = heats(canvas_of(said("kr-a", text)), asked)
    assert there[Block.KEY_RESOURCES] is Heat.UNKNOWN


def test_links_in_circles_and_to_what_is_no_item() -> None:
    links = (
        Link("cs-a", "cs-b", LinkKind.NEEDS),
        Link("cs-b", "cs-a", LinkKind.NEEDS),
        Link("cs-a", "gone", LinkKind.SERVES),
        Link("rs-a", "gone", LinkKind.PAID_BY),
    )
    canvas = canvas_of(
        said("cs-a", "Skippers"), said("cs-b", "Schools"), said("rs-a", "Plan"), links=links
    )
    found = heats(canvas, Uncertainty("Skippers retire"))
    assert found[Block.CUSTOMER_SEGMENTS] is Heat.RED
    assert found[Block.REVENUE_STREAMS] is Heat.GREEN


def test_suggestions_name_blocks_and_words() -> None:
    assert len(suggested()) == len({one.name for one in suggested()}) >= 5
    for one in suggested():
        assert bool(one.touches) == bool(one.where)
        assert one.touches or one.always


@given(st.lists(TEXTS, max_size=4), TEXTS, st.lists(TEXTS, min_size=1, max_size=3))
def test_reports_of_any_text(texts: list[str], name: str, asked: list[str]) -> None:
    items = tuple(said(f"cs-{n}", text) for n, text in enumerate(texts))
    found = heat_map(canvas_of(*items), [Uncertainty(one) for one in asked])
    root = etree.fromstring(heat_map_to_svg(name, found).encode())
    assert {etree.QName(one).localname for one in root} <= {"rect", "text", "g"}
    assert len(root.findall("{*}g")) == len(found) * len(Block)
    plain = heat_map_to_dict(found)
    assert json.loads(json.dumps(plain)) == plain
    table = heat_map_to_markdown(name, found).split("\n\n")[1].splitlines()
    assert len(table) == len(found) + 2
    for line in table:
        assert len(re.findall(r"(?<!\\)\|", line)) == len(Block) + 2


def test_what_no_item_speaks_of_is_unknown_and_not_green() -> None:
    told = heat_map_to_markdown("", heat_map(CHAIN, [Uncertainty("Comets")]))
    assert told.startswith("# Stress test of the canvas\n")
    assert "- No item speaks of it; whether it hurts is not known." in told
    assert f"{MARKS[Heat.UNKNOWN]} unknown" in told
    assert f"{MARKS[Heat.GREEN]} green" not in told


def test_a_word_of_most_lines_hits_nothing_by_itself() -> None:
    fees = canvas_of(said("rs-a", "Fees by price list"), said("ka-a", "Tom climbs the mast"))
    assert (
        heats(fees, Uncertainty("Electricity prices triple"))[Block.REVENUE_STREAMS] is Heat.UNKNOWN
    )
    assert heats(fees, Uncertainty("Tom falls ill"))[Block.KEY_ACTIVITIES] is Heat.RED


def test_a_named_uncertainty_knows_the_words_of_a_suggested_one() -> None:
    kiln = canvas_of(said("cost-a", "Gas for the kilns, 900 euros a month"))
    assert heats(kiln, Uncertainty("Electricity triples"))[Block.COST_STRUCTURE] is Heat.RED
