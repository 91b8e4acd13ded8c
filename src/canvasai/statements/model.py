"""What a statement is, and what sorting finds out about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from canvasai.canvas.blocks import Block


class Kind(StrEnum):
    """What sort of statement it is; only facts and plans become items."""

    FACT = "fact"
    PLAN = "plan"
    DENIED = "denied"
    OTHER = "other"
    QUESTION = "question"
    TEMPLATE = "template"
    INSTRUCTION = "instruction"
    ADMINISTRATIVE = "administrative"


class Payer(StrEnum):
    """Who pays whom."""

    CUSTOMER = "customer"  # money comes to the business: prices, fees, grants, shares of income
    BUSINESS = "business"  # the business pays: wages, rent, purchases, commissions
    OTHER = "other"  # others pay others: a rival's price, a loan, what customers spend elsewhere


class Period(StrEnum):
    """When the money flows."""

    CURRENT = "current"
    PLANNED = "planned"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Money:
    """A flow of money.

    Attributes:
        payer: who pays whom.
        period: whether it flows now, is planned, or is past.
        since: from or until when, as the statement says it ("1 April 2027"); "" if it does not.
        sureness: probability of the payer, 0 to 1.
    """

    payer: Payer
    period: Period
    since: str = ""
    sureness: float = 1.0


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `[start:end]` of a source's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """The smallest piece of a source that says one thing.

    Attributes:
        source: name of the source.
        start, end: span in the source's text.
        text: exactly the source's text there.
        told: the same as one would read it aloud: a table row with its header names, a short
            answer with its question.
        heading: titles above and the lead-in of the list, outermost first.
        lead: span of the nearest lead-in or heading, which a citation may add; None if there is none.
        question: what was asked just before, or "".
        before: the statement just before in the same paragraph, or "".
        before_span: where that stands.
        page: page, slide or sheet number, or None.
    """

    source: str
    start: int
    end: int
    text: str
    told: str
    heading: tuple[str, ...] = ()
    lead: Span | None = None
    question: str = ""
    before: str = ""
    before_span: Span | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class SortedStatement:
    """A statement and what it says.

    Attributes:
        statement: the statement.
        blocks: probability by block; the rest to 1 is that it speaks to none.
        kind: what sort of statement it is.
        why: the rule that decided the kind, or "" when the trained parts did.
        specificity: 0 (could stand in any company's plan) to 1 (names, numbers, mechanisms).
        second: another block that it honestly speaks to, or None.
        money: the flow of money that it tells of, or None.
        language: "en", "de", "fr" or "es"; "" for another one, of which nothing is told.
        vector: unit vector of `told`, shape (384,), as a tuple; () when not encoded.
    """

    statement: Statement
    blocks: dict[Block, float]
    kind: Kind
    why: str = ""
    specificity: float = 0.0
    second: Block | None = None
    money: Money | None = None
    language: str = "en"
    vector: tuple[float, ...] = field(default=(), repr=False)

    @property
    def block(self) -> Block | None:
        """The likeliest block, or None when *none* is likelier than each."""
        best = max(self.blocks, key=lambda block: self.blocks[block])
        return best if self.blocks[best] > self.none else None

    @property
    def none(self) -> float:
        """Probability that the statement speaks to no block."""
        return max(0.0, 1.0 - sum(self.blocks.values()))
