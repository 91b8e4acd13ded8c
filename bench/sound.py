"""Sound canvases with their documents, and what a critique says of them once they are broken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from canvasai.canvas.blocks import Block
from canvasai.canvas.formats.json_format import canvas_from_json
from canvasai.canvas.model import Canvas
from canvasai.critique.finding import Finding, Severity
from canvasai.critique.placing import place
from canvasai.critique.run import check
from canvasai.evaluation.held_out import ENDING
from canvasai.resources import resource_dir
from canvasai.settings import load_settings
from canvasai.sources.finding import find_files
from canvasai.sources.model import Source
from canvasai.sources.reading import read_file, read_text
from canvasai.statements.sorting import Sorter

THIS_YEAR = 2026
GRAVE = (Severity.HIGH, Severity.WARN)


@dataclass(frozen=True)
class Sound:
    """A sound canvas, its sources, what the sorter says of its items, and what the rules say of it."""

    path: Path
    canvas: Canvas
    documents: list[Source]
    placed: Mapping[str, Mapping[Block, float]]
    findings: tuple[Finding, ...]

    @property
    def name(self) -> str:
        """What it is called."""
        return self.path.stem

    @property
    def grave(self) -> list[Finding]:
        """What is wrongly said of it, of warn or higher."""
        return [finding for finding in self.findings if finding.severity in GRAVE]


def load_all(folder: str, sorter: Sorter) -> list[Sound]:
    """Returns the sound canvases of a folder of `evals/`."""
    files = (resource_dir("evals") / folder).glob("*.json")
    return [_load(file, sorter) for file in sorted(files) if not file.name.endswith(ENDING)]


def _load(path: Path, sorter: Sorter) -> Sound:
    canvas = canvas_from_json(path.read_text(encoding="utf-8"), path.name)
    folder = path.with_suffix("")
    documents = [read_file(file, load_settings(), name=name) for file, name in find_files([folder])]
    placed = place(canvas, sorter)
    found = check(canvas, documents, placed=placed, this_year=THIS_YEAR)
    return Sound(path, canvas, documents, placed, found.findings)


def new_findings(
    broken: Canvas, rule: str, sources_changed: Mapping[str, str], one: Sound, sorter: Sorter
) -> list[Finding]:
    """Returns what a rule says of a broken canvas and does not say of its sound twin."""
    placed = place(broken, sorter) if rule == "R25" else one.placed
    documents = [source for source in one.documents if source.name not in sources_changed]
    documents += [read_text(text, name, load_settings()) for name, text in sources_changed.items()]
    told = check(broken, documents, placed=placed, only=[rule], this_year=THIS_YEAR)
    before = {(f.rule, f.message) for f in one.findings}
    return [f for f in told.findings if (f.rule, f.message) not in before]


def names_one_of(findings: Iterable[Finding], items: Sequence[str]) -> bool:
    """Whether a finding names an item that is at fault; any does where the defect is about the whole."""
    return any(not items or {*items} & {*finding.items} for finding in findings)
