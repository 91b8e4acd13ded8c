"""What a model judges: the seven questions, further ratings, and the sort of single lines.

A judgement rests on items of the canvas by their numbers, so that a reader can check it. What a reason claims
beyond them is not shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from canvasai.canvas.blocks import Block
from canvasai.canvas.model import Canvas, Item
from canvasai.critique.finding import Finding, Rating, Severity
from canvasai.critique.questions import LineCheck, Question, line_checks, questions
from canvasai.critique.rule import named, shorten
from canvasai.errors import ModelOutputError
from canvasai.grounding.quantities import missing_numbers
from canvasai.grounding.support import support
from canvasai.models.chat import ChatModel
from canvasai.models.prompts import load_prompt
from canvasai.statements.cues import ADDRESSES_ASSISTANT

_TOKENS_A_RATING = 90
_TOKENS_A_LINE = 8
_LONGEST_ITEM = 140
_LONGEST_REASON = 300
# Items that rate highest in what they hold; a small model loses itself in more.
MOST_ITEMS = 60
_MOST_LINES = 20
# A model that blames more than this share of a block's items has not told them apart.
_MOST_BLAMED = 0.5
# The share of a reason's words that must stand in the items that it rests on, or in the question.
_OWN_WORDS = 0.5


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the model said, after checks.

    Attributes:
        ratings: one a question that was answered.
        findings: on single lines.
        notes: what could not be used, and what was kept from the model.
    """

    ratings: tuple[Rating, ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]


def judge(chat: ChatModel, canvas: Canvas) -> Judgement:
    """Asks the model twice: for the ratings, and for the sort of single lines.

    Raises:
        ModelError: the model cannot be reached or refuses; a reply that cannot be used is only noted.
    """
    shown, notes = _shown(canvas)
    ratings: tuple[Rating, ...] = ()
    findings: tuple[Finding, ...] = ()
    if not shown:
        return Judgement((), (), ("Nothing on the canvas could be shown to the model.",))
    try:
        ratings = _rate(chat, shown)
        if (same := _at_one_pole(ratings)) > len(ratings) * _MOST_BLAMED:
            notes.append(
                f"The model rated {same} of {len(ratings)} questions alike, at one pole; what it says of nearly "
                "all is no judgement, and is left out."
            )
            ratings = ()
    except ModelOutputError as error:
        notes.append(f"The model's ratings could not be used: {error.message}")
    try:
        findings, unsure = _lines(chat, shown)
        notes += unsure
    except ModelOutputError as error:
        notes.append(f"The model's judgement of single lines could not be used: {error.message}")
    return Judgement(ratings, findings, tuple(notes))


def _at_one_pole(ratings: Sequence[Rating]) -> int:
    """How many ratings lie at the same end, 0 or 10, whichever has more."""
    return max(sum(one.score == pole for one in ratings) for pole in (0, 10))


def _shown(canvas: Canvas) -> tuple[list[Item], list[str]]:
    """The items that the model sees: none that speaks to it."""
    kept = [item for item in canvas.items if not ADDRESSES_ASSISTANT.search(item.text)]
    notes = []
    if len(kept) < len(canvas.items):
        number = len(canvas.items) - len(kept)
        told = "1 item that speaks to an assistant was"
        if number > 1:
            told = f"{number} items that speak to an assistant were"
        notes.append(f"{told} kept from the model.")
    if len(kept) > MOST_ITEMS:
        notes.append(f"The model saw the first {MOST_ITEMS} of {len(kept)} items.")
    return kept[:MOST_ITEMS], notes


