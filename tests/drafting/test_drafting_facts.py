"""Statements to facts: repetition, contradiction, old and new values, plans; without a model."""

from __future__ import annotations

import math

import pytest

from canvasai.canvas.blocks import Block
from canvasai.drafting.facts import Fact, facts_of, is_usable, vague_sources
from canvasai.statements.model import Kind, SortedStatement, Span, Statement

PRICES = Block.REVENUE_STREAMS
OLD = "Skippers pay 95 euros a month for the repair plan."
NEW = "Skippers pay 110 euros a month for the repair plan."
REPLACES = "Skippers pay 110 euros a month for the repair plan; the old price list is void."


def said(
    text: str,
    source: str = "memo.md",
    *,
    start: int = 0,
    block: Block = PRICES,
    likely: float = 0.9,
    kind: Kind = Kind.FACT,
    specificity: float = 0.6,
    vector: tuple[float, ...] = (),
    before: Span | None = None,
    heading: tuple[str, ...] = (),
) -> SortedStatement:
    told = Statement(
        source, start, start + len(text), text, text, heading=heading, before_span=before
    )
    blocks = {**dict.fromkeys(Block, 0.0), block: likely}
    return SortedStatement(told, blocks, kind, "", specificity, vector=vector)


def turned(cosine: float) -> tuple[float, float]:
    """A unit vector with this cosine to (1, 0)."""
    return cosine, math.sqrt(1 - cosine * cosine)


def texts(fact: Fact) -> list[str]:
    return [item.statement.text for item in fact.statements]


def old_texts(fact: Fact) -> list[str]:
    return [item.statement.text for item in fact.superseded]


def test_a_statement_is_a_fact_of_its_likeliest_block() -> None:
    one = said(OLD)
    assert facts_of([one]) == [Fact(PRICES, 0.9, (one,))]
    assert facts_of([]) == []


@pytest.mark.parametrize("likely", [0.0, 0.2])
def test_what_speaks_to_no_block_is_no_fact(likely: float) -> None:
    assert facts_of([said(OLD, likely=likely)]) == []


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in (Kind.FACT, Kind.PLAN)])
def test_only_facts_and_plans_become_facts(kind: Kind) -> None:
    assert facts_of([said(OLD, kind=kind)]) == []


@pytest.mark.parametrize("order", [1, -1])
def test_a_new_value_that_ends_the_old_one_is_one_current_fact(order: int) -> None:
    (fact,) = facts_of([said(OLD, "list.md"), said(REPLACES, "letter.md")][::order])
    assert texts(fact) == [REPLACES]
    assert old_texts(fact) == [OLD]
    assert fact.numbers == ()
    assert not fact.planned


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "Der Reparaturplan für Fischer kostet 95 Euro im Monat.",
            "Der Reparaturplan für Fischer kostet 110 Euro im Monat; der bisherige Preis gilt nicht mehr.",
        ),
        (
            "Le forfait de réparation des filets coûte 95 euros par mois.",
            "Le forfait de réparation des filets coûte 110 euros par mois ; l'ancien tarif est caduc.",
        ),
        (
            "El plan de reparación de redes cuesta 95 euros al mes.",
            "El plan de reparación de redes cuesta 110 euros al mes; la tarifa anterior queda sin efecto.",
        ),
    ],
)
def test_an_old_value_is_ended_in_other_languages_too(old: str, new: str) -> None:
    (fact,) = facts_of([said(old, "a.md"), said(new, "b.md")])
    assert (texts(fact), old_texts(fact), fact.numbers) == ([new], [old], ())


def test_the_next_sentence_may_end_the_old_value() -> None:
    rate = said(NEW, "letter.md")
    after = said(
        "The rates in the old list are void.",
        "letter.md",
        start=len(NEW) + 1,
        before=Span(0, len(NEW)),
        block=Block.CHANNELS,
    )
    fact = facts_of([said(OLD, "list.md"), rate, after])[0]
    assert (texts(fact), old_texts(fact), fact.numbers) == ([NEW], [OLD], ())


def test_the_next_sentence_of_another_paragraph_ends_nothing() -> None:
    rate = said(NEW, "letter.md")
    after = said("The rates in the old list are void.", "letter.md", start=900)
    fact = facts_of([said(OLD, "list.md"), rate, after])[0]
    assert fact.superseded == ()
    assert fact.numbers == ("95", "110")


def test_two_values_without_a_word_which_holds_are_one_contradicted_fact() -> None:
    (fact,) = facts_of([said(OLD, "list.md"), said(NEW, "letter.md")])
    assert texts(fact) == [OLD, NEW]
    assert fact.numbers == ("95", "110")
    assert fact.superseded == ()


def test_two_values_that_both_end_another_one_contradict_each_other() -> None:
    other = "Skippers pay 120 euros a month for the repair plan; the old price list is void."
    (fact,) = facts_of([said(REPLACES, "a.md"), said(other, "b.md")])
    assert fact.numbers == ("110", "120")
    assert fact.superseded == ()


@pytest.mark.parametrize("order", [1, -1])
def test_a_plan_does_not_contradict_a_fact(order: int) -> None:
    facts = facts_of([said(OLD, "a.md"), said(NEW, "b.md", kind=Kind.PLAN)][::order])
    assert {(*texts(fact), fact.planned) for fact in facts} == {(OLD, False), (NEW, True)}
    assert [fact.numbers for fact in facts] == [(), ()]


