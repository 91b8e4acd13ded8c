"""Canvas to PDF: the canvas on one page A3 across, sources and long texts on pages after it."""

from __future__ import annotations

from collections.abc import Iterator

from canvasai.canvas.formats.picture.bidi import MIRRORED
from canvasai.canvas.formats.picture.faces import Face
from canvasai.canvas.formats.picture.layout import draw_canvas
from canvasai.canvas.formats.picture.pdf_file import PdfFile, add_font, written
from canvasai.canvas.formats.picture.shapes import Page, Part, Picture, Rect, Shape, Stroke, Text
from canvasai.canvas.formats.picture.shaping import Run, shape
from canvasai.canvas.model import Canvas

_ROUND = 0.5523  # where the handles of a quarter of a circle stand, in parts of its radius


def canvas_to_pdf(canvas: Canvas) -> bytes:
    """Returns the canvas as a PDF file, A3 across, with the fonts that it needs.

    The first page is the canvas; pages with its sources and long texts follow where there are
    many. The same canvas gives the same bytes.
    """
    return _Writer(draw_canvas(canvas)).written()


class _Writer:
    """Writes one picture."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._names: dict[Face, str] = {}
        self._glyphs: dict[Face, dict[int, str]] = {}

    def written(self) -> bytes:
        file = PdfFile()
        tree, resources = file.reserve(), file.reserve()
        pages = []
        for page in self._picture.pages:
            content = file.stream("\n".join(self._page(page)).encode("ascii"))
            pages.append(
                file.add(
                    f"<</Type/Page/Parent {tree} 0 R/MediaBox[0 0 {_n(page.width)} {_n(page.height)}]"
                    f"/Resources {resources} 0 R/Contents {content} 0 R>>"
                )
            )
        kids = " ".join(f"{page} 0 R" for page in pages)
        file.put(tree, f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>")
        fonts = "".join(
            f"/{name} {add_font(file, face, self._glyphs[face])} 0 R"
            for face, name in self._names.items()
        )
        file.put(resources, f"<</Font<<{fonts}>>>>")
        root = file.add(
            f"<</Type/Catalog/Pages {tree} 0 R/ViewerPreferences<</DisplayDocTitle true>>>>"
        )
        title = written(self._picture.title)
        info = file.add(f"<</Title {title}/Producer(CanvasAI)>>")
        return file.written(root, info)

    def _page(self, page: Page) -> Iterator[str]:
        # Our y grows downwards, that of PDF upwards.
        self._high = page.height
        yield "1 J 1 j"
        for part in page.parts:
            yield from self._part(part)

    def _part(self, part: Part) -> Iterator[str]:
        if part.within is not None:
            yield f"q {self._box(part.within)} re W n"
        for one in part.shapes:
            yield from self._shape(one)
        if part.within is not None:
            yield "Q"

    def _shape(self, one: Shape) -> Iterator[str]:
        match one:
            case Rect():
                yield from self._rect(one)
            case Stroke(points, colour, line, dash):
                first, *others = [f"{_n(x)} {_n(self._high - y)}" for x, y in points]
                way = " ".join([f"{first} m", *(f"{point} l" for point in others)])
                dashes = f"[{' '.join(map(_n, dash))}] 0 d"
                yield f"{_colour(colour)} RG {_n(line)} w {dashes} {way} S"
            case Text():
                yield from self._text(one)

    def _rect(self, rect: Rect) -> Iterator[str]:
        if rect.fill:
            yield f"{_colour(rect.fill)} rg"
        if rect.stroke:
            yield f"{_colour(rect.stroke)} RG {_n(rect.line)} w [] 0 d"
        paint = "B" if rect.fill and rect.stroke else "f" if rect.fill else "S"
        yield f"{self._rounded(rect) if rect.radius else self._box(rect) + ' re'} {paint}"

    def _box(self, rect: Rect) -> str:
        bottom = self._high - rect.y - rect.height
        return f"{_n(rect.x)} {_n(bottom)} {_n(rect.width)} {_n(rect.height)}"

    def _rounded(self, rect: Rect) -> str:
        r = min(rect.radius, rect.width / 2, rect.height / 2)
        left, right = rect.x, rect.x + rect.width
        up, down = self._high - rect.y, self._high - rect.y - rect.height
        k = r * (1 - _ROUND)
        curves = (
            (right - k, down, right, down + k, right, down + r),
            (right, up - k, right - k, up, right - r, up),
            (left + k, up, left, up - k, left, up - r),
            (left, down + k, left + k, down, left + r, down),
        )
        starts = ((right - r, down), (right, up - r), (left + r, up), (left, down + r))
        way = [f"{_n(left + r)} {_n(down)} m"]
        for (x, y), curve in zip(starts, curves, strict=True):
            way.append(f"{_n(x)} {_n(y)} l {' '.join(map(_n, curve))} c")
        return " ".join([*way, "h"])

    def _text(self, text: Text) -> Iterator[str]:
        runs = shape(text.text, text.style, text.rtl)
        # What runs from right to left readers put in order themselves, from where it stands, and
        # would turn round a second time if it were told.
        told = not any(run.rtl for run in runs)
        if told:
            yield f"/Span<</ActualText {written(text.text)}>>BDC"
        yield f"BT {_colour(text.colour)} rg"
        x = text.x
        for run in runs:
            name = self._names.setdefault(run.face, f"F{len(self._names) + 1}")
            yield f"/{name} {_n(text.size)} Tf 1 0 0 1 {_n(x)} {_n(self._high - text.y)} Tm"
            yield from self._run(run, text.size)
            x += sum(glyph.advance for glyph in run.glyphs) * text.size
        yield "ET EMC" if told else "ET"

    def _run(self, run: Run, size: float) -> Iterator[str]:
        """The glyphs of a run, moved where the font does not put them of itself (9.4.3)."""
        known = self._glyphs.setdefault(run.face, {})
        shown: list[str] = []
        rise = moved = 0.0
        for glyph in run.glyphs:
            text = glyph.text.translate(MIRRORED) if run.rtl else glyph.text
            known[glyph.number] = known.get(glyph.number) or text
            if abs(glyph.up - rise) > 1e-6:
                if shown:
                    yield f"[{''.join(shown)}] TJ"
                    shown = []
                rise = glyph.up
                yield f"{_n(rise * size)} Ts"
            before = moved - glyph.right * 1000
            if abs(before) > 0.5:
                shown.append(f"{before:.0f}")
            shown.append(f"<{glyph.number:04X}>")
            own = round(run.face.font.get_glyph_h_advance(glyph.number) * 1000 / run.face.units)
            moved = own + glyph.right * 1000 - glyph.advance * 1000
        if shown:
            yield f"[{''.join(shown)}] TJ"
        if rise:
            yield "0 Ts"


def _colour(colour: str) -> str:
    return " ".join(_n(int(colour[n : n + 2], 16) / 255, 3) for n in (1, 3, 5))


def _n(number: float, places: int = 2) -> str:
    return f"{number:.{places}f}".rstrip("0").rstrip(".") or "0"
