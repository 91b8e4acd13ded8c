"""What did not become an item, and why: what the sources say against, and what was left out. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from canvasai.canvas.blocks import Block
from canvasai.canvas.model import Against, Item, Stance
from canvasai.drafting.facts import LEAST_LIKELY, is_usable, vague_sources
from canvasai.drafting.wording import cite
from canvasai.sources.model import Source
from canvasai.statements.model import Kind, SortedStatement, Span, Statement

# How likely a block must be for a denial to be shown in it.
_LEAST_LIKELY = 0.4
_STANCES = {Kind.DENIED: Stance.DENIED, Kind.OTHER: Stance.OTHER}
_REASONS = {
    Kind.DENIED: "rejected, ended or denied",
    Kind.OTHER: "about somebody else",
    Kind.QUESTION: "a question",
    Kind.TEMPLATE: "a placeholder, or repeats its own label",
    Kind.INSTRUCTION: "an instruction",
    Kind.ADMINISTRATIVE: "administrative",
}
UNKNOWN_LANGUAGE = "in a language that is not read (read are English, German, French, Spanish)"
VAGUE = "names no number, name or mechanism that could be checked"
NO_BLOCK = "speaks clearly to no block"
CROWDED_OUT = "other statements of its block say more, or the same"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A statement that no item cites, and why."""

    statement: Statement
    block: Block | None
    reason: str


def against_of(
    items: Sequence[SortedStatement], sources: Mapping[str, Source]
) -> tuple[Against, ...]:
    """Returns denials and others' facts that clearly speak to a block, in the order of the blocks."""
    found = []
    for item in items:
        block = item.block
        if item.kind not in _STANCES or block is None or item.blocks[block] < _LEAST_LIKELY:
            continue
        told = item.statement
        citation = cite(sources[told.source], Span(told.start, told.end))
        found.append(Against(block, _STANCES[item.kind], citation))
    order = {block: number for number, block in enumerate(Block)}
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (order[one.block], one.kind)))


def left_out(
    sorted_items: Sequence[SortedStatement],
    drafted: Sequence[Item],
    blocks: Sequence[Block] = tuple(Block),
) -> list[LeftOut]:
    """Returns the statements that no item cites, in order, each with the reason.

    Args:
        sorted_items: all statements of all sources.
        drafted: the items of the canvas.
        blocks: those that were asked for; statements that speak to others were not meant.
    """
    cited = {
        (citation.source, citation.start, citation.end)
        for item in drafted
        for citation in item.citations
    }
    vague = vague_sources(sorted_items)
    return [
        LeftOut(item.statement, item.block, _reason(item, vague))
        for item in sorted_items
        if (item.statement.source, item.statement.start, item.statement.end) not in cited
        and (item.block is None or item.block in blocks)
    ]


def _reason(item: SortedStatement, vague: frozenset[str]) -> str:
    if item.language == "":
        return UNKNOWN_LANGUAGE
    if item.kind in _REASONS:
        return _REASONS[item.kind]
    if not is_usable(item, vague):
        return VAGUE
    sure = item.block is not None and item.blocks[item.block] >= LEAST_LIKELY
    return CROWDED_OUT if sure else NO_BLOCK
