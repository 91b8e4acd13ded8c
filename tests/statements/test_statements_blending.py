"""One answer out of two."""

from __future__ import annotations

import numpy as np
import pytest

from canvasai.statements import blending
from canvasai.statements.blending import blend
from canvasai.statements.weights_file import TASKS, Odds

NAMES = ("a", "b", "none")


def odds(*rows, names=NAMES):
    """The same table for every task."""
    table = np.array(rows, dtype=np.float32).reshape(len(rows), len(names))
    return Odds(dict.fromkeys(TASKS, table), dict.fromkeys(TASKS, names))


@pytest.fixture
def set_to(monkeypatch):
    """Sets the share of the tuned model, and the temperature of every task."""

    def choose(share, temperature=1.0):
        monkeypatch.setattr(blending, "TUNED_SHARE", share)
        monkeypatch.setattr(blending, "TEMPERATURES", dict.fromkeys(TASKS, temperature))

    return choose


LINEAR, TUNED = (0.7, 0.2, 0.1), (0.1, 0.3, 0.6)


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize(("share", "expected"), [(0.0, LINEAR), (1.0, TUNED)])
def test_all_or_nothing(set_to, task, share, expected):
    set_to(share)
    found = blend(odds(LINEAR), odds(TUNED))
    np.testing.assert_allclose(found.tables[task], [expected], atol=1e-4)


def test_the_mean_is_geometric(set_to):
    set_to(0.5)
    found = blend(odds((0.8, 0.2, 0.0)), odds((0.5, 0.5, 0.0)))
    np.testing.assert_allclose(found.tables["block"], [[2 / 3, 1 / 3, 0.0]], atol=1e-4)


def test_columns_are_matched_by_name(set_to):
    set_to(1.0)
    found = blend(odds(LINEAR), odds((0.6, 0.1, 0.3), names=("none", "a", "b")))
    assert found.names["kind"] == NAMES
    np.testing.assert_allclose(found.tables["kind"], [TUNED], atol=1e-4)


def test_tasks_are_not_mixed_up(set_to):
    set_to(0.5)
    sure = {task: np.eye(3, dtype=np.float32)[[row]] for row, task in enumerate(TASKS)}
    both = Odds(sure, dict.fromkeys(TASKS, NAMES))
    found = blend(both, both)
    assert [int(found.tables[task].argmax()) for task in TASKS] == [0, 1, 2]


def test_a_higher_temperature_is_less_sure(set_to):
    set_to(0.5, 1.0)
    cool = blend(odds(LINEAR), odds(LINEAR)).tables["block"][0]
    set_to(0.5, 3.0)
    warm = blend(odds(LINEAR), odds(LINEAR)).tables["block"][0]
    assert warm.max() < cool.max()
    assert list(np.argsort(warm)) == list(np.argsort(cool))


def test_each_task_has_its_own_temperature(set_to, monkeypatch):
    set_to(0.5)
    monkeypatch.setitem(blending.TEMPERATURES, "kind", 4.0)
    found = blend(odds(LINEAR), odds(LINEAR)).tables
    assert found["kind"].max() < found["block"].max()
    np.testing.assert_array_equal(found["block"], found["payer"])


@pytest.mark.parametrize(
    ("linear", "tuned"),
    [
        ((1.0, 0.0, 0.0), (1.0, 0.0, 0.0)),
        ((1.0, 0.0, 0.0), (0.0, 0.0, 1.0)),
        ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0)),
        (LINEAR, TUNED),
    ],
)
def test_probabilities_come_out(linear, tuned):
    for table in blend(odds(linear), odds(tuned)).tables.values():
        assert np.isfinite(table).all()
        assert (table >= 0).all()
        np.testing.assert_allclose(table.sum(axis=-1), 1.0, rtol=1e-5)


def test_where_both_agree_the_answer_stays():
    for table in blend(odds(LINEAR, TUNED), odds(LINEAR, TUNED)).tables.values():
        assert list(table.argmax(axis=-1)) == [0, 2]


def test_neither_part_is_ignored():
    unsure, sure = odds((0.4, 0.3, 0.3)), odds((0.8, 0.1, 0.1))
    neither, linear, tuned = (
        blend(one, other).tables["block"][0, 0]
        for one, other in ((unsure, unsure), (sure, unsure), (unsure, sure))
    )
    assert neither < linear
    assert neither < tuned


def test_nothing_to_blend():
    assert {task: table.shape for task, table in blend(odds(), odds()).tables.items()} == (
        dict.fromkeys(TASKS, (0, 3))
    )
