"""`make bench-formats`: canvases of every shape that the model allows, written and read back.

The canvases are those of the tests (`tests/canvas/conftest.py`), 500 for each format.
"""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy

from canvasai.canvas.formats.bmml.file import bmml_side, canvas_from_bmml, canvas_to_bmml
from canvasai.canvas.formats.csv.write import canvas_from_csv, canvas_to_csv
from canvasai.canvas.formats.json_format import canvas_from_json, canvas_to_json
from canvasai.canvas.formats.markdown.read import canvas_from_markdown
from canvasai.canvas.formats.markdown.write import canvas_to_markdown
from canvasai.canvas.model import Canvas

CANVASES = 500
_STRATEGIES = Path(__file__).parents[1] / "tests" / "canvas" / "conftest.py"

ROUND_TRIPS: dict[str, Callable[[Canvas], Canvas]] = {
    "JSON": lambda canvas: canvas_from_json(canvas_to_json(canvas)),
    "Markdown": lambda canvas: canvas_from_markdown(canvas_to_markdown(canvas)).canvas,
    "CSV": lambda canvas: canvas_from_csv(canvas_to_csv(canvas)).canvas,
    "BMML and its side file": lambda canvas: (
        canvas_from_bmml(canvas_to_bmml(canvas), side=bmml_side(canvas)).canvas
    ),
}


def main() -> None:
    """Measures and prints."""
    spec = importlib.util.spec_from_file_location("canvas_strategies", _STRATEGIES)
    assert spec is not None
    assert spec.loader is not None
    strategies = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(strategies)
    for name, turn in ROUND_TRIPS.items():
        started = time.perf_counter()
        equal, seen = _measured(strategies.canvases(), turn)
        print(f"{name}: {equal} of {seen} equal, {time.perf_counter() - started:.0f} s", flush=True)


def _measured(
    canvases: SearchStrategy[Canvas], turn: Callable[[Canvas], Canvas]
) -> tuple[int, int]:
    """Returns how many canvases came back as they were, of how many."""
    results: list[bool] = []

    @settings(
        max_examples=CANVASES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(canvases)
    def measure(canvas: Canvas) -> None:
        results.append(turn(canvas) == canvas)

    measure()
    return sum(results), len(results)


if __name__ == "__main__":
    main()
