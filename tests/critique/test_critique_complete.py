"""R01, R02, R17, R28, R29, R35: whether all is there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from canvasai.canvas.blocks import Block
from canvasai.canvas.details import Detail, DetailKind
from canvasai.canvas.links import Link, LinkKind
from canvasai.canvas.model import Status
from canvasai.canvas.quantity import Measure
from canvasai.canvas.tags import Tag
from canvasai.critique.finding import Severity


@pytest.mark.parametrize("block", list(Block))
def test_r01_an_empty_block_is_filled_with_an_open_assumption(bees, block: Block) -> None:
    gone = [item.id for item in bees.canvas.items if item.block is block]
    (found,) = bees.minus(*gone).find("R01")
    assert found.block is block
    assert found.message.startswith(block.title)
    after = bees.minus(*gone).mended(found)
    (added,) = [item for item in after.canvas.items if item.block is block]
    assert added.status is Status.ASSUMPTION
    assert added.assumption is not None
    assert added.assumption.test
    assert after.find("R01") == []
    # What keeps a question open has a test, and is no claim that wants a source.
    assert after.find("R48") == []
    assert after.find("R50") == []


def test_r01_several_empty_blocks_are_one_finding(bees) -> None:
    few = bees.blank(bees.item("cs-growers"), bees.item("vp-bloom"))
    (found,) = few.find("R01")
    assert found.block is None
    assert len(found.changes) == 7
    assert few.mended(found).find("R01") == []


def test_r01_an_empty_canvas_is_told_in_one_line(bees) -> None:
    (found,) = bees.blank().look().findings
    assert found.message == "The canvas is empty: none of its nine blocks says anything."


def test_r02_an_id_used_twice(bees) -> None:
    twin = replace(bees.item("cs-growers"), text="Grandparents with a pear tree", details=())
    (found,) = bees.plus(twin).find("R02")
    assert found.severity is Severity.HIGH
    assert found.message.startswith("The id cs-growers is used 2 times")
    assert "Grandparents with a pear tree" in found.message


def test_r02_an_id_of_a_detail_used_twice(bees) -> None:
    details = (Detail("pain-late", DetailKind.PAIN, "Honey crystallises in the pail"),)
    (found,) = bees.altered("cs-bakers", details=details).find("R02")
    assert "pain-late is used 2 times" in found.message


@pytest.mark.parametrize(
    ("link", "why"),
    [
        (Link("vp-bloom", "cs-ghosts", LinkKind.SERVES), "there is no cs-ghosts"),
        (Link("vp-ghosts", "cs-ghosts", LinkKind.SERVES), "there is no vp-ghosts and no cs-ghosts"),
        (Link("rs-hire", "cs-growers", LinkKind.SERVES), "it joins blocks that it cannot"),
        (Link("cs-growers", "rs-hire", LinkKind.PAID_BY), "it joins blocks that it cannot"),
        (Link("cs-growers", "cs-growers", LinkKind.NEEDS), "it joins blocks that it cannot"),
    ],
)
def test_r02_a_link_that_cannot_be(bees, link: Link, why: str) -> None:
    bad = bees.told(links=(*bees.canvas.links, link))
    (found,) = [one for one in bad.look().findings if one.rule == "R02"]
    assert why in found.message
    assert bad.mended(found).canvas == bees.canvas


def test_r17_asks_for_the_phases_of_each_segment(bees) -> None:
    (found,) = bees.altered("ch-truck", tags=(Tag.DELIVERY,)).find("R17")
    assert found.items == ("cs-growers",)
    assert "after sales" in found.message
    assert "delivery" not in found.message


def test_r17_a_phase_may_come_from_any_channel_of_the_segment(bees) -> None:
    split = bees.altered("ch-truck", tags=(Tag.DELIVERY,))
    desk = bees.said(
        "ch-desk", "Desk that answers when a hive falls silent", tags=(Tag.AFTER_SALES,)
    )
    assert split.plus(desk).linked("ch-desk reaches cs-growers").find("R17") == []
    assert split.plus(desk).linked("ch-desk reaches cs-bakers").find("R17")


PHASED = {
    "en": "Posters in barns | A trial week | Web shop | Courier brings it before seven | Hotline",
    "de": "Anzeige im Amtsblatt | Ein Glas zur Probe | Bestellung im Hofladen | Lieferung mit dem Rad | Kundendienst",
    "fr": "Publicité au village | Un essai d'une semaine | Vente à la boutique | Livraison à vélo | Réclamation reçue au bureau",
    "es": "Anuncio en la radio local | Una prueba de una semana | Venta en la tienda | Entrega en bici | Servicio de postventa",
}


@pytest.mark.parametrize("language", PHASED)
def test_r17_without_tags_the_words_tell_the_phase_and_find_less_surely(
    bees, language: str
) -> None:
    channels = [bees.said(f"ch-{n}", text) for n, text in enumerate(PHASED[language].split(" | "))]
    assert bees.blank(*channels).find("R17") == []
    for left_out in channels:
        (found,) = bees.blank(*(one for one in channels if one is not left_out)).find("R17")
        assert found.severity is Severity.INFO


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("Fair prices, told at the door", "awareness"),
        ("In order to save paper, nothing is printed", "purchase"),
        ("The finished book is handed over at the bench", "purchase"),
        ("Blog post every Friday", "delivery"),
    ],
)
def test_r17_a_word_is_not_taken_for_a_phase_that_it_does_not_tell(
    bees, text: str, phase: str
) -> None:
    channels = bees.said("ch-a", text), bees.said("ch-b", "Hotline")
    (found,) = bees.blank(*channels).find("R17")
    assert phase in found.message


def test_r17_is_silent_where_no_channel_says_what_it_is_for(bees) -> None:
    dumb = bees.blank(
        bees.said("ch-a", "Old Mr Tamworth"), bees.said("ch-b", "The bench under the lime")
    )
    assert dumb.look().not_checked["R17"] == "No channel says what it is for."


TYPED = {
    "en": [
        "Rent of traps, €240 a year per mill",
        "Sale of postcards at €1.50",
        "€95 per child for ten lessons",
        "€800 a month per merchant",
        "Licence per picture, €60 from a price list",
        "Commission of 12 % on each booking",
        "Membership at £30 a year",
        "Boxes at €19 each",
        "Grant of the county, €9,000 a year",
        "Advertising on the van, €200 a month",
    ],
    "de": [
        "Miete je Bienenvolk, 56 € pro Blüte",
        "Verkauf von Honig zu 9 € je Glas",
        "Abo für 12 € im Monat",
        "Provision von 10 % auf jede Buchung",
        "Mitgliedsbeitrag, 30 € im Jahr",
        "Lizenz je Bild nach Preisliste",
        "14 € je Kurs",
    ],
    "fr": [
        "Vente de miel, 9 € le pot",
        "Abonnement à 12 € par mois",
        "Loyer de 56 € par ruche",
        "Cotisation de 30 € par an",
        "Courtage de 4 % sur chaque lot",
        "15 € par personne",
    ],
    "es": [
        "Venta de miel a 9 € el tarro",
        "Suscripción de 12 € al mes",
        "Alquiler de colmenas, 56 € cada una",
        "Cuota de 30 € al año",
        "Comisión del 10 % por cada reserva",
        "15 € por persona",
    ],
}


@pytest.mark.parametrize("text", [text for texts in TYPED.values() for text in texts])
def test_r28_a_stream_that_says_type_and_price_is_left_alone(bees, text: str) -> None:
    assert bees.blank(bees.said("rs-a", text)).find("R28") == []


@pytest.mark.parametrize(
    "text",
    [
        "Income from the picture collection",
        "Work with bakeries, €41,000 a year",
        "Beams for Tamworth Houses, 82 % of sales",
        "Einnahmen aus der Arbeit mit Imkern",
        "Erlöse der Werkstatt",
        "Recettes du travail avec les boulangeries",
        "Revenus de l'atelier",
        "Ingresos del trabajo con panaderías",
        "Dinero de los talleres",
    ],
)
def test_r28_a_stream_without_a_type_is_told(bees, text: str) -> None:
    (found,) = bees.blank(bees.said("rs-a", text)).find("R28")
    assert found.items == ("rs-a",)
    assert "a subscription" in found.message


@pytest.mark.parametrize(
    "text",
    [
        "Subscription for harbours",
        "Sale of bread to hotels",
        "Rental of flats in the old mill",
        "Abo für Imker",
        "Verkauf von Brot an Hotels",
        "Abonnement des boulangeries",
        "Vente par correspondance",
        "Suscripción de las panaderías",
        "Venta por internet a negocios",
        "Firewood, sold by two carters, 18 % of all",
    ],
)
def test_r28_a_stream_without_a_price_is_told(bees, text: str) -> None:
    (found,) = bees.blank(bees.said("rs-a", text)).find("R28")
    assert "how the price is set" in found.message


def test_r28_tags_and_numbers_count_as_said(bees) -> None:
    bare = bees.said("rs-a", "What bakeries pay", tags=(Tag.SALE, Tag.LIST_PRICE))
    assert bees.blank(bare).find("R28") == []
    priced = replace(bare, tags=(Tag.SALE,), quantities=(bees.euros(Measure.PRICE, 96),))
    assert bees.blank(priced).find("R28") == []
    assert bees.blank(replace(priced, quantities=())).find("R28")


@pytest.mark.parametrize(
    "text",
    [
        "Kiosk in the station, €1,400 a month (fixed)",
        "Wages of two beekeepers",
        "Rent of the barn",
        "Lens and frame, €11 per pair",
        "Sugar, €8 per hive",
        "Löhne der Fahrer",
        "Miete der Werkstatt",
        "Zucker, 8 € je Volk",
        "Rohstoffe",
        "Salaires de deux apiculteurs",
        "Loyer de l'atelier",
        "Sucre, 8 € par pièce",
        "Matières premières",
        "Salarios de dos apicultores",
        "Alquiler del taller",
        "Azúcar, 8 € por pieza",
        "Materia prima",
    ],
)
def test_r29_a_cost_that_says_how_it_moves_is_left_alone(bees, text: str) -> None:
    assert bees.blank(bees.said("cost-a", text)).find("R29") == []


@pytest.mark.parametrize(
    "text",
    [
        "Showroom on the boulevard",
        "Miscellaneous, €2,300 a month",
        "Hosting, €900 per month",
        "Fish for at least three kitchens",
        "Strom, 300 € im Monat",
        "Server, 90 € pro Monat",
        "Électricité, 300 € par mois",
        "Camion, expédié par bateau en mars",
        "Electricidad, 300 € por mes",
        "Anuncios por radio",
    ],
)
def test_r29_a_cost_that_does_not_is_told(bees, text: str) -> None:
    (found,) = bees.blank(bees.said("cost-a", text)).find("R29")
    assert found.severity is Severity.INFO
    assert found.items == ("cost-a",)


@pytest.mark.parametrize(
    "text",
    [
        "12,000 people over 80 in the district",
        "Bakeries in Sallow Vale, 37 of them",
        "People aged 15 to 50 with a below-knee amputation, about 1,900",
        "Forty bakeries of the valley",
        "Rund 900 Imker im Landkreis",
        "Environ 300 boulangeries de village",
        "Unas 250 panaderías de barrio",
    ],
)
def test_r35_a_counted_segment_has_a_size(bees, text: str) -> None:
    counted = bees.assumed("cs-a", text, "Ask the guild whether the number still holds.")
    assert bees.blank(counted).find("R35") == []


@pytest.mark.parametrize(
    "text",
    [
        "Active people with an amputation",
        "Restaurant kitchens within 40 km",
        "People aged 15 to 50",
        "Farms with 50 to 200 cows",
        "Childminders who look after up to five children",
        "Growers who own 12 hectares or more",
        "Clubs since 1990",
        "Menschen ab 80 Jahren",
        "Vereine mit 30 Kindern",
        "Kliniken mit mehr als vier Sälen",
        "Personnes de plus de 75 ans",
        "Granjas con 50 vacas",
    ],
)
def test_r35_a_number_of_something_else_is_no_size(bees, text: str) -> None:
    (found,) = bees.blank(bees.said("cs-a", text)).find("R35")
    assert found.message.startswith("How many there are of")


def test_r35_a_size_wants_a_source_or_the_label_of_an_assumption(bees) -> None:
    size = (bees.number(Measure.SIZE, 300, "bakeries"),)
    claimed = bees.said("cs-a", "Bakeries in Sallow Vale", quantities=size)
    (found,) = bees.blank(claimed).find("R35")
    assert "comes from" in found.message
    guessed = replace(bees.assumed("cs-a", claimed.text), quantities=size)
    assert bees.blank(guessed).find("R35") == []
    proven = replace(claimed, quantities=bees.item("cs-bakers").quantities)
    assert bees.blank(proven).find("R35") == []


def test_r35_a_quote_that_does_not_hold_the_size_is_no_source_of_it(bees) -> None:
    known = bees.item("cs-bakers")
    size = (bees.number(Measure.SIZE, 4711, "bakeries"),)
    (found,) = bees.altered("cs-bakers", quantities=size).find("R35")
    assert "comes from" in found.message
    held = replace(known.quantities[0], citation=None)
    assert bees.altered("cs-bakers", quantities=(held,)).find("R35") == []


def test_r29_a_cost_is_not_fixed_and_variable_at_once(bees) -> None:
    (found,) = bees.altered("cost-truck", tags=(Tag.FIXED, Tag.VARIABLE)).find("R29")
    assert found.items == ("cost-truck",)
    assert "at once" in found.message


def test_r35_those_who_buy_already_are_not_all(bees) -> None:
    few = (bees.number(Measure.CUSTOMERS, 12, "bakeries"),)
    (found,) = bees.altered("cs-bakers", quantities=few).find("R35")
    assert found.items == ("cs-bakers",)


@pytest.mark.parametrize(
    ("rule", "name", "other", "tags", "what"),
    [
        ("R28", "rs-hire", "rs-pails", (Tag.NEGOTIATED,), "the type"),
        ("R28", "rs-hire", "rs-pails", (Tag.RENT,), "the way to set the price"),
        ("R29", "cost-wages", "cost-truck cost-sugar", (), "the sort of cost"),
    ],
)
def test_what_words_alone_tell_lacks_its_tag_beside_tagged_ones(
    bees, rule: str, name: str, other: str, tags: tuple[Tag, ...], what: str
) -> None:
    told = bees.altered(name, text="Rent of hives, €56 a piece by price list", tags=tags)
    (found,) = told.find(rule)
    assert found.items == (name,)
    assert found.severity is Severity.INFO
    assert f"no tag for {what}" in found.message
    # Where none is tagged, nobody filters by tag.
    for one in other.split():
        told = told.altered(one, text="Rent of barns, €90 a piece by price list", tags=tags)
    assert told.find(rule) == []
