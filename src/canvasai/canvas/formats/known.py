"""Which formats there are: their endings, and what reads and writes them. Each is loaded when needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from canvasai.canvas.formats.reading import Reading
from canvasai.canvas.model import Canvas
from canvasai.errors import ConfigError, FormatError

# A file that holds what BMML cannot lies beside it under this further ending.
SIDE_ENDING = ".side.json"
# No canvas is larger; what is cannot be one.
MOST_BYTES = 10_000_000


@dataclass(frozen=True, slots=True)
class Format:
    """A format of canvas files.

    Attributes:
        name: as one says it to `--to` and `--from`.
        endings: of its files, lower case with the dot; the first one is given to new files.
        read: text, the file's name and the text of the side file → what was read; None if only written.
        write: the file's content; None if only read.
        side: what the side file holds, or None where nothing is lost; None if there is no side file.
    """

    name: str
    endings: tuple[str, ...]
    read: Callable[[str, str, str | None], Reading] | None = None
    write: Callable[[Canvas], bytes] | None = None
    side: Callable[[Canvas], str | None] | None = None


def _read_json(text: str, name: str, side: str | None) -> Reading:
    from canvasai.canvas.formats.json_format import canvas_from_json

    return Reading(canvas_from_json(text, name))


def _write_json(canvas: Canvas) -> bytes:
    from canvasai.canvas.formats.json_format import canvas_to_json

    return canvas_to_json(canvas).encode()


def _read_markdown(text: str, name: str, side: str | None) -> Reading:
    from canvasai.canvas.formats.markdown.read import canvas_from_markdown

    return canvas_from_markdown(text, name)


def _write_markdown(canvas: Canvas) -> bytes:
    from canvasai.canvas.formats.markdown.write import canvas_to_markdown

    return canvas_to_markdown(canvas).encode()


def _read_bmml(text: str, name: str, side: str | None) -> Reading:
    from canvasai.canvas.formats.bmml.file import canvas_from_bmml

    return canvas_from_bmml(text, name, side)


def _write_bmml(canvas: Canvas) -> bytes:
    from canvasai.canvas.formats.bmml.file import canvas_to_bmml

    return canvas_to_bmml(canvas).encode()


def _side_of_bmml(canvas: Canvas) -> str | None:
    from canvasai.canvas.formats.bmml.file import bmml_side

    return bmml_side(canvas)


def _read_csv(text: str, name: str, side: str | None) -> Reading:
    from canvasai.canvas.formats.csv.write import canvas_from_csv

    return canvas_from_csv(text, name)


def _write_csv(canvas: Canvas) -> bytes:
    from canvasai.canvas.formats.csv.write import canvas_to_csv

    return canvas_to_csv(canvas).encode("utf-8-sig")  # spreadsheets take it for UTF-8 by its mark


def _write_svg(canvas: Canvas) -> bytes:
    from canvasai.canvas.formats.picture.svg import canvas_to_svg

    return canvas_to_svg(canvas).encode()


def _write_pdf(canvas: Canvas) -> bytes:
    from canvasai.canvas.formats.picture.pdf import canvas_to_pdf

    return canvas_to_pdf(canvas)


def _write_png(canvas: Canvas) -> bytes:
    from canvasai.canvas.formats.picture.png import canvas_to_png

    return canvas_to_png(canvas)


def _write_pptx(canvas: Canvas) -> bytes:
    from canvasai.canvas.formats.office.pptx import canvas_to_pptx

    return canvas_to_pptx(canvas)


def _write_docx(canvas: Canvas) -> bytes:
    from canvasai.canvas.formats.office.docx import canvas_to_docx

    return canvas_to_docx(canvas)


FORMATS = (
    Format("json", (".json",), _read_json, _write_json),
    Format("markdown", (".md", ".markdown"), _read_markdown, _write_markdown),
    Format("bmml", (".bmml", ".yaml", ".yml"), _read_bmml, _write_bmml, _side_of_bmml),
    Format("csv", (".csv", ".tsv"), _read_csv, _write_csv),
    Format("svg", (".svg",), write=_write_svg),
    Format("pdf", (".pdf",), write=_write_pdf),
    Format("png", (".png",), write=_write_png),
    Format("pptx", (".pptx",), write=_write_pptx),
    Format("docx", (".docx",), write=_write_docx),
)


def named(name: str) -> Format:
    """Returns a format by its name or an ending.

    Raises:
        ConfigError: there is none such.
    """
    asked = name.strip().lower().lstrip(".")
    for one in FORMATS:
        if asked == one.name or f".{asked}" in one.endings:
            return one
    raise ConfigError(
        f"There is no format {name!r}.", f"Known: {', '.join(one.name for one in FORMATS)}."
    )


def of_file(name: str) -> Format | None:
    """Returns the format of a file by its ending, or None."""
    ending = PurePath(name).suffix.lower()
    return next((one for one in FORMATS if ending in one.endings), None)


def text_of(content: bytes, name: str) -> str:
    """Returns the content of a canvas file as text.

    Raises:
        FormatError: it is too large, or no text.
    """
    if len(content) > MOST_BYTES:
        raise FormatError(
            f"{name} is too large: a canvas has at most {MOST_BYTES / 1e6:.0f} MB.",
            "Take out what is no canvas, or add the file as a source.",
        )
    if b"\0" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FormatError(f"{name} is no text file.", "Name a canvas file, or export it as text.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(content).best()
        if best is None:
            raise FormatError(f"{name} is no text file.", "Save it as UTF-8.") from None
        return str(best)
