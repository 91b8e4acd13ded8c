"""Trees and what they look at."""

from __future__ import annotations

import json

import pytest

from canvasai.errors import ModelFileError
from canvasai.grounding.claims import claims_of
from canvasai.grounding.likeness import VERSION, Side, features, read_likeness


def test_features_do_not_hang_on_the_order():
    one, other = (
        Side(claims_of(0, t, 1)[0], t)
        for t in ("The barrel deposit of barrels is 9 €.", "The barrel deposit is 11 €.")
    )
    assert list(map(float, features(one, other, 0.7))) == pytest.approx(
        list(map(float, features(other, one, 0.7)))
    )


@pytest.mark.parametrize(
    "tree", [[], [[40, 0.5, 1, 1, 0.0], [-1, 0.0, 0, 0, 1.0]], [[0, 5.0, 0, 0, 1.0]]]
)
def test_trees_that_cannot_be_walked_are_damaged(tmp_path, tree):
    path = tmp_path / "likeness.json"
    path.write_text(json.dumps({"version": VERSION, "start": 0, "rate": 0.1, "trees": [tree]}))
    with pytest.raises(ModelFileError):
        read_likeness(path)
