"""Canvas to PNG: its first page, and below it the pages of sources and long texts."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from canvasai.canvas.formats.picture.pdf import canvas_to_pdf
from canvasai.canvas.model import Canvas
from canvasai.errors import ConfigError

if TYPE_CHECKING:
    from PIL.Image import Image

_LEAST, _MOST = 36, 600
_POINTS = 72  # in an inch
_BETWEEN = 12  # pages, in points
# Dots of a picture; pages that would go beyond are left to the PDF.
_MOST_DOTS = 120_000_000
_GROUND = "#e5e7eb"


def canvas_to_png(canvas: Canvas, dpi: int = 150) -> bytes:
    """Returns the canvas as a PNG picture: A3 across, and taller where sources and long texts follow below.

    Args:
        canvas: what to draw.
        dpi: dots in an inch of A3, from 36 to 600; 150 gives 2481 by 1754.

    Raises:
        ConfigError: `dpi` is out of these bounds.
    """
    if not _LEAST <= dpi <= _MOST:
        raise ConfigError(
            f"A picture cannot have {dpi} dots in an inch.",
            f"Choose a number from {_LEAST} to {_MOST}.",
        )
    import pypdfium2  # type: ignore[import-untyped]

    document = pypdfium2.PdfDocument(canvas_to_pdf(canvas))
    try:
        pages = []
        for page in document:
            pages.append(page.render(scale=dpi / _POINTS).to_pil().convert("RGB"))
            if (len(pages) + 1) * pages[0].width * pages[0].height > _MOST_DOTS:
                break
    finally:
        document.close()
    out = io.BytesIO()
    _stacked(pages, round(_BETWEEN * dpi / _POINTS)).save(out, "PNG", dpi=(dpi, dpi), optimize=True)
    return out.getvalue()


def _stacked(pages: Sequence[Image], between: int) -> Image:
    """The pages one below the other; of the last, what is white below its last line is cut off."""
    from PIL import Image, ImageOps

    if len(pages) == 1:
        return pages[0]
    last = pages[-1]
    used = ImageOps.invert(last.convert("L")).getbbox()
    low = min(last.height, (used[3] if used else 0) + 2 * between)
    pages = [*pages[:-1], last.crop((0, 0, last.width, low))]
    high = sum(page.height for page in pages) + between * (len(pages) - 1)
    whole = Image.new("RGB", (pages[0].width, high), _GROUND)
    top = 0
    for page in pages:
        whole.paste(page, (0, top))
        top += page.height + between
    return whole
