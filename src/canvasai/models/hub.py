"""Model files from Hugging Face."""

from __future__ import annotations

import logging
import os
import shutil
import socket
import threading
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from canvasai.models.files import ModelFile, ModelFiles, PlaceError, Progress
from canvasai.settings import Settings

_TRUE = {"1", "ON", "YES", "TRUE"}
_PORTS = {"http": 80, "https": 443}


def fetch(
    model: ModelFiles,
    missing: Sequence[ModelFile],
    folder: Path,
    settings: Settings,
    progress: Progress,
) -> None:
    """Downloads files into `folder`, each under its own name; what was cut off goes on.

    Raises:
        PlaceError: Hugging Face is switched off, out of reach, or does not give a file.
        OSError: the disk does not take it.
    """
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
        if os.environ.get(name, "").upper() in _TRUE:
            raise PlaceError(f"switched off by {name}")
    endpoint = (os.environ.get("HF_ENDPOINT") or "https://huggingface.co").rstrip("/")
    _probe(endpoint, settings.connect_timeout)
    hub = _quiet_hub()
    progress.start(sum(file.size for file in missing), f"{model.name} from Hugging Face")
    log = logging.getLogger("huggingface_hub")
    level = log.level
    log.setLevel(logging.ERROR)
    local = folder / "hub"
    try:
        for file in missing:
            got = hub.hf_hub_download(
                model.repo,
                file.name,
                revision=model.revision,
                local_dir=local,
                endpoint=endpoint,
                token=False,
                etag_timeout=settings.connect_timeout,
                tqdm_class=_bar(progress),
            )
            target = folder / file.name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(got, target)
    except OSError as error:
        # The hub's own errors derive from OSError too, but only those of the disk have a number
        # together with a path.
        if error.errno is not None and error.filename is not None:
            raise
        raise PlaceError(_one_line(error)) from None
    except Exception as error:  # whatever the hub raises, the next place is worth a try
        raise PlaceError(_one_line(error)) from None
    finally:
        log.setLevel(level)
        progress.finish()


def _probe(endpoint: str, timeout: float) -> None:
    """Connects once, so that a machine without a way out learns it in `timeout` seconds."""
    parts = urlsplit(endpoint)
    host = parts.hostname or ""
    proxy = urllib.request.getproxies().get(parts.scheme)
    if proxy and not urllib.request.proxy_bypass(host):
        parts = urlsplit(proxy if "//" in proxy else f"//{proxy}", scheme="http")
    try:
        address = (parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 443))
    except ValueError:
        raise PlaceError("HF_ENDPOINT or the proxy is not an address") from None
    answers: list[str] = []

    def connect() -> None:
        try:
            socket.create_connection(address, timeout).close()
            answers.append("")
        except OSError as error:
            answers.append(f"no connection to {address[0]} ({_one_line(error)})")

    # In a thread, because looking up a name can block far longer than the connection may.
    thread = threading.Thread(target=connect, daemon=True)
    thread.start()
    thread.join(timeout)
    answer = answers[0] if answers else f"no connection to {address[0]} in {timeout:g} s"
    if answer:
        raise PlaceError(answer)


def _quiet_hub() -> Any:
    """The library without telemetry, and with the plain download, which resumes by byte."""
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    import huggingface_hub
    from huggingface_hub import constants

    # It reads its variables at import, and another library may have imported it already.
    constants.HF_HUB_DISABLE_TELEMETRY = True
    constants.HF_HUB_DISABLE_XET = True
    return huggingface_hub


class _Bar:
    """Stands where the library expects a bar of tqdm, and passes on what that would draw."""

    def __init__(self, progress: Progress, initial: int) -> None:
        self._progress = progress
        progress.advance(initial)

    def update(self, n: float | None = 1) -> None:
        self._progress.advance(int(n or 0))

    def close(self) -> None:
        """Has nothing to clear."""

    def __enter__(self) -> _Bar:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _bar(progress: Progress) -> Any:
    def make(*_: object, initial: int = 0, **__: object) -> _Bar:
        return _Bar(progress, initial)

    return make


def _one_line(error: Exception) -> str:
    text = " ".join(str(error).split()) or type(error).__name__
    return text if len(text) <= 160 else f"{text[:157]}..."
