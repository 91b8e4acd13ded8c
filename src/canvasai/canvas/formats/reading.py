"""What reading a canvas file gives: the canvas, and what was wrong or did not fit."""

from __future__ import annotations

from dataclasses import dataclass

from canvasai.canvas.model import Canvas


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that could not be taken over as it stands.

    Attributes:
        where: line, cell or id, such as "line 12" or "ch-web".
        message: what is wrong, and what was done about it.
    """

    where: str
    message: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A canvas that was read.

    Attributes:
        canvas: all links of it have both ends.
        problems: what could not be taken over as it stands, such as a link to an item that is not there.
        left_out: texts that fit no block, in their order.
    """

    canvas: Canvas
    problems: tuple[Problem, ...] = ()
    left_out: tuple[str, ...] = ()
