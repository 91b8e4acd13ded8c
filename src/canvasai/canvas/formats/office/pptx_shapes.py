"""The slide, its text boxes and paragraphs, in python-pptx's terms. Lengths are points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from canvasai.canvas.formats.office.pptx_layout import HEIGHT, WIDTH
from canvasai.canvas.formats.office.text import is_rtl

if TYPE_CHECKING:
    from pptx.dml.color import RGBColor
    from pptx.presentation import Presentation
    from pptx.shapes.autoshape import Shape
    from pptx.slide import Slide
    from pptx.text.text import TextFrame, _Paragraph

_TITLE_ONLY = 5  # place of that layout in python-pptx's template
_FONT = b"Arial"  # every system has it, or one with the same widths


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look; the colour is RRGGBB."""

    text: str
    colour: str
    bold: bool = False


def new_slide() -> tuple[Presentation, Slide]:
    """Returns a presentation of 16:9 with one slide that has a title and nothing else."""
    from pptx import Presentation
    from pptx.util import Pt

    presentation = Presentation()
    narrow = presentation.slide_width or Pt(720)
    presentation.slide_width, presentation.slide_height = Pt(WIDTH), Pt(HEIGHT)
    _make_wide(presentation, Pt(WIDTH) / narrow)
    _leave_out(presentation)
    return presentation, presentation.slides.add_slide(presentation.slide_layouts[_TITLE_ONLY])


def add_box(
    slide: Slide,
    name: str,
    place: tuple[float, float, float, float],
    *,
    shape: Shape | None = None,
    inset: float = 0.0,
    outline: str = "",
    about: str = "",
) -> Shape:
    """Adds a text box, or puts a shape there that the slide has.

    Args:
        slide: where to.
        name: what PowerPoint's list of objects calls it.
        place: left, top, width, height.
        shape: the one to use, instead of a new one.
        inset: between edge and text.
        outline: colour of the line round it; "" for none.
        about: its alternative text.
    """
    from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
    from pptx.util import Pt

    left, top, wide, high = map(Pt, place)
    if shape is None:
        shape = slide.shapes.add_textbox(left, top, wide, high)
    shape.left, shape.top, shape.width, shape.height = left, top, wide, high
    shape.name = name
    if about:
        shape.element.nvSpPr.cNvPr.set("descr", about)
    if outline:
        shape.line.color.rgb = _colour(outline)
        shape.line.width = Pt(0.75)
    frame = shape.text_frame
    frame.word_wrap = True
    # So PowerPoint goes on to fit the text when somebody adds to it.
    frame.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Pt(inset)
    return shape


def add_paragraph(
    frame: TextFrame,
    runs: Sequence[Run],
    size: float,
    *,
    rtl: bool = False,
    right: bool = False,
    hanging: float = 0.0,
    before: float = 0.0,
) -> None:
    """Adds a paragraph; the first one takes the place of the empty one that each frame has.

    Args:
        frame: where to.
        runs: clean texts.
        size: of the text.
        rtl: whether it runs from right to left, and so begins at the right.
        right: whether it stands at the right although it does not.
        hanging: by which all lines but the first are set in.
        before: space above.
    """
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    first = frame.paragraphs[0]
    paragraph = _next(frame) if first.runs else first
    paragraph.alignment = PP_ALIGN.RIGHT if rtl or right else PP_ALIGN.LEFT
    paragraph.space_before, paragraph.space_after = Pt(before), Pt(0)
    properties = paragraph._p.get_or_add_pPr()
    properties.set("rtl", "1" if rtl else "0")
    if hanging:
        properties.set("marL", str(Pt(hanging)))
        properties.set("indent", str(-Pt(hanging)))
    for one in runs:
        run = paragraph.add_run()
        run.text = one.text
        run.font.size = Pt(size)
        run.font.bold = one.bold
        run.font.color.rgb = _colour(one.colour)


def write_notes(slide: Slide, lines: Iterable[str]) -> None:
    """Writes the speaker's notes, a paragraph for each clean line."""
    frame = slide.notes_slide.notes_text_frame
    if frame is None:
        raise ValueError("The notes have no place for text.")
    for number, line in enumerate(lines):
        paragraph = _next(frame) if number else frame.paragraphs[0]
        if line:
            paragraph.add_run().text = line
        if is_rtl(line):
            properties = paragraph._p.get_or_add_pPr()
            properties.set("rtl", "1")
            properties.set("algn", "r")


def _next(frame: TextFrame) -> _Paragraph:
    paragraph: _Paragraph = frame.add_paragraph()  # type: ignore[no-untyped-call]  # it has no type
    return paragraph


def _colour(text: str) -> RGBColor:
    from pptx.dml.color import RGBColor

    return RGBColor(*bytes.fromhex(text))  # type: ignore[no-untyped-call]  # it has no type


def _make_wide(presentation: Presentation, factor: float) -> None:
    """Stretches master and layouts, which the library has for 4:3 only."""
    from pptx.opc.constants import RELATIONSHIP_TYPE
    from pptx.oxml.ns import qn

    size = presentation.element.find(qn("p:sldSz"))
    if size is not None:
        size.attrib.pop("type", None)
    for master in presentation.slide_masters:
        for sheet in (master, *master.slide_layouts):
            for offset in sheet.element.iter(qn("a:off")):
                offset.set("x", str(round(int(offset.get("x")) * factor)))
            for extent in sheet.element.iter(qn("a:ext")):
                if extent.get("cx"):
                    extent.set("cx", str(round(int(extent.get("cx")) * factor)))
        theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
        theme.blob = theme.blob.replace(
            b'<a:latin typeface="Calibri"/>', b'<a:latin typeface="%b"/>' % _FONT
        )


def _leave_out(presentation: Presentation) -> None:
    """Drops the template's own preview and its printer."""
    from pptx.opc.constants import RELATIONSHIP_TYPE

    owners = (
        (presentation.part.package, RELATIONSHIP_TYPE.THUMBNAIL),
        (presentation.part, RELATIONSHIP_TYPE.PRINTER_SETTINGS),
    )
    for owner, kind in owners:
        for name, relation in list(owner._rels.items()):
            if relation.reltype == kind:
                owner._rels.pop(name)
