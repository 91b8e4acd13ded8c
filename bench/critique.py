"""`make bench-critique`: what the rules find of planted defects, and what they wrongly say of sound canvases.

Each operator of `canvasai.evaluation.planted` plants one defect into each sound canvas of `evals/canvases/`.
A defect counts as found when its rule says something that it did not say of the sound twin.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections import defaultdict

from bench.held_out import say_defects, say_rubric
from bench.sound import GRAVE, THIS_YEAR, Sound, load_all, names_one_of, new_findings
from canvasai.canvas.model import Canvas
from canvasai.critique.lines import LineSorter
from canvasai.critique.run import check
from canvasai.evaluation.planted import NEUTRAL, OPERATORS
from canvasai.models.chat import open_chat
from canvasai.models.files import EMBEDDING
from canvasai.models.pull import ensure
from canvasai.retrieval.embeddings import Encoder
from canvasai.settings import load_settings
from canvasai.statements.sorting import Sorter

_RUNS = 20


def main() -> None:
    """Measures and prints."""
    settings = load_settings()
    encoder = Encoder(ensure(EMBEDDING, settings))
    sorter = Sorter(encoder.encode, encoder.folder)
    sound = load_all("canvases", sorter)
    print(f"{len(sound)} sound canvases, {sum(len(s.canvas.items) for s in sound)} items")
    _say_wrong(sound)
    _say_recall(sound, sorter)
    _say_neutral(sound)
    _say_time(sound)
    say_defects(sorter)
    if "--model" not in sys.argv:
        say_rubric(LineSorter(encoder.encode), None)
        return
    with open_chat(settings) as chat:
        say_rubric(LineSorter(encoder.encode), chat)


def _say_wrong(sound: list[Sound]) -> None:
    counts = []
    for one in sound:
        counts.append(len(one.grave))
        for finding in one.findings:
            print(
                f"  on sound {one.name}: {finding.severity} {finding.rule} {finding.message[:160]}"
            )
    print(f"wrong findings on a sound canvas, warn or higher: mean {statistics.mean(counts):.2f}")


def _say_recall(sound: list[Sound], sorter: Sorter) -> None:
    found: dict[str, list[bool]] = defaultdict(list)
    naming: list[bool] = []
    for operator in OPERATORS:
        for one in sound:
            # Seeded by a text, so that a further operator changes nothing for the others.
            planted = operator.planted(one.canvas, random.Random(f"{operator.name} {one.name}"))
            if planted is None:
                continue
            told = new_findings(planted.canvas, planted.rule, planted.sources_changed, one, sorter)
            found[operator.rule].append(bool(told))
            naming.append(names_one_of(told, planted.items))
            if not naming[-1]:
                how = "without its items" if told else "missed"
                print(f"  {how} in {one.name}: {operator.rule} {operator.name}")
    for rule, hits in sorted(found.items()):
        print(f"  {rule}: {sum(hits)} of {len(hits)}")
    named = [hit for hits in found.values() for hit in hits]
    print(f"planted defects found: {sum(named)} of {len(named)} ({sum(named) / len(named):.1%})")
    print(f"  of these with an item that is at fault: {sum(naming)}")


def _say_neutral(sound: list[Sound]) -> None:
    new = runs = 0
    for operator in NEUTRAL:
        for one in sound:
            canvas = operator.plant(one.canvas, random.Random(f"{operator.name} {one.name}"))
            if canvas is None:
                continue
            told = check(canvas, one.documents, this_year=THIS_YEAR).findings
            before = sum(f.rule != "R25" for f in one.grave)
            more = sum(f.severity in GRAVE for f in told) - before
            runs += 1
            new += max(0, more)
            if more > 0:
                print(f"  {operator.name} on {one.name}: {more} new findings")
    print(f"changes that do not matter: {new} new findings, warn or higher, in {runs} canvases")


def _say_time(sound: list[Sound]) -> None:
    """All rules but R25 (which needs the sorter) on two sound canvases put together."""
    large = _together(sound[:2])
    check(large, this_year=THIS_YEAR)
    seconds = []
    for _ in range(_RUNS):
        started = time.perf_counter()
        check(large, this_year=THIS_YEAR)
        seconds.append(time.perf_counter() - started)
    print(
        f"all code rules on {len(large.items)} items, {len(large.links)} links, warm: "
        f"{1000 * statistics.median(seconds):.0f} ms (median of {_RUNS})"
    )


def _together(sound: list[Sound]) -> Canvas:
    from dataclasses import replace

    first, second = (one.canvas for one in sound)
    taken = first.ends()
    items = tuple(
        item for item in second.items if not {item.id, *(d.id for d in item.details)} & set(taken)
    )
    names = {*taken, *(item.id for item in items), *(d.id for item in items for d in item.details)}
    links = tuple(link for link in second.links if {link.source, link.target} <= names)
    return replace(
        first, items=(*first.items, *items), links=tuple(dict.fromkeys((*first.links, *links)))
    )


if __name__ == "__main__":
    main()
