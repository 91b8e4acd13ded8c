"""How the status of an item looks: a sign, a bar beside it and a colour, each of which tells it alone."""

from __future__ import annotations

from dataclasses import dataclass

from canvasai.canvas.formats.picture.faces import Style
from canvasai.canvas.formats.picture.shapes import Rect, Shape, Stroke, Text
from canvasai.canvas.formats.picture.shaping import width
from canvasai.canvas.model import Horizon, Item, Status

INK = "#1f2933"
QUIET = "#616e7c"
FRAME = "#3e4c59"
PLANNED = "#3d4fa3"


@dataclass(frozen=True, slots=True)
class Look:
    """How the items of one status look.

    Attributes:
        words: what the legend says.
        colour: of sign and bar.
        ground: of the card behind.
    """

    words: str
    colour: str
    ground: str


LOOKS: dict[Status, Look] = {
    Status.SUPPORTED: Look("Supported by a source", "#19734f", "#eff7f3"),
    Status.ASSUMPTION: Look("Assumption, to be tested", "#9a5b00", "#fff6e5"),
    Status.CONTRADICTED: Look("Contradicted: sources disagree", "#b3261e", "#fdeeec"),
    Status.UNCHECKED: Look("Not checked", "#52606d", "#f3f5f7"),
}
PLANNED_WORDS = "Planned, in italics"


def status_words(item: Item) -> str:
    """Returns the status of an item in words, such as "assumption, planned"."""
    planned = ", planned" if item.horizon is Horizon.PLANNED else ""
    return f"{item.status}{planned}"


def sign(status: Status, x: float, y: float, size: float) -> list[Shape]:
    """Returns the sign of a status.

    Args:
        status: which.
        x, y: the middle of the sign.
        size: of the text that it stands beside, in points.
    """
    colour, line = LOOKS[status].colour, size * 0.13
    half = size * 0.32
    if status is Status.SUPPORTED:
        points = ((x - half, y), (x - half * 0.25, y + half * 0.75), (x + half, y - half * 0.8))
        return [Stroke(points, colour, line)]
    if status is Status.ASSUMPTION:
        length = width("?", Style.BOLD) * size
        return [Text(x - length / 2, y + size * 0.34, "?", size, colour, length, Style.BOLD)]
    if status is Status.CONTRADICTED:
        upper, lower = y - half * 0.35, y + half * 0.35
        return [
            Stroke(((x - half, upper), (x + half, upper)), colour, line),
            Stroke(((x - half, lower), (x + half, lower)), colour, line),
            Stroke(((x - half * 0.45, y + half), (x + half * 0.45, y - half)), colour, line),
        ]
    side = half * 1.6
    return [Rect(x - side / 2, y - side / 2, side, side, "", colour, line * 0.85, side / 2)]


def arrow(x: float, y: float, size: float, rtl: bool) -> list[Shape]:
    """Returns the sign of a planned item, an arrow that points the way the text runs."""
    way = -1 if rtl else 1
    half, line = size * 0.38 * way, size * 0.12
    tip = x + half
    back = half * 0.6
    return [
        Stroke(((x - half, y), (tip, y)), PLANNED, line),
        Stroke(((tip - back, y - abs(back)), (tip, y), (tip - back, y + abs(back))), PLANNED, line),
    ]


def bar(status: Status, x: float, top: float, bottom: float, size: float) -> list[Shape]:
    """Returns the bar at the side of an item: whole, dashed, double or dotted.

    Args:
        status: which.
        x: its middle.
        top, bottom: where it begins and ends.
        size: of the text, in points.
    """
    colour, line = LOOKS[status].colour, size * 0.2
    inset = line / 2
    up, down = top + inset, max(top + inset, bottom - inset)
    if status is Status.CONTRADICTED:
        thin = line * 0.5
        return [
            Stroke(((x + side, up), (x + side, down)), colour, thin)
            for side in (-line * 0.6, line * 0.6)
        ]
    dash: tuple[float, ...] = ()
    if status is Status.ASSUMPTION:
        dash = (size * 0.35, size * 0.42)
    elif status is Status.UNCHECKED:
        dash = (0.01, size * 0.36)
    return [Stroke(((x, up), (x, down)), colour, line, dash)]
