"""R19, R20, R21, R24, R25, R26, R27, R53: the wording, in four languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from canvasai.canvas.blocks import Block
from canvasai.canvas.changes import Move, Remove
from canvasai.canvas.formats.reading import Problem
from canvasai.canvas.metadata import Metadata
from canvasai.canvas.model import Horizon
from canvasai.canvas.quantity import Every, Measure, Quantity
from canvasai.critique.finding import Severity

ALIKE = [
    ("Delivery within one hour", "One-hour deliveries"),
    ("Registers are back within eight weeks", "Registers back in eight weeks"),
    (
        "Own van fetches volumes in locked crates",
        "Own van fetches and returns volumes in locked crates",
    ),
    ("Hofladen am Kanal mit frischem Honig", "Frischer Honig im Hofladen am Kanal"),
    ("Livraison de miel en une heure à vélo", "Livraisons à vélo de miel en une heure"),
    ("Entrega de pan fresco en una hora", "Pan fresco entregado en una hora"),
]
UNLIKE = [
    ("Basic plan at €9 a month", "Premium plan at €19 a month"),
    ("Jar of honey at €9", "Jar of honey at €7"),
    ("App for drivers of the valley", "App for riders of the valley"),
    (
        "Two named conservators visit record offices of the northern counties each spring",
        "Two named conservators visit record offices of the southern counties each spring",
    ),
    ("Sells honey to restaurants", "Does not sell honey to restaurants"),
    ("Registers are back within eight weeks", "Registers are back within six weeks"),
    ("Lease of the van", "Lease of the oven"),
    ("Marketing", "Sales"),
    ("Abo für Familien, 18 € im Monat", "Abo für Vereine, 18 € im Monat"),
    ("Cours du soir pour adultes à Ridon", "Cours du soir pour enfants à Ridon"),
    ("Taller de pan para adultos en Vallesca", "Taller de pan para niños en Vallesca"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_r19_twins_are_found_and_the_second_goes(bees, one: str, other: str) -> None:
    twins = bees.blank(bees.said("vp-a", one), bees.said("vp-b", other))
    (found,) = twins.find("R19")
    assert found.items == ("vp-a", "vp-b")
    assert found.changes == (Remove("vp-b"),)


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_r19_what_differs_in_one_thing_is_no_twin(bees, one: str, other: str) -> None:
    assert bees.blank(bees.said("vp-a", one), bees.said("vp-b", other)).find("R19") == []


def test_r19_across_blocks_nothing_is_removed(bees) -> None:
    hour = bees.blank(
        bees.said("vp-a", "Delivery within one hour"), bees.said("ka-b", "Deliver within one hour")
    )
    (found,) = hour.find("R19")
    assert "(Value propositions, Key activities)" in found.message
    assert found.changes == ()


def test_r19_the_line_with_the_citation_is_kept_and_so_are_all_links(bees) -> None:
    twin = bees.said("rs-again", "€96 per pail of honey by the price list")
    twins = bees.unlinked("rs-pails paid_for *").plus(twin)
    twins = twins.linked("rs-again paid_by cs-bakers; rs-again paid_for vp-honey")
    (found,) = twins.find("R19")
    after = twins.mended(found)
    assert {item.id for item in after.canvas.items} == {item.id for item in bees.canvas.items}
    assert set(after.canvas.links) == set(bees.canvas.links)
    # It does not hang on which of the two stands first.
    first = twins.told(items=(twin, *(i for i in twins.canvas.items if i.id != "rs-again")))
    (found,) = first.find("R19")
    assert found.changes[-1] == Remove("rs-again")


def test_r19_numbers_beside_the_text_tell_items_apart(bees) -> None:
    van = bees.said("kr-van", "Chilled van")
    cost = bees.said("cost-van", "Chilled van")
    assert bees.blank(van, cost).find("R19")
    priced = replace(cost, quantities=(bees.euros(Measure.COST, 900, Every.MONTH),))
    assert bees.blank(van, priced).find("R19") == []


def test_r19_three_of_a_kind_are_two_findings(bees) -> None:
    texts = ("Mead of lime bloom", "Mead of the lime bloom", "Lime bloom mead")
    found = bees.blank(*(bees.said(f"vp-{n}", text) for n, text in enumerate(texts))).find("R19")
    assert [one.items for one in found] == [("vp-0", "vp-1"), ("vp-0", "vp-2")]


def test_r19_many_items_are_compared_in_good_time(bees) -> None:
    words = "amber bloom comb drone ember frame grain heather ivy jar kelp larch mead nectar oak".split()
    items = [
        bees.said(f"vp-{n}", f"{words[n % 15]} {words[n // 15]} {words[(n * 7) % 15]} of yard {n}")
        for n in range(225)
    ]
    assert bees.blank(*items).find("R19") == []


BARE = {
    "en": "Marketing|Products|Quality products|Technology platform|Sales & Marketing|IT|Vans|B2B marketing|"
    "High quality products and excellent customer service|Innovative digital solutions for sustainable growth|"
    "Brand & Reputation|Continuous improvement|Customer support",
    "de": "Vertrieb|Hochwertige Produkte|Innovative Lösungen|Qualität und Zuverlässigkeit|Kundenservice|Mitarbeiter|"
    "Werbung und Vertrieb|Nachhaltiges Wachstum",
    "fr": "Publicité|Produits de qualité|Solutions innovantes|Réseaux sociaux|Équipe|Service client|Recherche et développement",
    "es": "Publicidad|Productos de calidad|Soluciones innovadoras|Redes sociales|Equipo|Atención al cliente|"
    "Investigación y desarrollo",
}
SHARP = {
    "en": "Building new organs|Two meteorologists|Coffee filters|4M+ host network|24/7 support|Sales team in Leeds|"
    "Rent of the workshop|Customer data platform for beekeepers|Sworn translation of court papers|Recipe development|"
    "Marketing budget of €20,000",
    "de": "Stand auf dem Wochenmarkt|Vertrieb über Imker im Umland|Honigschleuder|Wartung der Bienenstöcke|Zwei Imkerinnen",
    "fr": "Atelier de poterie|Publicité au marché de Ridon|Vente à la ferme|Deux apicultrices",
    "es": "Taller de cerámica|Publicidad en la feria de Vallesca|Venta en la granja|Dos apicultoras",
}


@pytest.mark.parametrize("text", [t for texts in BARE.values() for t in texts.split("|")])
def test_r20_a_bare_noun_could_stand_on_many_a_canvas(bees, text: str) -> None:
    (found,) = bees.blank(bees.said("ka-a", text)).find("R20")
    assert found.items == ("ka-a",)
    assert found.block is Block.KEY_ACTIVITIES


@pytest.mark.parametrize("text", [t for texts in SHARP.values() for t in texts.split("|")])
def test_r20_what_has_a_word_of_its_own_could_not(bees, text: str) -> None:
    assert bees.blank(bees.said("ka-a", text)).find("R20") == []


def test_r20_a_description_says_more_if_it_does(bees) -> None:
    quality = bees.said("vp-a", "Quality")
    poured = replace(quality, description="Pails pour at room temperature")
    assert bees.blank(poured).find("R20") == []
    assert bees.blank(replace(quality, description="A strong platform")).find("R20")


def test_r20_of_money_a_number_beside_the_text_says_how_much(bees) -> None:
    paid = (bees.euros(Measure.COST, 900, Every.MONTH),)
    assert bees.blank(bees.said("cost-a", "Marketing")).find("R20")
    assert bees.blank(bees.said("cost-a", "Marketing", quantities=paid)).find("R20") == []
    # Elsewhere it does not say what happens.
    assert bees.blank(bees.said("ch-a", "Marketing", quantities=paid)).find("R20")


def test_r20_one_word_among_the_partners_is_a_name(bees) -> None:
    assert bees.blank(bees.said("kp-a", "Tolgarry")).find("R20") == []
    assert bees.blank(bees.said("kp-a", "Suppliers")).find("R20")
    assert bees.blank(bees.said("kr-a", "Vans")).find("R20")


def test_r20_speaks_of_each_block_by_itself(bees) -> None:
    bare = bees.blank(
        bees.said("ch-a", "Website"),
        bees.said("ch-b", "Social media"),
        bees.said("cost-a", "Staff"),
    )
    assert [one.items for one in bare.find("R20")] == [("ch-a", "ch-b"), ("cost-a",)]


ANYBODY = {
    "en": "Everyone|Companies|SMEs|Small and medium-sized businesses|All companies of any size|B2B|The general public|"
    "Anyone who needs it|Users|10 million consumers worldwide",
    "de": "Alle Menschen|Unternehmen jeder Größe|KMU|Kundinnen und Kunden|Privatkunden und Firmen|Jeder, der Bedarf hat",
    "fr": "Tout le monde|Les PME|Entreprises de toutes tailles|Le grand public|Particuliers et entreprises",
    "es": "Todo el mundo|Empresas de cualquier tamaño|Las pymes|El público en general|Cualquier persona",
}
SOMEBODY = {
    "en": "12,000 people over 80|Childminders|People who live alone|Companies with 10 to 49 employees in Leeds|Tourists|"
    "Small bakeries|Women over 50|House owners",
    "de": "Imker im Landkreis|Mütter von Zwillingen|Menschen über 80|Kleine Bäckereien|Hobbygärtner",
    "fr": "Boulangeries de village|Personnes de plus de 75 ans|Petites fermes laitières",
    "es": "Panaderías de barrio|Personas mayores de 80 años|Pequeñas granjas de leche",
}


@pytest.mark.parametrize("text", [t for texts in ANYBODY.values() for t in texts.split("|")])
def test_r21_a_segment_that_leaves_nobody_out(bees, text: str) -> None:
    (found,) = bees.blank(bees.said("cs-a", text)).find("R21")
    assert found.items == ("cs-a",)
    # It is told once: R20 looks at the other blocks.
    assert bees.blank(bees.said("cs-a", text)).find("R20") == []


@pytest.mark.parametrize("text", [t for texts in SOMEBODY.values() for t in texts.split("|")])
def test_r21_a_segment_that_is_one(bees, text: str) -> None:
    assert bees.blank(bees.said("cs-a", text)).find("R21") == []


def test_r24_five_propositions_are_not_too_many(bees) -> None:
    offers = [bees.said(f"vp-{n}", f"Swarm taken from roof {n}") for n in range(6)]
    assert bees.blank(*offers[:5]).find("R24") == []
    (found,) = bees.blank(*offers).find("R24")
    assert found.message.startswith("6 value propositions stand side by side")


def test_r25_a_sure_sorter_gives_a_hint_and_moves_nothing(bees) -> None:
    item = bees.said("rs-net", "Nets bought for the two beekeepers")
    stream, cost = Block.REVENUE_STREAMS, Block.COST_STRUCTURE
    lost = bees.plus(item)
    for placed in ({stream: 0.05, cost: 0.9}, {stream: 0.01, cost: 0.5}, {stream: 0.9}, {}):
        assert lost.find("R25", placed={"rs-net": placed}) == []
    (found,) = lost.find("R25", placed={"rs-net": {stream: 0.01, cost: 0.8}})
    assert found.severity is Severity.INFO
    (found,) = lost.find("R25", placed={"rs-net": {stream: 0.005, cost: 0.96}})
    assert found.severity is Severity.INFO
    assert found.message.endswith(
        "stands among the revenue streams, but reads like one of the cost structure."
    )
    assert found.changes == ()


def test_r25_numbers_tell_the_side_of_the_books_without_the_sorter(bees) -> None:
    spent = Quantity(Measure.COST, 900.0, "EUR", Every.YEAR)
    lost = bees.plus(bees.said("rs-hall", "The hall", quantities=(spent,)))
    (found,) = lost.find("R25", placed={"rs-hall": {}})
    assert found.changes == (Move("rs-hall", Block.COST_STRUCTURE, None, "cost-hall"),)
    assert found.severity is Severity.WARN


def test_r25_the_new_id_is_free(bees) -> None:
    spent = (Quantity(Measure.COST, 900.0, "EUR", Every.YEAR),)
    lost = bees.plus(
        bees.said("rs-truck", "Tyres bought for the truck", quantities=spent),
        bees.said("cost-truck-2", "Lift inspected"),
    )
    (found,) = lost.find("R25", placed={"rs-truck": {}})
    assert found.changes[0].new_id == "cost-truck-3"
    lost.mended(found)


def test_r26_one_line_that_holds_many_thoughts(bees) -> None:
    long = "We drive out " + "past the mill and over the ridge and down to the ford " * 5
    (found,) = bees.altered("ch-round", text=long).find("R26")
    assert "in one item what others tell in several" in found.message
    # Where all lines are as long, none is coarse.
    alike = bees.blank(*(bees.said(f"ch-{n}", long) for n in range(5)))
    assert alike.find("R26") == []


@pytest.mark.parametrize("part", ["; ", "\n", ". ", " • "])
def test_r26_several_items_strung_together(bees, part: str) -> None:
    strung = part.join(
        ("Wash the pails twice", "Send a sample on Mondays", "Hang the combs in April")
    )
    (found,) = bees.altered("ka-moving", text=strung).find("R26")
    assert found.items == ("ka-moving",)
    two = part.join(
        ("Wash the pails twice", "Send a sample on Mondays and hang the combs in April")
    )
    assert bees.altered("ka-moving", text=two).find("R26") == []


def test_r26_one_block_that_is_told_in_shackles(bees) -> None:
    tiny = [bees.said(f"cost-tiny-{n}", f"Smoker of hive row {n}") for n in range(12)]
    (found,) = bees.plus(*tiny).find("R26")
    assert found.block is Block.COST_STRUCTURE
    assert found.message.startswith("Cost structure has 15 items, the middle block 2")
    assert bees.plus(*tiny[:6]).find("R26") == []


PLANNED = {
    "en": "Heat for 84 homes, from autumn 2027|Second van in 2027|By the end of 2028 a stand at the fair|"
    "We plan to open a second shop|We aim to sell mead|Boat tours (planned)|We will sell heat to the estate|"
    "Next year a stand at the fair|A loan, due before May 2027|Flights along the river from May 2027",
    "de": "Zweiter Laden ab Herbst 2027|Wir planen einen Laden in Ulmenau|Wir werden Kurse geben|Stand auf dem Markt (geplant)|"
    "Ab 1. Mai 2028 ein Kurs im Monat|Nächstes Jahr ein Stand auf dem Markt",
    "fr": "Un second atelier à partir de mai 2027|Nous prévoyons un deuxième four|Nous ouvrirons un atelier|"
    "Dès 2028, livraison à vélo|Visites en barque (prévues)",
    "es": "Tienda en Vallesca desde enero de 2028|Queremos vender pan a hoteles|Abriremos un taller|"
    "A partir de 2027, reparto en bici|Paseos en barca (previstos)",
}
PRESENT = {
    "en": "Contract with two mills to 2029|Plant variety right until 2046|Lease that expires in March 2031|Shop since 2019|"
    "Orders by the end of the day are there next morning|Rent that is due to the landlord on the first|"
    "Customers skip or pause before next month's box|Parents keep a wish list|We call back within a day|"
    "Sold 2050 bags at the pier|Open since May 2021",
    "de": "Mietvertrag bis 2029|Vertrag läuft bis Ende 2030|Seit 2015 zwei Imker|Im Vertrag vorgesehen: zwei Besuche|"
    "Der Verein zahlt 2030 Euro",
    "fr": "Bail jusqu'en 2031|Depuis 2015, deux apicultrices|Deux visites prévues au contrat",
    "es": "Contrato hasta 2030|Desde 2015, dos apicultoras|Dos visitas previstas en el contrato",
}


@pytest.mark.parametrize("text", [t for texts in PLANNED.values() for t in texts.split("|")])
def test_r27_a_plan_that_stands_there_as_if_it_were_so(bees, text: str) -> None:
    told = bees.blank(bees.said("ch-a", text))
    (found,) = told.find("R27")
    assert "is told as a plan" in found.message
    after = told.mended(found)
    assert after.item("ch-a").horizon is Horizon.PLANNED
    assert after.find("R27") == []


@pytest.mark.parametrize("text", [t for texts in PRESENT.values() for t in texts.split("|")])
def test_r27_a_fact_with_a_date_is_no_plan(bees, text: str) -> None:
    assert bees.blank(bees.said("ch-a", text)).find("R27") == []


@pytest.mark.parametrize(
    "text",
    [
        "Already two vans, a third from 2027",
        "Seit 2019 ein Laden, ab 2027 ein zweiter",
        "Depuis 2019 un atelier, un second dès 2027",
        "Hoy una tienda, otra a partir de 2027",
    ],
)
def test_r27_what_is_and_what_is_planned_in_one_line(bees, text: str) -> None:
    (found,) = bees.blank(bees.said("ch-a", text)).find("R27")
    assert "make two items of it" in found.message
    assert found.changes == ()


@pytest.mark.parametrize(
    "text",
    [
        "Every week since 2015 a stand on the square",
        "Already sells mead to four inns",
        "Seit 2015 jede Woche ein Stand",
        "Bereits zwei Läden",
        "Un stand chaque semaine depuis 2015",
        "Actuellement deux ateliers",
        "Actualmente dos talleres",
        "Un puesto cada semana desde 2015",
        "Cada semana, desde hace diez años, un puesto",
    ],
)
def test_r27_what_is_so_today_but_marked_as_planned(bees, text: str) -> None:
    told = bees.blank(bees.said("ch-a", text, horizon=Horizon.PLANNED))
    (found,) = told.find("R27")
    assert "is marked as planned" in found.message
    assert told.mended(found).item("ch-a").horizon is Horizon.CURRENT
    assert told.mended(found).find("R27") == []


@pytest.mark.parametrize(
    "text",
    ["Heat for 84 homes", "Replaces what cooks do today", "From autumn 2027 heat for 84 homes"],
)
def test_r27_a_plan_that_is_marked_as_one(bees, text: str) -> None:
    assert bees.blank(bees.said("ch-a", text, horizon=Horizon.PLANNED)).find("R27") == []


@pytest.mark.parametrize(
    "text",
    [
        "Couples planning to buy a house",
        "Firms hoping to open a shop abroad",
        "Households that must replace oil heating by 2028",
        "Zukünftige Eltern im Landkreis",
    ],
)
def test_r27_what_customers_plan_is_no_plan_of_ours(bees, text: str) -> None:
    assert bees.blank(bees.said("cs-a", text)).find("R27") == []


@pytest.mark.parametrize(
    ("updated", "found"), [("2026-02-10", True), ("2026-10-10", False), ("2025-02-10", False)]
)
def test_r27_a_canvas_of_this_year_tells_which_months_are_to_come(
    bees, updated: str, found: bool
) -> None:
    draft = bees.blank(bees.said("ch-a", "Chilled legs from September 2026"))
    dated = draft.told(metadata=Metadata(updated=updated))
    assert bool(dated.find("R27")) is found


def test_r27_a_segment_may_be_planned_too(bees) -> None:
    assert bees.blank(bees.said("cs-a", "Schools of the valley from 2027")).find("R27")


BLANKS = {
    "en": "[Name of partner]|TBD|To be defined|Lorem ipsum dolor sit amet|Supplier: ____|{{name}}",
    "de": "[Name des Partners]|Noch zu klären|Bitte eintragen: ____",
    "fr": "[Nom du partenaire]|À définir|À compléter",
    "es": "[Nombre del socio]|Por definir|Por completar",
}
AGAIN = {
    "en": "Revenue optimization: revenue optimization and growth|Customer value: creation of value for customers|"
    "Growth revenue: revenue and growth",
    "de": "Partnernetzwerk: Netzwerk von Partnern|Umsatzsteigerung: Steigerung des Umsatzes|Kundennutzen: Nutzen für Kunden",
    "fr": "Réseau de partenaires : partenaires en réseau|Valeur client : création de valeur pour le client",
    "es": "Red de socios: socios en red|Optimización de canales: canales optimizados|Valor para el cliente: creación de valor para el cliente",
}
TELLING = (
    "Van: our van in Leeds|Repairs: repairs while you wait|Honey: honey from 40 hives|Price: £9|"
    "Awareness: posters in pharmacies|Growth: growth of the market in Porto|Courses: courses for beekeepers|"
    "Kurse: Kurse für Imker|Miel : miel de tilleul|Pan: pan de centeno"
)


@pytest.mark.parametrize("text", [t for texts in BLANKS.values() for t in texts.split("|")])
def test_r53_a_template_that_nobody_filled_in(bees, text: str) -> None:
    (found,) = bees.blank(bees.said("kp-a", text)).find("R53")
    assert found.severity is Severity.HIGH
    assert "is a template" in found.message
    # What says nothing is told once.
    assert bees.blank(bees.said("kp-a", text)).find("R20") == []


@pytest.mark.parametrize("text", [t for texts in AGAIN.values() for t in texts.split("|")])
def test_r53_what_only_says_its_own_name_again(bees, text: str) -> None:
    (found,) = bees.blank(bees.said("vp-a", text)).find("R53")
    assert "only says its own name again" in found.message


@pytest.mark.parametrize("text", TELLING.split("|"))
def test_r53_a_label_with_something_behind_it(bees, text: str) -> None:
    assert bees.blank(bees.said("vp-a", text)).find("R53") == []


def test_r53_a_description_that_only_turns_the_words_round(bees) -> None:
    item = bees.said("vp-a", "Customer value", description="Creation of value for customers")
    assert bees.blank(item).find("R53")
    said = replace(item, description="Pails pour at room temperature")
    assert bees.blank(said).find("R53") == []


@pytest.mark.parametrize("text", ["Revenue streams", "Key partnerships", "Customer segments"])
def test_r53_the_name_of_a_block_is_no_item(bees, text: str) -> None:
    (found,) = bees.blank(bees.said("kp-a", text)).find("R53")
    assert "is the name of a block" in found.message


def test_r53_lines_that_fit_no_block_count_together(bees) -> None:
    beside = ["Market growth: growth of the market", "[Email]", "The mill stands by the ford"]
    (found,) = bees.find("R53", left_out=beside)
    assert found.items == ()
    assert found.message.startswith("2 of 3 other lines of the document")
    assert bees.find("R53", left_out=beside[2:], problems=[Problem("line 1", "x")]) == []


@pytest.mark.parametrize(
    "text",
    [
        "People and organisations for which you are creating value",
        "Partners that we rely on to provide value",
        "Who are the people that pay, and for what?",
        "The cost of each part required to run the model",
    ],
)
def test_r53_a_line_that_explains_the_canvas_names_no_business(bees, text: str) -> None:
    (found,) = bees.blank(bees.said("kp-a", text)).find("R53")
    assert "explains what a canvas is" in found.message


@pytest.mark.parametrize(
    "text",
    ["How a farmer sees that the pump runs", "Value stamps of 20 euros", "Model trains in H0"],
)
def test_r53_a_line_of_a_business_is_none(bees, text: str) -> None:
    assert bees.blank(bees.said("vp-a", text)).find("R53") == []


@pytest.mark.parametrize(
    "text",
    [
        "Anyone who loves live music",
        "Everyone interested in honey",
        "All vets, pet owners and animal lovers",
        "Tous les parents",
        "Alle, die gern kochen wollen",
    ],
)
def test_r21_a_taste_that_anybody_may_have_is_no_segment(bees, text: str) -> None:
    assert bees.blank(bees.said("cs-a", text)).find("R21")


@pytest.mark.parametrize(
    "text",
    [
        "Everyone who needs a van in Leeds",
        "All dentists in Kent",
        "Those who want to learn German before moving",
        "Alle Praxen mit Labor",
    ],
)
def test_r21_who_is_named_by_place_or_need_is_one(bees, text: str) -> None:
    assert bees.blank(bees.said("cs-a", text)).find("R21") == []


def test_r19_one_that_holds_all_words_of_another_says_the_same(bees) -> None:
    long = "Somebody answers the emergency call till 10 p.m., and the spare spindle is there next morning"
    short = "Emergency call till 10 p.m., spare spindle next morning"
    both = bees.blank(bees.said("ch-a", short), bees.said("cr-a", long))
    (found,) = both.find("R19")
    assert found.items == ("ch-a", "cr-a")
