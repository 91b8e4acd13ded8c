"""Every labelled statement in evals/statements."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import jsonschema
import pytest

FOLDER = Path(__file__).parents[2] / "evals" / "statements"
FILES = sorted(FOLDER.glob("*.jsonl"))


def lines_of(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_there_are_files():
    assert FILES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
class TestFile:
    def test_every_line_meets_the_schema(self, path):
        schema = json.loads((FOLDER / "schema.json").read_text(encoding="utf-8"))
        validator = jsonschema.Draft202012Validator(schema)
        for line in lines_of(path):
            errors = [error.message for error in validator.iter_errors(line)]
            assert not errors, (line["id"], errors)

    def test_ids_count_through_the_file(self, path):
        lines = lines_of(path)
        assert [line["id"] for line in lines] == [
            f"{path.stem}-{number:03}" for number in range(1, len(lines) + 1)
        ]
        assert {line["business"] for line in lines} == {path.stem}

    def test_no_text_has_two_labels(self, path):
        labels = defaultdict(set)
        for line in lines_of(path):
            labels[line["text"]].add((line["block"], line["kind"]))
        assert {text: found for text, found in labels.items() if len(found) > 1} == {}

    def test_a_second_block_is_another_one(self, path):
        for line in lines_of(path):
            assert line["second"] is None or line["second"] != line["block"], line["id"]
