"""Dates of citations in canvas files."""

from __future__ import annotations

import json

import pytest

from canvasai.canvas.formats.json_format import canvas_from_json
from canvasai.errors import FormatError


@pytest.mark.parametrize("date", ["2024\n", "٢٠٢٤", "2024-99-99"])
def test_dates_in_files(date):
    cited = {
        "source": "m",
        "quote": "q",
        "start": 0,
        "end": 1,
        "page": None,
        "heading": "",
        "date": date,
    }
    item = {
        "id": "rs-a",
        "block": "revenue_streams",
        "text": "t",
        "status": "supported",
        "horizon": "current",
        "citations": [cited],
    }
    told = {
        "schema": "canvasai/1",
        "name": "x",
        "created": "2026-01-01T00:00:00+00:00",
        "model": "m",
        "items": [item],
        "links": [],
    }
    with pytest.raises(FormatError):
        canvas_from_json(json.dumps(told))
