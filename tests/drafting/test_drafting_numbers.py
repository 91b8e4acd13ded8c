"""Values that contradict or replace each other, over several documents."""

from __future__ import annotations

from canvasai.canvas.blocks import Block
from canvasai.drafting.facts import facts_of
from canvasai.drafting.wording import make_item
from canvasai.sources.model import Source
from canvasai.statements.model import Kind, SortedStatement, Span, Statement

PRICES = Block.REVENUE_STREAMS
OLD = "Skippers pay 95 euros a month for the repair plan."
NEW = "Skippers pay 110 euros a month for the repair plan."
REPLACES = "Skippers pay 110 euros a month for the repair plan; the old price list is void."


def said(
    text,
    source="memo.md",
    *,
    start=0,
    block=PRICES,
    likely=0.9,
    kind=Kind.FACT,
    vector=(),
    before=None,
):
    told = Statement(source, start, start + len(text), text, text, before_span=before)
    return SortedStatement(
        told, {**dict.fromkeys(Block, 0.0), block: likely}, kind, "", 0.6, vector=vector
    )


def test_an_old_value_in_two_documents_does_not_come_back():
    (fact,) = facts_of([said(OLD, "a.md"), said(OLD, "b.md"), said(REPLACES, "c.md")])
    assert {i.statement.source for i in fact.superseded} == {"a.md", "b.md"}


def test_the_next_sentence_ends_the_old_value_though_it_is_sorted_as_a_denial():
    after = said(
        "The price in the old list is void.",
        "b.md",
        start=len(NEW) + 1,
        before=Span(0, len(NEW)),
        kind=Kind.DENIED,
    )
    (fact,) = facts_of([said(OLD, "a.md"), said(NEW, "b.md"), after])
    assert [i.statement.text for i in fact.superseded] == [OLD]


def test_a_contradiction_across_two_blocks_is_not_lost():
    assert facts_of([said(OLD, "a.md"), said(NEW, "b.md", block=Block.COST_STRUCTURE)])


def test_an_old_value_is_not_lost_with_a_new_one_that_finds_no_block():
    assert facts_of([said(OLD, "a.md"), said(REPLACES, "b.md", likely=0.45)])


def test_a_third_value_is_not_plainly_supported():
    facts = facts_of([said(OLD, "a.md"), said(NEW, "b.md"), said(OLD.replace("95", "120"), "c.md")])
    assert all(fact.numbers for fact in facts)


def test_a_joined_contradiction_names_the_document_that_contradicts():
    first = "Skippers of trawlers pay 95 euros monthly for repairs."
    told = [
        said(first, "a.md", vector=(1, 0)),
        said(OLD, "b.md", vector=(0.95, 0.3122)),
        said(NEW, "c.md", vector=(0.2, 0.98)),
    ]
    (fact,) = facts_of(told)
    sources = {
        i.statement.source: Source(i.statement.source, "md", i.statement.text, "") for i in told
    }
    assert make_item(fact, "", sources, {}, set()).text.endswith("(c.md says 110)")
