"""Compares a canvas with the gold facts of a business (`bench/gold/*.json`). Pure functions."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from canvasai.canvas.model import Canvas, Horizon, Item, Status

FOLDER = Path(__file__).with_name("gold")


@dataclass
class GoldScore:
    """What was found of the gold facts, and what should not be there.

    Attributes:
        found, missed: notes of facts drafted in their block, and of those that were not.
        planned_found, planned_missed: the same of plans.
        wrong_block: texts of items that tell a known fact in a block where it does not belong.
        other: texts of cited items that match no gold fact: to be judged by hand.
        traps: notes of traps that were drafted as facts.
        contradictions: pairs found, of how many; and items falsely shown as contradicted.
    """

    found: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    planned_found: list[str] = field(default_factory=list)
    planned_missed: list[str] = field(default_factory=list)
    wrong_block: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    traps: list[str] = field(default_factory=list)
    contradictions: tuple[int, int, int] = (0, 0, 0)


def read_gold() -> list[dict[str, Any]]:
    """Returns the gold of all businesses; `folder` is where its documents lie."""
    found = []
    for path in sorted(FOLDER.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        gold["folder"] = FOLDER.parent.parent / gold["documents"]
        found.append(gold)
    return found


def score(canvas: Canvas, gold: dict[str, Any]) -> GoldScore:
    """Compares a canvas with its gold."""
    result = GoldScore()
    cited = [item for item in canvas.items if item.status is not Status.ASSUMPTION]
    known = gold["facts"] + gold.get("also_true", [])
    for fact in gold["facts"]:
        hit = any(_tells(i, fact) and i.block == fact["block"] and _current(i) for i in cited)
        (result.found if hit else result.missed).append(f"{fact['block']}: {fact['note']}")
    for plan in gold["planned"]:
        hit = any(_tells(i, plan) and i.block == plan["block"] and not _current(i) for i in cited)
        (result.planned_found if hit else result.planned_missed).append(plan["note"])
    for item in cited:
        matching = [fact for fact in known + gold["planned"] if _tells(item, fact)]
        if not matching:
            result.other.append(f"{item.block}: {item.text}")
        elif all(fact["block"] != item.block for fact in matching):
            result.wrong_block.append(f"{item.block}: {item.text}")
    for trap in gold["traps"]:
        if any(_tells(item, trap) and _current(item) for item in cited):
            result.traps.append(f"{trap['kind']}: {trap['note']}")
    marked = [item for item in cited if item.status is Status.CONTRADICTED]
    right = [c for c in gold["contradictions"] if any(_tells(i, c) for i in marked)]
    false = [i for i in marked if not any(_tells(i, c) for c in gold["contradictions"])]
    result.contradictions = len(right), len(gold["contradictions"]), len(false)
    return result


def _current(item: Item) -> bool:
    return item.horizon is Horizon.CURRENT


def _tells(item: Item, fact: dict[str, Any]) -> bool:
    """Whether all words that identify a fact stand in the item or its quotes, at word starts."""
    text = " ".join([item.text, *(citation.quote for citation in item.citations)]).lower()
    return all(_holds(text, str(word).lower()) for word in fact["must"])


def _holds(text: str, word: str) -> bool:
    end = r"(?![\d]|[.,]\d)" if word[-1].isdigit() else ""
    return bool(re.search(rf"(?<![\w.,]){re.escape(word)}{end}", text))
