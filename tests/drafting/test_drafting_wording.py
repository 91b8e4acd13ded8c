"""A fact as an item: which words it has, and what it cites as true, as other and as old."""

from __future__ import annotations

import pytest

from canvasai.canvas.blocks import Block
from canvasai.canvas.model import Horizon, Item, Status
from canvasai.drafting.facts import Fact
from canvasai.drafting.wording import cite, make_item
from canvasai.sources.model import Source
from canvasai.statements.model import Kind, SortedStatement, Span, Statement

OLD = "Skippers pay 95 euros a month for the repair plan."
NEW = "Skippers pay 110 euros a month for the repair plan."
AGAIN = "The repair plan is 110 euros a month for skippers."
LETTER = f"Letter of 3 May 2024\n\n{NEW} {AGAIN}\n"
SOURCES = {
    "list.md": Source("list.md", "md", f"Price list\n\n{OLD}\n", ""),
    "letter.md": Source("letter.md", "md", LETTER, ""),
}


def said(text: str, source: str) -> SortedStatement:
    start = SOURCES[source].text.index(text)
    told = Statement(source, start, start + len(text), text, text)
    return SortedStatement(told, {Block.REVENUE_STREAMS: 0.9}, Kind.FACT)


def item_of(
    *statements: SortedStatement,
    numbers: tuple[str, ...] = (),
    superseded: tuple[SortedStatement, ...] = (),
    planned: bool = False,
    wording: str = "",
) -> Item:
    fact = Fact(Block.REVENUE_STREAMS, 0.9, statements, planned, numbers, superseded)
    return make_item(fact, wording, SOURCES, {}, set())


def cited(item: Item) -> list[tuple[str, str, bool]]:
    return [(c.source, c.quote, c.superseded) for c in item.citations]


@pytest.mark.parametrize("wording", ["", "Repair plan: 110 euros a month"])
def test_an_old_value_is_cited_as_superseded(wording: str) -> None:
    item = item_of(said(NEW, "letter.md"), superseded=(said(OLD, "list.md"),), wording=wording)
    assert item.status is Status.SUPPORTED
    assert item.horizon is Horizon.CURRENT
    assert item.text == (wording or NEW.rstrip("."))
    assert cited(item) == [("letter.md", NEW, False), ("list.md", OLD, True)]


def test_an_old_value_does_not_carry_words() -> None:
    item = item_of(
        said(NEW, "letter.md"),
        superseded=(said(OLD, "list.md"),),
        wording="Repair plan: 95 euros a month",
    )
    assert item.text == NEW.rstrip(".")


@pytest.mark.parametrize("wording", ["", "Repair plan: 95 euros a month"])
def test_a_contradiction_cites_both_and_names_the_other(wording: str) -> None:
    item = item_of(
        said(OLD, "list.md"), said(NEW, "letter.md"), numbers=("95", "110"), wording=wording
    )
    assert item.status is Status.CONTRADICTED
    assert item.text == f"{wording or OLD.rstrip('.')} (letter.md says 110)"
    assert cited(item) == [("list.md", OLD, False), ("letter.md", NEW, False)]


def test_a_source_that_contradicts_itself_is_not_named_twice() -> None:
    item = item_of(said(NEW, "letter.md"), said(AGAIN, "letter.md"), numbers=("110", "95"))
    assert item.text.endswith("(the same source also says 95)")
    assert len(item.citations) == 2


def test_all_that_says_the_same_is_cited_once() -> None:
    new = said(NEW, "letter.md")
    item = item_of(new, said(AGAIN, "letter.md"), new)
    assert [quote for _, quote, _ in cited(item)] == [NEW, AGAIN]
    assert item.status is Status.SUPPORTED


def test_a_plan_is_planned() -> None:
    assert item_of(said(NEW, "letter.md"), planned=True).horizon is Horizon.PLANNED


def test_a_citation_has_the_date_of_its_document() -> None:
    item = item_of(said(NEW, "letter.md"), superseded=(said(OLD, "list.md"),))
    assert [c.date for c in item.citations] == ["2024-05-03", ""]
    assert cite(SOURCES["letter.md"], Span(0, 6)).date == "2024-05-03"
