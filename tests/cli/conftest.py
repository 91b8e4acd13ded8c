"""The command line in this process and in one of its own, with canned replies or a loopback server."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from canvasai.cli import canvas_files, critique, draft, main, opening

if TYPE_CHECKING:
    from canvasai.retrieval.embeddings import Encoder

# Before torch is loaded, as the command line does it: spinning threads make busy cores slow.
os.environ.setdefault("GOMP_SPINCOUNT", "2000")

MEMO = """# Brackwater Nets

## Customer segments
We repair nets for about 140 small trawlers in the harbours of Osterlund and Vessby.

## Revenue streams
Skippers pay 95 euros a month for the repair plan, which covers two nets.

## Cost structure
Twine and floats cost us about 7,200 euros a month, more than the rent of the loft.
"""


@dataclass
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return self.out + self.err


class Line:
    """Runs commands on projects of a test's own; no answer may ever hold a traceback."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.monkeypatch = monkeypatch
        self.set(CANVASAI_PROJECTS=str(folder / "projects"))
        self.replies("no JSON", times=200)

    def set(self, **values: str) -> None:
        for name, value in values.items():
            self.monkeypatch.setenv(name, value)

    def replies(self, *said: object, times: int = 1) -> None:
        path = self.folder / "replies.json"
        path.write_text(json.dumps(list(said) * times), "utf-8")
        self.set(CANVASAI_CHAT_MODEL=f"fake:{path}")

    def file(self, name: str, content: bytes | str = MEMO) -> str:
        path = self.folder / "files" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    def run(self, *args: str, code: int = 0) -> Ran:
        """Runs in this process, with the embedding model that is loaded already."""
        result = CliRunner().invoke(main.app, list(args), prog_name="canvasai")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return self._checked(Ran(result.exit_code, result.stdout, result.stderr), code)

    def fails(self, *args: str, hint: bool = True) -> str:
        """Runs what must end in words: a message and, on a line of its own, a hint."""
        ran = self.run(*args, code=1)
        words = r"^Error: \S.+\n(?:.+\n)*\s*\S.+" if hint else r"^Error: \S.+"
        assert re.search(words, ran.err, re.MULTILINE), ran.err
        return ran.err

    def start(self, *args: str, **values: Any) -> subprocess.Popen[str]:
        """Starts a process of its own."""
        return subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "canvasai.cli.main", *args],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            **values,
        )

    def finish(self, process: subprocess.Popen[str], code: int = 0) -> Ran:
        try:
            out, err = process.communicate(timeout=120)
        finally:
            process.kill()
        return self._checked(Ran(process.returncode, out, err), code)

    def _checked(self, ran: Ran, code: int) -> Ran:
        assert "Traceback" not in ran.said, ran.said
        assert ran.code == code, ran.said
        unseen = re.findall(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", ran.said)
        assert unseen == []
        return ran


@pytest.fixture
def line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoder: Encoder) -> Line:
    for module in (opening, draft, canvas_files, critique):
        monkeypatch.setattr(module, "open_encoder", lambda _: encoder)
    monkeypatch.setenv("COLUMNS", "200")
    return Line(tmp_path, monkeypatch)


Step = Callable[["Handler"], None]


class Server(ThreadingHTTPServer):
    """Plays the steps it is given, the last one for ever; without steps it says what it reads."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.steps: list[Step] = []
        self.asked = threading.Semaphore(0)

    def handle_error(self, *_: object) -> None:
        pass  # a client that went away is part of these tests


class Handler(BaseHTTPRequestHandler):
    server: Server
    asked: dict[str, Any]

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        self.asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.release()
        steps = self.server.steps
        (steps.pop(0) if len(steps) > 1 else steps[0])(self)

    def send(self, status: int, body: bytes, length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def says(self, text: str) -> bytes:
        message = {"role": "assistant", "content": text}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
        told = {"id": "1", "object": "chat.completion", "created": 1, "model": "m"}
        return json.dumps({**told, "choices": [choice], "usage": usage}).encode()


def good(handler: Handler) -> None:
    user = handler.asked["messages"][-1]["content"]
    shown = re.findall(r"^(\d+)\. (?:\[[^\]]*\] )?(.*)$", user, re.MULTILINE)
    handler.send(200, handler.says(json.dumps(dict(shown) or {"items": ["Skippers ask friends"]})))


def fails(status: int) -> Step:
    body = json.dumps({"error": {"message": "no\x1b[31m", "type": "x", "code": None}}).encode()
    return lambda handler: handler.send(status, body)


def drops(handler: Handler) -> None:
    handler.send(200, handler.says("{}")[:40], length=500)
    handler.close_connection = True


def stalls(handler: Handler) -> None:
    threading.Event().wait(5)
    handler.close_connection = True


def mumbles(handler: Handler) -> None:
    handler.send(200, handler.says('{"1": "Nets'))


STEPS: dict[str, Step] = {
    "good": good,
    "401": fails(401),
    "429": fails(429),
    "500": fails(500),
    "drops": drops,
    "stalls": stalls,
    "mumbles": mumbles,
}


class Served:
    """A model server on this machine that plays steps by name."""

    def __init__(self, server: Server) -> None:
        self.server = server

    def play(self, *names: str) -> None:
        self.server.steps = [STEPS[name] for name in names]

    def wait_asked(self, times: int) -> None:
        for _ in range(times):
            assert self.server.asked.acquire(timeout=60)


@pytest.fixture
def served(line: Line) -> Iterator[Served]:
    server = Server()
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    line.set(
        OPENAI_BASE_URL=f"http://127.0.0.1:{server.server_port}/v1",
        CANVASAI_CHAT_MODEL="m",
        CANVASAI_RETRIES="1",
        CANVASAI_REQUEST_TIMEOUT="1",
    )
    yield Served(server)
    server.shutdown()
    server.server_close()
