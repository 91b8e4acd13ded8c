"""A chat model that answers from a file: for tests, and to try the program without a model."""

from __future__ import annotations

import json
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any

from canvasai.errors import ConfigError
from canvasai.models.choice import Reply, Request


class FakeProvider:
    """Gives the replies of a JSON list in turn; objects and lists are sent as JSON text.

    What it was asked stands in `asked`, and one line of JSON each in `NAME.asked.jsonl`
    beside the file of replies, so that a test of another process can read it.

    Attributes:
        asked: every request so far, oldest first.
    """

    def __init__(self, path: Path) -> None:
        """Reads the replies.

        Raises:
            ConfigError: the file is no JSON list.
        """
        self.asked: list[Request] = []
        self._path = path
        self._record = path.with_name(f"{path.stem}.asked.jsonl")
        self._lock = threading.Lock()
        try:
            replies: Any = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise ConfigError(f"The replies in {path} cannot be read: {error}.") from None
        if not isinstance(replies, list):
            raise ConfigError(f"{path} holds no JSON list of replies.")
        self._replies = replies

    def warm(self) -> None:
        """Has nothing to load."""

    def ask(self, request: Request) -> Reply:
        """Gives the next reply.

        Raises:
            ConfigError: all replies are used up.
        """
        with self._lock:
            self.asked.append(request)
            with self._record.open("a", encoding="utf-8") as record:
                record.write(json.dumps(asdict(request), ensure_ascii=False) + "\n")
            if not self._replies:
                raise ConfigError(
                    f"{self._path} has no reply for request {len(self.asked)}.",
                    "Add replies to the file.",
                )
            reply = self._replies.pop(0)
        text = reply if isinstance(reply, str) else json.dumps(reply, ensure_ascii=False)
        return Reply(text, cut=False)

    def close(self) -> None:
        """Has nothing to end."""
