"""Which chat model the settings ask for, and the shape that every provider has."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol
from urllib.parse import urlsplit

from canvasai.errors import ConfigError
from canvasai.models.files import CHAT
from canvasai.settings import Settings

OPENAI_URL = "https://api.openai.com/v1"
OPENAI_MODEL = "gpt-5.4-mini"
_FAKE = "fake:"


@dataclass(frozen=True)
class ChatChoice:
    """The chat model that answers; holds no key.

    Attributes:
        kind: OpenAI itself, a compatible server, our own local server, or canned replies.
        model: name that the server knows it by; for local and fake the name of the file.
        base_url: address of the API without user name, password or query; empty for local
            and fake.
    """

    kind: Literal["openai", "compatible", "local", "fake"]
    model: str
    base_url: str

    def line(self) -> str:
        """One line for people, saying which model answers and where."""
        where = {
            "openai": "OpenAI",
            "compatible": f"server {urlsplit(self.base_url).netloc}",
            "local": "local",
            "fake": "canned replies, no model",
        }
        return f"Answers: {self.model}, {where[self.kind]}"


@dataclass(frozen=True)
class Request:
    """One question to a chat model.

    Attributes:
        system: what stays the same over many requests.
        user: the question itself.
        schema: JSON schema that the reply has to fit; None for free text.
        max_tokens: most tokens of the reply.
    """

    system: str
    user: str
    schema: dict[str, Any] | None
    max_tokens: int


@dataclass(frozen=True)
class Reply:
    """What came back; `cut` says that the limit of tokens ended it."""

    text: str
    cut: bool


class Provider(Protocol):
    """Something that answers requests; raises our own errors only."""

    def warm(self) -> None:
        """Starts or loads what the first answer needs."""

    def ask(self, request: Request) -> Reply:
        """Sends one request once, without trying again."""

    def close(self) -> None:
        """Ends what `warm` started."""


def choose(settings: Settings) -> ChatChoice:
    """Tells which chat model the settings ask for; opens and sends nothing.

    Raises:
        ConfigError: the settings contradict each other or name a file that is not there.
    """
    name = settings.chat_model.strip()
    if name.startswith(_FAKE):
        return ChatChoice("fake", fake_path(settings).name, "")
    if name.lower().endswith(".gguf"):
        return ChatChoice("local", gguf_path(settings).name, "")
    if settings.openai_base_url:
        return _served(settings, name)
    if has_key(settings):
        return ChatChoice("openai", name or OPENAI_MODEL, OPENAI_URL)
    if name:
        raise ConfigError(
            f"CANVASAI_CHAT_MODEL is {name!r}, but nothing says where that model is.",
            "Set OPENAI_API_KEY or OPENAI_BASE_URL, give the path of a .gguf file, or unset it.",
        )
    return ChatChoice("local", CHAT.files[0].name, "")


def _served(settings: Settings, name: str) -> ChatChoice:
    try:
        parts = urlsplit(settings.openai_base_url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if host is None or parts.scheme not in ("http", "https"):
        raise ConfigError(
            "OPENAI_BASE_URL is not an address of a web server.",
            "It looks like http://127.0.0.1:8000/v1.",
        )
    shown = f"[{host}]" if ":" in host else host
    # Rebuilt from its parts, because an address may carry a password.
    address = f"{parts.scheme}://{shown}{f':{port}' if port else ''}{parts.path.rstrip('/')}"
    if address == OPENAI_URL and has_key(settings):
        return ChatChoice("openai", name or OPENAI_MODEL, OPENAI_URL)
    if not name:
        raise ConfigError(
            "OPENAI_BASE_URL is set, but not the name of the model there.",
            "Set CANVASAI_CHAT_MODEL to the name that the server knows the model by.",
        )
    return ChatChoice("compatible", name, address)


def has_key(settings: Settings) -> bool:
    """Whether a key for OpenAI is set and not empty."""
    key = settings.openai_api_key
    return key is not None and bool(key.get_secret_value().strip())


def gguf_path(settings: Settings) -> Path:
    """The model file that `CANVASAI_CHAT_MODEL` names.

    Raises:
        ConfigError: there is no such file.
    """
    return _existing(settings.chat_model.strip(), "a model file")


def fake_path(settings: Settings) -> Path:
    """The file of canned replies that `CANVASAI_CHAT_MODEL=fake:PATH` names.

    Raises:
        ConfigError: there is no such file.
    """
    return _existing(settings.chat_model.strip().removeprefix(_FAKE), "a file of replies")


def _existing(text: str, what: str) -> Path:
    path = Path(text).expanduser()
    if not path.is_file():
        raise ConfigError(
            f"CANVASAI_CHAT_MODEL names {what} that is not there: {path}.",
            "Correct the path, or unset CANVASAI_CHAT_MODEL.",
        )
    return path
