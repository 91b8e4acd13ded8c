"""What the sources say against, and the reason of each statement that became no item."""

from __future__ import annotations

from dataclasses import replace

import pytest

from canvasai.canvas.blocks import Block
from canvasai.canvas.model import Against, Citation, Item, Stance, Status
from canvasai.drafting.leaving import (
    CROWDED_OUT,
    NO_BLOCK,
    UNKNOWN_LANGUAGE,
    VAGUE,
    against_of,
    left_out,
)
from canvasai.sources.model import Heading, Source
from canvasai.statements.model import Kind, SortedStatement, Statement

TEXT = (
    "Notes of 3 May 2024\n\nWe will never open a shop in Vessby.\n"
    "Fjordline charges 120 euros a month.\nSkippers pay 95 euros a month.\n"
)
SHOP = "We will never open a shop in Vessby."
RIVAL = "Fjordline charges 120 euros a month."
PAY = "Skippers pay 95 euros a month."
SOURCE = Source("notes.md", "md", TEXT, "", (Heading(1, "Notes of 3 May 2024", 0, 19),))
SOURCES = {"notes.md": SOURCE}
# Three blocks that a statement may speak to, and none that it clearly does.
SPREAD = {
    **dict.fromkeys(Block, 0.0),
    Block.CHANNELS: 0.36,
    Block.KEY_RESOURCES: 0.3,
    Block.COST_STRUCTURE: 0.3,
}


def said(
    text: str,
    kind: Kind,
    block: Block = Block.CHANNELS,
    likely: float = 0.9,
    *,
    specificity: float = 0.6,
    language: str = "en",
) -> SortedStatement:
    start = TEXT.index(text)
    told = Statement("notes.md", start, start + len(text), text, text)
    blocks = {**dict.fromkeys(Block, 0.0), block: likely}
    return SortedStatement(told, blocks, kind, "", specificity, language=language)


def item_of(*quotes: str, superseded: str = "") -> Item:
    citations = [
        Citation(
            "notes.md",
            quote,
            TEXT.index(quote),
            TEXT.index(quote) + len(quote),
            superseded=quote == superseded,
        )
        for quote in quotes
    ]
    return Item("ch-a", Block.CHANNELS, "a", Status.SUPPORTED, citations=tuple(citations))


def test_a_denial_and_a_fact_of_others_are_told_with_their_place() -> None:
    found = against_of(
        [
            said(RIVAL, Kind.OTHER, Block.REVENUE_STREAMS),
            said(SHOP, Kind.DENIED),
            said(PAY, Kind.FACT, Block.REVENUE_STREAMS),
        ],
        SOURCES,
    )
    start = TEXT.index(SHOP)
    quote = Citation(
        "notes.md", SHOP, start, start + len(SHOP), None, "Notes of 3 May 2024", "2024-05-03"
    )
    assert found[0] == Against(Block.CHANNELS, Stance.DENIED, quote)
    assert [(one.block, one.kind, one.citation.quote) for one in found[1:]] == [
        (Block.REVENUE_STREAMS, Stance.OTHER, RIVAL)
    ]


def test_denials_stand_before_facts_of_others_in_the_order_of_the_blocks() -> None:
    found = against_of(
        [
            said(PAY, Kind.DENIED, Block.COST_STRUCTURE),
            said(RIVAL, Kind.OTHER, Block.CHANNELS),
            said(SHOP, Kind.DENIED, Block.CHANNELS),
        ],
        SOURCES,
    )
    assert [one.citation.quote for one in found] == [SHOP, RIVAL, PAY]


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in (Kind.DENIED, Kind.OTHER)])
def test_nothing_else_speaks_against(kind: Kind) -> None:
    assert against_of([said(SHOP, kind)], SOURCES) == ()


@pytest.mark.parametrize(("likely", "told"), [(0.9, 1), (0.55, 1), (0.3, 0), (0.0, 0)])
def test_only_what_clearly_speaks_to_a_block_is_told(likely: float, told: int) -> None:
    assert len(against_of([said(SHOP, Kind.DENIED, likely=likely)], SOURCES)) == told


