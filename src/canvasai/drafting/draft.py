"""Drafts a canvas from sources or a brief, block by block.

Code decides which statement belongs where and what kind it is; the model puts it into few words;
code checks the words. What nothing carries is an assumption and says so.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from canvasai.canvas.blocks import Block
from canvasai.canvas.model import Against, Canvas, Item, Status
from canvasai.drafting.assuming import make_assumption, suggest
from canvasai.drafting.choosing import select
from canvasai.drafting.facts import (
    Fact,
    facts_of,
    is_usable,
    is_vague,
    rarity_of,
    vague_sources,
)
from canvasai.drafting.leaving import against_of
from canvasai.drafting.wording import make_item, own_words, shorten
from canvasai.errors import CanvasAIError, ModelOutputError
from canvasai.grounding.linking import links_of
from canvasai.models.chat import ChatModel
from canvasai.models.prompts import load_prompt
from canvasai.sources.model import Source
from canvasai.statements.model import Kind, SortedStatement, Statement
from canvasai.statements.sorting import Sorts
from canvasai.statements.splitting import split_statements

_MOST_ASSUMED = 3
_LEAST_HINT = 0.5

Retrieve = Callable[[Block], Sequence[tuple[str, int, int]]]


@dataclass(frozen=True, slots=True)
class BlockDraft:
    """One block, as soon as it is done."""

    block: Block
    items: tuple[Item, ...]


@dataclass
class Draft:
    """What is being drafted; the canvas can be taken at any moment, whole or in part.

    Attributes:
        name: of the business.
        model: line that says which model answers.
        items: of the blocks done so far.
        sorted: every statement with what it says, also those that became no item.
        notes: what a reader should know about the whole.
        against: what the sources say against, in the blocks asked for.
    """

    name: str
    model: str
    items: list[Item] = field(default_factory=list)
    sorted: list[SortedStatement] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rarity: dict[str, float] = field(default_factory=dict)
    against: tuple[Against, ...] = ()

    def canvas(self) -> Canvas:
        """Returns the canvas of what is done so far, with links between its items."""
        order = {block: number for number, block in enumerate(Block)}
        items = tuple(sorted(self.items, key=lambda item: order[item.block]))
        return Canvas(
            name=self.name,
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            model=self.model,
            items=items,
            links=links_of(items, self.rarity),
            notes=tuple(self.notes),
            against=self.against,
        )


class Drafter:
    """Drafts canvases with one chat model and one sorter.

    Args:
        chat: puts statements into words and suggests assumptions.
        sorter: sorts statements; None drafts from a brief alone.
        items_per_block: most items of a block.
    """

    def __init__(self, chat: ChatModel, sorter: Sorts | None, items_per_block: int) -> None:
        self._chat = chat
        self._sorter = sorter
        self._limit = items_per_block
        self._shorten = load_prompt("shorten")
        self._assume = load_prompt("assume")

    def prime(self) -> None:
        """Loads the model and lets its server read what all requests begin with.

        Takes seconds; meant for a thread of its own while sources are read and sorted. A failure is
        left to the first real request, which can say what it was for.
        """
        system, user = self._shorten.render(block="", statements="")
        with contextlib.suppress(CanvasAIError):
            self._chat.prime(system, user)

    def run(
        self,
        draft: Draft,
        sources: Sequence[Source],
        brief: str = "",
        blocks: Sequence[Block] = tuple(Block),
        wanted: Callable[[Sequence[Statement]], Sequence[Statement]] | None = None,
        before_asking: Callable[[], None] = lambda: None,
    ) -> Iterator[BlockDraft]:
        """Drafts block by block, adding to `draft`.

        Args:
            draft: keeps what is done; after an error or an interruption it holds the blocks so far.
            sources: documents of the business; none drafts from the brief alone.
            brief: what the person says about the business; never evidence.
            blocks: which blocks.
            wanted: keeps the statements worth sorting, where there are too many for all.
            before_asking: called once between sorting and the first request to the model.

        Yields:
            each block as soon as it is done.

        Raises:
            ModelError: the model cannot be reached or refuses.
        """
        by_name = {source.name: source for source in sources}
        statements = [s for source in sources for s in split_statements(source)]
        if wanted is not None:
            statements = list(wanted(statements))
        if self._sorter is not None:
            draft.sorted = self._sorter.sort(statements, own_names=[draft.name])
        draft.rarity = rarity_of([s.told for s in statements]) if statements else {}
        draft.notes += [f"{s.name}: {note}" for s in sources for note in s.notes]
        draft.notes += _notes(draft.sorted)
        draft.against = tuple(
            one for one in against_of(draft.sorted, by_name) if one.block in blocks
        )
        facts = facts_of(draft.sorted, self._sorter.alike if self._sorter else None)
        taken: set[str] = set()
        before_asking()
        # The order of the blocks is the order of the canvas: customers first.
        for block in (block for block in Block if block in blocks):
            chosen = select(facts, block, self._limit)
            items = (
                self._supported(draft, chosen, block, by_name, taken)
                if chosen
                else self._assumed(draft, block, brief, bool(sources), taken)
            )
            draft.items += items
            yield BlockDraft(block, tuple(items))

    def _supported(
        self,
        draft: Draft,
        facts: Sequence[Fact],
        block: Block,
        sources: dict[str, Source],
        taken: set[str],
    ) -> list[Item]:
        try:
            wordings = shorten(self._chat, self._shorten, block, facts)
        except ModelOutputError as error:
            # The evidence is there; only its short form is missing.
            draft.notes.append(
                f"{block.title}: the model's reply could not be used, so the items keep the words "
                f"of the sources. {error.message}"
            )
            wordings = [""] * len(facts)
        return [
            make_item(fact, wording, sources, draft.rarity, taken)
            for fact, wording in zip(facts, wordings, strict=True)
        ]

    def _assumed(
        self, draft: Draft, block: Block, brief: str, has_sources: bool, taken: set[str]
    ) -> list[Item]:
        segments = [
            item.text
            for item in draft.items
            if item.block is Block.CUSTOMER_SEGMENTS and item.status is not Status.ASSUMPTION
        ]
        hints = _hints(draft.sorted, block)
        texts = [(_hint_text(hint), _why_hint(hint)) for hint in hints]
        if not texts:
            reason = "The sources say nothing about it." if has_sources else "There is no source."
            known = _known(draft, brief)
            most = 1 if has_sources else _MOST_ASSUMED
            try:
                suggested = suggest(self._chat, self._assume, block, known, most) if known else []
            except ModelOutputError:
                suggested = []
            texts = [(text, reason) for text in suggested or [""]]
        return [make_assumption(block, text, why, segments, taken) for text, why in texts]


def _hints(items: Sequence[SortedStatement], block: Block) -> list[SortedStatement]:
    """Statements that speak to a block but name nothing: hints at what might be assumed."""
    vague = vague_sources(items)
    found = [
        item
        for item in items
        if item.blocks[block] >= _LEAST_HINT
        and ((item.kind is Kind.TEMPLATE and item.why == "tautology") or _is_unused(item, vague))
    ]
    best = sorted(found, key=lambda item: -(item.blocks[block] + item.specificity))
    different: dict[str, SortedStatement] = {}
    for item in best:
        different.setdefault(_hint_text(item).lower(), item)
    return list(different.values())[:_MOST_ASSUMED]


def _is_unused(item: SortedStatement, vague: frozenset[str]) -> bool:
    return item.kind in (Kind.FACT, Kind.PLAN) and not is_usable(item, vague)


def _hint_text(hint: SortedStatement) -> str:
    """What is assumed: of a tautology only its label, since the rest says nothing more."""
    text = own_words(hint.statement)
    return text.split(":", 1)[0] if hint.why == "tautology" else text


def _why_hint(hint: SortedStatement) -> str:
    name = hint.statement.source
    if hint.why == "tautology":
        return f"{name} only repeats the label: “{hint.statement.told}”."
    return f"{name} names it, but no number, name or mechanism that could be checked."


def _known(draft: Draft, brief: str) -> str:
    lines = [brief.strip()] if brief.strip() else []
    lines += [
        f"- {item.block.title}: {item.text}"
        for item in draft.items
        if item.status is not Status.ASSUMPTION
    ]
    return "\n".join(lines)


def _notes(items: Sequence[SortedStatement]) -> list[str]:
    """Says of each source that names little why most of it could not be used."""
    notes = []
    unread = Counter(item.statement.source for item in items if item.language == "")
    for source, count in sorted(unread.items()):
        notes.append(
            f"{source}: {count} {'statement is' if count == 1 else 'statements are'} in a language "
            "that is not read; nothing is told of them. Read are English, German, French and Spanish."
        )
    for source in sorted(vague_sources(items)):
        told = [item for item in items if item.statement.source == source]
        empty = sum(item.kind is Kind.TEMPLATE for item in told)
        vague = sum(is_vague(item) for item in told)
        notes.append(
            f"{source} names almost nothing specific: of {len(told)} statements, {empty} are "
            f"placeholders or repeat their own label, and {vague} could stand in any company's plan. "
            "They support nothing, so what they touch on is shown as an assumption."
        )
    return notes
