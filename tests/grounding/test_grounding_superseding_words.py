"""What says that a value no longer holds, and what only sounds like it."""

from __future__ import annotations

import pytest

from canvasai.grounding.superseding import gives_new_value, says_superseded


@pytest.mark.parametrize(
    "text",
    [
        "The March list has been replaced.",
        "Die Liste vom März ist veraltet.",
        "Der Preis von 40 Euro gilt nicht mehr.",
        "Wir zahlen 50 Euro, nicht mehr 40.",
        "Früher kostete es 40 Euro, heute 50.",
        "Le prix de 40 euros n'est plus valable.",
        "La liste de 2023 est remplacée.",
        "El precio de 40 euros ya no es válido.",
        "Antes costaba 40 euros, ahora cuesta 50.",
    ],
)
def test_superseding_missed(text):
    assert says_superseded(text)


@pytest.mark.parametrize(
    "text",
    [
        "In our schedule we do not sail on Sundays.",
        "A lower price does not help us.",
        "The previous owner has dropped by.",
        "We replaced the pump at a price of 40 euros.",
        "It takes not 3 years but a week.",
        "Die alte Halle wird nicht mehr gebraucht.",
        "Au lieu de vendre, nous louons.",
        "En lugar de vender, alquilamos.",
    ],
)
def test_superseding_false(text):
    assert not says_superseded(text)


@pytest.mark.parametrize(
    "text",
    [
        "On 1 March the board met; the old price list is void.",
        "We ended the 12 euro plan in March; the old list is void.",
    ],
)
def test_a_day_or_an_ended_plan_is_no_new_value(text):
    assert not gives_new_value(text)
