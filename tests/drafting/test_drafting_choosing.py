"""Choosing, cutting, linking, narrowing: without a model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from canvasai.canvas.blocks import Block
from canvasai.canvas.links import LINK_ENDS, LinkKind
from canvasai.canvas.model import Assumption, Citation, Horizon, Item, Risk, Status
from canvasai.drafting import assuming
from canvasai.drafting.choosing import select
from canvasai.drafting.facts import Fact, rarity_of
from canvasai.drafting.narrowing import worth_sorting
from canvasai.drafting.wording import LONGEST_ITEM, cite, own_words
from canvasai.grounding.linking import links_of
from canvasai.projects.store import ProjectStore
from canvasai.retrieval.index import Index
from canvasai.sources.model import Source
from canvasai.statements.model import Kind, SortedStatement, Span, Statement
from canvasai.statements.splitting import split_statements

if TYPE_CHECKING:
    from canvasai.retrieval.embeddings import Encoder

    from .conftest import Read

BLOCK = Block.REVENUE_STREAMS


def statement(text: str, start: int = 0) -> Statement:
    return Statement("memo.md", start, start + len(text), text, text)


def fact(
    text: str,
    start: int,
    vector: Sequence[float],
    specificity: float = 0.5,
    *,
    planned: bool = False,
) -> Fact:
    kind = Kind.PLAN if planned else Kind.FACT
    known = SortedStatement(
        statement(text, start), {BLOCK: 0.9}, kind, "", specificity, vector=tuple(vector)
    )
    return Fact(BLOCK, 0.9, (known,), planned)


def names(facts: Sequence[Fact]) -> list[str]:
    return [f.first.statement.text for f in facts]


def test_select_takes_the_specific() -> None:
    facts = [fact("vague", 0, (1, 0, 0), 0.1), fact("named", 9, (0, 1, 0), 0.9)]
    assert names(select(facts, BLOCK, 1)) == ["named"]


def test_select_takes_the_diverse() -> None:
    near = (0.8, 0.6, 0.0)
    facts = [
        fact("first", 0, (1, 0, 0), 0.90),
        fact("again", 9, near, 0.85),
        fact("other", 20, (0, 0, 1), 0.84),
    ]
    assert names(select(facts, BLOCK, 2)) == ["first", "other"]
    assert names(select(facts, BLOCK, 3)) == ["first", "again", "other"]


def test_select_leaves_out_what_says_the_same() -> None:
    facts = [fact("one", 0, (1, 0, 0)), fact("same", 9, (0.99, 0.141, 0))]
    assert len(select(facts, BLOCK, 6)) == 1


def test_select_puts_plans_last_and_keeps_other_blocks_out() -> None:
    facts = [fact("plan", 0, (1, 0, 0), planned=True), fact("fact", 9, (0, 1, 0))]
    facts.append(replace(fact("elsewhere", 20, (0, 0, 1)), block=Block.CHANNELS))
    assert names(select(facts, BLOCK, 4)) == ["fact", "plan"]
    assert select([], BLOCK, 4) == []


def test_select_takes_a_contradiction_first() -> None:
    facts = [fact("named", 0, (1, 0, 0), 0.9), fact("vague", 9, (0, 1, 0), 0.1)]
    facts[1] = replace(facts[1], numbers=("9", "11"))
    assert names(select(facts, BLOCK, 1)) == ["vague"]


def test_select_keeps_a_contradiction_that_is_near_another_fact() -> None:
    near = (0.99, 0.141, 0)
    facts = [fact("one", 0, (1, 0, 0)), fact("two", 9, near), fact("three", 20, near)]
    facts[:2] = [replace(known, numbers=("9", "11")) for known in facts[:2]]
    assert names(select(facts, BLOCK, 6)) == ["one", "two"]


def test_select_takes_half_as_many_plans() -> None:
    facts = [
        fact(f"plan {n}", 9 * n, [float(n == place) for place in range(4)], planned=True)
        for n in range(4)
    ]
    assert [len(select(facts, BLOCK, limit)) for limit in (1, 2, 4, 6)] == [1, 1, 2, 3]


@pytest.mark.parametrize("word", ["It", "Those", "Sie", "Cela", "Ellos"])
def test_select_would_rather_take_what_stands_alone(word: str) -> None:
    facts = [
        fact(f"{word} cost 40 euros", 0, (1, 0, 0), 0.6),
        fact(f"{word[0]}nets cost 40 euros", 9, (0, 1, 0)),
    ]
    assert names(select(facts, BLOCK, 1)) == [f"{word[0]}nets cost 40 euros"]


def test_select_hears_other_sources_too() -> None:
    facts = [fact(f"memo {n}", 9 * n, [float(n == p) for p in range(7)], 0.5) for n in range(6)]
    other = fact("talk", 0, [0.0] * 6 + [1.0], 0.4)
    told = replace(other.first, statement=replace(other.first.statement, source="talk.md"))
    facts.append(replace(other, statements=(told,)))
    assert names(select(facts, BLOCK, 6))[-1] == "talk"
    assert "talk" not in names(select(facts, BLOCK, 3))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Nets cost 40 euros.", "Nets cost 40 euros"),
        ("good: cod net | price: 40 | id: -7", "cod net: 40"),
    ],
)
def test_own_words_of_a_short_statement(text: str, words: str) -> None:
    assert own_words(statement(text)) == words


def test_own_words_cut_at_a_clause() -> None:
    first = "Skippers from nine harbours pay 95 euros a month for a plan that covers two nets"
    long = f"{first}; " + "and whatever else is torn at sea or chewed by seals " * 4
    assert own_words(statement(long)) == f"{first} …"
    words = own_words(statement("nets and floats " * 40))
    assert len(words) <= LONGEST_ITEM + 2
    assert words.endswith((" nets …", " and …", " floats …"))
    one = own_words(statement("n" * 500))
    assert len(one) <= LONGEST_ITEM + 2


def item(
    name: str, block: Block, text: str, quote: str, start: int, horizon: Horizon = Horizon.CURRENT
) -> Item:
    cited = Citation("memo.md", quote, start, start + len(quote))
    return Item(name, block, text, Status.SUPPORTED, horizon, (cited,))


SKIPPERS = "Skippers of small trawlers"
PAY = "Skippers of small trawlers pay 95 euros a month"


def test_links_join_what_the_evidence_joins() -> None:
    items = [
        item("cs-a", Block.CUSTOMER_SEGMENTS, SKIPPERS, SKIPPERS, 0),
        item("cs-b", Block.CUSTOMER_SEGMENTS, "Sailing schools", "Sailing schools of Tarn", 5000),
        item("rs-a", Block.REVENUE_STREAMS, "95 euros a month", PAY, 900),
        item("cost-a", Block.COST_STRUCTURE, "Twine: 7,200 euros", "Twine costs 7,200", 2000),
        replace(
            item("cs-c", Block.CUSTOMER_SEGMENTS, SKIPPERS, SKIPPERS, 0),
            status=Status.ASSUMPTION,
            citations=(),
            assumption=Assumption(Risk.VIABILITY, "Ask ten."),
        ),
    ]
    links = links_of(items, {})
    assert [(link.source, link.target, link.kind) for link in links] == [
        ("rs-a", "cs-a", LinkKind.PAID_BY)
    ]


def test_links_have_allowed_ends_even_when_all_say_the_same() -> None:
    items = [item(f"{b.prefix}-{n}", b, PAY, PAY, 0) for b in Block for n in range(4)]
    blocks = {i.id: i.block for i in items}
    links = links_of(items, rarity_of([i.text for i in items]))
    assert links
    for link in links:
        ends = LINK_ENDS[link.kind]
        assert blocks[link.source] in ends.sources
        assert blocks[link.target] in ends.targets


def test_what_is_planned_carries_nothing_of_today() -> None:
    items = [
        item("cs-a", Block.CUSTOMER_SEGMENTS, SKIPPERS, SKIPPERS, 0, Horizon.PLANNED),
        item("rs-a", Block.REVENUE_STREAMS, "95 euros a month", PAY, 900),
    ]
    assert links_of(items, {}) == ()


@pytest.mark.parametrize("block", list(Block))
def test_every_block_has_a_test_for_its_assumptions(block: Block) -> None:
    taken: set[str] = set()
    braces = "Nets for $item and {segment}"
    for text in ("Skippers pay for speed", "", braces):
        made = assuming.make_assumption(block, text, "no source", [SKIPPERS], taken)
        assert made.status is Status.ASSUMPTION
        assert made.assumption
        assert made.text == (text or assuming.test_plans()[block].open)
        if text != braces:
            assert "$" not in made.assumption.test
    assert len(taken) == 3


def test_a_quote_is_cut_from_the_source(memo: Source) -> None:
    found = split_statements(memo)
    for one, other in pairwise(found):
        assert one.end <= other.start
    for told in found:
        cited = cite(memo, Span(told.start, told.end))
        assert cited.quote == memo.text[told.start : told.end] == told.text


def test_narrowing_keeps_the_order(tmp_path: Path, encoder: Encoder, read: Read) -> None:
    towns = [f"Town{n}" for n in range(60)]
    text = "\n\n".join(
        f"## {t}\n\nSkippers of {t} pay {n} euros a year." for n, t in enumerate(towns)
    )
    source = read("long.md", text)
    statements = split_statements(source)
    with Index(ProjectStore(tmp_path / "project"), encoder) as index:
        index.add(source)
        kept = worth_sorting(statements, index)
    assert kept
    assert kept == [s for s in statements if s in kept]
