"""`make bench`: prints the measured figures of drafting with the local model.

Documents: files given as arguments, and the businesses of `bench/gold/`, each with its known facts.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.gold import GoldScore, read_gold, score, total
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
    """One draft: its canvas, and seconds for sorting, all blocks, the first block, inside the model."""

    canvas: Canvas
    sources: list[Source]
    sorting: float
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
            held_out = []
            for gold in read_gold():
                timed = _draft([gold["folder"]], gold["business"], chat, sorter, settings)
                _say_timed(gold["business"], timed)
                told = score(timed.canvas, gold)
                _say_gold(told)
                held_out += [] if gold.get("tuned_on") else [told]
            print(f"businesses that nothing was tuned on ({len(held_out)}):")
            print(f"  {total(held_out).line()}")
    print(f"peak memory, all processes: {memory.bytes / 1e9:.2f} GB")


def _draft(
    paths: Sequence[Path], name: str, chat: ChatModel, sorter: Sorter, settings: Settings
) -> Timed:
    sources = [read_file(path, settings, name=told) for path, told in find_files(paths)]
    draft = Draft(name=name, model=chat.choice.model)
    before, started, first, sorting = chat.seconds, time.perf_counter(), 0.0, 0.0

    def sorted_now() -> None:
        nonlocal sorting
        sorting = time.perf_counter() - started

    drafter = Drafter(chat, sorter, settings.items_per_block)
    for _ in drafter.run(draft, sources, before_asking=sorted_now):
        first = first or time.perf_counter() - started
    canvas = draft.canvas()
    seconds = time.perf_counter() - started
    return Timed(canvas, sources, sorting, seconds, first, chat.seconds - before)


def _say_timed(name: str, timed: Timed) -> None:
    texts = {source.name: source.text for source in timed.sources}
    citations = [c for item in timed.canvas.items for c in item.citations]
    exact = sum(texts[c.source][c.start : c.end] == c.quote for c in citations)
    items = len(timed.canvas.items)
    print(
        f"{name}: nine blocks {timed.total:.1f} s, first block after {timed.first:.1f} s, "
        f"{timed.inside / timed.total:.0%} inside the model server, sorting {timed.sorting:.1f} s; "
        f"{items} items, {len(timed.canvas.links)} links, exact quotes {exact} of {len(citations)}"
    )


def _say_gold(told: GoldScore) -> None:
    print(f"  {told.line()}")
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
