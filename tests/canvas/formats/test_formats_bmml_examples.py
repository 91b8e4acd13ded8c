"""BMML's own schema and examples: what is written meets the one, and the others are read."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator, FormatChecker

from canvasai.canvas.formats.bmml.file import bmml_side, canvas_from_bmml, canvas_to_bmml
from canvasai.canvas.model import Canvas


def folder() -> Path | None:
    """BMML's own schema and examples, where somebody has put them."""
    if told := os.environ.get("CANVASAI_BMML"):
        return Path(told)
    places = (parent / "shared" / "data" / "bmml" for parent in Path(__file__).resolve().parents)
    return next((place for place in places if place.is_dir()), None)


BMML = folder()
needs_bmml = pytest.mark.skipif(BMML is None, reason="needs BMML's own files (CANVASAI_BMML)")


def validator() -> Draft7Validator:
    assert BMML is not None
    schema = json.loads((BMML / "bmclang-v2.schema.json").read_text(encoding="utf-8"))
    return Draft7Validator(schema, format_checker=FormatChecker())


@needs_bmml
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_what_is_written_is_bmml(
    any_canvas: st.SearchStrategy[Canvas], data: st.DataObject
) -> None:
    written = yaml.safe_load(canvas_to_bmml(data.draw(any_canvas)))
    validator().validate(written)
    assert not list(loose_ends(written))


def loose_ends(data: Any) -> list[str]:
    """References to what is not there, or twice the same id: errors of BMML's linter."""
    entries = [one for section in data.values() if isinstance(section, list) for one in section]
    parts = [part for one in entries for part in one.values() if isinstance(part, list)]
    ids = [one["id"] for one in entries]
    ids += [one["id"] for part in parts for one in part if isinstance(one, dict)]
    named = [
        name
        for one in entries
        for field in ("for", "from")
        for names in one.get(field, {}).values()
        for name in names
    ]
    named += [
        name for fit in data.get("fits", ()) for pair in fit.get("mappings", ()) for name in pair
    ]
    return [name for name in named if name not in ids] + [x for x in ids if ids.count(x) > 1]


@needs_bmml
def test_the_examples_of_bmml() -> None:
    assert BMML is not None
    files = sorted(BMML.rglob("*.bmml"))
    assert files
    for file in files:
        text = file.read_text(encoding="utf-8")
        reading = canvas_from_bmml(text, file.name)
        assert (reading.problems, reading.left_out) == ((), ())
        assert bmml_side(reading.canvas) is None
        written = yaml.safe_load(canvas_to_bmml(reading.canvas))
        validator().validate(written)
        was = yaml.safe_load(text)
        pairs = [
            sorted(map(tuple, (m for fit in x.pop("fits", ()) for m in fit.get("mappings", ()))))
            for x in (was, written)
        ]
        assert pairs[0] == pairs[1]
        assert was == written
