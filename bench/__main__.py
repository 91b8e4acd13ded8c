"""`make bench`: prints the measured figures of drafting with the local model.

Documents: files given as arguments, the example business, and a second one (`bench/gold/second/`).
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.gold import read_gold, score
from bench.memory import PeakMemory
from canvasai.canvas.model import Canvas
from canvasai.drafting.draft import Draft, Drafter
from canvasai.models.chat import ChatModel, open_chat
from canvasai.models.files import EMBEDDING
from canvasai.models.pull import ensure
from canvasai.retrieval.embeddings import Encoder
from canvasai.settings import Settings, load_settings
from canvasai.sources.finding import find_files
from canvasai.sources.model import Source
from canvasai.sources.reading import read_file
from canvasai.statements.sorting import Sorter
from canvasai.statements.splitting import split_statements


@dataclass
class Timed:
    """One draft: its canvas, and seconds for all blocks, the first block, and inside the model."""

    canvas: Canvas
    sources: list[Source]
    total: float
    first: float
    inside: float


def main() -> None:
    """Runs the benchmark and prints its figures."""
    files = [Path(name) for name in sys.argv[1:]]
    settings = load_settings()
    print(f"canvasai --help: {_help_seconds():.2f} s (median of 5)")
    with PeakMemory() as memory:
        encoder = Encoder(ensure(EMBEDDING, settings))
        started = time.perf_counter()
        with open_chat(settings) as chat:
            chat.warm()
            Drafter(chat, None, 1).prime()
            sorter = Sorter(encoder.encode, encoder.folder)
            sorter.sort(split_statements(Source("warm.txt", "txt", "Loading takes a while.", "")))
            print(f"loading: {time.perf_counter() - started:.1f} s; {chat.choice.line()}")
            for path in files:
                _say_timed(path.name, _draft([path], path.stem, chat, sorter, settings))
            for gold in read_gold():
                timed = _draft([gold["folder"]], gold["business"], chat, sorter, settings)
                _say_timed(gold["business"], timed)
                _say_gold(timed.canvas, gold)
    print(f"peak memory, all processes: {memory.bytes / 1e9:.2f} GB")


def _draft(
    paths: Sequence[Path], name: str, chat: ChatModel, sorter: Sorter, settings: Settings
) -> Timed:
    sources = [read_file(path, settings, name=told) for path, told in find_files(paths)]
    draft = Draft(name=name, model=chat.choice.model)
    before, started, first = chat.seconds, time.perf_counter(), 0.0
    for _ in Drafter(chat, sorter, settings.items_per_block).run(draft, sources):
        first = first or time.perf_counter() - started
    canvas = draft.canvas()
    total = time.perf_counter() - started
    return Timed(canvas, sources, total, first, chat.seconds - before)


def _say_timed(name: str, timed: Timed) -> None:
    texts = {source.name: source.text for source in timed.sources}
    citations = [c for item in timed.canvas.items for c in item.citations]
    exact = sum(texts[c.source][c.start : c.end] == c.quote for c in citations)
    items = len(timed.canvas.items)
    print(
        f"{name}: nine blocks {timed.total:.1f} s, first block after {timed.first:.1f} s, "
        f"{timed.inside / timed.total:.0%} inside the model server; "
        f"{items} items, {len(timed.canvas.links)} links, exact quotes {exact} of {len(citations)}"
    )


def _say_gold(canvas: Canvas, gold: dict[str, object]) -> None:
    told = score(canvas, gold)
    facts = len(told.found) + len(told.missed)
    plans = len(told.planned_found) + len(told.planned_missed)
    right, all_pairs, false = told.contradictions
    print(
        f"  known facts in the right block {len(told.found)} of {facts} "
        f"({len(told.found) / facts:.0%}), plans {len(told.planned_found)} of {plans}, "
        f"known facts in a wrong block {len(told.wrong_block)}, "
        f"traps shown as facts {len(told.traps)} of {len(gold['traps'])}, "  # type: ignore[arg-type]
        f"contradictions {right} of {all_pairs}, falsely {false}"
    )
    for title, lines in (
        ("missed", told.missed + told.planned_missed),
        ("wrong block", told.wrong_block),
        ("trap", told.traps),
        ("not in the gold, to be judged", told.other),
    ):
        for line in lines:
            print(f"    {title}: {line}")


def _help_seconds() -> float:
    program = Path(sys.executable).with_name("canvasai")
    seconds = []
    for _ in range(5):
        started = time.perf_counter()
        subprocess.run([program, "--help"], check=True, capture_output=True)
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)


if __name__ == "__main__":
    main()
