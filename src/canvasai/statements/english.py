"""What the trained parts read of a statement: its words and what stands around it, in English words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from canvasai.statements.glossing import gloss
from canvasai.statements.model import Statement

_HEADINGS = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """A statement as it is read; other languages are glossed word by word.

    Attributes:
        text: what the statement tells.
        question: what was asked, or "".
        above: the headings, nearest last, or "".
    """

    text: str
    question: str = ""
    above: str = ""

    @property
    def answered(self) -> str:
        """The text, with the question in front where the text does not hold it."""
        if self.question and self.question not in self.text:
            return f"{self.question} {self.text}"
        return self.text

    @property
    def around(self) -> str:
        """What stands above, and what was asked."""
        return f"{self.above} | {self.question}"


def read_in_english(statements: Sequence[Statement], languages: Sequence[str]) -> list[Reading]:
    """Returns the reading of each statement, in order; `languages` as `languages_of` tells them."""
    return [
        Reading(
            gloss(_own_words(statement), language),
            gloss(statement.question, language),
            gloss(" > ".join(statement.heading[-_HEADINGS:]), language),
        )
        for statement, language in zip(statements, languages, strict=True)
    ]


def _own_words(statement: Statement) -> str:
    """What is told, without the question that a short answer is told with."""
    return statement.told.removeprefix(statement.question).strip() or statement.told
