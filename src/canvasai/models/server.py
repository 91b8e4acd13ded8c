"""The local chat model: a server of our own in a child process, on the loopback address.

A process of its own keeps the model's memory and crashes apart from ours, and its log in a
file. It ends with us, also when we are killed.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import queue
import secrets
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType

from pydantic import SecretStr

from canvasai.errors import ModelFileError, ModelUnavailableError
from canvasai.settings import Settings

_MAGIC = b"GGUF"
_LOG = "chat-model.log"
# Not for the child: it needs none of them, and a crash report could show its environment.
_SECRETS = ("OPENAI_API_KEY", "HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "LANGSMITH_API_KEY")


class LocalServer:
    """A running server of one GGUF file; made by `start`.

    Attributes:
        base_url: address of the OpenAI-compatible API, `http://127.0.0.1:PORT/v1`.
        api_key: made for this server alone; every request but `/health` needs it.
        load_seconds: wall seconds from the start of the process until it was ready.
        pid: process id of the server.
        log: where the server logs.
    """

    def __init__(self, process: _Process, address: str, api_key: SecretStr, seconds: float) -> None:
        self.base_url = f"{address}/v1"
        self.api_key = api_key
        self.load_seconds = seconds
        self.pid = process.popen.pid
        self.log = process.log
        self._process = process
        atexit.register(self.stop)

    @classmethod
    def start(cls, path: Path, settings: Settings) -> LocalServer:
        """Loads a model and waits until it answers.

        Args:
            path: a GGUF file.
            settings: `threads`, `context_tokens`, `logs_dir` and `server_start_timeout`
                (seconds) are used.

        Raises:
            ModelFileError: the file is missing, unreadable or no GGUF file.
            ModelUnavailableError: the server ended or was not ready in time.
        """
        _check_magic(path)
        api_key = SecretStr(secrets.token_urlsafe(32))
        started = time.monotonic()
        deadline = started + settings.server_start_timeout
        process = _Process(_open_log(settings.logs_dir))
        try:
            # The key goes through the pipe: a command line or an environment can be read by others.
            process.tell(
                {
                    "parent": os.getpid(),
                    "path": str(path.resolve()),
                    "alias": path.name,
                    "api_key": api_key.get_secret_value(),
                    # The system picks a free port, so no other process can take it in between.
                    "port": 0,
                    "context_tokens": settings.context_tokens,
                    "threads": settings.threads or cores(),
                }
            )
            address = process.address(deadline)
            _wait_healthy(process, address, deadline)
        except BaseException:
            process.end()
            raise
        return cls(process, address, api_key, time.monotonic() - started)

    @property
    def running(self) -> bool:
        """Whether the server process is alive."""
        return self._process.popen.poll() is None

    def stop(self) -> None:
        """Ends the server; may be called again."""
        atexit.unregister(self.stop)
        self._process.end()

    def __enter__(self) -> LocalServer:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def cores() -> int:
    """Number of physical cores this process may run on, at least 1."""
    try:
        allowed = os.sched_getaffinity(0)
    except AttributeError:  # not on this platform
        return max(1, os.cpu_count() or 1)
    # Two threads on one core slow each other down: count each set of siblings once.
    groups = set()
    for cpu in allowed:
        siblings = Path(f"/sys/devices/system/cpu/cpu{cpu}/topology/thread_siblings_list")
        try:
            groups.add(siblings.read_text("ascii"))
        except OSError:
            groups.add(str(cpu))
    return max(1, len(groups))


class _Process:
    """The child process, its pipes and its log."""

    def __init__(self, log: Path) -> None:
        self.log = log
        self._lines: queue.Queue[str] = queue.Queue()
        born: queue.Queue[subprocess.Popen[str] | OSError] = queue.Queue()
        # Linux ends the child when the *thread* that started it ends, so that thread must last
        # as long as this process: it stays to wait for the child.
        threading.Thread(target=self._keep, args=(born,), daemon=True).start()
        popen = born.get()
        if isinstance(popen, OSError):
            raise ModelUnavailableError(f"The local model could not be started: {popen}.")
        self.popen = popen

    def _keep(self, born: queue.Queue[subprocess.Popen[str] | OSError]) -> None:
        environment = {name: value for name, value in os.environ.items() if name not in _SECRETS}
        # Waiting threads of OpenMP spin by default. With another program on the cores that can
        # slow the model down many times; so short a spin costs 3 % on a calm machine.
        environment.setdefault("GOMP_SPINCOUNT", "2000")
        try:
            with self.log.open("ab") as log:
                popen = subprocess.Popen(
                    [sys.executable, "-P", "-m", "canvasai.models.server_process"],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=log,
                    env=environment,
                    text=True,
                    encoding="utf-8",
                )
        except OSError as error:
            born.put(error)
            return
        born.put(popen)
        assert popen.stdout is not None
        self._lines.put(popen.stdout.readline())
        popen.stdout.close()
        popen.wait()

    def tell(self, options: dict[str, object]) -> None:
        assert self.popen.stdin is not None
        # A child that is already dead is noticed, with its log, when its address is awaited.
        with contextlib.suppress(OSError):
            self.popen.stdin.write(json.dumps(options) + "\n")
            self.popen.stdin.flush()

    def address(self, deadline: float) -> str:
        try:
            line = self._lines.get(timeout=max(0.0, deadline - time.monotonic())).strip()
        except queue.Empty:
            raise self.failure("was not ready in time") from None
        if not line:
            raise self.failure("ended while it loaded")
        return line

    def failure(self, what: str) -> ModelUnavailableError:
        try:
            lines = self.log.read_text("utf-8", "replace").splitlines()
        except OSError:
            lines = []
        # The server's own lines carry their level; a Python traceback below them says less.
        said = [line for line in lines if " E " in line] or [line for line in lines if line.strip()]
        last = "".join(sign for sign in said[-1] if sign.isprintable())[:200] if said else "nothing"
        return ModelUnavailableError(
            f"The local model {what}; its log ends with: {last}",
            f"The whole log is {self.log}. CANVASAI_SERVER_START_TIMEOUT gives it more time, "
            "CANVASAI_CONTEXT_TOKENS less to hold; or set OPENAI_API_KEY or OPENAI_BASE_URL.",
        )

    def end(self) -> None:
        if self.popen.poll() is None:
            # It keeps nothing on disk, so there is nothing to lose by ending it at once.
            self.popen.kill()
        self.popen.wait()
        if self.popen.stdin is not None:
            with contextlib.suppress(OSError):
                self.popen.stdin.close()


def _check_magic(path: Path) -> None:
    try:
        with path.open("rb") as stream:
            magic = stream.read(len(_MAGIC))
    except OSError as error:
        raise ModelFileError(
            f"The model file {path} cannot be read: {error.strerror or error}.",
            "Check CANVASAI_CHAT_MODEL, or unset it to use the model that comes with the program.",
        ) from None
    if magic != _MAGIC:
        raise ModelFileError(
            f"{path} is not a GGUF file, or it is damaged.",
            "Download it again, or name another .gguf file in CANVASAI_CHAT_MODEL.",
        )


def _open_log(folder: Path) -> Path:
    path = folder / _LOG
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if path.exists():
            path.replace(folder / f"{_LOG}.1")
        # For the owner alone, from the first byte on.
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600))
    except OSError as error:
        raise ModelUnavailableError(
            f"The log {path} of the local model cannot be written: {error.strerror or error}.",
            "Set CANVASAI_HOME to a folder of yours on a disk with space.",
        ) from None
    return path


def _wait_healthy(process: _Process, address: str, deadline: float) -> None:
    # Without the proxies of the environment: they have no business between us and ourselves.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() < deadline:
        if process.popen.poll() is not None:
            raise process.failure("ended while it loaded")
        try:
            with opener.open(f"{address}/health", timeout=2.0) as reply:
                if reply.status == 200:
                    return
        except (OSError, urllib.error.URLError):
            time.sleep(0.05)
    raise process.failure("was not ready in time")
