"""Quantities in Markdown: "9 EUR, every month, 8 to 10", and how people write them."""

from __future__ import annotations

import re

from canvasai.canvas.formats.markdown.text import flat, plain
from canvasai.canvas.formats.markdown.write import PERIOD_AT_END
from canvasai.canvas.model import Citation
from canvasai.canvas.quantity import Every, Measure, Quantity

_NUMBER = r"[-+]?[0-9]{1,40}(?:\.[0-9]{1,40})?(?:e[-+]?[0-9]{1,4})?"
_VALUE = re.compile(rf"({_NUMBER})(?: (.*))?", re.DOTALL)
_RANGE = re.compile(rf"({_NUMBER}) (?:to|–|-) ({_NUMBER})|at least ({_NUMBER})|at most ({_NUMBER})")
# As people type it: the currency before the number, or none of the spaces between.
_TYPED = re.compile(
    r"(?P<before>[€$£¥]|[A-Z]{3} )? ?(?P<number>[0-9][0-9,.'’]{0,30})(?P<after> ?[^0-9 ].*)?",
    re.DOTALL,
)
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:[,'’][0-9]{3})+(?:\.[0-9]+)?")
_NOTES = re.compile(r" ?\[\^[^\[\]\s\\]{1,100}\]")


def read_quantity(measure: Measure, raw: str, citation: Citation | None) -> Quantity | None:
    """Reads a quantity; None where the text is none.

    Args:
        measure: what it measures.
        raw: source of the text after the label.
        citation: what a footnote of the line points to.
    """
    first, *others = _NOTES.sub("", flat(raw)).split(", ")
    period, low, high = None, None, None
    for other in others:
        ranged = _RANGE.fullmatch(other)
        if ranged is not None:
            low, high = (ranged[1] or ranged[3]), (ranged[2] or ranged[4])
        elif (found := _period(other)) is not None:
            period = found
        else:
            return None
    value = _VALUE.fullmatch(first)
    number, unit = (value[1], value[2] or "") if value else _typed(first)
    if period is None:
        unit, period = _without_period(unit)
    try:
        return Quantity(
            measure,
            float(number),
            plain(unit),
            period,
            None if low is None else float(low),
            None if high is None else float(high),
            citation,
        )
    except ValueError:
        return None


def _period(text: str) -> Every | None:
    word = text.casefold().rpartition(" ")[2]
    return Every(word) if word in list(Every) else None


def _without_period(unit: str) -> tuple[str, Every | None]:
    """Takes the period from the end of a unit, as in "EUR a month"."""
    found = PERIOD_AT_END.search(" " + unit)
    if found is None:
        return unit, None
    return unit[: max(found.start() - 1, 0)], _period(unit)


def _typed(text: str) -> tuple[str, str]:
    """Reads "€1,200 a month" as the number and the unit; the number is "" where there is none."""
    found = _TYPED.fullmatch(text)
    if found is None:
        return "", ""
    number = found["number"].rstrip(".,")
    if _THOUSANDS.fullmatch(number):
        number = re.sub("[,'’]", "", number)
    elif number.count(",") == 1 and "." not in number:
        number = number.replace(",", ".")
    unit = (found["after"] or "").strip(" ")
    before = (found["before"] or "").strip(" ")
    return number, f"{before} {unit}".strip(" ") if before else unit
