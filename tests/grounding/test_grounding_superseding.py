"""Words that end an earlier value, and words that only sound like it, in four languages."""

from __future__ import annotations

import pytest

from canvasai.grounding.superseding import gives_new_value, says_superseded


@pytest.mark.parametrize(
    "text",
    [
        "The old price list is void.",
        "The rate in the brochure is out of date.",
        "The fee on the old leaflet is void.",
        "This memo supersedes the list of 2023.",
        "Prices in the 2023 brochure are wrong.",
        "Old quotations no longer apply.",
        "Please disregard the figures in last year's handbook.",
        "The website still shows the old price.",
        "We charge 12 euros instead of 10.",
        "We pay 15 euros, up from 12.",
        "A net costs 40 euros, no longer 35.",
        "Eleven people mend here, not nine.",
        "A net used to cost 40 euros and now costs 50.",
        "Forget the former figure of 900.",
        "Der bisherige Preis gilt nicht mehr.",
        "Die alte Preisliste ist ungültig.",
        "Die frühere Angabe ist überholt.",
        "Ein Netz kostet 50 Euro statt bisher 40.",
        "Das sind nicht mehr 40, sondern 50 Euro.",
        "L'ancien tarif est caduc.",
        "Le tarif précédent ne s'applique plus.",
        "Une nuit coûte 50 euros au lieu de 40.",
        "Ce ne sont plus 40 euros mais 50.",
        "L'ancien prix n'est plus valable.",
        "La tarifa antigua queda sin efecto.",
        "El precio anterior ya no vale.",
        "Los precios de la lista anterior quedan anulados.",
        "Una red cuesta 50 euros en lugar de 40.",
        "Ya no son 40 euros sino 50.",
    ],
)
def test_an_earlier_value_no_longer_holds(text):
    assert says_superseded(text)
    assert says_superseded(text.upper())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A net costs 40 euros.",
        "The old mill in Kolm is our hall.",
        "Older customers pay 40 euros.",
        "We replaced two pumps in March.",
        "We repair old nets and remove floats.",
        "We do not charge for repairs.",
        "Twelve customers have cancelled.",
        "Members pay not only for nets but for floats.",
        "Customers no longer need to come to the pier.",
        "The lease runs no longer than 12 months.",
        "Delivery takes not more than 3 days.",
        "The work took not three months but a week.",
        "A voided cheque comes with each contract.",
        "Die Halle ist alt.",
        "Wir ersetzen Netze.",
        "Wir verkaufen nicht mehr als 40 Netze.",
        "Statt Netzen verkaufen wir Seile.",
        "L'ancien moulin est notre atelier.",
        "Nous remplaçons les pièces.",
        "Nous n'avons plus de stock.",
        "El antiguo molino es nuestro taller.",
        "Ya no vendemos redes.",
        "La temporada pasada vendimos 40 redes.",
    ],
)
def test_no_earlier_value_is_ended(text):
    assert not says_superseded(text)
    assert not gives_new_value(text)


@pytest.mark.parametrize(
    "text",
    [
        "Since July a room costs 3.40; the rate in the sheet is out of date.",
        "From 1 March each consultation costs £44; the fee on the old leaflet is void.",
        "The repair plan is 110 euros. The old price list is void.",
        "The repair plan is 110 euros — the old price list is void.",
        "A net costs 50 euros, and the former price of 40 euros is void.",
        "Ein Netz kostet 50 Euro; der bisherige Preis gilt nicht mehr.",
        "Ein Netz kostet 50 Euro – die alte Preisliste ist ungültig.",
        "Ein Netz kostet 50 Euro, und der frühere Preis ist hinfällig.",
        "Un filet coûte 50 euros ; l'ancien tarif est caduc.",
        "Un filet coûte 50 euros, et l'ancien tarif ne s'applique plus.",
        "Una red cuesta 50 euros; la tarifa anterior queda sin efecto.",
        "Una red cuesta 50 euros, y el precio antiguo ya no vale.",
    ],
)
def test_a_new_value_stands_before_the_end_of_the_old_one(text):
    assert says_superseded(text)
    assert gives_new_value(text)


@pytest.mark.parametrize(
    "text",
    [
        "The old price list is void.",
        "The old rate of 40 euros is void.",
        "The rate of 40 euros in the sheet is out of date.",
        "The old list is void; nothing else has changed.",
        "The list has grown; the old rates are void.",
        "The board met; the rate of 40 euros in the sheet is out of date.",
        "Der alte Preis von 40 Euro gilt nicht mehr.",
        "L'ancien tarif de 40 euros est caduc.",
        "La tarifa anterior de 40 euros queda sin efecto.",
    ],
)
def test_an_end_without_a_new_value(text):
    assert says_superseded(text)
    assert not gives_new_value(text)


@pytest.mark.parametrize(
    "text", ["A net costs 50 euros; the mill is old.", "A net costs 50 euros.", "50"]
)
def test_a_value_alone_ends_nothing(text):
    assert not gives_new_value(text)
