"""Dates that are a document's own, and dates of something else."""

from __future__ import annotations

import pytest

from canvasai.sources.dating import date_of
from canvasai.sources.model import Source


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Valid from 1 March 2026", "2026-03-01"),
        ("Gültig ab 1. März 2026", "2026-03-01"),
        ("Vigente desde el 1 de marzo de 2026", "2026-03-01"),
        ("Prepared by Anna, 3 May 2024", "2024-05-03"),
        ("Letter from Anna Holm, 3 May 2024", "2024-05-03"),
        ("founded in the old harbour of Kolm on 3 May 2011", ""),
        ("Créée le 3 mai 2011", ""),
        ("# Marketing 2025", ""),
        ("# NovaDent 2025", ""),
        ("Decision 2024", ""),
        ("Turnover 2010-12", ""),
        ("31 February 2024", ""),
        ("# Plan\n\n" + "We mend nets for skippers. " * 20 + "On 3 May 2024 we met.", ""),
    ],
)
def test_dating(text, expected):
    assert date_of(Source("a.md", "md", text, "")) == expected
