"""The held-out part of `make bench-critique`: defects by hand, and the rubric's answers."""

from __future__ import annotations

import time
from collections import Counter
from typing import Any

import yaml

from bench.sound import load_all, names_one_of, new_findings
from canvasai.canvas.blocks import Block
from canvasai.canvas.formats.json_format import canvas_from_json
from canvasai.canvas.model import Canvas, Item, Status
from canvasai.critique.lines import LineSorter
from canvasai.critique.rubric import judge
from canvasai.errors import FormatError
from canvasai.evaluation.held_out import edited
from canvasai.models.chat import ChatModel
from canvasai.resources import resource_dir
from canvasai.statements.sorting import Sorter

_STAMP = "2026-01-01T00:00:00+00:00"


def say_defects(sorter: Sorter) -> None:
    """Prints what is found of the defects written by hand, and what is wrongly said of their sound twins."""
    sound = load_all("held_out", sorter)
    hits: list[bool] = []
    named = 0
    for one in sound:
        for finding in one.grave:
            print(f"  on sound {one.name}: {finding.severity} {finding.rule} {finding.message}")
        for defect in edited(one.path):
            try:
                broken = canvas_from_json(defect.text, one.path.name)
            except FormatError:
                # Refused in words, which is the strongest finding.
                hits.append(True)
                named += 1
                continue
            new = new_findings(broken, defect.rule, defect.sources_changed, one, sorter)
            hits.append(bool(new))
            named += names_one_of(new, defect.items)
            if not new:
                print(f"  missed in {one.name}: {defect.rule} {defect.what}")
    found = sum(hits)
    wrong = sum(len(one.grave) for one in sound)
    print(
        f"held out: {found} of {len(hits)} defects found ({found / len(hits):.1%}), {named} with an item that is "
        f"at fault; wrong findings on {len(sound)} sound canvases, warn or higher: mean {wrong / len(sound):.2f}"
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
