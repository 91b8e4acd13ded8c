"""Defects of the rule that nothing contradicts: R54."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from canvasai.canvas.model import Canvas, Horizon, Item, Stance, Status
from canvasai.canvas.quantity import Measure
from canvasai.evaluation.planting.editing import (
    added_like,
    assumed,
    pick,
    with_item,
    with_quantity,
)
from canvasai.evaluation.planting.language import language_of
from canvasai.evaluation.planting.numbers import exchanged
from canvasai.evaluation.planting.operator import Defect, Operator
from canvasai.evaluation.planting.phrases import LATER_NOTE
from canvasai.grounding.quantities import quantities

_LATER = "note-2026-04.md"
_FACTORS = (0.5, 0.75, 1.5, 2.0)
# What a denial loses to become a claim: "We do not own lorries" to "We own lorries".
_DENIALS = {
    "en": ((r"\bdo not ", ""), (r"\bdoes not ", "")),
    "de": ((r"\bkeine ", ""), (r"\bkeinen ", ""), (r"\bnicht ", "")),
    "fr": ((r"\bne (\w+) pas de\b", r"\1 des"), (r"\bne (\w+) pas\b", r"\1")),
    "es": ((r"^No (\w)", lambda found: found[1].upper()), (r"\bno ", "")),
}


def affirmed(denial: str, language: str) -> str | None:
    """Returns what a sentence denies as a claim; None where it denies in another way."""
    for pattern, instead in _DENIALS[language]:
        claim = re.sub(pattern, instead, denial, count=1)
        if claim != denial:
            return claim.strip().rstrip(".")
    return None


def _claims_the_denied(canvas: Canvas, rng: random.Random) -> Defect | None:
    """Adds an item that says what a source denies, linked as its neighbour is."""
    language = language_of(canvas)
    options = []
    for one in canvas.against:
        claim = affirmed(one.citation.quote, language)
        neighbours = [x for x in canvas.in_block(one.block) if x.horizon is Horizon.CURRENT]
        if one.kind is Stance.DENIED and claim and neighbours:
            options.append((claim, neighbours))
    chosen = pick(rng, options)
    if chosen is None:
        return None
    claim, neighbours = chosen
    canvas, name = added_like(canvas, rng.choice(neighbours), claim)
    return Defect(canvas, (name,))


def _priced(canvas: Canvas) -> list[Item]:
    """Streams whose text and first quote tell the price."""
    found = []
    for item in canvas.items:
        price = item.quantity(Measure.PRICE)
        if price is None or item.status is not Status.SUPPORTED:
            continue
        told = (item.text, item.citations[0].quote)
        if all(any(price.value in one.values for one in quantities(text)) for text in told):
            found.append(item)
    return found


def _times(price: float, factor: float) -> float:
    """Another price, whole where this one is."""
    return round(price * factor, 0 if price == int(price) and price > 9 else 2)


def _against_its_source(canvas: Canvas, rng: random.Random) -> Defect | None:
    """A price is told otherwise than the source tells it, and called an assumption."""
    item = pick(rng, _priced(canvas))
    if item is None:
        return None
    price = item.quantity(Measure.PRICE)
    factor = rng.choice(_FACTORS)
    text = exchanged(item.text, price.value, _times(price.value, factor)) if price else None
    if text is None:
        return None
    return Defect(with_item(canvas, assumed(item, text, language_of(canvas))), (item.id,))


def _later_source(canvas: Canvas, rng: random.Random) -> Defect | None:
    """A later document gives another price; the canvas shows the old one only."""
    item = pick(rng, _priced(canvas))
    if item is None:
        return None
    price = item.quantity(Measure.PRICE)
    other = None
    told: list[str] = []
    # Of a row, what stands before the price and the price itself.
    for cell in item.citations[0].quote.split(" | "):
        other = exchanged(cell, price.value, _times(price.value, 1.25)) if price else None
        told.append(other or cell)
        if other:
            break
    if other is None:
        return None
    text = LATER_NOTE[language_of(canvas)].format(quote=", ".join(told))
    metadata = replace(canvas.metadata, sources=(*canvas.metadata.sources, _LATER))
    return Defect(replace(canvas, metadata=metadata), (item.id,), {_LATER: text})


def _old_figure(canvas: Canvas, rng: random.Random) -> Defect | None:
    """Where an old and a new figure stand side by side, the canvas takes the old one in silence."""
    options = []
    for item in canvas.items:
        old = [one for one in item.citations if one.superseded]
        price = item.quantity(Measure.PRICE)
        if not old or price is None:
            continue
        values = [value for one in quantities(old[0].quote) for value in one.values]
        for value in values:
            text = exchanged(item.text, price.value, value)
            if text and 0.5 * price.value < value < price.value:
                cited = replace(old[0], superseded=False)
                price = replace(price, value=value, citation=cited)
                changed = replace(item, text=text, citations=(cited,))
                options.append(with_quantity(changed, price))
                break
    chosen = pick(rng, options)
    return Defect(with_item(canvas, chosen), (chosen.id,)) if chosen else None


OPERATORS = (
    Operator("R54", "a claim that a source denies", _claims_the_denied),
    Operator("R54", "a price other than in the source", _against_its_source),
    Operator("R54", "a later document with another price", _later_source),
    Operator("R54", "the old price without the new one", _old_figure),
)
