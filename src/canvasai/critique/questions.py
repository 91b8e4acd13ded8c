"""What the rubric asks, from `corpus/rubric.yaml`: questions between two poles, and the sort of single lines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from canvasai.canvas.blocks import Block
from canvasai.resources import resource_dir


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the rubric.

    Attributes:
        rule: its id.
        text: the question in a few words.
        low, high: what 0 and 10 stand for.
    """

    rule: str
    text: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class LineCheck:
    """A question to each line of a block.

    Attributes:
        rule: its id.
        block: whose lines are asked.
        why: what is wrong with a bad one.
        good_signs, bad_signs: lines of both sorts.
    """

    rule: str
    block: Block
    why: str
    good_signs: tuple[str, ...]
    bad_signs: tuple[str, ...]


@cache
def questions() -> tuple[Question, ...]:
    """Returns the questions R36 to R44."""
    return tuple(
        Question(one["rule"], one["text"], one["low"], one["high"])
        for one in _rubric()["questions"]
    )


@cache
def line_checks() -> tuple[LineCheck, ...]:
    """Returns the checks of single lines: R22 and R23."""
    return tuple(
        LineCheck(
            one["rule"],
            Block(one["block"]),
            one["why"],
            tuple(one["good_signs"]),
            tuple(one["bad_signs"]),
        )
        for one in _rubric()["lines"]
    )


@cache
def _rubric() -> dict[str, Any]:
    text = (resource_dir("corpus") / "rubric.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found
