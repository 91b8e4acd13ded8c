"""The held-out part of `make bench-critique`: defects by hand, and the rubric's answers."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from typing import Any

import yaml

from canvasai.canvas.blocks import Block
from canvasai.canvas.formats.json_format import canvas_from_json
from canvasai.canvas.model import Canvas, Item, Status
from canvasai.critique.finding import Severity
from canvasai.critique.lines import LineSorter
from canvasai.critique.placing import place
from canvasai.critique.rubric import judge
from canvasai.critique.run import check
from canvasai.errors import FormatError
from canvasai.evaluation.held_out import ENDING, edited
from canvasai.models.chat import ChatModel
from canvasai.resources import resource_dir
from canvasai.settings import load_settings
from canvasai.sources.finding import find_files
from canvasai.sources.reading import read_file, read_text
from canvasai.statements.sorting import Sorter

_STAMP = "2026-01-01T00:00:00+00:00"


def say_defects(sorter: Sorter, this_year: int) -> None:
    """Prints what is found of the defects written by hand, and what is wrongly said of their sound twins."""
    folder = resource_dir("evals") / "held_out"
    wrong = canvases = found = named = 0
    by_rule: defaultdict[str, list[bool]] = defaultdict(list)
    for file in sorted(one for one in folder.glob("*.json") if not one.name.endswith(ENDING)):
        canvas = canvas_from_json(file.read_text(encoding="utf-8"), file.name)
        documents = [
            read_file(path, load_settings(), name=name)
            for path, name in find_files([file.with_suffix("")])
        ]
        placed = place(canvas, sorter)
        sound = check(canvas, documents, placed=placed, this_year=this_year)
        canvases += 1
        grave = [one for one in sound.findings if one.severity is not Severity.INFO]
        wrong += len(grave)
        for finding in grave:
            print(f"  on sound {file.stem}: {finding.severity} {finding.rule} {finding.message}")
        before = {(one.rule, one.message) for one in sound.findings}
        for defect in edited(file):
            try:
                broken = canvas_from_json(defect.text, file.name)
            except FormatError:
                by_rule[defect.rule].append(
                    True
                )  # refused in words, which is the strongest finding
                named += 1
                continue
            texts = defect.sources_changed
            beside = [source for source in documents if source.name not in texts]
            beside += [read_text(text, name, load_settings()) for name, text in texts.items()]
            told = check(
                broken,
                beside,
                placed=place(broken, sorter) if defect.rule == "R25" else placed,
                only=[defect.rule],
                this_year=this_year,
            )
            new = [one for one in told.findings if (one.rule, one.message) not in before]
            by_rule[defect.rule].append(bool(new))
            named += any(not defect.items or {*defect.items} & {*one.items} for one in new)
            if not new:
                print(f"  missed in {file.stem}: {defect.rule} {defect.what}")
    hits = [hit for rule in by_rule.values() for hit in rule]
    found = sum(hits)
    print(
        f"held out: {found} of {len(hits)} defects found ({found / len(hits):.1%}), {named} with an item that is "
        f"at fault; wrong findings on {canvases} sound canvases, warn or higher: mean {wrong / canvases:.2f}"
    )


def say_rubric(lines: LineSorter, chat: ChatModel | None) -> None:
    """Prints what is found of bad lines, and how often a model tells a canvas near one pole from its twin.

    Args:
        lines: by sentence vectors.
        chat: asked where given; slow.
    """
    text = (resource_dir("evals") / "held_out" / "rubric.yaml").read_text(encoding="utf-8")
    gold = yaml.safe_load(text)
    _say_lines(gold["lines"], _blamed(gold["lines"], lines))
    if chat is None:
        return
    started = time.perf_counter()
    # One pair a question: each canvas takes the local model most of a minute.
    pairs = list({pair["rule"]: pair for pair in gold["pairs"]}.values())
    scores = [
        tuple(_rated(_canvas(pair[side]), pair["rule"], chat) for side in ("low", "high"))
        for pair in pairs
    ]
    _say_scores(chat.choice.line(), pairs, scores)
    print(f"  {(time.perf_counter() - started) / (2 * len(scores)):.0f} s a canvas")


def _canvas(lines: dict[str, list[str]]) -> Canvas:
    items = tuple(
        Item(f"{Block(block).prefix}-{number}", Block(block), line, Status.UNCHECKED)
        for block, told in lines.items()
        for number, line in enumerate(told, 1)
    )
    return Canvas("A business", _STAMP, "", items)


def _rated(canvas: Canvas, rule: str, chat: ChatModel) -> int | None:
    return next((one.score for one in judge(chat, canvas).ratings if one.rule == rule), None)


def _say_scores(
    who: str, pairs: list[dict[str, Any]], scores: list[tuple[int | None, ...]]
) -> None:
    told = [(s, side) for pair in scores for s, side in zip(pair, ("low", "high"), strict=True)]
    rated = [(score, side) for score, side in told if score is not None]
    right = sum((score > 5) == (side == "high") for score, side in rated if score != 5)
    even = sum(score == 5 for score, _ in rated)
    print(
        f"rubric by {who}: {len(rated)} of {len(told)} rated, {right} on the right side, {even} in the middle, "
        f"{len(rated) - right - even} on the wrong side"
    )
    both = [(low, high) for low, high in scores if low is not None and high is not None]
    print(
        f"  of {len(both)} pairs with both rated: {sum(h > low for low, h in both)} in the right order, "
        f"{sum(h < low for low, h in both)} in the wrong one"
    )
    wrong = Counter(
        pair["rule"]
        for pair, (low, high) in zip(pairs, scores, strict=True)
        if (low is not None and low > 5) or (high is not None and high < 5)
    )
    print(f"  wrong sides by rule: {dict(sorted(wrong.items()))}")


def _blamed(lines: list[dict[str, str]], sorter: LineSorter) -> list[bool]:
    items = [
        Item(
            f"{Block(one['block']).prefix}-{n}", Block(one["block"]), one["text"], Status.UNCHECKED
        )
        for n, one in enumerate(lines)
    ]
    canvas = Canvas("A business", _STAMP, "", tuple(items))
    found = sorter.check(canvas)
    blamed = {name for one in found for name in one.items}
    return [item.id in blamed for item in items]


def _say_lines(lines: list[dict[str, str]], blamed: list[bool]) -> None:
    for block, bad in (("customer_segments", "no_group"), ("value_propositions", "feature")):
        of_block = [
            (one, hit) for one, hit in zip(lines, blamed, strict=True) if one["block"] == block
        ]
        wrong = [one for one, hit in of_block if hit and one["verdict"] != bad]
        found = sum(hit for one, hit in of_block if one["verdict"] == bad)
        number = sum(one["verdict"] == bad for one, _ in of_block)
        print(
            f"single lines, {block}: {found} of {number} bad lines found, {len(wrong)} of "
            f"{len(of_block) - number} good ones blamed"
        )
