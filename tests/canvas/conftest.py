"""Canvases of every shape that the model allows."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

from canvasai.canvas.blocks import Block
from canvasai.canvas.ids import new_id
from canvasai.canvas.model import (
    Against,
    Assumption,
    Canvas,
    Citation,
    Horizon,
    Item,
    Link,
    LinkKind,
    Risk,
    Stance,
    Status,
)

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


@st.composite
def items(draw: st.DrawFn, taken: set[str]) -> Item:
    block, text, status = (
        draw(st.sampled_from(list(Block))),
        draw(SOME),
        draw(st.sampled_from(list(Status))),
    )
    assumed = status is Status.ASSUMPTION
    known = st.builds(Assumption, st.sampled_from(list(Risk)), SOME, TEXT)
    name = new_id(block, text, taken)
    taken.add(name)
    return Item(
        name,
        block,
        text,
        status,
        draw(st.sampled_from(list(Horizon))),
        tuple(draw(st.lists(citations(), min_size=0 if assumed else 1, max_size=3))),
        draw(known if assumed else st.none() | known),
    )


@st.composite
def canvases(draw: st.DrawFn) -> Canvas:
    taken: set[str] = set()
    found = tuple(draw(items(taken)) for _ in range(draw(st.integers(0, 5))))
    ends = st.sampled_from(sorted(taken)) if taken else st.nothing()
    link = st.builds(Link, ends, ends, st.sampled_from(list(LinkKind)))
    against = st.builds(
        Against, st.sampled_from(list(Block)), st.sampled_from(list(Stance)), citations()
    )
    return Canvas(
        draw(TEXT),
        draw(st.datetimes(timezones=st.timezones())).isoformat(),
        draw(TEXT),
        found,
        tuple(draw(st.lists(link, max_size=4))) if taken else (),
        tuple(draw(st.lists(TEXT, max_size=3))),
        tuple(draw(st.lists(against, max_size=3))),
    )


@pytest.fixture(scope="session")
def any_canvas() -> st.SearchStrategy[Canvas]:
    return canvases()
