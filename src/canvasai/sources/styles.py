"""What CSS says about whether a reader sees a text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

Declarations = Mapping[str, str]
Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
# Properties that can hide a text, or tell that it shows.
RELEVANT = frozenset(
    [
        "display",
        "visibility",
        "opacity",
        "font-size",
        "font",
        "color",
        "background",
        "background-color",
        "background-image",
        "position",
        "left",
        "top",
        "right",
        "text-indent",
        "clip",
        "clip-path",
        "filter",
        "transform",
        "margin-left",
        "margin-top",
        "width",
        "height",
        "max-width",
        "max-height",
        "overflow",
    ]
)
_LENGTH = re.compile(r"(-?\d*\.?\d+)([a-z%]*)")
_NO_LENGTH = re.compile(r"0(\.0*)?([a-z%]*)")
_FAR = -999.0
_UNREADABLE = 1.1
_PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0}


def declarations(style: str) -> dict[str, str]:
    """Parses `color: red; …`; the key "!color" stands beside "color" when it is important."""
    import tinycss2  # type: ignore[import-untyped]

    found: dict[str, str] = {}
    for node in tinycss2.parse_declaration_list(style, skip_comments=True, skip_whitespace=True):
        if node.type == "declaration" and node.lower_name in RELEVANT:
            value = tinycss2.serialize(node.value).strip().lower()
            mark = {f"!{node.lower_name}": value} if node.important else {}
            add(found, {node.lower_name: value, **mark})
    return found


def add(style: dict[str, str], later: Declarations) -> None:
    """Adds later declarations: they win, except over important ones."""
    for name, value in later.items():
        if f"!{name}" not in style or f"!{name}" in later:
            style[name] = value


def hides(style: Declarations) -> bool:
    """Tells whether the declarations take an element and all that it holds out of sight."""
    if style.get("display") == "none" or style.get("visibility") in ("hidden", "collapse"):
        return True
    opacity = style.get("opacity", "")
    if opacity and (_pixels(opacity.rstrip("%")) or 0.0) < 0.01 and _LENGTH.fullmatch(opacity):
        return True
    placed = style.get("position") in ("absolute", "fixed")
    if placed and any(_is_far(style.get(side, "")) for side in ("left", "top", "right")):
        return True
    if any(_is_far(style.get(name, "")) for name in ("text-indent", "margin-left", "margin-top")):
        return True
    if re.search(r"scale[xy]?\(\s*0(?:\.0*)?\s*[,)]", style.get("transform", "")):
        return True
    if re.search(r"opacity\(\s*0(?:\.0*)?%?\s*\)", style.get("filter", "")):
        return True
    clip = re.sub(r"[\s,]+", " ", style.get("clip", ""))
    if re.fullmatch(r"rect\( ?([01](px)? ?){4}\)", clip):
        return True
    if re.fullmatch(r"inset\((50|100)%\)|circle\(0(px|%)?\)", style.get("clip-path", "")):
        return True
    return style.get("overflow") in ("hidden", "clip") and any(
        _NO_LENGTH.fullmatch(style.get(prefix + side, "x"))
        for prefix in ("", "max-")
        for side in ("width", "height")
    )


def font_size(style: Declarations) -> Literal["none", "some", ""]:
    """Returns "none" for letters too small to see, "some" for others, "" when not set."""
    value = style.get("font-size", "")
    if not value:
        # "font: 0/0 a" is the short form.
        short = re.search(r"(?:^|\s)(-?\d*\.?\d+[a-z%]*)(?:/|\s)", style.get("font", ""))
        value = short.group(1) if short else ""
    if not value:
        return ""
    if _NO_LENGTH.fullmatch(value):
        return "none"
    unit = _LENGTH.fullmatch(value)
    if unit and unit.group(2) in ("px", "pt") and (_pixels(value) or 0.0) <= 1.0:
        return "none"
    return "some"


def text_colour(style: Declarations) -> Colour | Literal["none"] | None:
    """Returns the colour of the text, "none" when it is transparent, None when not known."""
    return _colour(style.get("color", ""))


def background(style: Declarations) -> Colour | Literal["unknown"] | None:
    """Returns the colour behind the text, "unknown" for images, None when not set."""
    value = style.get("background-color") or style.get("background") or ""
    image = style.get("background-image", "none")
    if "(" in value.replace("rgb(", "") or image not in ("none", ""):
        return "unknown"
    for word in re.findall(r"rgb\([^)]*\)|\S+", value):
        colour = _colour(word)
        if colour and colour != "none":
            return colour
    return None if value in ("", "none", "transparent", "inherit", "initial") else "unknown"


def cannot_be_told_apart(one: Colour, other: Colour) -> bool:
    """Whether text of one colour cannot be read on the other.

    The contrast ratio of WCAG 2.2; its lowest demand is 3, here only what nobody can read counts.
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05) < _UNREADABLE


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def named_colour(value: str) -> Colour | None:
    """Parses the value of an old attribute such as `bgcolor`."""
    colour = _colour(value.strip().lower())
    return None if colour == "none" else colour


def _colour(value: str) -> Colour | Literal["none"] | None:
    from tinycss2.color3 import RGBA, parse_color  # type: ignore[import-untyped]

    # The parser knows the older form with commas only: "hsl(0 0% 100%)" is written anew.
    if match := re.fullmatch(r"(rgb|hsl)a?\(([^,/]+)(?:/[^)]*)?\)", value):
        value = f"{match[1]}({','.join(match[2].split())})"
    parsed = parse_color(value) if value else None
    if not isinstance(parsed, RGBA):
        return None
    if parsed.alpha < 0.01:
        return "none"
    return (round(parsed.red * 255), round(parsed.green * 255), round(parsed.blue * 255))


def _pixels(value: str) -> float | None:
    match = _LENGTH.fullmatch(value)
    if not match or match.group(2) not in _PIXELS:
        return None
    return float(match.group(1)) * _PIXELS[match.group(2)]


def _is_far(value: str) -> bool:
    pixels = _pixels(value)
    return (pixels is not None and pixels <= _FAR) or bool(
        re.fullmatch(r"-[1-9]\d{2,}(?:\.\d+)?(?:%|v[wh])", value)
    )
