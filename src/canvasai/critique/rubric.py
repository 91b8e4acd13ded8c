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
from canvasai.critique.rule import named, shorten
from canvasai.errors import ModelOutputError
from canvasai.grounding.quantities import missing_numbers
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


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the rubric with both its poles."""

    rule: str
    text: str
    low: str
    high: str


# R36 to R42: Osterwalder's seven questions for the design of a business model, in our words.
# R43 to R45 after *Value Proposition Design* and *Business Model Generation*.
QUESTIONS = (
    Question("R36", "Switching costs", "nothing keeps a customer", "leaving costs years"),
    Question("R37", "Recurring revenue", "each sale is won anew", "all income comes by itself"),
    Question("R38", "Earning before spending", "all costs come first", "all is paid beforehand"),
    Question("R39", "Cost structure", "a third above the rivals'", "a third below the rivals'"),
    Question(
        "R40", "Others who do the work", "all work is its own", "others create it all for free"
    ),
    Question("R41", "Scalability", "growth needs as much again", "growth needs next to nothing"),
    Question("R42", "Protection from competition", "anyone can copy it", "a moat of years"),
    Question("R43", "Jobs and pains that matter", "nobody would miss it", "urgent and unmet"),
    Question(
        "R44", "Better than rivals where it is hard to copy", "in nothing", "in what counts most"
    ),
)
# What `judge` speaks to; R22 and R23 are on single lines.
JUDGED = frozenset({"R22", "R23", *(question.rule for question in QUESTIONS)})


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
    except ModelOutputError as error:
        notes.append(f"The model's ratings could not be used: {error.message}")
    try:
        findings, unsure = _lines(chat, shown)
        notes += unsure
    except ModelOutputError as error:
        notes.append(f"The model's judgement of single lines could not be used: {error.message}")
    return Judgement(ratings, findings, tuple(notes))


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
        questions="\n".join(f"{q.rule}. {q.text}: 0 = {q.low}, 10 = {q.high}" for q in QUESTIONS),
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
        "properties": {question.rule: answer for question in QUESTIONS},
        "required": [question.rule for question in QUESTIONS],
        "additionalProperties": False,
    }
    reply = chat.structured(system, user, schema, max_tokens=_TOKENS_A_RATING * len(QUESTIONS))
    return tuple(_rating(question, reply[question.rule], items) for question in QUESTIONS)


def _rating(question: Question, told: dict[str, Any], items: Sequence[Item]) -> Rating:
    resting = [items[number - 1] for number in dict.fromkeys(told["items"])]
    reason = " ".join(str(told["reason"]).split())
    # What stands on the canvas can be checked; a number from elsewhere cannot.
    invented = missing_numbers(reason, " \n ".join(item.text for item in resting))
    if not reason or invented:
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
    for rule, bad, block, why in (
        (
            "R22",
            "no_group",
            Block.CUSTOMER_SEGMENTS,
            "a place, a wish or a use, not people who pay",
        ),
        (
            "R23",
            "feature",
            Block.VALUE_PROPOSITIONS,
            "what it is, not what gets better for a customer",
        ),
    ):
        of_block = [item for item in asked if item.block is block]
        blamed = [item for item in of_block if told[item.id] == bad]
        if blamed and len(blamed) > max(1, len(of_block) * _MOST_BLAMED):
            notes.append(
                f"{rule}: the model blamed {len(blamed)} of {len(of_block)} {block.title.lower()}; "
                "what it says of nearly all is no judgement, and is left out."
            )
        elif blamed:
            found.append(_finding(rule, blamed, f"{named(blamed)}: {why}."))
    return tuple(found), notes


def _finding(rule: str, items: Sequence[Item], message: str) -> Finding:
    return Finding(
        rule,
        Severity.INFO,  # a model's word alone; rules in code may warn
        f"{message} (judged by the model)",
        items[0].block,
        tuple(item.id for item in items),
    )


def _line(number: int, item: Item) -> str:
    return f"{number}. {item.block.title}: {shorten(item.text, _LONGEST_ITEM)}"
