"""Values of a YAML file, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Node:
    """A value in a YAML file.

    Attributes:
        value: text, None for nothing, a list, or a mapping of text to values.
        line: where it starts, or where its key stands, from 1.
    """

    value: str | list[Node] | dict[str, Node] | None
    line: int


class ShapeError(Exception):
    """What is wrong in a file, and in which line; column 0 where the line says it all."""

    def __init__(self, message: str, line: int, column: int = 0, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column
        self.hint = hint
