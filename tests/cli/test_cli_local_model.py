"""The command line with the real local model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from canvasai.canvas.formats.schema import canvas_schema

if TYPE_CHECKING:
    from .conftest import Line


@pytest.mark.local_model
def test_two_blocks_of_a_memo(line: Line) -> None:
    line.set(CANVASAI_CHAT_MODEL="")
    memo = line.file("memo.md")
    blocks = ["--block", "customer_segments", "--block", "revenue_streams"]
    ran = line.finish(line.start("draft", memo, *blocks, "--json"))
    assert "Answers: " in ran.err
    assert "local" in ran.err
    canvas = json.loads(ran.out)
    Draft202012Validator(canvas_schema()).validate(canvas)
    text = Path(memo).read_text("utf-8")
    assert {item["status"] for item in canvas["items"]} == {"supported"}
    assert {item["block"] for item in canvas["items"]} == {"customer_segments", "revenue_streams"}
    for item in canvas["items"]:
        for cited in item["citations"]:
            assert text[cited["start"] : cited["end"]] == cited["quote"]
    assert "95" in json.dumps([i["text"] for i in canvas["items"]])
    assert canvas["notes"] == []
