"""R15, R16, R18: the canvas as one story."""

from __future__ import annotations

import pytest

from canvasai.canvas.details import Detail, DetailKind
from canvasai.canvas.tags import Tag


def test_r15_names_each_orphan(bees) -> None:
    (found,) = bees.plus(
        bees.said("kr-barn", "Barn with a dry loft"), bees.said("ch-fair", "Stand at the fair")
    ).find("R15")
    assert found.items == ("kr-barn", "ch-fair")
    assert found.block is None


def test_r15_two_stories_on_one_canvas(bees) -> None:
    parted = bees.unlinked("vp-honey rests_on kr-hives; cost-wages caused_by ka-spinning")
    (found,) = parted.find("R15")
    assert set(found.items) == {
        "cs-bakers", "vp-honey", "ch-pail", "ch-round", "cr-card", "rs-pails", "ka-spinning",
    }  # fmt: skip
    assert "a story of their own" in found.message
    assert parted.linked("vp-honey rests_on kr-lift").find("R15") == []


def test_r15_a_link_of_a_detail_ties_its_item(bees) -> None:
    only = bees.blank(bees.item("cs-growers"), bees.item("vp-bloom"))
    assert only.linked("pr-forecast relieves pain-late").find("R15") == []


def test_r15_says_nothing_of_links_that_nobody_drew(bees) -> None:
    loose = bees.told(links=())
    assert loose.find("R15") == []
    assert "R15" in loose.look().not_checked


MARKETS = [
    "Commission of 12 % on each booking",
    "12 % commission from owners",
    "Advertising of seed merchants, €200 a month",
    "Provision von 12 % auf jede Buchung",
    "Vermittlungsgebühr von 8 €",
    "Werbung der Saathändler, 200 € im Monat",
    "Commission de 12 % sur chaque lot",
    "Publicité des semenciers, 200 € par mois",
    "Comisión del 12 % por cada reserva",
    "Publicidad de semilleros, 200 € al mes",
]


@pytest.mark.parametrize("text", MARKETS)
def test_r16_who_lives_on_a_commission_has_two_sides(bees, text: str) -> None:
    owners = bees.said("cs-owners", "Farmers whose combine stands still, 90 of them")
    stream = bees.said("rs-share", text)
    (found,) = bees.blank(owners, stream).find("R16")
    assert found.items == ("rs-share", "cs-owners")
    assert "names only one" in found.message


@pytest.mark.parametrize(
    "text",
    [
        "€900 for a commissioned portrait",
        "Provision of training, €300 a day",
        "Sale of rope at €4.20 a metre",
        "Verkauf von Seil zu 4 € je Meter",
        "Vente de corde à 4 € le mètre",
        "Venta de cuerda a 4 € el metro",
    ],
)
def test_r16_other_streams_have_one_side(bees, text: str) -> None:
    assert "R16" in bees.blank(bees.said("rs-share", text)).look().not_checked


@pytest.mark.parametrize(
    "text",
    [
        "Platform that connects farmers with owners of combines",
        "Marketplace for idle farm machines",
        "Marktplatz für Landmaschinen",
        "Mise en relation d'agriculteurs",
    ],
)
def test_r16_a_marketplace_has_two_sides(bees, text: str) -> None:
    (found,) = bees.blank(bees.said("vp-share", text)).find("R16")
    assert "names none" in found.message


@pytest.fixture
def platform(bees):
    """Farmers who lend and farmers who borrow; all is said but what they need of each other."""
    owners = bees.said("cs-owners", "Farmers whose combine stands still, 90 of them")
    borrowers = bees.said("cs-borrowers", "Farmers who need a combine for three days, 240 of them")
    return bees.blank(
        owners,
        borrowers,
        bees.said("vp-idle", "€400 a day for an idle machine, damage insured"),
        bees.said("vp-near", "A machine within 20 km tomorrow morning"),
        bees.said("rs-share", "Commission of 12 % on each hire", tags=(Tag.BROKERAGE,)),
    ).linked("vp-idle serves cs-owners; vp-near serves cs-borrowers")


def test_r16_asks_what_each_side_needs_of_the_other(platform) -> None:
    (found,) = platform.find("R16")
    assert found.items == ("rs-share", "cs-owners", "cs-borrowers")
    one = platform.linked("cs-owners needs cs-borrowers")
    (found,) = one.find("R16")
    assert found.items == ("cs-borrowers",)
    assert one.linked("cs-borrowers needs cs-owners").find("R16") == []


@pytest.mark.parametrize(
    "needs",
    [
        "cs-owners needs cs-borrowers; cs-borrowers needs cs-owners",
        "cs-borrowers needs cs-owners; cs-owners needs cs-borrowers",
    ],
)
def test_r16_asks_for_an_offer_to_each_side(platform, needs: str) -> None:
    same = platform.linked(needs).unlinked("vp-near serves *; vp-idle serves *")
    same = same.linked("vp-near serves cs-owners; vp-near serves cs-borrowers")
    (found,) = same.find("R16")
    assert set(found.items) == {"cs-owners", "cs-borrowers"}
    assert "the same offer" in found.message
    assert same.linked("vp-idle serves cs-owners").find("R16") == []


@pytest.mark.parametrize("needs", ["cs-owners needs cs-borrowers", "cs-borrowers needs cs-owners"])
def test_r16_the_same_offer_is_seen_from_either_side(platform, needs: str) -> None:
    same = platform.linked(needs).unlinked("vp-near serves *; vp-idle serves *")
    same = same.linked("vp-near serves cs-owners; vp-near serves cs-borrowers")
    assert any("the same offer" in one.message for one in same.find("R16"))


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("ps-hives addresses job-fruit", "nothing does the job: “Have fruit set"),
        ("pr-forecast relieves pain-late", "nothing relieves the pain: “Bees come"),
        ("gc-spread creates gain-even", "nothing creates the gain: “Rows ripen"),
    ],
)
def test_r18_names_what_is_not_answered(bees, link: str, told: str) -> None:
    more = (
        *bees.item("cs-bakers").details,
        Detail("job-dough", DetailKind.JOB, "Dough before four"),
    )
    both = bees.altered("cs-bakers", details=more).linked("ps-hives addresses job-dough")
    (found,) = both.unlinked(link).find("R18")
    assert found.items == ("cs-growers",)
    assert told in found.message


def test_r18_jobs_are_not_asked_for_where_no_job_is_mapped(bees) -> None:
    assert bees.unlinked("* addresses *").find("R18") == []


def test_r18_is_silent_where_no_segment_says_what_it_wants(bees) -> None:
    silent = bees.altered("cs-growers", details=()).look(only=["R18"])
    assert silent.findings == ()
    assert silent.not_checked["R18"] == "No segment says its jobs, pains or gains."


def test_r18_any_product_may_answer(bees) -> None:
    answered = bees.unlinked("* relieves pain-late").linked("ps-hives relieves pain-late")
    assert answered.find("R18") == []