def test_what_may_speak_to_three_blocks_is_not_told() -> None:
    one = replace(said(SHOP, Kind.DENIED), blocks=SPREAD)
    assert one.block is Block.CHANNELS
    assert against_of([one], SOURCES) == ()


def test_the_same_place_is_told_once() -> None:
    one = said(SHOP, Kind.DENIED)
    assert len(against_of([one, one], SOURCES)) == 1


@pytest.mark.parametrize(
    ("statement", "word"),
    [
        (said(SHOP, Kind.DENIED), "denied"),
        (said(RIVAL, Kind.OTHER), "somebody else"),
        (said(PAY, Kind.QUESTION), "question"),
        (said(PAY, Kind.TEMPLATE), "placeholder"),
        (said(PAY, Kind.INSTRUCTION), "instruction"),
        (said(PAY, Kind.ADMINISTRATIVE), "administrative"),
        (said(SHOP, Kind.OTHER, language=""), UNKNOWN_LANGUAGE),
        (said(PAY, Kind.FACT, likely=0.0), NO_BLOCK),
        (replace(said(PAY, Kind.FACT), blocks=SPREAD), NO_BLOCK),
        (said(PAY, Kind.FACT), CROWDED_OUT),
        (said(PAY, Kind.PLAN), CROWDED_OUT),
    ],
)
def test_why_a_statement_is_left_out(statement: SortedStatement, word: str) -> None:
    (left,) = left_out([statement], [])
    assert left.statement is statement.statement
    assert left.block is statement.block
    assert word in left.reason


def test_a_vague_statement_is_left_out_as_vague() -> None:
    named = said(PAY, Kind.FACT)
    vague = said(SHOP, Kind.FACT, specificity=0.0)
    assert [left.reason for left in left_out([named, vague], [])] == [CROWDED_OUT, VAGUE]


def test_a_statement_that_leans_back_is_left_out_as_vague() -> None:
    named = said(PAY, Kind.FACT)
    leaning = replace(
        named, statement=replace(named.statement, told=f"That is why {PAY}"), specificity=0.3
    )
    assert [left.reason for left in left_out([named, leaning], [])] == [CROWDED_OUT, VAGUE]


def test_what_speaks_to_a_block_not_asked_for_is_not_left_out() -> None:
    told = [
        said(SHOP, Kind.DENIED, Block.CHANNELS),
        said(RIVAL, Kind.OTHER, Block.REVENUE_STREAMS),
        said(PAY, Kind.FACT, Block.REVENUE_STREAMS, likely=0.0),
    ]
    found = left_out(told, [], [Block.CHANNELS])
    assert [left.statement.text for left in found] == [SHOP, PAY]


def test_what_an_item_cites_is_not_left_out() -> None:
    both = [said(SHOP, Kind.FACT), said(PAY, Kind.FACT)]
    assert [left.statement.text for left in left_out(both, [item_of(SHOP)])] == [PAY]
    assert left_out(both, [item_of(SHOP, PAY)]) == []
    assert left_out(both, [item_of(SHOP, PAY, superseded=PAY)]) == []


def test_the_same_words_elsewhere_are_not_cited() -> None:
    other = SortedStatement(
        Statement("other.md", 0, len(PAY), PAY, PAY),
        {**dict.fromkeys(Block, 0.0), Block.CHANNELS: 0.9},
        Kind.FACT,
        specificity=0.6,
    )
    assert len(left_out([other], [item_of(PAY)])) == 1


def test_what_is_left_out_stands_in_the_order_of_the_documents() -> None:
    found = left_out([said(SHOP, Kind.DENIED), said(RIVAL, Kind.OTHER), said(PAY, Kind.FACT)], [])
    assert [left.statement.text for left in found] == [SHOP, RIVAL, PAY]
    assert len({left.reason for left in found}) == 3
