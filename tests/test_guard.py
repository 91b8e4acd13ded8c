"""The guard of `conftest.py`: a test reaches this machine and nothing else."""

from __future__ import annotations

import os
import socket
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest

from canvasai.settings import load_settings


@pytest.mark.parametrize(
    "reach",
    [
        lambda: socket.create_connection(("203.0.113.7", 80), timeout=1),
        lambda: socket.create_connection(("example.org", 80), timeout=1),
        lambda: socket.getaddrinfo(b"example.org", 443),
        lambda: socket.gethostbyname("example.org"),
        lambda: with_socket(lambda sock: sock.connect(("203.0.113.7", 80))),
        lambda: with_socket(lambda sock: sock.connect_ex(("203.0.113.7", 80))),
        lambda: with_socket(lambda sock: sock.sendto(b"x", ("203.0.113.7", 53))),
        lambda: with_socket(lambda sock: sock.sendto(b"x", 0, ("203.0.113.7", 53))),
        lambda: urllib.request.urlopen("http://example.org/", timeout=1),
    ],
)
def test_no_way_out(reach: Callable[[], Any], guard: Any) -> None:
    with pytest.raises(OSError, match="may not reach"):
        reach()
    assert guard.attempts[0] in ("203.0.113.7", "example.org")
    guard.attempts.clear()  # this test is the one that may try


def with_socket(act: Callable[[socket.socket], Any]) -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as sock:
        act(sock)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_machine_answers(host: str) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection((host, server.getsockname()[1]), timeout=2) as sock,
    ):
        assert sock.getpeername()[0] == "127.0.0.1"


def test_the_users_own_settings_play_no_part() -> None:
    settings = load_settings()
    assert (settings.openai_api_key, settings.openai_base_url, settings.chat_model) == (
        None,
        "",
        "",
    )
    assert os.environ["CANVASAI_PROJECTS"] == str(settings.projects_dir)
    assert settings.home not in settings.projects_dir.parents
