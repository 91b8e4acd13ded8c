"""Chunks: exact spans, complete, never too long, along the parts of the text."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canvasai.sources.chunking import chunks_of
from canvasai.sources.markdown import headings
from canvasai.sources.model import Page, Source


def source_of(text: str, pages: tuple[Page, ...] = ()) -> Source:
    return Source("a.md", "md", text, "", headings(text), pages)


PIECES = st.sampled_from(
    ["# One\n", "## Two\n\n", "\n\n", "\n", " ", "A sentence. ", "word ", "- point\n", "x" * 50,
     "Title\n===\n", "é", "\u00a0", "| a | b |\n", "```\n# code\n```\n"]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(PIECES, max_size=60), st.integers(1, 200), st.floats(0, 0.5), st.data())
def test_spans_coverage_and_size(pieces, size, share, data):
    text = "".join(pieces)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=4)))
    edges = [0, *cuts, len(text)]
    pages = tuple(
        Page(number, start, end)
        for number, (start, end) in enumerate(itertools.pairwise(edges), start=1)
        if start < end
    )
    source = source_of(text, pages)
    overlap = int(size * share)
    chunks = chunks_of(source, size, overlap)
    covered = set()
    for chunk in chunks:
        assert chunk.text == text[chunk.start : chunk.end]
        assert 0 < len(chunk.text) <= size
        assert chunk.text.strip()
        page = source.page_at(chunk.start)
        assert chunk.page == (page.number if page else None)
        covered.update(range(chunk.start, chunk.end))
    assert {at for at, char in enumerate(text) if not char.isspace()} <= covered
    starts = [chunk.start for chunk in chunks]
    assert starts == sorted(set(starts))
    if not overlap:
        pairs = itertools.pairwise(chunks)
        assert all(one.end <= other.start for one, other in pairs)


def test_heading_begins_a_chunk_and_stands_with_what_follows():
    text = "# Plan\n\n## Customers\n\nSmall bakeries.\n\n## Costs\n\nStaff."
    chunks = chunks_of(source_of(text))
    assert [chunk.text for chunk in chunks] == [
        "# Plan\n\n## Customers\n\nSmall bakeries.",
        "## Costs\n\nStaff.",
    ]
    assert [chunk.heading for chunk in chunks] == [("Plan", "Customers"), ("Plan", "Costs")]
    assert chunks[1].embedded_text == "Plan > Costs\n## Costs\n\nStaff."


def test_heading_is_not_left_alone_by_a_long_paragraph():
    text = "# Plan\n\n" + "word " * 100
    assert chunks_of(source_of(text), 120)[0].text.startswith("# Plan\n\nword word")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("aaaa bbbb. cccc\ndddd eeee\n\nffff gggg hhhh", "aaaa bbbb. cccc\ndddd eeee"),
        ("aaaa bbbb. cccc dddd\neeee ffff gggg hhhh iii", "aaaa bbbb. cccc dddd"),
        ("aaaa bbbb cccc. dddd eeee ffff gggg hhhh iiii", "aaaa bbbb cccc."),
        ("aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii", "aaaa bbbb cccc dddd eeee ffff"),
        ("a" * 60, "a" * 30),
    ],
)
def test_where_a_chunk_ends(text, first):
    assert chunks_of(source_of(text), 30)[0].text == first


def test_pages_part_chunks():
    text = "One.\n\nTwo.\n\nThree.\n"
    pages = (Page(1, 0, 6), Page(3, 6, 12, "slide"))
    chunks = chunks_of(source_of(text, pages))
    assert [(chunk.text, chunk.page) for chunk in chunks] == [
        ("One.", 1), ("Two.", 3), ("Three.", None),
    ]  # fmt: skip


def test_overlap_repeats_whole_words():
    chunks = chunks_of(source_of("alpha beta gamma delta epsilon zeta eta theta iota"), 25, 10)
    assert chunks[1].start < chunks[0].end
    assert chunks[1].text.split()[0] in chunks[0].text.split()


@pytest.mark.parametrize(("size", "overlap"), [(0, 0), (10, 6), (10, -1)])
def test_impossible_sizes(size, overlap):
    with pytest.raises(ValueError, match="size must be positive"):
        chunks_of(source_of("x"), size, overlap)


def test_long_text_is_quick():
    text = "".join(f"## Part {at}\n\nSome words about it. And more.\n\n" for at in range(50_000))
    source = source_of(text)
    begin = time.perf_counter()
    assert len(chunks_of(source)) == 50_000
    assert time.perf_counter() - begin < 4.0
