"""A rule: an id, how grave it is, and a pure function that looks at a case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from canvasai.canvas.blocks import Block
from canvasai.canvas.changes import Change
from canvasai.canvas.links import LinkKind
from canvasai.canvas.model import Citation, Item
from canvasai.critique.case import Case
from canvasai.critique.finding import Finding, Severity

# How many items a message names before it counts the rest.
_NAMED = 4
_LONGEST_NAME = 70


class NotCheckedError(Exception):
    """There is nothing to go on; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that code decides.

    Attributes:
        id: such as "R03".
        severity: of its findings, unless they say otherwise.
        check: yields findings, or raises `NotCheckedError`.
        links: the kinds of links that it rests on; what is only inferred is never grave.
    """

    id: str
    severity: Severity
    check: Callable[[Rule, Case], Iterable[Finding]]
    links: tuple[LinkKind, ...] = ()

    def finding(
        self,
        message: str,
        items: Sequence[Item] = (),
        block: Block | None = None,
        changes: Sequence[Change] = (),
        citations: Sequence[Citation] = (),
        severity: Severity | None = None,
    ) -> Finding:
        """Returns a finding of this rule; the block is that of its items unless it is given."""
        blocks = {item.block for item in items}
        return Finding(
            rule=self.id,
            severity=severity or self.severity,
            message=message,
            block=block or (next(iter(blocks)) if len(blocks) == 1 else None),
            items=tuple(dict.fromkeys(item.id for item in items)),
            citations=tuple(citations),
            changes=tuple(changes),
        )


def named(items: Sequence[Item]) -> str:
    """Returns the items in words: “Cafés”, “Bars” and 3 more."""
    told = [f"“{shorten(item.text)}”" for item in items[:_NAMED]]
    rest = len(items) - len(told)
    if rest:
        return f"{', '.join(told)} and {rest} more"
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"


def shorten(text: str, longest: int = _LONGEST_NAME) -> str:
    """Returns text on one line, cut at a word where it is too long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else flat[:longest].rsplit(" ", 1)[0] + "…"


def count(items: Sequence[Item], one: str, many: str) -> str:
    """Returns "is" or "are" and the like, by how many there are."""
    return one if len(items) == 1 else many


def both(case: Case, one: Block, other: Block) -> tuple[list[Item], list[Item]]:
    """Returns the items of two blocks; without either there is nothing to tie."""
    for block in (one, other):
        if not case.of_block[block]:
            raise NotCheckedError(f"There are no {block.title.lower()}.")
    return case.of_block[one], case.of_block[other]
