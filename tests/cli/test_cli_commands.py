"""Every command does what it says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from canvasai import __version__
from canvasai.canvas.formats.json_format import canvas_from_json
from canvasai.canvas.formats.schema import canvas_schema

if TYPE_CHECKING:
    from .conftest import Line, Served


def checked(text: str) -> dict[str, Any]:
    """A canvas as JSON, and nothing else."""
    canvas: dict[str, Any] = json.loads(text)
    Draft202012Validator(canvas_schema()).validate(canvas)
    canvas_from_json(text)
    return canvas


def test_sources(line: Line) -> None:
    memo = line.file("memo.md")
    assert "no sources" in line.run("sources", "list").out
    assert "memo.md: added" in line.run("sources", "add", memo).out
    assert "memo.md: unchanged" in line.run("sources", "add", memo).out
    assert "memo.md" in line.run("sources", "list").out
    shown = line.run("sources", "show", "memo.md").out
    assert "Revenue streams" in shown
    assert line.run("sources", "show", "memo.md", "--text").out == Path(memo).read_text("utf-8")
    line.file("memo.md", "# Nets\n\nNothing but floats.\n")
    assert "memo.md: added" in line.run("sources", "add", memo).out
    assert "floats" in line.run("sources", "show", "memo.md", "--text").out
    assert "memo.md: removed" in line.run("sources", "remove", "memo.md").out
    assert "no sources" in line.run("sources", "list").out
    assert Path(memo).exists()
    for command in ("show", "remove"):
        assert "memo.md" in line.fails("sources", command, "memo.md")


def test_a_folder_with_one_bad_file(line: Line) -> None:
    line.file("all/memo.md")
    line.file("all/broken.pdf", b"%PDF-1.7 nothing")
    folder = str(line.folder / "files" / "all")
    said = line.fails("sources", "add", folder, hint=False)
    assert "broken.pdf" in said
    assert "1 of 2 files" in said
    assert "memo.md" in line.run("sources", "list").out


def test_projects_are_apart(line: Line) -> None:
    line.run("--project", "nets", "sources", "add", line.file("memo.md"))
    assert "no sources" in line.run("sources", "list").out
    assert "memo.md" in line.run("-p", "nets", "sources", "list").out


def test_search(line: Line) -> None:
    line.run("sources", "add", line.file("memo.md"), line.file("talk.txt", "Eleven people mend.\n"))
    assert "95 euros" in line.run("search", "what do skippers pay").out
    found = json.loads(line.run("search", "mend", "-k", "1", "--json").out)
    assert len(found) == 1
    text = line.run("sources", "show", found[0]["source"], "--text").out
    assert text[found[0]["start"] : found[0]["end"]] == found[0]["text"]
    assert json.loads(line.run("search", "  ", "--json").out) == []
    line.run("search", "mend", "-k", "0", code=2)


def test_draft_from_paths_keeps_nothing(line: Line) -> None:
    memo = line.file("memo.md")
    md, js = line.folder / "out.md", line.folder / "out.json"
    ran = line.run("draft", memo, "-o", str(md), "-o", str(js))
    assert "Revenue streams" in ran.out
    assert "95 euros" in ran.out
    canvas = checked(js.read_text("utf-8"))
    text = Path(memo).read_text("utf-8")
    quotes = [cited for item in canvas["items"] for cited in item["citations"]]
    assert len(quotes) >= 3
    assert all(text[c["start"] : c["end"]] == c["quote"] for c in quotes)
    assert canvas["name"] == "Brackwater Nets"
    told = md.read_text("utf-8")
    assert told.startswith("# Brackwater Nets\n")
    assert set(re.findall(r"\[\^(\d+)\](?!:)", told)) == set(re.findall(r"\[\^(\d+)\]:", told))
    assert "no sources" in line.run("sources", "list").out
    assert not list((line.folder / "projects").rglob("canvases/*"))


def test_draft_of_the_project_is_kept(line: Line) -> None:
    line.run("-p", "nets", "sources", "add", line.file("memo.md"))
    ran = line.run("-p", "nets", "draft", "--json", "--block", "revenue_streams", "--name", "Nets")
    canvas = checked(ran.out)
    assert {item["block"] for item in canvas["items"]} == {"revenue_streams"}
    assert canvas["name"] == "Nets"
    kept = list((line.folder / "projects" / "nets").rglob("canvases/*.json"))
    assert [checked(path.read_text("utf-8"))["items"] for path in kept] == [canvas["items"]]


def test_draft_of_a_brief(line: Line) -> None:
    line.replies({"items": ["Skippers hear of the loft at the pier"]}, times=9)
    canvas = checked(line.run("draft", "--brief", "We mend nets.", "--json").out)
    assert {item["status"] for item in canvas["items"]} == {"assumption"}
    assert all(item["assumption"]["test"] for item in canvas["items"])
    assert len({item["block"] for item in canvas["items"]}) == 9
    shown = line.run("draft", "--brief", "We mend nets.", "--block", "channels").out
    assert "(assumption)" in shown
    assert "Test:" in shown


def test_ask(line: Line) -> None:
    line.run("sources", "add", line.file("memo.md"))
    said = {
        "told": True,
        "answer": "Skippers pay 95 euros a month. They also pay 12 euros for tea.",
    }
    line.replies(said)
    ran = line.run("ask", "What do skippers pay for the repair plan?")
    assert "Skippers pay 95 euros a month. (memo.md)" in ran.out
    assert "tea" not in ran.out
    line.replies(said)
    told = json.loads(line.run("ask", "What do skippers pay a month?", "--json").out)
    assert [len(sentence["citations"]) for sentence in told["sentences"]] == [1]
    line.replies({"told": False, "answer": ""})
    assert "do not tell" in line.run("ask", "What do skippers pay for insurance?").out
    assert "do not tell" in line.run("ask", "Which moons does Jupiter have?").out


def test_schema_version_and_models(line: Line) -> None:
    assert json.loads(line.run("schema").out) == canvas_schema()
    assert line.run("--version").out == f"canvasai {__version__}\n"
    assert "verified" in line.run("models", "list").out
    assert "draft" in line.run("--help").out


@pytest.mark.parametrize(
    "args", [["frobnicate"], ["draft", "--colour"], ["sources", "ad"], ["search"], ["sources"]]
)
def test_what_is_not_known_is_told(line: Line, args: list[str]) -> None:
    assert "Usage" in line.run(*args, code=2).said


def test_a_server_on_this_machine(line: Line, served: Served) -> None:
    served.play("good")
    ran = line.run("draft", line.file("memo.md"), "--json")
    assert len(checked(ran.out)["items"]) >= 9
    assert "Answers: m, server 127.0.0.1" in ran.err
