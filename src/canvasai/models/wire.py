"""Talking to a chat model over the OpenAI API; LangChain's types stay inside this module.

OpenAI, a compatible server and our own local server differ only in address, key and model
name, and in a few parameters that some of them refuse.
"""

from __future__ import annotations

import contextlib
import os
import re
import threading
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pydantic import SecretStr

from canvasai.errors import ModelError
from canvasai.models.choice import ChatChoice, Reply, Request, gguf_path
from canvasai.models.failures import translate
from canvasai.models.files import CHAT, Progress
from canvasai.models.pull import ensure
from canvasai.models.server import LocalServer
from canvasai.settings import Settings

if TYPE_CHECKING:
    from langchain_openai import ChatOpenAI

_SEED = 7
_REASONING = re.compile(r"(o\d|gpt-([5-9]|\d\d))")
_REASONING_ROOM = 4096
_TRACING = (
    "LANGSMITH_TRACING",
    "LANGSMITH_TRACING_V2",
    "LANGCHAIN_TRACING",
    "LANGCHAIN_TRACING_V2",
)


class WireProvider:
    """A chat model behind the OpenAI API, started first if it is our own.

    Args:
        choice: from `choose`.
        settings: keys, addresses, limits.
        progress: told about the download of a local model.
    """

    def __init__(self, choice: ChatChoice, settings: Settings, progress: Progress | None) -> None:
        self._choice = choice
        self._settings = settings
        self._progress = progress
        self._lock = threading.Lock()
        self._client: ChatOpenAI | None = None
        self._http: Any = None
        self._server: LocalServer | None = None
        self._key = settings.openai_api_key or SecretStr("")
        reasoning = choice.kind == "openai" and bool(_REASONING.match(choice.model))
        # What a server refuses is switched off for the rest of the run, see `_adapt`.
        self._plain = {"temperature": not reasoning, "seed": choice.kind != "openai"}
        self._strict = True
        self._old_limit = choice.kind != "openai"
        # Tokens a model spends on thinking count too.
        self._room = _REASONING_ROOM if reasoning else 0

    def warm(self) -> None:
        """Starts the local server, if it is ours, and builds the client.

        Raises:
            ModelFileError: the local model cannot be had.
            ModelUnavailableError: the local server does not start.
        """
        with self._lock:
            if self._server is not None and not self._server.running:
                self._close()
            if self._client is None:
                self._client = self._open()

    def ask(self, request: Request) -> Reply:
        """Sends a request once.

        Raises:
            ModelError: the server did not do its job.
        """
        self.warm()
        for _ in range(5):  # at most one more try for each thing that `_adapt` can change
            try:
                return self._send(request)
            except ModelError as error:
                if not self._adapt(error.message):
                    raise
        return self._send(request)

    def close(self) -> None:
        """Ends the local server, if it is ours, and closes the connections."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._http is not None:
            self._http.close()
        if self._server is not None:
            self._server.stop()
        self._client = self._http = self._server = None

    def _open(self) -> ChatOpenAI:
        # Here and not above: these imports take longer than most commands.
        import openai
        from langchain_openai import ChatOpenAI

        choice, settings = self._choice, self._settings
        base_url = choice.base_url
        if choice.kind == "local":
            named = settings.chat_model.strip()
            path = gguf_path(settings) if named else ensure(CHAT, settings, self._progress)
            self._server = LocalServer.start(path, settings)
            base_url, self._key = self._server.base_url, self._server.api_key
        elif choice.kind == "compatible":
            base_url = settings.openai_base_url.strip()
        host = urlsplit(base_url).hostname or ""
        timeout = openai.Timeout(settings.request_timeout, connect=settings.connect_timeout)
        self._http = openai.DefaultHttpxClient(
            base_url=base_url,
            timeout=timeout,
            # A proxy of the environment has no business between us and this machine.
            trust_env=host not in ("127.0.0.1", "localhost", "::1"),
        )
        return ChatOpenAI(
            model=choice.model,
            base_url=base_url,
            # Empty keys are refused before anything is sent; servers without keys ignore it.
            api_key=SecretStr(self._key.get_secret_value() or "none"),
            timeout=timeout,
            max_retries=0,
            http_client=self._http,
            openai_proxy=None,
            use_responses_api=False,
        )

    def _send(self, request: Request) -> Reply:
        import openai

        client = self._client
        assert client is not None
        messages = [("system", request.system), ("user", request.user)]
        try:
            with _no_tracing():
                message = client.invoke(messages, **self._parameters(request))
        except openai.LengthFinishReasonError as error:
            return Reply(error.completion.choices[0].message.content or "", cut=True)
        except Exception as error:  # every failure of the libraries below becomes one of ours
            raise translate(error, self._choice, self._settings, self._key) from None
        cut = message.response_metadata.get("finish_reason") == "length"
        return Reply(str(message.text), cut=cut)

    def _parameters(self, request: Request) -> dict[str, Any]:
        parameters: dict[str, Any] = {}
        if self._plain["temperature"]:
            parameters["temperature"] = 0
        if self._plain["seed"]:
            parameters["seed"] = _SEED
        if self._old_limit:
            # The name that every compatible server knows; the library only knows the new one.
            parameters["extra_body"] = {"max_tokens": request.max_tokens}
        else:
            parameters["max_tokens"] = request.max_tokens + self._room
        if request.schema is not None:
            parameters["response_format"] = {
                "type": "json_schema",
                "json_schema": {
                    "name": "reply",
                    "schema": request.schema,
                    "strict": self._strict and _fits_strict(request.schema),
                },
            }
        return parameters

    def _adapt(self, complaint: str) -> bool:
        """Leaves out what a server complained about; returns whether anything changed."""
        text = complaint.lower()
        if "(400)" not in text and "(422)" not in text:
            return False
        for name, used in self._plain.items():
            if used and name in text:
                self._plain[name] = False
                return True
        if self._old_limit and "max_tokens" in text:
            self._old_limit = False
            return True
        if self._strict and "schema" in text:
            self._strict = False
            return True
        return False


def _no_tracing() -> contextlib.AbstractContextManager[object]:
    """Keeps LangSmith from sending anything, unless the user switched it on by its variable."""
    if any(os.environ.get(name) for name in _TRACING):
        return contextlib.nullcontext()
    from langsmith import tracing_context

    return tracing_context(enabled=False)


def _fits_strict(schema: object) -> bool:
    """Whether each object in a schema lists all its properties as required and no others.

    That is OpenAI's condition for strict output.
    """
    if isinstance(schema, list):
        return all(_fits_strict(part) for part in schema)
    if not isinstance(schema, dict):
        return True
    properties = schema.get("properties")
    if schema.get("type") == "object" or isinstance(properties, dict):
        names = set(properties) if isinstance(properties, dict) else set()
        if schema.get("additionalProperties") is not False:
            return False
        if names != set(schema.get("required", [])):
            return False
    return all(_fits_strict(part) for part in schema.values())
