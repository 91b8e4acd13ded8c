"""Canvas to PNG: its first page, without the pages of sources after it."""

from __future__ import annotations

import io

from canvasai.canvas.formats.picture.pdf import canvas_to_pdf
from canvasai.canvas.model import Canvas
from canvasai.errors import ConfigError

_LEAST, _MOST = 36, 600
_POINTS = 72  # in an inch


def canvas_to_png(canvas: Canvas, dpi: int = 150) -> bytes:
    """Returns the canvas as a PNG picture; sources that stand on pages of their own are not in it.

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
        picture = document[0].render(scale=dpi / _POINTS).to_pil()
    finally:
        document.close()
    out = io.BytesIO()
    picture.save(out, "PNG", dpi=(dpi, dpi), optimize=True)
    return out.getvalue()
