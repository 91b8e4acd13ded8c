"""From bytes to characters, for files that do not say which encoding they use."""

from __future__ import annotations

import codecs
import re

from canvasai.errors import SourceUnreadableError

# UTF-32 stands first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = (
    b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf", b"MZ\x90", b"SQLite format 3\x00",
)  # fmt: skip
_SAMPLE = 64 * 1024
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROLS = 0.02


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Decodes the bytes of a text file.

    Args:
        data: the whole file.
        name: of the file, for the error.

    Returns:
        The text, and a note when the encoding had to be guessed or bytes were lost (else "").

    Raises:
        SourceUnreadableError: the bytes are not text.
    """
    text, note = _decode(data, name)
    sample = text[:_SAMPLE]
    controls = len(_CONTROLS.findall(sample))
    if controls > 3 and controls > _MOST_CONTROLS * len(sample):
        raise _not_text(name)
    return text, note


def _decode(data: bytes, name: str) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lossy(data[len(mark) :], encoding)
    if data.startswith(_BINARY):
        raise _not_text(name)
    wide = _wide_encoding(data[:_SAMPLE])
    if wide:
        return _lossy(data, wide)
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", errors="replace")
    lost = text.count("\ufffd")
    # One cut character in a long UTF-8 file must not turn the whole of it into Latin letters.
    if 10 * lost < sum(1 for char in text if char > "\x7f"):
        return text, _lost_note(lost)
    return _guess(data)


def _lossy(data: bytes, encoding: str) -> tuple[str, str]:
    text = data.decode(encoding, errors="replace")
    lost = text.count("\ufffd")
    return text, _lost_note(lost) if lost else ""


def _lost_note(lost: int) -> str:
    return f"{lost} damaged character{'s were' if lost > 1 else ' was'} replaced."


def _wide_encoding(sample: bytes) -> str:
    """Tells UTF-16 without a mark: Western text has a zero in every second byte."""
    even, odd = sample[0::2], sample[1::2]
    if not odd:
        return ""
    even_zeros, odd_zeros = even.count(0) / len(even), odd.count(0) / len(odd)
    if odd_zeros > 0.4 and even_zeros < 0.05:
        return "utf-16-le"
    if even_zeros > 0.4 and odd_zeros < 0.05:
        return "utf-16-be"
    return ""


def _guess(data: bytes) -> tuple[str, str]:
    import charset_normalizer

    western = data.decode("cp1252", errors="replace")
    best = charset_normalizer.from_bytes(data[:_SAMPLE]).best()
    text, encoding = western, "Windows-1252"
    if best is not None and best.encoding not in ("ascii", "utf_8"):
        guessed = data.decode(best.encoding, errors="replace")
        # Several encodings often give the same text; the commonest of them is the one to name.
        if guessed != western and guessed.count("\ufffd") <= western.count("\ufffd"):
            text, encoding = guessed, best.encoding
    if "\ufffd" in text and encoding == "Windows-1252":
        text, encoding = data.decode("latin-1"), "Latin-1"
    return text, f"The file does not say its encoding; it was read as {encoding}."


def _not_text(name: str) -> SourceUnreadableError:
    return SourceUnreadableError(
        f"{name} is not a text file: it holds binary data.",
        "Give the file the ending of its real type.",
    )
