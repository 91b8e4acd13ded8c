"""Bad input ends in words: what happened, what to do, and nothing that was kept is lost."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from canvasai.cli.surface import printable
from canvasai.models.files import CHAT, EMBEDDING
from canvasai.settings import load_settings

if TYPE_CHECKING:
    from .conftest import Line, Served


def pdf(*, password: str = "", text: str = "") -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    target = io.BytesIO()
    made = Canvas(target, encrypt=password or None)
    made.drawString(72, 700, text) if text else made.rect(72, 600, 200, 100, fill=1)
    made.showPage()
    made.save()
    return target.getvalue()


def bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        with file.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(64):
                part.write(bytes(1 << 20))
        file.writestr("[Content_Types].xml", "<Types/>")
    return target.getvalue()


BAD = {
    "empty.md": (b"", "empty"),
    "blank.txt": (b" \n\t\n", "empty"),
    "photo.png": (b"\x89PNG", ".png"),
    "noending": (b"text", "type"),
    "scan.pdf": (pdf(), "no text"),
    "locked.pdf": (pdf(password="tide", text="Nets cost 40 euros"), "password"),
    "cut.pdf": (pdf(text="Nets cost 40 euros")[:300], "cut.pdf"),
    "bomb.docx": (bomb(), "MiB"),
    "broken.docx": (b"PK\x03\x04 nothing", "broken.docx"),
    "large.md": (b"nets " * 60_000, "limit"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_used(line: Line, name: str) -> None:
    content, told = BAD[name]
    path = line.file(name, content)
    line.run("sources", "add", line.file("memo.md"))
    line.set(CANVASAI_MAX_SOURCE_BYTES="250000", CANVASAI_MAX_UNPACKED_BYTES="10000000")
    for args in (["sources", "add", path], ["draft", path]):
        said = line.fails(*args)
        assert told in said
        assert name in said
    listed = line.run("sources", "list").out
    assert "memo.md" in listed
    assert name not in listed


def test_a_path_that_is_not_there(line: Line) -> None:
    for args in (["sources", "add"], ["draft"]):
        assert "does not exist" in line.fails(*args, str(line.folder / "absent.md"))


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-be", "latin-1", "cp1252", "utf-8-sig"])
def test_text_in_other_codings(line: Line, coding: str) -> None:
    text = (
        "# Netze\n\nFischer in Österlund zahlen 95 Euro für jedes geflickte Netz, größere mehr.\n"
    )
    path = line.file("netze.md", text.encode(coding))
    line.run("sources", "add", path)
    assert line.run("sources", "show", "netze.md", "--text").out == text


def test_nothing_to_draft_or_to_ask(line: Line) -> None:
    assert "nothing to draft from" in line.fails("draft")
    assert "no sources" in line.fails("ask", "What?")
    assert "empty" in line.fails("ask", " ")
    assert "--brief" in line.fails("draft", "--brief", " ")
    assert "no block" in line.fails("draft", "--brief", "Nets.", "--block", "weather")


@pytest.mark.parametrize("name", ["../x", "/etc", "..", "", "a/b", "nul\x00", "\x1b[31mred", "x."])
def test_a_name_that_leads_out_of_the_projects(line: Line, name: str) -> None:
    assert "name of a project" in line.fails("--project", name, "sources", "list")
    assert not (line.folder / "x").exists()


@pytest.mark.parametrize("target", ["absent/out.md", "out.txt", "out", "files", "files/memo.md"])
def test_a_place_that_cannot_be_written_is_refused_first(line: Line, target: str) -> None:
    memo = line.file("memo.md")
    before = Path(memo).read_bytes()
    line.fails("draft", memo, "-o", str(line.folder / target))
    assert not (line.folder / "replies.asked.jsonl").exists()
    assert Path(memo).read_bytes() == before


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CANVASAI_RETRIES", "-1"),
        ("CANVASAI_ITEMS_PER_BLOCK", "many"),
        ("CANVASAI_CHAT_MODEL", "fake:/absent.json"),
        ("CANVASAI_CHAT_MODEL", "absent.gguf"),
        ("CANVASAI_CHAT_MODEL", "some-model"),
        ("OPENAI_BASE_URL", "not an address"),
    ],
)
def test_a_setting_that_does_not_fit(line: Line, name: str, value: str) -> None:
    if name == "OPENAI_BASE_URL":
        line.set(CANVASAI_CHAT_MODEL="m")
    line.set(**{name: value})
    assert name.removeprefix("CANVASAI_") in line.fails("draft", "--brief", "We mend nets.")


@pytest.mark.parametrize("what", ["cut", "missing"])
def test_a_chat_model_that_cannot_be_had(line: Line, what: str) -> None:
    models = line.folder / "home" / "models"
    models.mkdir(parents=True)
    if what == "cut":
        (models / CHAT.files[0].name).write_bytes(b"GGUF" + bytes(5000))
    line.set(CANVASAI_HOME=str(models.parent), CANVASAI_MODEL_SOURCES="", CANVASAI_CHAT_MODEL="")
    said = line.fails("draft", "--brief", "We mend nets.")
    assert "Stopped after 0 of 9 blocks" in said
    assert "Qwen" in said or "qwen" in said
    listed = line.run("models", "list").out
    assert "verified" not in listed
    assert "Error" in line.fails("models", "pull")


def test_an_altered_embedding_model_is_not_used(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = EMBEDDING.root(load_settings())
    line.run("sources", "add", line.file("memo.md"))
    models = line.folder / "home" / "models"
    shutil.copytree(real, models / EMBEDDING.folder, copy_function=os.symlink)
    tokens = models / EMBEDDING.folder / "tokenizer.json"
    content = bytearray(tokens.read_bytes())
    content[1000] ^= 1
    tokens.unlink()
    tokens.write_bytes(content)
    env = {"CANVASAI_HOME": str(models.parent), "CANVASAI_MODEL_SOURCES": ""}
    ran = line.finish(line.start("search", "nets", env={**os.environ, **env}), code=1)
    assert ran.err.startswith("Error: ")
    assert "MiniLM" in ran.err
    assert "memo.md" in line.run("sources", "list").out


@pytest.mark.parametrize("step", ["401", "429", "500", "drops", "stalls"])
def test_a_server_that_fails_in_the_second_block(line: Line, served: Served, step: str) -> None:
    served.play("good", step)
    target = line.folder / "out.md"
    blocks = ["--block", "customer_segments", "--block", "revenue_streams"]
    said = line.fails("draft", line.file("memo.md"), *blocks, "-o", str(target))
    assert "Stopped after 1 of 2 blocks; what is drafted is kept." in said
    assert "small trawlers" in target.read_text("utf-8")


def test_a_server_that_fails_once(line: Line, served: Served) -> None:
    served.play("500", "good")
    ran = line.run("draft", line.file("memo.md"), "--block", "customer_segments")
    assert "Error" not in ran.err


def test_a_server_that_sends_no_json(line: Line, served: Served) -> None:
    served.play("mumbles")
    ran = line.run("draft", line.file("memo.md"))
    assert "7,200 euros" in ran.out
    assert "words of the sources" in " ".join(ran.out.split())


def test_a_server_that_is_not_there(line: Line, served: Served) -> None:
    line.set(OPENAI_BASE_URL="http://127.0.0.1:9/v1", CANVASAI_RETRIES="0")
    assert "Stopped after 0" in line.fails("draft", "--brief", "We mend nets.")


def test_an_interruption_keeps_what_is_done(line: Line, served: Served) -> None:
    served.play("good", "good", "stalls")
    line.set(CANVASAI_REQUEST_TIMEOUT="60")
    target = line.folder / "out.json"
    process = line.start("draft", "--brief", "We mend nets.", "-o", str(target))
    served.wait_asked(3)
    process.send_signal(signal.SIGINT)
    ran = line.finish(process, code=130)
    assert "Stopped after 2 of 9 blocks; what is drafted is kept." in ran.err
    assert "customer_segments" in target.read_text("utf-8")


def test_a_reader_of_the_output_that_goes(line: Line) -> None:
    command = f"{sys.executable} -m canvasai.cli.main draft --brief Nets | head -1"
    ran = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert "Traceback" not in ran.stderr
    assert "BrokenPipe" not in ran.stderr


def test_a_terminal_that_knows_no_such_letters(line: Line) -> None:
    env = {**os.environ, "PYTHONIOENCODING": "ascii"}
    process = line.start("draft", "--brief", "We mend nets.", env=env)
    assert "Test:" in line.finish(process).out


ODD = "a\x1b]0;owned\x07\u202eb [bold]x.md"


def test_control_characters_stay_out_of_the_terminal(line: Line) -> None:
    text = (
        "# N\x1b[2Jets\u202e\n\n## Revenue streams\n\nSkippers\x1b[31m pay 95 euros\x07 a year.\n"
    )
    path = line.file(ODD, text)
    line.run("sources", "add", path)
    listed = line.run("sources", "list").out
    assert "b [bold]x.md" in listed
    name = r"a\x1b]0;owned\x07\u202eb [bold]x.md"
    for args in (["show", name], ["show", name, "--text"]):
        line.run("sources", *args)
    target = line.folder / "out.md"
    ran = line.run("draft", "-o", str(target), "--name", "N\x1b[2Jets")
    assert "95" in ran.out
    assert "\x1b" not in target.read_text("utf-8")
    line.run("search", "skippers \x1b[31m")
    line.run("draft", path)
    line.fails("sources", "show", "\x1b[31m")
    line.run("sources", "remove", name)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere file names are text")
def test_bytes_that_are_no_text(line: Line) -> None:
    odd = os.fsdecode(b"n\xffts")
    path = line.file(f"{odd}.md")
    target = line.folder / "out.json"
    line.run("draft", path, "-o", str(target), "--name", odd)
    assert "\\udcff" in target.read_text("utf-8")
    line.run("draft", "--brief", odd, "-o", str(target))
    line.run("sources", "add", path)
    line.run("search", odd)
    line.run("ask", odd)


def test_what_is_printed_is_text() -> None:
    assert printable("1\u00a0850\u202f€\x1b[0m\u200b\n\t\ud800") == "1 850 €[0m\n\t"


def test_two_runs_at_once_end_in_words(line: Line) -> None:
    files = [line.file("one.md"), line.file("two.md", "# Floats\n\nFloats cost 7 euros.\n")]
    running = [line.start("sources", "add", path) for path in files]
    for process in running:
        out, err = process.communicate(timeout=120)
        assert "Traceback" not in err, err
        assert process.returncode in (0, 1), out + err
        assert process.returncode == 0 or "Error: " in err
    line.run("sources", "add", *files)
    listed = line.run("sources", "list").out
    assert "one.md" in listed
    assert "two.md" in listed
    assert "7 euros" in line.run("search", "floats").out


def test_a_damaged_project_is_told(line: Line) -> None:
    line.run("sources", "add", line.file("memo.md"))
    database = next((line.folder / "projects").rglob("project.sqlite3"))
    for extra in database.parent.glob("project.sqlite3-*"):
        extra.unlink()
    database.write_bytes(b"no database at all" * 500)
    assert str(database.parent) in line.fails("sources", "list").replace("\n", "")
