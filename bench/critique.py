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
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.held_out import say_defects, say_rubric
from canvasai.canvas.blocks import Block
from canvasai.canvas.formats.json_format import canvas_from_json
from canvasai.canvas.model import Canvas
from canvasai.critique.finding import Finding, Severity
from canvasai.critique.lines import LineSorter
from canvasai.critique.placing import place
from canvasai.critique.run import check
from canvasai.evaluation.planted import NEUTRAL, OPERATORS, Planted
from canvasai.models.chat import open_chat
from canvasai.models.files import EMBEDDING
from canvasai.models.pull import ensure
from canvasai.resources import resource_dir
from canvasai.retrieval.embeddings import Encoder
from canvasai.settings import load_settings
from canvasai.sources.finding import find_files
from canvasai.sources.model import Source
from canvasai.sources.reading import read_file, read_text
from canvasai.statements.sorting import Sorter

THIS_YEAR = 2026
_GRAVE = (Severity.HIGH, Severity.WARN)
_RUNS = 20


@dataclass(frozen=True)
class Sound:
    """A sound canvas, its sources, what the sorter says of its items, and what the rules say of it."""

    name: str
    canvas: Canvas
    documents: list[Source]
    placed: Mapping[str, Mapping[Block, float]]
    findings: tuple[Finding, ...]


def main() -> None:
    """Measures and prints."""
    settings = load_settings()
    encoder = Encoder(ensure(EMBEDDING, settings))
    sorter = Sorter(encoder.encode, encoder.folder)
    sound = [
        _load(path, sorter) for path in sorted((resource_dir("evals") / "canvases").glob("*.json"))
    ]
    print(f"{len(sound)} sound canvases, {sum(len(s.canvas.items) for s in sound)} items")
    _say_wrong(sound)
    _say_recall(sound, sorter)
    _say_neutral(sound)
    _say_time(sound)
    say_defects(sorter, THIS_YEAR)
    if "--model" not in sys.argv:
        say_rubric(LineSorter(encoder.encode), None)
        return
    with open_chat(settings) as chat:
        say_rubric(LineSorter(encoder.encode), chat)


def _load(path: Path, sorter: Sorter) -> Sound:
    canvas = canvas_from_json(path.read_text(encoding="utf-8"), path.name)
    folder = path.with_suffix("")
    documents = [read_file(file, load_settings(), name=name) for file, name in find_files([folder])]
    placed = place(canvas, sorter)
    found = check(canvas, documents, placed=placed, this_year=THIS_YEAR)
    return Sound(path.stem, canvas, documents, placed, found.findings)


def _say_wrong(sound: list[Sound]) -> None:
    counts = []
    for one in sound:
        grave = [finding for finding in one.findings if finding.severity in _GRAVE]
        counts.append(len(grave))
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
            told = _new_findings(planted, one, sorter)
            found[operator.rule].append(bool(told))
            naming.append(any(_names(finding, planted) for finding in told))
            if not naming[-1]:
                how = "without its items" if told else "missed"
                print(f"  {how} in {one.name}: {operator.rule} {operator.name}")
    for rule, hits in sorted(found.items()):
        print(f"  {rule}: {sum(hits)} of {len(hits)}")
    named = [hit for hits in found.values() for hit in hits]
    print(f"planted defects found: {sum(named)} of {len(named)} ({sum(named) / len(named):.1%})")
    print(f"  of these with an item that is at fault: {sum(naming)}")


def _new_findings(planted: Planted, one: Sound, sorter: Sorter) -> list[Finding]:
    """The findings of the operator's rule that the sound twin does not have."""
    canvas = planted.canvas
    placed = place(canvas, sorter) if planted.rule == "R25" else one.placed
    texts = planted.sources_changed
    documents = [source for source in one.documents if source.name not in texts]
    documents += [read_text(text, name, load_settings()) for name, text in texts.items()]
    told = check(canvas, documents, placed=placed, only=[planted.rule], this_year=THIS_YEAR)
    before = {(f.rule, f.message) for f in one.findings}
    return [f for f in told.findings if (f.rule, f.message) not in before]


def _names(finding: Finding, planted: Planted) -> bool:
    """Whether a finding names an item that is at fault; true where the defect is about the whole."""
    return not planted.items or bool({*planted.items} & {*finding.items})


def _say_neutral(sound: list[Sound]) -> None:
    new = runs = 0
    for operator in NEUTRAL:
        for one in sound:
            canvas = operator.plant(one.canvas, random.Random(f"{operator.name} {one.name}"))
            if canvas is None:
                continue
            told = check(canvas, one.documents, this_year=THIS_YEAR).findings
            before = sum(f.severity in _GRAVE and f.rule != "R25" for f in one.findings)
            more = sum(f.severity in _GRAVE for f in told) - before
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
