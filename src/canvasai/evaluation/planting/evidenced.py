"""Defects of the rules on evidence in citations and assumptions: R48 to R51."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from canvasai.canvas.model import Canvas, Citation, Item, Risk, Status
from canvasai.evaluation.planting.editing import named_risks, pick, with_item
from canvasai.evaluation.planting.language import language_of
from canvasai.evaluation.planting.numbers import other_number
from canvasai.evaluation.planting.operator import Defect, Operator, Work
from canvasai.evaluation.planting.phrases import PERIODS
from canvasai.evaluation.planting.wording import HOLLOW_TEST
from canvasai.grounding.quantities import missing_numbers

_LONG_WORD = re.compile(r"\b[^\W\d_]{5,}\s")


def _unproved(canvas: Canvas, rng: random.Random) -> Defect | None:
    """A supported item loses its citations and is not called an assumption."""
    item = pick(rng, [item for item in canvas.items if item.status is Status.SUPPORTED])
    if item is None:
        return None
    quantities = tuple(replace(one, citation=None) for one in item.quantities)
    changed = replace(item, status=Status.UNCHECKED, citations=(), quantities=quantities)
    return Defect(with_item(canvas, changed), (item.id,))


def _unlabelled(canvas: Canvas, rng: random.Random) -> Defect | None:
    """An assumption is no longer called one, where another one names the same risk."""
    counts = named_risks(canvas)
    options = [
        item
        for item in canvas.items
        if item.assumption is not None and counts.get(item.assumption.risk, 0) > 1
    ]
    if not options:
        options = [item for item in canvas.items if item.status is Status.ASSUMPTION]
    item = pick(rng, options)
    if item is None:
        return None
    quantities = tuple(replace(one, citation=None) for one in item.quantities)
    changed = replace(
        item, status=Status.UNCHECKED, citations=(), assumption=None, quantities=quantities
    )
    return Defect(with_item(canvas, changed), (item.id,))


def _cited(change: Callable[[Citation, random.Random], Citation | None]) -> Work:
    """Changes the first citation of a supported item that allows it."""

    def work(canvas: Canvas, rng: random.Random) -> Defect | None:
        options = [
            (item, changed)
            for item in canvas.items
            if item.status is Status.SUPPORTED and (changed := change(item.citations[0], rng))
        ]
        chosen = pick(rng, options)
        if chosen is None:
            return None
        item, citation = chosen
        changed_item = replace(item, citations=(citation, *item.citations[1:]))
        return Defect(with_item(canvas, changed_item), (item.id,))

    return work


def _word_lost(citation: Citation, rng: random.Random) -> Citation | None:
    """The quote without one of its words."""
    words = list(_LONG_WORD.finditer(citation.quote))
    if not words:
        return None
    word = words[len(words) // 2]
    quote = citation.quote[: word.start()] + citation.quote[word.end() :]
    return replace(citation, quote=quote, end=citation.start + len(quote))


def _shifted(citation: Citation, rng: random.Random) -> Citation | None:
    step = rng.randint(3, 9)
    return replace(citation, start=citation.start + step, end=citation.end + step)


def _from_nowhere(citation: Citation, rng: random.Random) -> Citation | None:
    return replace(citation, source="letter-of-2019.pdf")


def _retold(change: Callable[[Item, str, random.Random], str | None]) -> Work:
    """Changes the text of a supported item so that its quotes no longer hold its numbers."""

    def work(canvas: Canvas, rng: random.Random) -> Defect | None:
        language = language_of(canvas)
        options = []
        for item in canvas.items:
            text = change(item, language, rng) if item.status is Status.SUPPORTED else None
            if text and missing_numbers(text, "\n".join(one.quote for one in item.citations)):
                options.append(replace(item, text=text))
        chosen = pick(rng, options)
        return Defect(with_item(canvas, chosen), (chosen.id,)) if chosen else None

    return work


def _other_number(item: Item, language: str, rng: random.Random) -> str | None:
    return other_number(item.text, rng.randint(1, 8))


def _other_period(item: Item, language: str, rng: random.Random) -> str | None:
    for old, new in PERIODS[language]:
        if re.search(rf"\b{old}\b", item.text):
            return re.sub(rf"\b{old}\b", new, item.text, count=1)
    return None


def _wrong_place(canvas: Canvas, rng: random.Random) -> Defect | None:
    """An item with a number cites, word for word, a sentence that does not hold it."""
    quotes = [one for item in canvas.items for one in item.citations]
    options = []
    for item in canvas.items:
        other = pick(rng, quotes)
        supported = item.status is Status.SUPPORTED
        if other and supported and missing_numbers(item.text, other.quote):
            options.append(replace(item, citations=(other,)))
    changed = pick(rng, options)
    return Defect(with_item(canvas, changed), (changed.id,)) if changed else None


def _test_told(tests: Mapping[str, Sequence[str]] | None) -> Work:
    """Gives an assumption no test, or one that tests nothing."""

    def work(canvas: Canvas, rng: random.Random) -> Defect | None:
        item = pick(rng, [item for item in canvas.items if item.status is Status.ASSUMPTION])
        if item is None or item.assumption is None:
            return None
        test = rng.choice(tests[language_of(canvas)]) if tests else ""
        changed = replace(item, assumption=replace(item.assumption, test=test))
        return Defect(with_item(canvas, changed), (item.id,))

    return work


def _risk_unnamed(risk: Risk) -> Work:
    """Assumptions on one risk are told as if another one were at stake."""

    def work(canvas: Canvas, rng: random.Random) -> Defect | None:
        told = [
            item
            for item in canvas.items
            if item.assumption is not None and item.assumption.risk is risk
        ]
        if not told:
            return None
        other = rng.choice([one for one in Risk if one is not risk])
        for item in told:
            if item.assumption is not None:
                changed = replace(item, assumption=replace(item.assumption, risk=other))
                canvas = with_item(canvas, changed)
        return Defect(canvas)

    return work


OPERATORS = (
    Operator("R48", "a claim that lost its citation", _unproved, ("R35",)),
    Operator("R48", "an assumption that is not called one", _unlabelled, ("R51",)),
    Operator("R49", "a quote that lost a word", _cited(_word_lost)),
    Operator("R49", "a quote that stands elsewhere", _cited(_shifted)),
    Operator("R49", "a quote from a document that is not there", _cited(_from_nowhere)),
    Operator(
        "R49", "a number that the quote does not hold", _retold(_other_number), ("R54", "R55")
    ),
    Operator("R49", "a month for a year", _retold(_other_period), ("R54", "R55")),
    Operator("R49", "a true quote in the wrong place", _wrong_place),
    Operator("R50", "an assumption without a test", _test_told(None)),
    Operator("R50", "an assumption whose test tests nothing", _test_told(HOLLOW_TEST), ("R53",)),
    Operator("R51", "nobody asks whether customers care", _risk_unnamed(Risk.DESIRABILITY)),
    Operator("R51", "nobody asks whether the sums work out", _risk_unnamed(Risk.VIABILITY)),
    Operator("R51", "nobody asks whether it can be done", _risk_unnamed(Risk.FEASIBILITY)),
    Operator("R51", "nobody asks what may change around it", _risk_unnamed(Risk.ADAPTABILITY)),
)
