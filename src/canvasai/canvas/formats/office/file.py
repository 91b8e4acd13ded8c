"""What slides and documents have in common as files: their properties, and the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from canvasai.canvas.formats.office.text import clean, shortened
from canvasai.canvas.model import Canvas

if TYPE_CHECKING:
    from docx.opc.coreprops import CoreProperties as DocumentProperties
    from pptx.parts.coreprops import CorePropertiesPart as SlideProperties

_LONGEST = 255  # characters that the libraries take for a property
_EARLIEST = datetime(1980, 1, 1)  # what a zip archive can hold


def describe(properties: DocumentProperties | SlideProperties, canvas: Canvas) -> None:
    """Sets title, dates and what else the canvas knows of itself."""
    properties.title = _property(canvas.name) or "Business Model Canvas"
    properties.subject = "Business Model Canvas"
    properties.author = properties.last_modified_by = "CanvasAI"
    properties.comments = _property(canvas.metadata.tagline)
    properties.category = _property(canvas.metadata.category)
    properties.content_status = _property(canvas.metadata.status)
    properties.keywords = ""
    properties.revision = 1
    properties.created = properties.modified = _time(canvas.created)


def repacked(package: bytes) -> bytes:
    """Returns a zip archive with the same parts in the same order, all dated 1980-01-01."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as before,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            part = zipfile.ZipInfo(name)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 0
            after.writestr(part, before.read(name))
    return target.getvalue()


def _property(text: str) -> str:
    # Cutting may add marks that end a direction.
    return shortened(clean(text), _LONGEST - 55)[:_LONGEST]


def _time(text: str) -> datetime:
    """The time in UTC without its zone; a fixed one where the text is none that a file can hold."""
    try:
        found = datetime.fromisoformat(text)
        if found.tzinfo is not None:
            found = found.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return _EARLIEST
    return max(found.replace(microsecond=0), _EARLIEST)
