"""Canvases of every shape that the model allows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import strategies as st

from canvasai.canvas.blocks import Block
from canvasai.canvas.details import Detail, DetailKind
from canvasai.canvas.ids import new_id, slug
from canvasai.canvas.links import LINK_ENDS, Link
from canvasai.canvas.metadata import STAGES, Constraint, ConstraintKind, Metadata, Portfolio
from canvasai.canvas.model import (
    Against,
    Assumption,
    Canvas,
    Citation,
    Horizon,
    Item,
    Risk,
    Stance,
    Status,
)
from canvasai.canvas.quantity import Every, Measure, Quantity
from canvasai.canvas.tags import tags_of

# Half characters are left out: no file in UTF-8 can hold them.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
SOME = TEXT.filter(bool)


@st.composite
def citations(draw: st.DrawFn) -> Citation:
    quote, start = draw(SOME), draw(st.integers(0, 10**6))
    page = draw(st.none() | st.integers(1, 999))
    date = draw(st.sampled_from(["", "2024", "2024-05", "2024-05-03"]))
    return Citation(
        draw(SOME), quote, start, start + len(quote), page, draw(TEXT), date, draw(st.booleans())
    )


NUMBERS = st.floats(-1e9, 1e9, allow_nan=False)
DAYS = st.sampled_from(["", "2024", "2024-05", "2024-05-03"])


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    low, value, high = sorted(draw(st.tuples(NUMBERS, NUMBERS, NUMBERS)))
    return Quantity(
        draw(st.sampled_from(list(Measure))),
        value,
        draw(TEXT),
        draw(st.none() | st.sampled_from(list(Every))),
        draw(st.none() | st.just(low)),
        draw(st.none() | st.just(high)),
        draw(st.none() | citations()),
    )


@st.composite
def details(draw: st.DrawFn, block: Block, taken: set[str]) -> tuple[Detail, ...]:
    kinds = [kind for kind in DetailKind if kind.block is block]
    found = []
    for kind in draw(st.lists(st.sampled_from(kinds), max_size=3)) if kinds else []:
        text = draw(SOME)
        number = sum(name.startswith(f"{kind.prefix}-") for name in taken)
        found.append(Detail(f"{kind.prefix}-{slug(text)}-{number}", kind, text))
        taken.add(found[-1].id)
    return tuple(found)


@st.composite
def items(draw: st.DrawFn, taken: set[str]) -> Item:
    block, text, status = (
        draw(st.sampled_from(list(Block))),
        draw(SOME),
        draw(st.sampled_from(list(Status))),
    )
    known = st.builds(Assumption, st.sampled_from(list(Risk)), TEXT, TEXT)
    cited = status in (Status.SUPPORTED, Status.CONTRADICTED)
    name = new_id(block, text, taken)
    taken.add(name)
    return Item(
        name,
        block,
        text,
        status,
        draw(st.sampled_from(list(Horizon))),
        tuple(draw(st.lists(citations(), min_size=int(cited), max_size=3))),
        draw(known if status is Status.ASSUMPTION else st.none() | known),
        draw(TEXT),
        tuple(tag for tag in tags_of(block) if draw(st.booleans())),
        tuple(draw(st.lists(quantities(), max_size=2))),
        draw(details(block, taken)),
    )


@st.composite
def metadata(draw: st.DrawFn) -> Metadata:
    portfolio = draw(st.none() | st.sampled_from(list(Portfolio)))
    lists = st.lists(TEXT, max_size=2).map(tuple)
    return Metadata(
        *draw(st.tuples(TEXT, TEXT, TEXT, DAYS, DAYS, lists, lists, lists)),
        portfolio,
        draw(st.sampled_from(["", *STAGES[portfolio]])) if portfolio else "",
        draw(TEXT),
    )


@st.composite
def links(draw: st.DrawFn, found: tuple[Item, ...]) -> tuple[Link, ...]:
    """Links that may be: none twice, and both ends of the right sort."""
    ends = Canvas("", "", "", found).ends()
    possible = [
        Link(source, target, kind)
        for kind, allowed in LINK_ENDS.items()
        for source in ends
        for target in ends
        if source != target and ends[source] in allowed.sources and ends[target] in allowed.targets
    ]
    if not possible:
        return ()
    chosen = draw(st.lists(st.sampled_from(possible), max_size=5, unique=True))
    return tuple(replace(link, inferred=draw(st.booleans())) for link in chosen)


@st.composite
def canvases(draw: st.DrawFn) -> Canvas:
    taken: set[str] = set()
    found = tuple(draw(items(taken)) for _ in range(draw(st.integers(0, 6))))
    named: st.SearchStrategy[tuple[str, ...]] = st.just(())
    if found:
        ids = st.sampled_from([item.id for item in found])
        named = st.lists(ids, max_size=2, unique=True).map(tuple)
    constraint = st.builds(
        Constraint,
        st.sampled_from(list(ConstraintKind)),
        SOME,
        named,
        st.none() | quantities(),
        DAYS,
    )
    against = st.builds(
        Against, st.sampled_from(list(Block)), st.sampled_from(list(Stance)), citations()
    )
    return Canvas(
        draw(TEXT),
        draw(st.datetimes(timezones=st.timezones())).isoformat(),
        draw(TEXT),
        found,
        draw(links(found)),
        tuple(draw(st.lists(TEXT, max_size=3))),
        tuple(draw(st.lists(against, max_size=3))),
        draw(metadata()),
        tuple(draw(st.lists(constraint, max_size=2))),
    )


@pytest.fixture(scope="session")
def any_canvas() -> st.SearchStrategy[Canvas]:
    return canvases()
