"""Office files as packages: what is checked before any of their parts is parsed."""

from __future__ import annotations

import io
import zipfile
import zlib

from canvasai.errors import SourceTooLargeError, SourceUnreadableError
from canvasai.settings import MIB, Settings

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BLOCK = MIB
_SAFE_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".bin")


def check_package(data: bytes, name: str, main: str, settings: Settings) -> None:
    """Checks that the file is an Office package that can be unpacked without harm.

    Args:
        data: the whole file.
        name: of the file, for the error.
        main: the folder that the package must hold: "word", "ppt" or "xl".
        settings: for `max_unpacked_bytes`.

    Raises:
        SourceUnreadableError: it is locked, damaged, of another type, or defines entities.
        SourceTooLargeError: it would unpack to more than the settings allow.
    """
    if data.startswith(_OLE):
        raise SourceUnreadableError(
            f"{name} is password-protected or in an old Office format.",
            "Remove the password, or save it in the current format.",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.infolist()
            unpacked = sum(member.file_size for member in members)
            if unpacked > settings.max_unpacked_bytes:
                raise SourceTooLargeError(
                    f"{name} unpacks to {unpacked / MIB:.1f} MiB; "
                    f"the limit is {settings.max_unpacked_bytes / MIB:.1f} MiB.",
                    "Split the file, or raise CANVASAI_MAX_UNPACKED_BYTES.",
                )
            if not any(member.filename.startswith(f"{main}/") for member in members):
                raise SourceUnreadableError(
                    f"{name} is not what its ending says.",
                    "Give the file the ending of its real type.",
                )
            for member in members:
                if not member.filename.lower().endswith(_SAFE_ENDINGS):
                    _check_member(package, member, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise SourceUnreadableError(
            f"{name} is damaged, or not what its ending says ({type(error).__name__}).",
            "Open it in the program that made it and save it again.",
        ) from None
    except RuntimeError:  # zipfile's error for a member with a password
        raise SourceUnreadableError(
            f"{name} is password-protected.", "Remove the password."
        ) from None


def _check_member(package: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> None:
    """Reads a part to its end, which checks its declared size, and refuses definitions.

    Office never writes a DOCTYPE, and entities unpack to any size, so no parser gets to see one.
    """
    rest = b""
    with package.open(member) as stream:
        while block := stream.read(_BLOCK):
            # Without zeros, the parts in UTF-16 look like the others.
            text = rest + block.replace(b"\x00", b"")
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                raise SourceUnreadableError(
                    f"{name} defines XML entities, which no Office program writes.",
                    "Do not trust this file; ask for a new one.",
                )
            rest = text[-16:]
