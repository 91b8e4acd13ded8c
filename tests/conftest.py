"""For every test: no network but this machine, no keys of the user's, no telemetry."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from canvasai.settings import load_settings

if TYPE_CHECKING:
    from canvasai.retrieval.embeddings import Encoder

QUIET = {
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "LANGCHAIN_TRACING_V2": "false",
    "LANGSMITH_TRACING": "false",
    "PIP_NO_INDEX": "1",  # pip is a process of its own, which the guard does not see
}
# The user's CANVASAI_HOME stays: the real models lie there.
UNSET = ("OPENAI_API_KEY", "OPENAI_BASE_URL", "CANVASAI_CHAT_MODEL")


class BlockedError(OSError):
    """What code under test gets in place of a connection."""


class Guard:
    """Lets connections to this machine through; refuses and notes all others."""

    def __init__(self) -> None:
        self.attempts: list[str] = []

    def check(self, host: object) -> None:
        if isinstance(host, bytes):
            host = host.decode(errors="replace")
        if not is_here(host):
            self.attempts.append(str(host))
            raise BlockedError(f"A test may not reach {host}.")

    def around_socket(self, real: Callable[..., Any], place: int) -> Callable[..., Any]:
        """Wraps a method of sockets whose argument number `place` is the address."""

        def guarded(sock: socket.socket, *values: Any) -> Any:
            if sock.family in (socket.AF_INET, socket.AF_INET6) and len(values) > 0:
                self.check(values[place][0])
            return real(sock, *values)

        return guarded

    def around_lookup(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(host: Any, *values: Any, **named: Any) -> Any:
            self.check(host)
            return real(host, *values, **named)

        return guarded


def is_here(host: object) -> bool:
    """Whether a host is this machine; no name but localhost counts, for asking goes out."""
    if host is None or host in ("", "localhost"):
        return True
    try:
        address = ipaddress.ip_address(str(host).partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


@pytest.fixture(scope="session", autouse=True)
def guard() -> Iterator[Guard]:
    """Stands before fixtures of every scope."""
    watching = Guard()
    with pytest.MonkeyPatch.context() as patch:
        for name, place in (("connect", 0), ("connect_ex", 0), ("sendto", -1)):
            real = getattr(socket.socket, name)
            patch.setattr(socket.socket, name, watching.around_socket(real, place))
        for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
            patch.setattr(socket, name, watching.around_lookup(getattr(socket, name)))
        for name, value in QUIET.items():
            patch.setenv(name, value)
        for name in UNSET:
            patch.delenv(name, raising=False)
        yield watching


@pytest.fixture(autouse=True)
def _alone(
    guard: Guard, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Fails a test that tried to leave this machine, even if it lived on without an answer."""
    for name in UNSET:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CANVASAI_PROJECTS", str(tmp_path_factory.mktemp("projects")))
    yield
    # Attempts of a fixture of a wider scope count against the first test that used it.
    tried, guard.attempts[:] = ", ".join(guard.attempts), []
    assert not tried, f"The test tried to reach {tried}."


@pytest.fixture(scope="session")
def encoder(guard: Guard) -> Encoder:
    """The real embedding model, loaded once."""
    import torch

    from canvasai.models.pull import EMBEDDING, ensure
    from canvasai.retrieval.embeddings import Encoder

    torch.set_num_threads(1)  # for a few short texts, more of them only wait for each other
    return Encoder(ensure(EMBEDDING, load_settings()))