def _rate(chat: ChatModel, items: Sequence[Item]) -> tuple[Rating, ...]:
    prompt = load_prompt("rate")
    system, user = prompt.render(
        canvas="\n".join(_line(number, item) for number, item in enumerate(items, 1)),
        questions="\n".join(f"{q.rule}. {q.text}: 0 = {q.low}, 10 = {q.high}" for q in questions()),
    )
    answer = {
        "type": "object",
        "properties": {
            "items": {
                "type": "array",
                "items": {"type": "integer", "minimum": 1, "maximum": len(items)},
                "maxItems": 3,
            },
            "reason": {"type": "string", "maxLength": _LONGEST_REASON},
            "score": {"type": "integer", "minimum": 0, "maximum": 10},
        },
        "required": ["items", "reason", "score"],
        "additionalProperties": False,
    }
    schema = {
        "type": "object",
        "properties": {question.rule: answer for question in questions()},
        "required": [question.rule for question in questions()],
        "additionalProperties": False,
    }
    reply = chat.structured(system, user, schema, max_tokens=_TOKENS_A_RATING * len(questions()))
    return tuple(_rating(question, reply[question.rule], items) for question in questions())


def _rating(question: Question, told: dict[str, Any], items: Sequence[Item]) -> Rating:
    resting = [items[number - 1] for number in dict.fromkeys(told["items"])]
    reason = " ".join(str(told["reason"]).split())
    # What stands on the canvas can be checked; a number or a claim from elsewhere cannot.
    texts = [item.text for item in resting]
    invented = missing_numbers(reason, " \n ".join(texts))
    poles = (question.text, question.low, question.high)
    if not reason or invented or support(reason, [*texts, *poles]).coverage < _OWN_WORDS:
        quoted = "; ".join(f"“{shorten(item.text)}”" for item in resting)
        reason = f"Rests on {quoted}." if quoted else ""
    if not resting:
        reason = f"No item speaks to it. {reason}".strip()
    return Rating(
        question.rule,
        question.text,
        question.low,
        question.high,
        int(told["score"]),
        reason,
        tuple(item.id for item in resting),
    )


def _lines(chat: ChatModel, items: Sequence[Item]) -> tuple[tuple[Finding, ...], list[str]]:
    """R22 and R23: segments that are no group, and propositions that are only features.

    Returns:
        findings, and notes on what was no judgement: a model that says the same of nearly all.
    """
    asked = [
        item for item in items if item.block in (Block.CUSTOMER_SEGMENTS, Block.VALUE_PROPOSITIONS)
    ][:_MOST_LINES]
    if not asked:
        return (), []
    choices = {
        Block.CUSTOMER_SEGMENTS: ["group", "no_group"],
        Block.VALUE_PROPOSITIONS: ["outcome", "feature"],
    }
    keys = [str(number) for number in range(1, len(asked) + 1)]
    system, user = load_prompt("judge").render(
        items="\n".join(_line(number, item) for number, item in enumerate(asked, 1))
    )
    schema = {
        "type": "object",
        "properties": {
            key: {"enum": choices[item.block]} for key, item in zip(keys, asked, strict=True)
        },
        "required": keys,
        "additionalProperties": False,
    }
    reply = chat.structured(system, user, schema, max_tokens=_TOKENS_A_LINE * len(keys) + 30)
    told = {item.id: reply[key] for key, item in zip(keys, asked, strict=True)}
    found, notes = [], []
    for check in line_checks():
        of_block = [item for item in asked if item.block is check.block]
        blamed = [item for item in of_block if told[item.id] == choices[check.block][-1]]
        if blamed and len(blamed) > max(1, len(of_block) * _MOST_BLAMED):
            notes.append(
                f"{check.rule}: the model blamed {len(blamed)} of {len(of_block)} "
                f"{check.block.title.lower()}; what it says of nearly all is no judgement, and is left out."
            )
        elif blamed:
            found.append(_finding(check, blamed))
    return tuple(found), notes


def _finding(check: LineCheck, items: Sequence[Item]) -> Finding:
    return Finding(
        check.rule,
        Severity.INFO,  # a model's word alone; rules in code may warn
        f"{named(items)}: {check.why} (judged by the model).",
        check.block,
        tuple(item.id for item in items),
    )


def _line(number: int, item: Item) -> str:
    return f"{number}. {item.block.title}: {shorten(item.text, _LONGEST_ITEM)}"
