"""The chat model of the settings: asked here, tried again here, checked here."""

from __future__ import annotations

import json
import random
import threading
from dataclasses import replace
from time import monotonic, sleep
from typing import Any

from canvasai.errors import ModelError, ModelOutputError
from canvasai.models.choice import (
    ChatChoice,
    Provider,
    Reply,
    Request,
    choose,
    fake_path,
)
from canvasai.models.failures import BusyError
from canvasai.models.fake import FakeProvider
from canvasai.models.files import Progress
from canvasai.settings import Settings

__all__ = ["ChatChoice", "ChatModel", "choose", "open_chat"]

_MAX_CHARS = 200_000
_FIRST_WAIT = 0.5
_LONGEST_WAIT = 30.0


class ChatModel:
    """A chat model; nothing is started or loaded before the first need.

    May be used from several threads, which a local model answers one after the other.

    Attributes:
        choice: which model answers.
        seconds: wall seconds spent waiting for replies so far, without loading and without
            the pauses between tries.
        calls: requests sent so far, repeated ones included.
    """

    def __init__(self, choice: ChatChoice, provider: Provider, retries: int) -> None:
        self.choice = choice
        self.seconds = 0.0
        self.calls = 0
        self.provider = provider
        self._retries = retries
        self._lock = threading.Lock()

    def __enter__(self) -> ChatModel:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def warm(self) -> None:
        """Starts and loads the model now.

        Raises:
            ModelFileError: the local model cannot be had.
            ModelError: the local server does not start.
        """
        self.provider.warm()

    def prime(self, system: str, user: str) -> None:
        """Has a local server read the beginning that later requests share; else does nothing.

        Its time counts as loading. Must not run beside another request.

        Raises:
            ModelFileError: the local model cannot be had.
            ModelError: the server does not start or answer.
        """
        self.provider.warm()
        if self.choice.kind == "local":
            self.provider.ask(Request(system, user, None, 1))

    def close(self) -> None:
        """Ends the local server, if there is one; may be called again."""
        self.provider.close()

    def structured(
        self, system: str, user: str, schema: dict[str, Any], *, max_tokens: int
    ) -> dict[str, Any]:
        """Asks for a JSON object.

        Args:
            system: what stays the same over many requests; keep it first and unchanged, so
                that the server can keep its state.
            user: the question.
            schema: JSON Schema (2020-12) of an object.
            max_tokens: most tokens of the reply; doubled once if they do not suffice.

        Returns:
            An object that fits the schema.

        Raises:
            ModelOutputError: two replies in a row did not fit.
            ModelError: the server refused, or stayed unavailable over all tries.
            ModelFileError: the local model cannot be had.
        """
        request = Request(system, user, schema, max_tokens)
        try:
            return _object(self._ask(request), schema)
        except _CutError:
            again = replace(request, max_tokens=2 * max_tokens)
        except ModelOutputError as error:
            # The same words would bring the same reply at temperature 0, and a server that does
            # not know schemas has to be told what is wanted.
            reason = error.message
            again = replace(
                request,
                user=f"{user}\n\nAn earlier reply could not be used: {reason}\n"
                f"Reply with JSON of this schema and nothing else: {json.dumps(schema)}",
            )
        return _object(self._ask(again), schema)

    def text(self, system: str, user: str, *, max_tokens: int) -> str:
        """Asks for plain text.

        Args:
            system: what stays the same over many requests.
            user: the question.
            max_tokens: most tokens of the reply; doubled once if they do not suffice.

        Returns:
            The reply, stripped, never empty.

        Raises:
            ModelOutputError: two replies in a row were empty, cut off or too long.
            ModelError: the server refused, or stayed unavailable over all tries.
            ModelFileError: the local model cannot be had.
        """
        request = Request(system, user, None, max_tokens)
        try:
            return _checked(self._ask(request))
        except _CutError:
            request = replace(request, max_tokens=2 * max_tokens)
        except ModelOutputError:
            pass
        return _checked(self._ask(request))

    def _ask(self, request: Request) -> Reply:
        """Sends a request until it is answered, with growing pauses."""
        self.provider.warm()
        tries = 0
        while True:
            started = monotonic()
            try:
                return self.provider.ask(request)
            except ModelOutputError:
                raise  # what to do about a bad reply is decided by who asked
            except ModelError as error:
                wait = _pause(tries, error)
                if not error.retryable or tries >= self._retries or wait is None:
                    raise
            finally:
                with self._lock:
                    self.calls += 1
                    self.seconds += monotonic() - started
            tries += 1
            sleep(wait)
            self.provider.warm()  # a local server that died is started anew, outside the clock


def open_chat(settings: Settings, progress: Progress | None = None) -> ChatModel:
    """Returns the chat model of the settings; opens, sends and loads nothing yet.

    Args:
        settings: see `choose` for which of them decide.
        progress: told about the download of a local model.

    Raises:
        ConfigError: the settings contradict each other or name a file that is not there.
    """
    choice = choose(settings)
    provider: Provider
    if choice.kind == "fake":
        provider = FakeProvider(fake_path(settings))
    else:
        from canvasai.models.wire import WireProvider

        provider = WireProvider(choice, settings, progress)
    return ChatModel(choice, provider, settings.retries)


class _CutError(ModelOutputError):
    """The limit of tokens ended a reply."""


def _pause(tries: int, error: ModelError) -> float | None:
    """Seconds to wait before the next try; None when the server wants more than we wait."""
    asked = error.retry_after if isinstance(error, BusyError) else None
    if asked is not None and asked > _LONGEST_WAIT:
        return None
    # Jitter, so that several programs that failed together do not come back together.
    wait = min(_FIRST_WAIT * 2.0**tries, _LONGEST_WAIT) * random.uniform(0.5, 1.0)  # noqa: S311
    return max(wait, asked or 0.0)


def _checked(reply: Reply) -> str:
    text = reply.text.strip()
    if len(text) > _MAX_CHARS:
        raise ModelOutputError(
            f"The model's reply is {len(text):,} characters long, over {_MAX_CHARS:,}."
        )
    if reply.cut:
        raise _CutError(
            f"The model's reply did not fit into the tokens it was given: {_start(text)}",
            "Ask for less, or use a model that keeps to the point.",
        )
    if not text:
        raise ModelOutputError("The model's reply is empty.")
    return text


def _object(reply: Reply, schema: dict[str, Any]) -> dict[str, Any]:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    text = _checked(reply)
    try:
        value = json.loads(_unfenced(text), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise ModelOutputError(
            f"The model's reply is not JSON: {_start(text)}", "Try again, or use another model."
        ) from None
    wrong = best_match(Draft202012Validator(schema).iter_errors(value))
    if wrong is not None or not isinstance(value, dict):
        where = wrong.json_path if wrong is not None else "$"
        raise ModelOutputError(
            f"The model's reply does not have the form asked for (at {where}): {_start(text)}",
            "Try again, or use another model.",
        )
    return value


def _unfenced(text: str) -> str:
    """Without the code fence that servers without schema support like to put around JSON."""
    if text.startswith("```") and text.endswith("```") and "\n" in text:
        return text.split("\n", 1)[1][:-3]
    return text


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")


def _start(text: str) -> str:
    shown = "".join(sign if sign.isprintable() else " " for sign in text[:200])
    return " ".join(shown.split())[:80]
