"""What slides and documents say of a canvas, in the same words and with the same numbers."""

from __future__ import annotations

from canvasai.canvas.blocks import Block
from canvasai.canvas.model import Against, Canvas, Citation, Horizon, Item, Stance, Status
from canvasai.canvas.quantity import Every, Measure, Quantity

ATTRIBUTION = "Business Model Canvas: Strategyzer AG, strategyzer.com, CC BY-SA 3.0"


def numbered(canvas: Canvas) -> dict[Citation, int]:
    """Numbers all citations from 1, in the order in which a document shows them."""
    return {one: number for number, one in enumerate(dict.fromkeys(_citations(canvas)), 1)}


def in_order(canvas: Canvas) -> tuple[Item, ...]:
    """Returns the items block by block."""
    return tuple(item for block in Block for item in canvas.in_block(block))


def marks(item: Item) -> str:
    """Returns what a reader must know of an item, such as "planned, assumption"; "" if nothing."""
    found = ["planned"] if item.horizon is Horizon.PLANNED else []
    if item.status is not Status.SUPPORTED:
        found.append(str(item.status))
    return ", ".join(found)


def words(name: str) -> str:
    """Returns a name of the model in words: "paid_by" is "paid by"."""
    return name.replace("_", " ")


def amount(quantity: Quantity) -> str:
    """Returns a quantity without its measure, such as "1,200 EUR a month (1,000 to 1,500)"."""
    text = _number(quantity.value)
    unit = quantity.unit if quantity.unit.strip() else ""
    if unit:
        text += f" {unit}"
    if quantity.period is not None:
        if quantity.measure is Measure.LIFETIME and quantity.period is not Every.ONCE:
            text += f" {quantity.period}s"
        else:
            text += " once" if quantity.period is Every.ONCE else f" a {quantity.period}"
    low, high = quantity.low, quantity.high
    if low is not None and high is not None:
        text += f" ({_number(low)} to {_number(high)})"
    elif low is not None:
        text += f" (at least {_number(low)})"
    elif high is not None:
        text += f" (at most {_number(high)})"
    return text


def whose(against: Against) -> str:
    """Returns what a source says against, in words."""
    return "not so here" if against.kind is Stance.DENIED else "about others"


def _citations(canvas: Canvas) -> list[Citation]:
    found: list[Citation | None] = []
    for item in in_order(canvas):
        found += item.citations
        found += [quantity.citation for quantity in item.quantities]
    found += [one.limit.citation for one in canvas.constraints if one.limit is not None]
    found += [one.citation for one in canvas.against]
    return [one for one in found if one is not None]


def _number(value: float) -> str:
    return f"{value:,.15g}"
