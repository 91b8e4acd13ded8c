"""R30 to R34, and R46: the sums, worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from canvasai.canvas.links import LinkKind
from canvasai.canvas.model import Horizon
from canvasai.canvas.quantity import Every, Measure
from canvasai.canvas.tags import Tag
from canvasai.critique.finding import Severity


@pytest.fixture
def shop(bees):
    """Builds a canvas of one segment that pays one stream."""

    def built(
        *stream, segment=(), channel=(), relation=(), tags=(Tag.DEDICATED,), told="Own adviser"
    ):
        return bees.blank(
            bees.said("cs-a", "Bakers of Wickham", quantities=segment),
            bees.said("vp-a", "Rye that rises"),
            bees.said("ch-a", "Visits by our own salesman", quantities=channel),
            bees.said("cr-a", told, quantities=relation, tags=tags),
            bees.said("rs-a", "What bakers pay", quantities=stream),
        ).linked(
            "vp-a serves cs-a; rs-a paid_by cs-a; rs-a paid_for vp-a; ch-a reaches cs-a; cr-a keeps cs-a"
        )

    return built


@pytest.fixture
def sums(bees):
    """Builds the numbers that a stream, channel or relationship holds."""

    class Sums:
        price = staticmethod(lambda value, every=None: bees.euros(Measure.PRICE, value, every))
        revenue = staticmethod(lambda value: bees.euros(Measure.REVENUE, value, Every.YEAR))
        winning = staticmethod(
            lambda value: bees.euros(Measure.ACQUISITION_COST, value, Every.ONCE)
        )
        margin = staticmethod(lambda value: bees.number(Measure.MARGIN, value, "%"))
        customers = staticmethod(lambda value: bees.number(Measure.CUSTOMERS, value))
        size = staticmethod(lambda value: bees.number(Measure.SIZE, value))
        stay = staticmethod(lambda value, every: bees.number(Measure.LIFETIME, value, "", every))
        churn = staticmethod(lambda value, every: bees.number(Measure.CHURN, value, "%", every))

    return Sums


def test_r30_own_adviser_for_nine_euros_a_month(shop, sums) -> None:
    (found,) = shop(sums.price(9, Every.MONTH)).find("R30")
    assert found.items == ("cr-a", "cs-a", "rs-a")
    assert "108 EUR a year" in found.message


@pytest.mark.parametrize(("price", "found"), [(49.99, True), (50.0, False), (120.0, False)])
def test_r30_from_600_a_year_on_help_may_be_dedicated(
    shop, sums, price: float, found: bool
) -> None:
    assert bool(shop(sums.price(price, Every.MONTH)).find("R30")) is found


def test_r30_only_dedicated_help_is_too_dear(shop, sums) -> None:
    for tag in (Tag.PERSONAL, Tag.SELF_SERVICE, Tag.COMMUNITY):
        cheap = shop(sums.price(9, Every.MONTH), tags=(tag,)).look(only=["R30"])
        # Its words say "own adviser", whatever its tag.
        assert [finding.rule for finding in cheap.findings] == ["R30"]
    guides = shop(sums.price(9, Every.MONTH), tags=(Tag.PERSONAL,), told="Short guides by post")
    found = guides.look(only=["R30"])
    assert found.findings == ()
    assert found.not_checked["R30"].startswith("No relationship is dedicated help")


@pytest.mark.parametrize(
    "told",
    [
        "A chatbot answers every question",
        "Ein Chatbot beantwortet alle Fragen, niemand ist erreichbar",
        "Aucun salarié n'est joignable",
        "No se puede hablar con nadie de la plantilla",
    ],
)
def test_r30_nobody_speaks_to_those_who_pay_much(shop, sums, told) -> None:
    dear = shop(sums.price(9_000, Every.YEAR), tags=(Tag.AUTOMATED,), told=told)
    (found,) = dear.find("R30")
    assert "nobody speaks to them" in found.message
    assert shop(sums.price(90, Every.YEAR), tags=(Tag.AUTOMATED,), told=told).find("R30") == []


def test_r30_hours_are_held_against_the_price(shop, sums) -> None:
    told = "Named contact, 5 hours a month"
    assert shop(sums.price(1_000, Every.YEAR), told=told).find("R30")
    assert shop(sums.price(2_000, Every.YEAR), told=told).find("R30") == []


def test_r30_what_all_customers_pay_counts_not_the_price_of_a_piece(shop, sums) -> None:
    pieces = (sums.price(48, Every.YEAR), sums.revenue(110_400))
    assert shop(*pieces, segment=(sums.size(3),)).find("R30") == []
    # Where each could pay the price once, it is what one pays.
    assert shop(*pieces, segment=(sums.size(4_000),)).find("R30")
    shared = shop(sums.price(48, Every.YEAR), sums.revenue(1_200), sums.customers(4))
    assert "300 EUR a year" in shared.find("R30")[0].message


def test_r30_a_fee_at_the_start_counts(shop, sums, bees) -> None:
    cheap = shop(sums.price(9, Every.MONTH))
    assert cheap.find("R30")
    fee = bees.said("rs-b", "Entry fee", quantities=(sums.price(500, Every.ONCE),))
    assert cheap.plus(fee).linked("rs-b paid_by cs-a").find("R30") == []


def test_r31_the_salesman_who_costs_more_than_he_brings(shop, sums) -> None:
    mill = shop(sums.price(240, Every.YEAR), channel=(sums.winning(360),))
    (found,) = mill.find("R31")
    assert found.items == ("ch-a", "cs-a", "rs-a")
    assert "costs 360 EUR" in found.message
    assert "240 EUR in the first year" in found.message
    assert shop(sums.price(240, Every.YEAR), channel=(sums.winning(36),)).find("R31") == []


def test_r31_counts_what_is_left_of_the_price(shop, sums) -> None:
    winning = (sums.winning(200),)
    assert shop(sums.price(240, Every.YEAR), channel=winning).find("R31") == []
    assert shop(sums.price(240, Every.YEAR), sums.margin(50), channel=winning).find("R31")


@pytest.mark.parametrize(("cost", "found"), [(7.8, True), (6.0, False), (1.2, False)])
def test_r31_a_sale_is_held_against_its_price(shop, sums, bees, cost: float, found: bool) -> None:
    """A delivery that costs more than the sale brings, whatever a year of sales comes to."""
    each = (bees.euros(Measure.UNIT_COST, cost),)
    firing = shop(sums.price(6), sums.revenue(5_640), sums.customers(10), channel=each)
    told = firing.find("R31")
    assert bool(told) is found
    if found:
        assert told[0].items == ("ch-a", "cs-a", "rs-a")
        assert "costs 7.80 EUR for each sale" in told[0].message


def test_r31_other_money_cannot_be_compared(shop, sums, bees) -> None:
    pounds = bees.number(Measure.ACQUISITION_COST, 360, "GBP")
    assert shop(sums.price(240, Every.YEAR), channel=(pounds,)).find("R31") == []


def _hall(bees, *extra):
    """The climbing hall of the handbook: 310 members at €45, and €17,500 a month to pay."""
    return bees.blank(
        bees.said("cs-a", "Climbers of Ridon", quantities=(bees.number(Measure.CUSTOMERS, 310),)),
        bees.said(
            "rs-a",
            "310 members at €45 a month",
            quantities=(bees.euros(Measure.PRICE, 45, Every.MONTH),),
        ),
        bees.said("cost-a", "Hall", quantities=(bees.euros(Measure.COST, 9_000, Every.MONTH),)),
        bees.said("cost-b", "Staff", quantities=(bees.euros(Measure.COST, 8_500, Every.MONTH),)),
        *extra,
    )


def test_r32_costs_that_revenue_does_not_cover(bees) -> None:
    (found,) = _hall(bees).linked("rs-a paid_by cs-a").find("R32")
    assert found.severity is Severity.HIGH
    assert "210,000 EUR a year, the revenue to 167,400 EUR" in found.message


def test_r32_what_is_planned_may_turn_it(bees) -> None:
    planned = {"horizon": Horizon.PLANNED}
    more = bees.said(
        "rs-b",
        "84 members by month six",
        quantities=(bees.euros(Measure.REVENUE, 45_360, Every.YEAR),),
        **planned,
    )
    hall = _hall(bees, more).linked("rs-a paid_by cs-a")
    assert hall.find("R32") == []
    dear = bees.said(
        "cost-c",
        "A second wall",
        quantities=(bees.euros(Measure.COST, 9_000, Every.YEAR),),
        **planned,
    )
    assert hall.plus(dear).find("R32")


@pytest.mark.parametrize(
    "note",
    [
        "Break-even in month nine, as the third wall opens",
        "The loss of months one to five, about €8,300, is covered by a shareholder's loan.",
        "Kostendeckend ab dem dritten Jahr",
        "Den Verlust der ersten Monate trägt die Gemeinde",
        "Seuil de rentabilité en mars",
        "Punto de equilibrio en el mes nueve",
    ],
)
@pytest.mark.parametrize("where", ["note", "text", "description"])
def test_r32_a_canvas_that_says_when(bees, note: str, where: str) -> None:
    hall = _hall(bees).linked("rs-a paid_by cs-a")
    if where == "note":
        hall = hall.altered("cost-b", description="Four people").told(notes=(note,))
    elif where == "text":
        hall = hall.altered("cost-b", text=note)
    else:
        hall = hall.altered("cost-b", description=note)
    assert hall.find("R32") == []


def test_r32_is_silent_where_a_sum_is_missing(bees) -> None:
    hall = _hall(bees).linked("rs-a paid_by cs-a")
    unknown = hall.plus(bees.said("rs-b", "Shop"))
    assert unknown.look().not_checked["R32"] == "1 of 2 revenue streams have no number a year."
    assert "no number" not in str(hall.look().not_checked.get("R32"))
    pounds = hall.plus(
        bees.said("cost-c", "Rope", quantities=(bees.number(Measure.COST, 90, "GBP", Every.YEAR),))
    )
    assert pounds.look().not_checked["R32"] == "Revenue and cost are in different currencies."
    assert "R32" in hall.minus("cost-a", "cost-b").look().not_checked


def test_r32_who_pays_may_only_be_inferred_and_then_it_is_not_grave(bees) -> None:
    (found,) = _hall(bees).find("R32")
    assert found.severity is Severity.WARN
    told = _hall(bees).altered(
        "rs-a", quantities=(bees.euros(Measure.REVENUE, 167_400, Every.YEAR),)
    )
    (found,) = told.find("R32")
    assert found.severity is Severity.HIGH


@pytest.mark.parametrize(
    ("months", "margin", "winning", "value"),
    [(8, 40, 60, "57.60 EUR"), (14, 50, 43, "126 EUR"), (14, 50, 38, "")],
)
def test_r33_tea_by_post(shop, sums, months: int, margin: int, winning: int, value: str) -> None:
    tea = shop(
        sums.price(18, Every.MONTH),
        sums.margin(margin),
        channel=(sums.winning(winning),),
        relation=(sums.stay(months, Every.MONTH),),
    )
    found = tea.find("R33")
    assert bool(found) is bool(value)
    if found:
        assert f"brings {value} over the time" in found[0].message
        assert found[0].items == ("cs-a", "rs-a", "ch-a", "cr-a")


@pytest.mark.parametrize(
    ("rate", "every", "found"),
    [
        (50, Every.YEAR, True),
        (20, Every.YEAR, False),
        (5, Every.MONTH, True),
        (2, Every.MONTH, False),
    ],
)
def test_r33_those_who_leave_tell_how_long_one_stays(
    shop, sums, rate: float, every: Every, found: bool
) -> None:
    """€100 a year at 60 % against €60 asks for three years, so for a third lost in a year at most."""
    plan = shop(
        sums.price(100, Every.YEAR),
        sums.margin(60),
        channel=(sums.winning(60),),
        relation=(sums.churn(rate, every),),
    )
    assert bool(plan.find("R33")) is found


@pytest.mark.parametrize(
    ("value", "unit"),
    [(24, "months"), (2, "Jahre"), (24, "mois"), (2, "années"), (24, "meses"), (2, "años")],
)
def test_r33_a_time_whose_unit_is_its_period(shop, sums, bees, value: float, unit: str) -> None:
    stay = (bees.number(Measure.LIFETIME, value, unit),)
    numbers = sums.price(100, Every.YEAR), sums.margin(60)
    (found,) = shop(*numbers, channel=(sums.winning(60),), relation=stay).find("R33")
    assert "brings 120 EUR" in found.message


def test_r33_is_silent_where_a_figure_is_missing(shop, sums) -> None:
    price, margin = sums.price(18, Every.MONTH), sums.margin(40)
    winning, stay = (sums.winning(600),), (sums.stay(8, Every.MONTH),)
    for draft in (
        shop(price, channel=winning, relation=stay),
        shop(price, margin, relation=stay),
        shop(price, margin, channel=winning),
        shop(sums.price(18), margin, channel=winning, relation=stay),
    ):
        assert draft.find("R33") == []
        assert "R33" in draft.look().not_checked


def test_r33_what_is_bought_once_brings_its_margin_once(shop, sums) -> None:
    once = shop(sums.price(900, Every.ONCE), sums.margin(50), channel=(sums.winning(200),))
    (found,) = once.find("R33")
    assert "brings 450 EUR" in found.message
    assert "R34" in once.look().not_checked


@pytest.mark.parametrize(
    ("winning", "severity"),
    [
        (480, None),
        (500, Severity.INFO),
        (720, Severity.INFO),
        (760, Severity.WARN),
        (900, Severity.WARN),
    ],
)
def test_r34_months_until_a_customer_has_paid_back(
    shop, sums, winning: float, severity: Severity | None
) -> None:
    """Of €100 a month 40 are left, so that €480 take twelve months."""
    found = shop(
        sums.price(100, Every.MONTH), sums.margin(40), channel=(sums.winning(winning),)
    ).find("R34")
    assert [one.severity for one in found] == ([severity] if severity else [])


def test_r34_a_fee_on_the_first_day_pays_back_sooner(shop, sums, bees) -> None:
    charging = shop(sums.price(40, Every.MONTH), sums.margin(100), channel=(sums.winning(900),))
    (found,) = charging.find("R34")
    assert found.message.startswith("It takes 22 months")
    sum_paid = (sums.price(450, Every.ONCE), sums.margin(100))
    fee = bees.said("rs-b", "Connection fee", quantities=sum_paid)
    assert charging.plus(fee).linked("rs-b paid_by cs-a").find("R34") == []
    # What is left of a fee is not known where only the subscription says its margin.
    unknown = replace(fee, quantities=sum_paid[:1])
    assert charging.plus(unknown).linked("rs-b paid_by cs-a").find("R34")


def test_r46_a_stream_that_carries_it_all(bees, sums) -> None:
    streams = [
        bees.said("rs-a", "Beams for Tamworth Houses", quantities=(sums.revenue(82_000),)),
        bees.said("rs-b", "Firewood", quantities=(sums.revenue(18_000),)),
    ]
    (found,) = bees.blank(*streams).find("R46")
    assert found.items == ("rs-a",)
    assert found.message.startswith("“Beams for Tamworth Houses” stands for 82 % of revenue")
    even = replace(streams[0], quantities=(sums.revenue(27_000),))
    assert bees.blank(even, streams[1]).find("R46") == []


@pytest.mark.parametrize(("share", "found"), [(61, True), (60, False), (38, False)])
@pytest.mark.parametrize("name", ["rs-a", "kp-a"])
def test_r46_a_share_that_is_told(bees, name: str, share: float, found: bool) -> None:
    told = bees.said(name, "Tamworth Houses", quantities=(bees.number(Measure.SHARE, share, "%"),))
    assert bool(bees.blank(told).find("R46")) is found


def test_r46_what_is_planned_carries_nothing_yet(bees, sums) -> None:
    later = bees.said("rs-a", "Beams", quantities=(sums.revenue(82_000),), horizon=Horizon.PLANNED)
    now = [
        bees.said(f"rs-{n}", f"Firewood of lot {n}", quantities=(sums.revenue(9_000),))
        for n in "bc"
    ]
    assert bees.blank(later, *now).find("R46") == []


def test_prices_and_streams_are_found_by_their_links(shop, sums) -> None:
    loose = shop(sums.price(9, Every.MONTH)).unlinked("rs-a paid_by cs-a")
    assert loose.look().not_checked["R30"] == "No segment is tied to a price."
    assert LinkKind.PAID_BY in {link.kind for link in shop(sums.price(9)).canvas.links}
