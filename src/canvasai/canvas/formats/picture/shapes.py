"""What a picture is made of: rectangles, lines and texts at places on pages. Lengths are points.

Places are measured from the upper left corner of a page; colours are written "#rrggbb".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from canvasai.canvas.formats.picture.faces import Style

A3 = (1190.55, 841.89)


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle; `fill` or `stroke` may be "" for none."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    stroke: str = ""
    line: float = 0.0
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points, with round ends; `dash` gives the lengths of strokes and gaps."""

    points: tuple[tuple[float, float], ...]
    colour: str
    line: float
    dash: tuple[float, ...] = ()


class Hold(StrEnum):
    """What of a text stays where it is when it is shown in a font of another width."""

    START = "start"  # of its first letter, whichever way it runs
    END = "end"  # of its last letter
    BEFORE = "before"  # its distance from the text before it


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text.

    Attributes:
        x: of its left end, whichever way it runs.
        y: of its base line.
        width: as measured, from its left to its right end.
        style: how its letters look.
        rtl: whether it runs from right to left.
        hold: what stays in place in another font.
    """

    x: float
    y: float
    text: str
    size: float
    colour: str
    width: float
    style: Style = Style.REGULAR
    rtl: bool = False
    hold: Hold = Hold.START


Shape = Rect | Stroke | Text


@dataclass(frozen=True, slots=True)
class Part:
    """Shapes that belong together.

    Attributes:
        kind: what they are, such as "item" or "block".
        label: what they say to a reader who cannot see them, or "".
        shapes: in the order in which they are drawn.
        within: nothing of them is drawn outside; None for no such limit.
    """

    kind: str
    label: str
    shapes: tuple[Shape, ...]
    within: Rect | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page."""

    width: float
    height: float
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A canvas as pages, the canvas itself on the first.

    Attributes:
        title: the name of the canvas.
        text_size: of the items, in points.
        pages: at least one.
    """

    title: str
    text_size: float
    pages: tuple[Page, ...]
