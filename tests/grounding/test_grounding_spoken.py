"""Numbers in words, and dates that are no numbers."""

from __future__ import annotations

import pytest

from canvasai.grounding.contradiction import disagreements
from canvasai.grounding.quantities import spoken_quantities


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Forty per cent of sales", 40, "%"),
        ("two hundred barrels", 200, "barrels"),
        ("three thousand euros", 3000, "EUR"),
        ("a twenty-five-year lease", 25, "year"),
        ("thirty six cabs", 36, "cabs"),
        ("treinta y cinco barcos", 35, "barcos"),
    ],
)
def test_spoken(text, value, unit):
    assert [(q.values, q.unit) for q in spoken_quantities(text)] == [({float(value)}, unit)]


def test_spans_stay_where_lower_case_is_longer():
    (q,) = spoken_quantities("İzmir has eleven vans")
    assert "İzmir has eleven vans"[q.start : q.end] == "eleven"


def test_a_german_date_is_no_number():
    assert (
        disagreements(["The fair in Kolm is on 03.05.2031.", "The fair in Kolm is on 03.06.2031."])
        == []
    )
