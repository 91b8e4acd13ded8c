"""Canvas to SVG: real text in a font that the file carries, no scripts, nothing from outside."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from canvasai.canvas.formats.picture.carried import subset_of
from canvasai.canvas.formats.picture.faces import Face, Style, main_face
from canvasai.canvas.formats.picture.layout import draw_canvas
from canvasai.canvas.formats.picture.shapes import (
    Hold,
    Page,
    Part,
    Picture,
    Rect,
    Shape,
    Stroke,
    Text,
)
from canvasai.canvas.formats.picture.shaping import SOFT_HYPHEN, shape
from canvasai.canvas.formats.picture.surround import MARGIN
from canvasai.canvas.model import Canvas

# A programme that does not read the font in the file takes one of about the same width.
_FAMILY = (
    "'FiraGO canvas', FiraGO, 'Fira Sans', 'Segoe UI', Roboto, 'Helvetica Neue', Arial, "
    "'Liberation Sans', 'Noto Sans', 'DejaVu Sans Condensed', sans-serif"
)
_BETWEEN = 12.0  # pages, in points


def canvas_to_svg(canvas: Canvas) -> str:
    """Returns the canvas as SVG: A3 across, and taller where sources and long texts follow below.

    The canvas itself is the uppermost 841.89 points. Texts are text, each line an element of its
    own; each item is a group whose title is its whole text.
    """
    picture = draw_canvas(canvas)
    return "".join(_svg(picture))


def _svg(picture: Picture) -> Iterator[str]:
    across = picture.pages[0].width
    heights = [page.height for page in picture.pages]
    if len(heights) > 1:
        heights[-1] = _lowest(picture.pages[-1]) + MARGIN
    high = sum(heights) + _BETWEEN * (len(heights) - 1)
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(across)}pt" height="{_n(high)}pt" '
        f'viewBox="0 0 {_n(across)} {_n(high)}" font-family={quoteattr(_FAMILY)} '
        'stroke-linecap="round" stroke-linejoin="round" role="img">\n'
        f"<title>{escape(picture.title)}</title>\n<style>{_fonts(picture)}</style>\n"
    )
    clips: dict[Rect, str] = {}
    top = 0.0
    body = []
    for page, height in zip(picture.pages, heights, strict=True):
        body.append(f'<g class="page" transform="translate(0 {_n(top)})">\n')
        body += _page(page, height, clips)
        body.append("</g>\n")
        top += height + _BETWEEN
    yield "<defs>\n"
    for area, name in clips.items():
        yield f'<clipPath id="{name}">{_rect(area, "")}</clipPath>\n'
    yield "</defs>\n"
    yield from body
    yield "</svg>\n"


def _page(page: Page, height: float, clips: dict[Rect, str]) -> Iterator[str]:
    yield _rect(Rect(0, 0, page.width, height), ' fill="#ffffff"') + "\n"
    for part in page.parts:
        yield from _part(part, clips)


def _lowest(page: Page) -> float:
    """The base line of the last text on a page; what is below is white."""
    texts = [one for part in page.parts for one in part.shapes if isinstance(one, Text)]
    return max(text.y for text in texts)


def _part(part: Part, clips: dict[Rect, str]) -> Iterator[str]:
    clip = ""
    if part.within is not None:
        name = clips.setdefault(part.within, f"block-{len(clips) + 1}")
        clip = f' clip-path="url(#{name})"'
    yield f"<g class={quoteattr(part.kind)}{clip}>\n"
    if part.label:
        yield f"<title>{escape(part.label)}</title>\n"
    shapes = list(part.shapes)
    while shapes:
        one = shapes.pop(0)
        after = shapes[0] if shapes else None
        if isinstance(one, Text) and isinstance(after, Text) and after.hold is Hold.BEFORE:
            yield _text(one, after) + "\n"
            shapes.pop(0)
        else:
            yield _shape(one) + "\n"
    yield "</g>\n"


def _shape(shape: Shape) -> str:
    match shape:
        case Rect(_, _, _, _, fill, stroke, line, radius):
            look = f' fill="{fill or "none"}"'
            if stroke:
                look += f' stroke="{stroke}" stroke-width="{_n(line)}"'
            if radius:
                look += f' rx="{_n(radius)}"'
            return _rect(shape, look)
        case Stroke(points, colour, line, dash):
            way = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
            dashes = f' stroke-dasharray="{" ".join(map(_n, dash))}"' if dash else ""
            return (
                f'<polyline points="{way}" fill="none" stroke="{colour}" '
                f'stroke-width="{_n(line)}"{dashes}/>'
            )
        case Text():
            return _text(shape)


def _rect(area: Rect, look: str) -> str:
    return (
        f'<rect x="{_n(area.x)}" y="{_n(area.y)}" width="{_n(area.width)}" '
        f'height="{_n(area.height)}"{look}/>'
    )


def _text(text: Text, after: Text | None = None) -> str:
    """A text as an element, with what follows it at a distance, such as the numbers of sources."""
    look = ""
    if text.style is Style.BOLD:
        look = ' font-weight="700"'
    elif text.style is Style.ITALIC:
        look = ' font-style="italic"'
    if text.rtl:
        look += ' direction="rtl"'
    if text.hold is Hold.END:
        look += ' text-anchor="end"'
    # An element begins where its text begins, unless it is held at its end.
    right = text.rtl is not (text.hold is Hold.END)
    x = text.x + (text.width if right else 0.0)
    return (
        f'<text x="{_n(x)}" y="{_n(text.y)}" font-size="{_n(text.size)}" '
        f'fill="{text.colour}"{look}>{_told(text)}{_after(after)}</text>'
    )


def _after(text: Text | None) -> str:
    if text is None:
        return ""
    # The mark keeps the brackets on their side of a last word that runs the other way.
    mark = "\u200f" if text.rtl else "\u200e"
    return (
        f'<tspan font-size="{_n(text.size)}" font-style="normal" fill="{text.colour}">'
        f"{mark}\u00a0{_told(text)}</tspan>"
    )


def _told(text: Text) -> str:
    return escape(text.text.replace(SOFT_HYPHEN, "-"))


def _fonts(picture: Picture) -> str:
    """The letters that the picture uses, as fonts within the file."""
    used: dict[tuple[Face, Style], set[str]] = {}
    for page in picture.pages:
        for part in page.parts:
            for one in part.shapes:
                if isinstance(one, Text):
                    for run in shape(one.text, one.style, one.rtl):
                        chars = used.setdefault((run.face, one.style), set())
                        chars.update(*(glyph.text for glyph in run.glyphs))
    rules = []
    for (face, style), chars in used.items():
        letters = sorted({*"".join(chars), "\u00a0"})
        font = base64.b64encode(subset_of(face, "".join(letters))).decode()
        only = f";unicode-range:{_ranges(letters)}" if face is not main_face(style) else ""
        weight = "700" if style is Style.BOLD else "400"
        slant = "italic" if style is Style.ITALIC else "normal"
        rules.append(
            f"@font-face{{font-family:'FiraGO canvas';font-weight:{weight};font-style:{slant};"
            f"src:url(data:font/sfnt;base64,{font}){only}}}"
        )
    return "\n".join(rules)


def _ranges(letters: list[str]) -> str:
    return ",".join(f"U+{ord(letter):X}" for letter in letters if not letter.isspace())


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
