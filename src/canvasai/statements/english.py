"""What the trained parts read of a statement: its words and what stands around it, in English words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from canvasai.statements.glossing import gloss
from canvasai.statements.model import Statement

_HEADINGS = 3
_BEFORE = 80  # characters


@dataclass(frozen=True, slots=True)
class Reading:
    """A statement as it is read; other languages are glossed word by word.

    Attributes:
        text: what the statement tells.
        question: what was asked, or "".
        above: the headings, nearest last, or "".
        before: the end of the statement before it under the same headings, or "".
    """

    text: str
    question: str = ""
    above: str = ""
    before: str = ""

    @property
    def answered(self) -> str:
        """The text, with the question in front where the text does not hold it."""
        if self.question and self.question not in self.text:
            return f"{self.question} {self.text}"
        return self.text

    @property
    def around(self) -> str:
        """What stands above, what was asked, and what was said before."""
        return f"{self.above} | {self.question} | {self.before}"


def read_in_english(statements: Sequence[Statement], languages: Sequence[str]) -> list[Reading]:
    """Returns the reading of each statement, in order; `languages` as `languages_of` tells them."""
    readings: list[Reading] = []
    for index, (statement, language) in enumerate(zip(statements, languages, strict=True)):
        previous = statements[index - 1] if index else None
        follows = previous is not None and (previous.source, previous.heading) == (
            statement.source,
            statement.heading,
        )
        readings.append(
            Reading(
                gloss(_own_words(statement), language),
                gloss(statement.question, language),
                gloss(" > ".join(statement.heading[-_HEADINGS:]), language),
                readings[-1].text[-_BEFORE:] if follows else "",
            )
        )
    return readings


def _own_words(statement: Statement) -> str:
    """What is told, without the question that a short answer is told with."""
    return statement.told.removeprefix(statement.question).strip() or statement.told
