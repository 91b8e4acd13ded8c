"""Fusion: ranks of two lists become one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canvasai.retrieval.index import fuse


def test_one_ranking_keeps_its_order() -> None:
    assert [found for found, _ in fuse([[7, 3, 9], []])] == [7, 3, 9]
    assert fuse([]) == fuse([[], []]) == []


def test_what_both_find_comes_before_what_one_finds() -> None:
    assert [found for found, _ in fuse([[1, 2, 3], [4, 2, 5]])] == [2, 1, 4, 3, 5]


def test_scores_are_sums_of_reciprocal_ranks() -> None:
    scores = dict(fuse([[1, 2], [2]]))
    assert scores == pytest.approx({1: 1 / 61, 2: 1 / 62 + 1 / 61})


def test_ties_go_by_id() -> None:
    assert [found for found, _ in fuse([[9, 1], [1, 9]])] == [1, 9]


RANKING = st.lists(st.integers(1, 30), unique=True, max_size=20)


@given(RANKING, RANKING)
def test_all_are_kept_once_and_best_first(one: list[int], other: list[int]) -> None:
    fused = fuse([one, other])
    assert sorted(found for found, _ in fused) == sorted({*one, *other})
    scores = [score for _, score in fused]
    assert scores == sorted(scores, reverse=True)
    assert dict(fuse([other, one])) == pytest.approx(dict(fused))