def test_a_plan_does_not_end_a_fact() -> None:
    facts = facts_of([said(OLD, "a.md"), said(REPLACES, "b.md", kind=Kind.PLAN)])
    assert [texts(fact) for fact in facts] == [[OLD], [REPLACES]]
    assert [old_texts(fact) for fact in facts] == [[], []]


def test_two_plans_contradict_each_other() -> None:
    (fact,) = facts_of([said(OLD, "a.md", kind=Kind.PLAN), said(NEW, "b.md", kind=Kind.PLAN)])
    assert fact.planned
    assert fact.numbers == ("95", "110")


def test_what_a_denial_says_contradicts_nothing() -> None:
    (fact,) = facts_of([said(OLD, "a.md"), said(NEW, "b.md", kind=Kind.DENIED)])
    assert (texts(fact), fact.numbers) == ([OLD], ())


def test_vectors_find_a_contradiction_in_other_words() -> None:
    bike = said("Hiring a touring bicycle for a day sets guests back 18 euros.", vector=turned(1))
    row = said("Item: Touring bicycle, one day | Rate: €21.00", "b.csv", vector=turned(0.7))
    (fact,) = facts_of([bike, row])
    assert fact.numbers == ("18", "21.00")


def test_statements_that_say_the_same_are_one_fact() -> None:
    first = said(OLD, "a.md", specificity=0.4, vector=turned(1))
    better = said("The repair plan: 95 euros a month", "b.md", vector=turned(0.95))
    (fact,) = facts_of([first, better])
    assert fact.first is better
    assert set(texts(fact)) == {OLD, "The repair plan: 95 euros a month"}
    assert fact.numbers == ()


def test_the_more_specific_statement_leads_whichever_comes_first() -> None:
    better = said(OLD, "a.md", specificity=0.9, vector=turned(1))
    other = said("The repair plan: 95 euros a month", "b.md", vector=turned(0.95))
    assert [fact.first for fact in facts_of([better, other])] == [better]
    assert [fact.first for fact in facts_of([other, better])] == [better]


@pytest.mark.parametrize(
    "other",
    [
        said("The repair plan: 95 euros a month", "b.md", vector=turned(0.2)),
        said(
            "The repair plan: 95 euros a month",
            "b.md",
            vector=turned(0.95),
            block=Block.COST_STRUCTURE,
        ),
        said("The repair plan: 95 euros a month", "b.md", vector=turned(0.95), kind=Kind.PLAN),
        said("Schools pay for a repair plan, too", "b.md", vector=turned(0.95)),
    ],
)
def test_statements_that_say_something_else_stay_apart(other: SortedStatement) -> None:
    facts = facts_of([said(OLD, "a.md", vector=turned(1)), other])
    assert [len(fact.statements) for fact in facts] == [1, 1]


def test_an_old_value_stays_with_its_fact_when_facts_are_joined() -> None:
    again = "The repair plan is 110 euros a month for skippers."
    facts = facts_of(
        [
            said(OLD, "list.md", vector=turned(0.6)),
            said(REPLACES, "letter.md", vector=turned(1)),
            said(again, "talk.md", vector=turned(0.95)),
        ]
    )
    (fact,) = facts
    assert set(texts(fact)) == {REPLACES, again}
    assert old_texts(fact) == [OLD]


def test_a_vague_source_is_used_for_its_numbers_only() -> None:
    empty = [said(f"We care about quality {n}x", specificity=0.0) for n in "abc"]
    named = said("Skippers of Vessby come to us")
    assert vague_sources([*empty, named]) == {"memo.md"}
    vague = frozenset({"memo.md"})
    assert not is_usable(named, vague)
    assert is_usable(said(OLD), vague)
    assert is_usable(named, frozenset())


@pytest.mark.parametrize(
    ("text", "specificity", "usable"),
    [
        ("It is the only net that lasts in Vessby", 0.3, False),
        ("Das ist das einzige Netz in Vessby", 0.3, False),
        ("It is the only net that lasts in Vessby", 0.6, True),
        ("The only net that lasts in Vessby", 0.3, True),
    ],
)
def test_what_leans_back_must_name_more(text: str, specificity: float, usable: bool) -> None:
    assert is_usable(said(text, specificity=specificity), frozenset()) is usable


@pytest.mark.parametrize("order", [1, -1])
def test_a_price_list_knows_who_pays(order: int) -> None:
    row = said("Item: Repair plan | Skippers pay (€): 95", "list.csv", likely=0.8)
    told = said(
        "Skippers pay 95 euros for the repair plan.", block=Block.COST_STRUCTURE, likely=0.95
    )
    assert {fact.block for fact in facts_of([row, told][::order])} == {PRICES}


def test_the_surer_of_two_sentences_knows_who_pays() -> None:
    sure = said(OLD, "a.md", likely=0.95, block=Block.COST_STRUCTURE)
    other = said("Skippers pay 95 euros for the repair plan.", "b.md", likely=0.8)
    assert {fact.block for fact in facts_of([sure, other])} == {Block.COST_STRUCTURE}


def test_a_heading_makes_a_fact_of_few_words() -> None:
    under = said("Security monitoring", specificity=0.0, heading=("Cost structure",))
    assert is_usable(under, frozenset())
    assert not is_usable(said("Security monitoring", specificity=0.0), frozenset())


def test_a_personal_remark_needs_a_number() -> None:
    assert not is_usable(said("I would hate to ring the bell in Vessby"), frozenset())
    assert is_usable(said("I pay 95 euros a month for the repair plan"), frozenset())
