"""Sound canvases are sound, and each operator breaks the rule that it names and no other."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from canvasai.canvas.blocks import Block
from canvasai.canvas.changes import link_fits
from canvasai.canvas.metadata import Portfolio
from canvasai.canvas.model import Canvas, Horizon, Status
from canvasai.canvas.quantity import Every, Measure
from canvasai.evaluation.planted import NEUTRAL, OPERATORS, plantings
from canvasai.evaluation.planting.contradicting import affirmed
from canvasai.evaluation.planting.economics import economics_of
from canvasai.evaluation.planting.editing import without_items
from canvasai.evaluation.planting.language import language_of
from canvasai.evaluation.planting.numbers import exchanged, number_like, other_number
from canvasai.grounding.quantities import quantities

# Every rule that code decides, from the canvas, from numbers or from sources.
DECIDED = (
    "R01 R02 R03 R04 R05 R06 R07 R08 R09 R10 R11 R12 R13 R14 R15 R16 R17 R18 R19 R20 R21 R24 R25 R26 R27 "
    "R28 R29 R30 R31 R32 R33 R34 R35 R46 R48 R49 R50 R51 R52 R53 R54 R55"
).split()
SEEDS = range(2)
EVERY = (*OPERATORS, *NEUTRAL)


def test_ten_canvases_of_four_languages_break_no_rule(sound, reading):
    assert len(sound) == 10
    for one in sound:
        assert not {
            r: x for r, x in reading(one.canvas, one.texts, one.canvas).broken.items() if x
        }, one.slug
    languages = Counter(language_of(one.canvas) for one in sound)
    assert languages == {"en": 7, "de": 1, "fr": 1, "es": 1}
    assert {one.canvas.metadata.portfolio for one in sound} == set(Portfolio)


def test_each_quote_stands_in_its_source(sound):
    for one in sound:
        assert set(one.canvas.metadata.sources) == set(one.texts)
        cited = [c for item in one.canvas.items for c in item.citations]
        cited += [q.citation for item in one.canvas.items for q in item.quantities]
        cited += [against.citation for against in one.canvas.against]
        cited += [c.limit.citation for c in one.canvas.constraints if c.limit]
        assert len(cited) > 30
        for citation in cited:
            assert citation is not None, one.slug
            assert one.texts[citation.source][citation.start : citation.end] == citation.quote
            assert citation.end - citation.start == len(citation.quote)


def test_canvases_are_whole(sound):
    for one in sound:
        assert 12 <= len(one.canvas.items) <= 35, one.slug
        assert all(link_fits(one.canvas, link) for link in one.canvas.links)
        assert len(set(one.canvas.links)) == len(one.canvas.links)
        assert any(item.horizon is Horizon.PLANNED for item in one.canvas.items)
        assert any(c.limit for c in one.canvas.constraints)
        assert any(c.by for c in one.canvas.constraints)
        assert one.canvas.metadata.stage
        for item in one.canvas.items:
            assert item.citations or item.status is Status.ASSUMPTION, item.id
            if item.assumption is not None:
                assert item.assumption.test, item.id
                assert item.assumption.reason, item.id
    texts = Counter(item.text for one in sound for item in one.canvas.items)
    assert max(texts.values()) == 1


def test_revenue_is_price_times_what_is_sold(sound):
    for one in sound:
        for item in one.canvas.in_block(Block.REVENUE_STREAMS):
            price, revenue = item.quantity(Measure.PRICE), item.quantity(Measure.REVENUE)
            if revenue is None:
                assert item.horizon is Horizon.PLANNED, item.id
                continue
            assert revenue.period is Every.YEAR
            sold = revenue.value / (price.a_year or price.value)
            told = {v for found in quantities(item.citations[0].quote) for v in found.values}
            products = {x * y for x in told for y in told} | told
            assert any(sold == pytest.approx(number) for number in products), item.id


def test_sums_hold_with_plans_too_and_no_stream_carries_the_rest(sound):
    for one in sound:
        earned = [
            item.quantity(Measure.REVENUE).value
            for item in one.canvas.in_block(Block.REVENUE_STREAMS)
            if item.quantity(Measure.REVENUE)
        ]
        spent = [item.quantity(Measure.COST) for item in one.canvas.in_block(Block.COST_STRUCTURE)]
        assert sum(cost.a_year or cost.value for cost in spent) < sum(earned), one.slug
        assert max(earned) <= sum(earned) / 2, one.slug
        for partner in one.canvas.in_block(Block.KEY_PARTNERSHIPS):
            assert (
                not partner.quantity(Measure.SHARE) or partner.quantity(Measure.SHARE).value <= 45
            )


def test_customers_pay_back_within_a_year_and_bring_thrice(sound):
    known = {one.slug: economics_of(one.canvas) for one in sound}
    assert sum(bool(found) for found in known.values()) == 9
    for found in known.values():
        for one in found:
            assert one.won_for < one.margin_a_year
            assert one.margin_a_year * one.years >= 3 * one.won_for


def test_each_decided_rule_has_an_operator():
    assert {operator.rule for operator in OPERATORS} == set(DECIDED)
    names = [operator.name for operator in EVERY]
    assert len(set(names)) == len(names)
    assert len(NEUTRAL) == 6


@pytest.mark.parametrize(
    "operator", OPERATORS, ids=lambda operator: f"{operator.rule} {operator.name}"
)
def test_an_operator_breaks_its_rule_and_no_other(operator, sound, reading):
    applied = 0
    for one in sound:
        places = 0
        for seed in SEEDS:
            found = operator.planted(one.canvas, random.Random(seed))
            assert one.canvas == one.again
            if found is None:
                continue
            places += 1
            assert found.canvas != one.canvas
            assert operator.plant(one.canvas, random.Random(seed)) == found.canvas
            texts = {**one.texts, **found.sources_changed}
            broken = reading(found.canvas, texts, one.canvas).broken
            said = f"{one.slug}, seed {seed}: { ({r: x for r, x in broken.items() if x}) }"
            assert broken[operator.rule], said
            assert {rule for rule in broken if broken[rule]} <= {operator.rule, *operator.also}, (
                said
            )
            if found.items:
                assert broken[operator.rule] & set(found.items), f"{said}, not {found.items}"
        # Whether there is a place does not depend on chance.
        assert places in (0, len(SEEDS)), one.slug
        applied += bool(places)
    assert applied >= 5


@pytest.mark.parametrize("operator", NEUTRAL, ids=lambda operator: operator.name)
def test_a_neutral_change_breaks_nothing(operator, sound, reading):
    for one in sound:
        found = operator.planted(one.canvas, random.Random(7))
        assert one.canvas == one.again
        assert found is not None
        assert found.canvas != one.canvas
        before = found.canvas if operator.name == "other ids" else one.canvas
        broken = reading(found.canvas, one.texts, before).broken
        assert not {rule: names for rule, names in broken.items() if names}, one.slug


def test_plantings_are_the_same_for_the_same_seed(sound):
    canvas = sound[0].canvas
    one, again, other = (list(plantings(canvas, seed)) for seed in (1, 1, 2))
    assert one == again
    assert [x.name for x in one] == [x.name for x in other]
    assert one != other
    assert [x.name for x in plantings(canvas, 1, OPERATORS[:3])] == [x.name for x in one[:3]]


def test_a_canvas_with_gaps_is_no_trouble(sound):
    whole = sound[0].canvas
    gone = [without_items(whole, [item.id for item in whole.in_block(block)]) for block in Block]
    for canvas in (Canvas("", "", ""), *gone):
        for operator in EVERY:
            found = operator.planted(canvas, random.Random(1))
            assert found is None or found.name == operator.name


def test_numbers_are_written_as_their_neighbours():
    assert exchanged("Löhne, 2.350.000 € im Jahr", 2350000, 2800000) == "Löhne, 2.800.000 € im Jahr"
    assert exchanged("£9,600 agreed", 9600, 12000) == "£12,000 agreed"
    assert exchanged("Two halls", 9600, 12000) is None
    assert number_like(3.75, "14,80") == "3,75"
    assert number_like(1200, "800") == "1200"
    for step in range(1, 9):
        changed = other_number("From 2027 on €48 a year", step)
        assert changed is not None
        assert changed.startswith("From 2027 on €")
        assert changed != "From 2027 on €48 a year"
    assert other_number("No number, only 2027") is None


@pytest.mark.parametrize(
    ("denial", "language", "claim"),
    [
        (
            "We do not own lorries, and it stays that way.",
            "en",
            "We own lorries, and it stays that way",
        ),
        ("Wir verkaufen keine Textilien.", "de", "Wir verkaufen Textilien"),
        ("Nous ne vendons pas de confiseries.", "fr", "Nous vendons des confiseries"),
        ("No vendemos electricidad.", "es", "Vendemos electricidad"),
        ("Never on a Sunday.", "en", None),
    ],
)
def test_a_denial_becomes_a_claim(denial, language, claim):
    assert affirmed(denial, language) == claim
