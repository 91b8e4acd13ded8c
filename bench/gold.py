"""Compares a canvas with the gold facts of a business (`bench/gold/*.json`). Pure functions."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
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
        set_traps: how many there are.
        contradictions: pairs found, of how many; and items falsely shown as contradicted.
        superseded: new values shown with the old one cited as superseded, of how many.
        placed: how many items tell a known fact, in whatever block.
    """

    found: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    planned_found: list[str] = field(default_factory=list)
    planned_missed: list[str] = field(default_factory=list)
    wrong_block: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    traps: list[str] = field(default_factory=list)
    set_traps: int = 0
    contradictions: tuple[int, int, int] = (0, 0, 0)
    superseded: tuple[int, int] = (0, 0)
    placed: int = 0

    def line(self) -> str:
        """Returns the counts in one line."""
        facts = len(self.found) + len(self.missed)
        plans = len(self.planned_found) + len(self.planned_missed)
        right, pairs, false = self.contradictions
        return (
            f"known facts in the right block {len(self.found)} of {facts} "
            f"({len(self.found) / max(1, facts):.0%}), plans {len(self.planned_found)} of {plans}, "
            f"items in a wrong block {len(self.wrong_block)} of {self.placed} "
            f"({len(self.wrong_block) / max(1, self.placed):.0%}), traps shown as facts {len(self.traps)} of {self.set_traps}, "
            f"contradictions {right} of {pairs}, falsely {false}, "
            f"superseded {self.superseded[0]} of {self.superseded[1]}, "
            f"items not in the gold {len(self.other)}"
        )


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
        hit = any(_tells(i, fact) and i.block in _blocks(fact) and _current(i) for i in cited)
        (result.found if hit else result.missed).append(f"{fact['block']}: {fact['note']}")
    for plan in gold["planned"]:
        hit = any(_tells(i, plan) and i.block in _blocks(plan) and not _current(i) for i in cited)
        (result.planned_found if hit else result.planned_missed).append(plan["note"])
    for item in cited:
        matching = [fact for fact in known + gold["planned"] if _tells(item, fact)]
        if not matching:
            result.other.append(f"{item.block}: {item.text}")
            continue
        result.placed += 1
        if all(item.block not in _blocks(fact) for fact in matching):
            result.wrong_block.append(f"{item.block}: {item.text}")
    result.set_traps = len(gold["traps"])
    for trap in gold["traps"]:
        # An old value that is cited as superseded is told as what it is.
        if any(_tells(item, trap, superseded=False) and _current(item) for item in cited):
            result.traps.append(f"{trap['kind']}: {trap['note']}")
    marked = [item for item in cited if item.status is Status.CONTRADICTED]
    right = [c for c in gold["contradictions"] if any(_tells(i, c) for i in marked)]
    false = [i for i in marked if not any(_tells(i, c) for c in gold["contradictions"])]
    result.contradictions = len(right), len(gold["contradictions"]), len(false)
    old = gold.get("superseded", [])
    told = [s for s in old if any(_supersedes(item, s) for item in cited)]
    result.superseded = len(told), len(old)
    return result


def total(scores: Sequence[GoldScore]) -> GoldScore:
    """Returns the scores of several businesses as one."""
    whole = GoldScore()
    for one in scores:
        for name in (
            "found",
            "missed",
            "planned_found",
            "planned_missed",
            "wrong_block",
            "other",
            "traps",
        ):
            getattr(whole, name).extend(getattr(one, name))
        whole.placed += one.placed
        whole.set_traps += one.set_traps
        a, b, c = (x + y for x, y in zip(whole.contradictions, one.contradictions, strict=True))
        whole.contradictions = a, b, c
        whole.superseded = (
            whole.superseded[0] + one.superseded[0],
            whole.superseded[1] + one.superseded[1],
        )
    return whole


def _supersedes(item: Item, gold: dict[str, Any]) -> bool:
    """Whether an item tells the new value, with the old one cited as superseded."""
    old = [citation.quote for citation in item.citations if citation.superseded]
    return _holds(item.text.lower(), str(gold["new"]).lower()) and any(
        _holds(quote.lower(), str(gold["old"]).lower()) for quote in old
    )


def _blocks(fact: dict[str, Any]) -> list[str]:
    """The block of a fact, and those in which a fair analyst would accept it too."""
    return [fact["block"], *fact.get("also", ())]


def _current(item: Item) -> bool:
    return item.horizon is Horizon.CURRENT


def _tells(item: Item, fact: dict[str, Any], superseded: bool = True) -> bool:
    """Whether all words that identify a fact stand in the item or its quotes, at word starts."""
    quotes = [c.quote for c in item.citations if superseded or not c.superseded]
    text = " ".join([item.text, *quotes]).lower()
    return all(_holds(text, str(word).lower()) for word in fact["must"])


def _holds(text: str, word: str) -> bool:
    end = r"(?![\d]|[.,]\d)" if word[-1].isdigit() else ""
    return bool(re.search(rf"(?<![\w.,]){re.escape(word)}{end}", text))
