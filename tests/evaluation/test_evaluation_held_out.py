"""The held-out set is sound where it says so, and each edit does what it says."""

from __future__ import annotations

import json
from collections import Counter

import pytest
import yaml

from canvasai.canvas.blocks import Block
from canvasai.canvas.formats.json_format import canvas_from_json
from canvasai.errors import FormatError
from canvasai.evaluation.held_out import ENDING, edited
from canvasai.resources import resource_dir
from canvasai.settings import load_settings
from canvasai.sources.finding import find_files
from canvasai.sources.reading import read_file

FOLDER = resource_dir("evals") / "held_out"
FILES = sorted(one for one in FOLDER.glob("*.json") if not one.name.endswith(ENDING))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_sound_canvas_quotes_its_sources(file) -> None:
    canvas = canvas_from_json(file.read_text("utf-8"), file.name)
    texts = {
        name: read_file(path, load_settings(), name=name).text
        for path, name in find_files([file.with_suffix("")])
    }
    cited = [one for item in canvas.items for one in item.citations]
    assert len(cited) > 20
    assert all(texts[one.source][one.start : one.end] == one.quote for one in cited)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_edit_changes_its_canvas(file) -> None:
    sound = json.loads(file.read_text("utf-8"))
    refused = 0
    for one in edited(file):
        assert json.loads(one.text) != sound or one.sources_changed
        try:
            broken = canvas_from_json(one.text, file.name)
        except FormatError:
            refused += 1
            assert one.rule == "R02"
            continue
        known = {item["id"] for item in sound["items"]} | {item.id for item in broken.items}
        assert {*one.items} <= known
    assert refused <= 1
    assert json.loads(file.read_text("utf-8")) == sound


def test_each_rule_is_broken_twice_at_least() -> None:
    rules = Counter(one.rule for file in FILES for one in edited(file))
    assert sum(rules.values()) == 108
    assert min(rules.values()) >= 2
    assert len(rules) == 42


def test_the_pairs_of_the_rubric() -> None:
    gold = yaml.safe_load((FOLDER / "rubric.yaml").read_text("utf-8"))
    assert Counter(pair["rule"] for pair in gold["pairs"]) == {f"R{n}": 6 for n in range(36, 45)}
    for pair in gold["pairs"]:
        assert {*pair["low"]} == {*pair["high"]} == {*map(str, Block)}
        assert pair["low"] != pair["high"]
    assert Counter(one["verdict"] for one in gold["lines"]) == dict.fromkeys(
        ("group", "no_group", "outcome", "feature"), 15
    )
