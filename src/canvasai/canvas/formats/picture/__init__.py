"""The canvas as a picture that people know, on one page A3 across: SVG, PDF and PNG."""

from canvasai.canvas.formats.picture.pdf import canvas_to_pdf
from canvasai.canvas.formats.picture.png import canvas_to_png
from canvasai.canvas.formats.picture.svg import canvas_to_svg

__all__ = ["canvas_to_pdf", "canvas_to_png", "canvas_to_svg"]
