"""The canvas as data: no item without its evidence, and ids that files may use."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canvasai.canvas.blocks import PREFIXES, Block, parse_block
from canvasai.canvas.formats.schema import canvas_schema
from canvasai.canvas.ids import new_id, slug
from canvasai.canvas.links import LINK_ENDS, LinkKind
from canvasai.canvas.model import Against, Assumption, Canvas, Citation, Item, Risk, Stance, Status

ID_PATTERN = re.compile(canvas_schema()["$defs"]["item"]["properties"]["id"]["pattern"])
QUOTE = Citation("memo.md", "Cafés rent by the month.", 4, 28)
ASSUMED = Assumption(Risk.VIABILITY, "Ask ten cafés; six say yes.")


def item(name: str, status: Status = Status.SUPPORTED, **parts: object) -> Item:
    given = {"citations": (QUOTE,), **parts}
    return Item(name, Block.REVENUE_STREAMS, "Rent", status, **given)  # type: ignore[arg-type]


def test_an_assumption_says_what_is_at_risk() -> None:
    with pytest.raises(
        ValueError, match="rs-rent is an assumption that does not say what is at risk"
    ):
        item("rs-rent", Status.ASSUMPTION)
    assert item("rs-rent", Status.ASSUMPTION, citations=(), assumption=ASSUMED).assumption


@pytest.mark.parametrize("status", [Status.SUPPORTED, Status.CONTRADICTED])
def test_all_else_needs_a_citation(status: Status) -> None:
    with pytest.raises(ValueError, match=f"rs-rent is {status} without a citation"):
        item("rs-rent", status, citations=())
    with pytest.raises(ValueError, match="without a citation"):
        item("rs-rent", status, citations=(), assumption=ASSUMED)
    assert item("rs-rent", status, assumption=ASSUMED).citations == (QUOTE,)


def test_a_canvas_does_not_change() -> None:
    canvas = Canvas("Cup", "2026-01-01T00:00:00+00:00", "m", (item("rs-rent"),))
    with pytest.raises(AttributeError):
        canvas.name = "Other"  # type: ignore[misc]


def test_a_citation_holds_and_has_no_date_until_told() -> None:
    assert (QUOTE.date, QUOTE.superseded) == ("", False)


def test_the_same_quote_superseded_is_another_citation() -> None:
    old = replace(QUOTE, superseded=True)
    assert len({QUOTE, old, replace(QUOTE)}) == 2


def test_what_is_said_against_is_compared_by_what_it_says() -> None:
    said = Against(Block.CHANNELS, Stance.DENIED, QUOTE)
    assert said == Against(Block.CHANNELS, Stance.DENIED, replace(QUOTE))
    assert len({said, replace(said, kind=Stance.OTHER), replace(said)}) == 2
    with pytest.raises(AttributeError):
        said.kind = Stance.OTHER  # type: ignore[misc]


def test_every_kind_of_link_says_what_it_joins() -> None:
    assert set(LINK_ENDS) == set(LinkKind)
    assert all(ends.sources and ends.targets for ends in LINK_ENDS.values())


def test_nine_blocks_with_prefixes_of_their_own() -> None:
    assert len(Block) == 9
    assert sorted(PREFIXES) == sorted(Block)
    assert len(set(PREFIXES.values())) == 9
    assert Block.CUSTOMER_SEGMENTS.title == "Customer segments"


@pytest.mark.parametrize("block", list(Block))
def test_blocks_are_found_by_any_name(block: Block) -> None:
    for name in (block.value, block.title, block.prefix, f" {block.title.upper()} "):
        assert parse_block(name) is block


def test_other_words_are_no_block() -> None:
    assert parse_block("risks") is None
    assert parse_block("") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rent of the cups", "rent-cups"),
        ("Straße nach Łódź", "strasse-nach-lodz"),
        ("Crème brûlée à la carte", "creme-brulee-carte"),
        ("40 € per cup in 2026", "cup"),
        ("24/7", "24-7"),
        ("東京の市場", "item"),
        ("!!!", "item"),
        ("", "item"),
        ("a" * 60, "a" * 40),
        ("a" * 39 + " bbb", "a" * 39),
        ("one two three four five", "one-two-three"),
    ],
)
def test_slugs(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_ids_are_numbered_when_taken() -> None:
    taken: set[str] = set()
    for _ in range(3):
        taken.add(new_id(Block.COST_STRUCTURE, "Rent of the hall", taken))
    assert taken == {"cost-rent-hall", "cost-rent-hall-2", "cost-rent-hall-3"}
    assert new_id(Block.COST_STRUCTURE, "Rent, hall", {"cost-rent-hall-2"}) == "cost-rent-hall"


@given(st.sampled_from(list(Block)), st.lists(st.text(max_size=60), max_size=6))
def test_every_text_gives_an_id_that_files_may_use(block: Block, texts: list[str]) -> None:
    taken: set[str] = set()
    for text in texts:
        found = new_id(block, text, taken)
        assert ID_PATTERN.search(found)
        assert found not in taken
        assert found.startswith(block.prefix + "-")
        taken.add(found)


@pytest.mark.parametrize("text", ["rs-", "rs-Rent", "rs-rent\n", "xx-rent", "rs--a", "rs-é", "rs"])
def test_other_ids_are_refused(text: str) -> None:
    assert not ID_PATTERN.search(text)
