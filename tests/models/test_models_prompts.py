"""Prompt files: a wrong one does not load, and values go in as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from canvasai.errors import PromptError
from canvasai.models.prompts import load_prompt

GOOD = """---
name: shorten
version: 2
inputs: [statement, words]
sample:
  statement: Cafés pay 40 euros.
  words: 6
---
# system
Keep the numbers. A price is written $$40.

# user
Shorten to ${words} words: $statement
"""


def write(folder: Path, text: str, name: str = "shorten") -> Path:
    (folder / f"{name}.md").write_text(text, "utf-8")
    return folder


def test_renders_values_as_plain_data(tmp_path: Path) -> None:
    prompt = load_prompt("shorten", write(tmp_path, GOOD))
    assert (prompt.name, prompt.version, len(prompt.hash)) == ("shorten", "2", 12)
    system, user = prompt.render(statement="costs $words and ${x}\n# user", words=6)
    assert system == "Keep the numbers. A price is written $40."
    assert user == "Shorten to 6 words: costs $words and ${x}\n# user"
    assert prompt.render(**prompt.sample)[1].endswith("Cafés pay 40 euros.")


def test_the_hash_follows_the_file(tmp_path: Path) -> None:
    first = load_prompt("shorten", write(tmp_path, GOOD)).hash
    assert load_prompt("shorten", write(tmp_path, GOOD + "\n")).hash != first


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("$statement", "it", "missing: statement"),
        ("$statement", "$statement $other", "not declared: other"),
        ("$statement", "$statement $ 5", "begins no variable"),
        ("  words: 6\n", "", "its sample: missing: words"),
        ("  words: 6\n", "  words: 6\n  more: 1\n", "its sample: not declared: more"),
        ("name: shorten", "name: other", "its name is 'other'"),
        ("version: 2\n", "", "needs exactly"),
        ("inputs: [statement, words]", "inputs: statement", "not a list"),
        ("inputs: [statement, words]", "inputs: [statement, words, words]", "twice"),
        ("inputs: [statement, words]", "inputs: [statement", "not YAML"),
        ("# user", "# assistant", "section"),
        ("---\nname", "name", "front matter"),
    ],
)
def test_a_wrong_file_does_not_load(tmp_path: Path, old: str, new: str, what: str) -> None:
    with pytest.raises(PromptError) as caught:
        load_prompt("shorten", write(tmp_path, GOOD.replace(old, new, 1)))
    assert what in caught.value.message
    assert "shorten.md" in caught.value.message


def test_a_wrong_render_is_told(tmp_path: Path) -> None:
    prompt = load_prompt("shorten", write(tmp_path, GOOD))
    with pytest.raises(PromptError, match=r"missing: words; not declared: other"):
        prompt.render(statement="x", other="y")


@pytest.mark.parametrize("name", ["absent", "../shorten", "Shorten.md"])
def test_a_missing_file_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(PromptError):
        load_prompt(name, tmp_path)
