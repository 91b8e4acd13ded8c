"""R48 to R51, and R54: what the items rest on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from canvasai.canvas.blocks import Block
from canvasai.canvas.model import Assumption, Horizon, Risk, Status
from canvasai.canvas.quantity import Every, Measure
from canvasai.canvas.tags import Tag
from canvasai.critique.finding import Severity


def test_r48_labels_what_cites_nothing(bees) -> None:
    bare = bees.plus(
        bees.said("cs-cooks", "Cooks of the valley's schools, 9 of them"),
        bees.said("cost-ink", "Ink for the cards, €90 a year"),
    )
    (found,) = bare.find("R48")
    assert found.message.startswith("2 of 22 items cite nothing")
    after = bare.mended(found)
    cooks, ink = after.item("cs-cooks"), after.item("cost-ink")
    assert (cooks.status, ink.status) == (Status.ASSUMPTION, Status.ASSUMPTION)
    assert cooks.assumption.risk is Risk.DESIRABILITY
    assert ink.assumption.risk is Risk.VIABILITY
    assert "Cooks of the valley's schools" in cooks.assumption.test
    # The label comes with a test that passes the next rule.
    assert after.find("R50") == []


@pytest.mark.parametrize("status", [Status.SUPPORTED, Status.CONTRADICTED, Status.UNCHECKED])
def test_r48_what_is_cited_is_left_alone(bees, status: Status) -> None:
    assert bees.altered("kr-lift", status=status).find("R48") == []


def test_r49_a_quote_that_does_not_stand_in_its_source(bees) -> None:
    (cited,) = bees.item("ka-spinning").citations
    forged = replace(cited, quote=cited.quote.replace("on its own", "with all others"))
    (found,) = bees.altered("ka-spinning", citations=(forged,)).find("R49")
    assert found.severity is Severity.HIGH
    assert found.citations == (forged,)
    assert found.message.endswith("does not stand in numbers.md.")
    assert found.changes == ()


def test_r49_a_quote_that_stands_elsewhere_is_put_right(bees) -> None:
    letter, numbers = bees.documents
    shifted = replace(numbers, text="A new first line.\n" + numbers.text)
    later = bees.beside(letter, shifted)
    found = later.find("R49")
    assert {one.severity for one in found} == {Severity.WARN}
    for one in found:
        later = later.mended(one)
    assert later.find("R49") == []
    assert later.item("cs-bakers").quantities[0].citation.start > 0


def test_r49_of_two_places_the_nearer_one_is_meant(bees) -> None:
    page = bees.source("page.md", "Open on Mondays. Closed on feasts. Open on Mondays.")
    cited = bees.cite(page, "Open on Mondays.", start=40, end=56)
    shop = bees.said("ch-shop", "Shop that is open on Mondays", citations=(cited,))
    draft = bees.blank(shop).beside(page)
    (found,) = draft.find("R49")
    assert draft.mended(found).item("ch-shop").citations[0].start == page.text.rindex("Open")


@pytest.mark.parametrize(
    ("text", "quote", "lost"),
    [
        ("Drilling costs €9,500 per house", "drilling comes to 95 euros per metre", "9,500"),
        ("€96 a month", "it costs €96 a year", "96"),
        ("€96 per pail", "it costs 96 % of a pail", "96"),
        ("Three vans", "we own two vans", "three"),
    ],
)
def test_r49_numbers_and_units_stand_in_the_quote(bees, text: str, quote: str, lost: str) -> None:
    page = bees.source("page.md", quote)
    item = bees.said("cost-a", text, citations=(bees.cite(page, quote),))
    (found,) = bees.blank(item).beside(page).find("R49")
    assert found.message.startswith(f"“{text}” says {lost}, which none")


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Drilling costs €95 per metre", "drilling comes to 95 euros per metre"),
        ("€1,200 a year", "im Jahr 1.200 €"),
        ("12 hives", "twelve hives"),
        ("Hives without a number", "we keep 800 of them"),
    ],
)
def test_r49_numbers_may_be_written_in_another_way(bees, text: str, quote: str) -> None:
    page = bees.source("page.md", quote)
    item = bees.said("cost-a", text, citations=(bees.cite(page, quote),))
    assert bees.blank(item).beside(page).find("R49") == []


def test_r49_one_of_several_quotes_may_hold_a_number(bees) -> None:
    page = bees.source("page.md", "We keep hives. There are 800 of them.")
    quotes = tuple(bees.cite(page, one) for one in ("We keep hives.", "There are 800 of them."))
    item = bees.said("kr-a", "800 hives", citations=quotes)
    assert bees.blank(item).beside(page).find("R49") == []
    assert bees.blank(replace(item, citations=quotes[:1])).beside(page).find("R49")


def test_r49_a_number_that_cites_for_itself_stands_in_its_own_quote(bees) -> None:
    size = bees.item("cs-bakers").quantities[0]
    (found,) = bees.altered("cs-bakers", quantities=(replace(size, value=73.0),)).find("R49")
    assert "says 73 bakeries, which none" in found.message
    share = bees.number(Measure.SHARE, 45, "%")
    page = bees.source("page.md", "Quill Joinery supplied 45 % of all boxes.")
    told = replace(share, citation=bees.cite(page, page.text))
    assert (
        bees.altered("kp-joinery", quantities=(told,)).beside(*bees.documents, page).find("R49")
        == []
    )


def test_r49_a_source_that_is_not_there(bees) -> None:
    (cited,) = bees.item("ka-spinning").citations
    lost = bees.altered("ka-spinning", citations=(replace(cited, source="old.pdf"),))
    (found,) = lost.find("R49")
    assert found.severity is Severity.INFO
    assert found.items == ("ka-spinning",)
    assert "cites old.pdf, which is not among the sources" in found.message
    # Without any source at hand, none can be missed.
    assert lost.beside().find("R49") == []


def test_r49_a_true_quote_that_does_not_carry_the_item(bees) -> None:
    lost = bees.altered("rs-pails", citations=bees.item("ka-spinning").citations)
    (found,) = lost.find("R49")
    assert "says 96, which none of its quotes does" in found.message


POOR_TESTS = [
    "",
    "  ",
    "TBD",
    "to be validated",
    "Ask customers",
    "Muss noch validiert werden",
    "[how?]",
]


@pytest.mark.parametrize("test", POOR_TESTS)
@pytest.mark.parametrize("name", ["cs-a", "vp-a", "rs-a"])
def test_r50_an_assumption_without_a_test(bees, name: str, test: str) -> None:
    draft = bees.blank(bees.assumed(name, "Bakers leave the empty pails at the door", test))
    (found,) = draft.find("R50")
    assert found.items == (name,)
    mended = draft.mended(found).item(name).assumption
    assert mended.test not in POOR_TESTS
    assert mended.risk is Risk.VIABILITY


@pytest.mark.parametrize(
    "test",
    [
        "Put a sign at two supermarkets for three weeks; it holds if 30 leave a deposit",
        "Ask the insurer whether the policy covers lent hives",
        "Zehn Bäcker fragen; bestätigt, wenn drei bestellen",
        "Demander à dix boulangers ; validé si trois commandent",
        "Preguntar a diez panaderos; vale si tres piden",
    ],
)
def test_r50_a_test_says_what_is_done_and_what_settles_it(bees, test: str) -> None:
    draft = bees.blank(bees.assumed("vp-a", "Bakers leave the empty pails at the door", test))
    assert draft.find("R50") == []


def test_r50_what_little_depends_on_is_less_grave(bees) -> None:
    small = bees.assumed("cost-a", "Ink for the cards")
    (found,) = bees.blank(small).find("R50")
    assert found.severity is Severity.INFO
    (found,) = bees.blank(replace(small, tags=(Tag.CRITICAL,))).find("R50")
    assert found.severity is Severity.WARN
    tied = bees.plus(small).linked("cost-a caused_by ka-moving; cost-a caused_by kr-lift")
    assert [one.severity for one in tied.find("R50")] == [Severity.INFO]
    tied = tied.linked("cost-a caused_by ch-hall")
    assert [one.severity for one in tied.find("R50")] == [Severity.WARN]
    assert tied.mended(tied.find("R50")[0]).find("R50") == []


def test_r51_names_the_risks_that_nobody_thought_of(bees) -> None:
    (found,) = bees.minus("ch-hall", "cost-sugar").find("R51")
    assert found.message == "No assumption on viability or adaptability is named."
    (found,) = bees.minus("ch-hall", "cost-sugar", "cr-card", "kp-joinery").find("R51")
    assert "names no assumption at all" in found.message


def test_r51_an_assumption_behind_a_cited_item_counts(bees) -> None:
    moved = Assumption(Risk.ADAPTABILITY, "Ask the council whether trucks may drive at night")
    assert bees.minus("ch-hall").altered("ka-moving", assumption=moved).find("R51") == []


AT_ODDS = [
    ("rs", "€4.20 per tub to shops", "€4.80 per tub to shops"),
    ("rs", "Glas Honig zu 9 €", "Kunden zahlen 7 € je Glas Honig"),
    ("rs", "Pot de miel à 9 €", "Pot de miel à 7 €"),
    ("rs", "Tarro de miel a 9 €", "Tarro de miel a 7 €"),
    ("kr", "Hives in 14 gardens of the city", "Hives in 20 gardens of the city"),
    ("ch", "The shop is open on 5 days a week", "Shop open on 6 days a week"),
]
APART = [
    ("rs", "Basic plan at €9 a month", "Premium plan at €19 a month"),
    ("rs", "Subscription box at €9 a month", "Subscription box for families at €15 a month"),
    ("rs", "Treatment of a library volume at £240", "Treatment of a wet library volume at £390"),
    ("rs", "Guided kayak tour at €45 a person", "Guided kayak tour at night at €60 a person"),
    ("rs", "Honey in jars at €7 each", "Honey in jars at €5 each from 100 jars on"),
    ("rs", "Subscription at €9 a month", "Subscription at €90 a year"),
    ("rs", "Hire of a bike, €15 a day", "Hire of a cargo bike, €35 a day"),
    ("rs", "Glas Honig zu 9 €", "Glas Honig für Wiederverkäufer zu 7 €"),
    ("rs", "Cours d'abeilles à 40 €", "Cours d'abeilles pour enfants à 25 €"),
    ("rs", "Curso de abejas a 40 €", "Curso de abejas para niños a 25 €"),
    ("cost", "Lease of the van, €450 a month", "Lease of the oven, €300 a month"),
    ("cs", "Bakeries in Wickham, 40 of them", "Bakeries in Ridon, 60 of them"),
]


@pytest.mark.parametrize(("prefix", "one", "other"), AT_ODDS)
def test_r54_two_items_that_say_the_same_but_for_a_number(
    bees, prefix: str, one: str, other: str
) -> None:
    (found,) = bees.blank(bees.said(f"{prefix}-a", one), bees.said(f"{prefix}-b", other)).find(
        "R54"
    )
    assert found.severity is Severity.HIGH
    assert found.items == (f"{prefix}-a", f"{prefix}-b")


@pytest.mark.parametrize(("prefix", "one", "other"), APART)
def test_r54_prices_of_different_plans_do_not_contradict(
    bees, prefix: str, one: str, other: str
) -> None:
    assert (
        bees.blank(bees.said(f"{prefix}-a", one), bees.said(f"{prefix}-b", other)).find("R54") == []
    )


def test_r54_what_is_and_what_is_planned_may_differ(bees) -> None:
    now = bees.said("rs-a", "€4.20 per tub to shops")
    later = bees.said("rs-b", "€4.80 per tub to shops", horizon=Horizon.PLANNED)
    assert bees.blank(now, later).find("R54") == []


def test_r54_other_payers_may_pay_another_price(bees) -> None:
    prices = bees.plus(
        bees.said("rs-a", "€4.20 per tub of candles"), bees.said("rs-b", "€4.80 per tub of candles")
    ).beside()
    assert prices.find("R54")
    assert prices.linked("rs-a paid_by cs-growers; rs-b paid_by cs-bakers").find("R54") == []
    assert prices.linked("rs-a paid_by cs-growers; rs-b paid_by cs-growers").find("R54")


def test_r54_a_source_gives_another_number(bees) -> None:
    letter = bees.source("autumn.md", "Since May a pail of honey costs €84.")
    (found,) = bees.beside(*bees.documents, letter).find("R54")
    assert found.items == ("rs-pails",)
    assert [one.source for one in found.citations] == ["autumn.md"]
    assert "but autumn.md says 84" in found.message


def test_r54_a_plan_may_give_another_number(bees) -> None:
    letter = bees.source("autumn.md", "Since May a pail of honey costs €84.")
    planned = bees.altered("rs-pails", horizon=Horizon.PLANNED)
    assert planned.beside(*bees.documents, letter).find("R54") == []


@pytest.mark.parametrize(
    ("text", "denial"),
    [
        ("Sells honey to restaurants", "We do not sell honey to restaurants."),
        ("Verkauft Honig an Restaurants", "Honig an Restaurants verkaufen wir nicht."),
        ("Vend du miel aux restaurants", "Nous ne vendons pas de miel aux restaurants."),
    ],
)
def test_r54_a_source_denies_an_item(bees, text: str, denial: str) -> None:
    page = bees.source("page.md", denial)
    (found,) = bees.blank(bees.said("ch-a", text)).beside(page).find("R54")
    assert "but page.md denies it" in found.message
    assert found.citations[0].quote == denial
    assert page.text[found.citations[0].start : found.citations[0].end] == denial


@pytest.mark.parametrize(
    "sentence",
    [
        "Our rivals do not sell honey to restaurants.",
        "Do we not sell honey to restaurants?",
        "Competitors sell no honey to restaurants.",
        "We sell honey to restaurants.",
        "We do not sell mead.",
        "Unsere Wettbewerber verkaufen keinen Honig an Restaurants.",
    ],
)
def test_r54_what_is_said_of_others_or_asked_denies_nothing(bees, sentence: str) -> None:
    page = bees.source("page.md", sentence)
    assert (
        bees.blank(bees.said("ch-a", "Sells honey to restaurants")).beside(page).find("R54") == []
    )


def test_r54_sources_that_disagree_stand_side_by_side(bees) -> None:
    (found,) = bees.altered("rs-hire", status=Status.CONTRADICTED).find("R54")
    assert found.severity is Severity.WARN
    assert found.citations == bees.item("rs-hire").citations
    # What an item cites is shown beside it, and is not told once more.
    both = bees.source("both.md", "Pails sell at €96 each. Pails sell at €84 each.")
    quotes = tuple(
        bees.cite(both, one) for one in ("Pails sell at €96 each.", "Pails sell at €84 each.")
    )
    item = bees.said("rs-a", "Pails sell at €96 each", citations=quotes, status=Status.CONTRADICTED)
    (found,) = bees.blank(item).beside(both).find("R54")
    assert found.severity is Severity.WARN


def test_r54_without_sources_says_so(bees) -> None:
    assert "held against each other" in bees.beside().look().not_checked["R54"]


def test_every_block_has_its_own_risk(bees) -> None:
    bare = bees.blank(*(bees.said(f"{b.prefix}-a", "The mill stands by the ford") for b in Block))
    (found,) = bare.find("R48")
    risks = {i.block: i.assumption.risk for i in bare.mended(found).canvas.items}
    assert risks[Block.REVENUE_STREAMS] is risks[Block.COST_STRUCTURE] is Risk.VIABILITY
    assert risks[Block.KEY_RESOURCES] is risks[Block.KEY_PARTNERSHIPS] is Risk.FEASIBILITY
    assert risks[Block.VALUE_PROPOSITIONS] is Risk.DESIRABILITY


def test_numbers_that_recur_do_not_hide_a_missing_source(bees) -> None:
    priced = bees.said(
        "rs-a", "€9 a month", quantities=(bees.euros(Measure.PRICE, 9, Every.MONTH),)
    )
    assert [one.items for one in bees.blank(priced).find("R48")] == [("rs-a",)]
