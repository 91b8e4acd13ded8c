"""The local model server: the real one, and files that are none."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import textwrap
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from canvasai.errors import ModelFileError, ModelRefusedError, ModelUnavailableError
from canvasai.models.chat import ChatModel, open_chat
from canvasai.models.pull import CHAT, ensure
from canvasai.models.server import LocalServer, cores
from canvasai.models.wire import WireProvider
from canvasai.settings import Settings, load_settings

SCHEMA = {
    "type": "object",
    "properties": {"1": {"type": "string"}, "2": {"type": "string"}},
    "required": ["1", "2"],
    "additionalProperties": False,
}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"GGU"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "model.gguf"
    file.write_bytes(content)
    with pytest.raises(ModelFileError, match="not a GGUF file"):
        LocalServer.start(file, load_settings(home=tmp_path))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="cannot be read"):
        LocalServer.start(tmp_path / "model.gguf", load_settings(home=tmp_path))


def test_a_damaged_file_ends_with_its_log(tmp_path: Path) -> None:
    file = tmp_path / "model.gguf"
    file.write_bytes(b"GGUF" + bytes(1000))
    settings = load_settings(home=tmp_path)
    for _ in range(2):
        with pytest.raises(ModelUnavailableError, match=r"failed|exiting|error") as caught:
            LocalServer.start(file, settings)
    log = settings.logs_dir / "chat-model.log"
    assert str(log) in caught.value.hint
    assert log.with_name("chat-model.log.1").exists()
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_cores() -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_gone(pid: int, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while alive(pid) and time.monotonic() < end:
        time.sleep(0.05)
    return not alive(pid)


@pytest.fixture(scope="module")
def local_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The real model file, with a home of its own for the logs."""
    path = ensure(CHAT, load_settings())
    return load_settings(home=tmp_path_factory.mktemp("home"), chat_model=str(path))


@pytest.fixture(scope="module")
def chat(local_settings: Settings) -> Iterator[ChatModel]:
    with open_chat(local_settings) as model:
        model.warm()
        yield model


def server_of(chat: ChatModel) -> LocalServer:
    assert isinstance(chat.provider, WireProvider)
    server = chat.provider._server
    assert server is not None
    return server


@pytest.mark.local_model
def test_a_structured_answer_fits_the_schema(chat: ChatModel) -> None:
    before = chat.calls
    answer = chat.structured(
        "Shorten each statement to at most six words.",
        "1. The bakery sells bread to 30 cafes in Lyon.\n2. Each cafe pays 40 euros a month.",
        SCHEMA,
        max_tokens=100,
    )
    assert set(answer) == {"1", "2"}
    assert "30" in answer["1"]
    assert "40" in answer["2"]
    assert chat.calls == before + 1
    assert chat.choice.line().endswith(".gguf, local")


@pytest.mark.local_model
def test_only_our_key_is_let_in_and_nobody_can_read_it(
    chat: ChatModel, local_settings: Settings
) -> None:
    server = server_of(chat)
    key = server.api_key.get_secret_value()
    for given, status in (("wrong", 401), (key, 200)):
        request = urllib.request.Request(
            f"{server.base_url}/models", headers={"Authorization": f"Bearer {given}"}
        )
        try:
            with urllib.request.urlopen(request) as reply:
                answered = reply.status
        except urllib.error.HTTPError as error:
            answered = error.code
            error.close()
        assert answered == status
    for name in ("cmdline", "environ"):
        assert key.encode() not in Path(f"/proc/{server.pid}/{name}").read_bytes()
    assert server.log == local_settings.logs_dir / "chat-model.log"
    assert stat.S_IMODE(server.log.stat().st_mode) == 0o600
    assert key not in server.log.read_text("utf-8", "replace")
    assert server.base_url.startswith("http://127.0.0.1:")


@pytest.mark.local_model
def test_a_text_over_the_window_is_refused(chat: ChatModel) -> None:
    with pytest.raises(ModelRefusedError) as caught:
        chat.text("Be brief.", "word " * 6000, max_tokens=5)
    assert "CANVASAI_CONTEXT_TOKENS" in caught.value.hint


@pytest.mark.local_model
def test_a_server_that_died_is_started_anew(chat: ChatModel) -> None:
    first = server_of(chat)
    os.kill(first.pid, signal.SIGKILL)
    assert wait_gone(first.pid, 5)
    assert chat.text("Be brief.", "Say hello.", max_tokens=20)
    assert server_of(chat).pid != first.pid


@pytest.mark.local_model
@pytest.mark.parametrize("when", ["loading", "ready"])
def test_it_ends_when_its_parent_is_killed(local_settings: Settings, when: str) -> None:
    script = textwrap.dedent(
        """
        import sys, time, pathlib, threading
        from canvasai.models import server
        from canvasai.settings import load_settings
        if sys.argv[3] == "loading":
            tell = server._Process.tell
            def told(self, options):
                tell(self, options)
                time.sleep(0.7)
                print(self.popen.pid, flush=True)
            server._Process.tell = told
        settings = load_settings(home=sys.argv[1])
        made = []
        # In a thread that ends: the server has to outlive it.
        def start():
            made.append(server.LocalServer.start(pathlib.Path(sys.argv[2]), settings))
        thread = threading.Thread(target=start)
        thread.start()
        thread.join()
        time.sleep(0.3)
        assert made[0].running
        if sys.argv[3] == "ready":
            print(made[0].pid, flush=True)
        time.sleep(60)
        """
    )
    arguments = [str(local_settings.home), local_settings.chat_model, when]
    with subprocess.Popen(
        [sys.executable, "-c", script, *arguments], stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert alive(pid)
        parent.kill()
    assert wait_gone(pid, 5)


@pytest.mark.local_model
def test_stop_ends_it(local_settings: Settings) -> None:
    with LocalServer.start(Path(local_settings.chat_model), local_settings) as server:
        assert server.running
        assert server.load_seconds < local_settings.server_start_timeout
    assert not server.running
    assert not alive(server.pid)
    server.stop()


@pytest.mark.local_model
def test_too_little_time_to_start_is_told(local_settings: Settings) -> None:
    hasty = load_settings(home=local_settings.home, server_start_timeout=0.2)
    with pytest.raises(ModelUnavailableError, match="not ready in time") as caught:
        LocalServer.start(Path(local_settings.chat_model), hasty)
    assert "CANVASAI_SERVER_START_TIMEOUT" in caught.value.hint
