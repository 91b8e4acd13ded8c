"""Prompts are files: what a model is told can be read, compared and changed without code."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any

import yaml

from canvasai.errors import PromptError
from canvasai.resources import resource_dir

_FILE = re.compile(r"---\r?\n(?P<front>.*?)\r?\n---\r?\n(?P<body>.*)\Z", re.DOTALL)
_SECTION = re.compile(r"^# (system|user)[ \t]*\r?$", re.MULTILINE)
_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_KEYS = {"name", "version", "inputs", "sample"}


@dataclass(frozen=True)
class Prompt:
    """A prompt file, read and checked.

    Attributes:
        name: name of the file without its ending.
        version: as the file says; goes into every run.
        hash: first 12 hexadecimal digits of the file's SHA-256.
        inputs: names of the variables, each used and each declared.
        sample: an example value for each input.
        system: template of what stays the same over many requests.
        user: template of the question.
    """

    name: str
    version: str
    hash: str
    inputs: tuple[str, ...]
    sample: dict[str, str]
    system: str
    user: str

    def render(self, **inputs: object) -> tuple[str, str]:
        """Fills in the inputs; a `$` in a value stays a `$`.

        Returns:
            The system text and the user text.

        Raises:
            PromptError: an input is missing or not declared.
        """
        given, declared = set(inputs), set(self.inputs)
        if given != declared:
            raise PromptError(f"Prompt {self.name!r}: {_difference(declared, given)}.")
        return Template(self.system).substitute(inputs), Template(self.user).substitute(inputs)


def load_prompt(name: str, folder: Path | None = None) -> Prompt:
    """Reads a prompt file and checks that its variables are the declared ones.

    Args:
        name: name of the file without `.md`.
        folder: where it lies; the prompts of the program by default.

    Raises:
        PromptError: there is no such file, or it is wrong; the message says which and what.
    """
    if not _NAME.fullmatch(name):
        raise PromptError(f"{name!r} is not a name of a prompt.")
    path = (folder or resource_dir("prompts")) / f"{name}.md"
    try:
        data = path.read_bytes()
        match = _FILE.match(data.decode("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise PromptError(f"Prompt {path} cannot be read: {error}.") from None
    if match is None:
        raise _wrong(path, "it does not begin with front matter between two lines of ---")
    front = _front(path, match["front"])
    if front["name"] != name:
        raise _wrong(path, f"its name is {front['name']!r}, the file's is {name!r}")
    sections = _sections(path, match["body"])
    inputs = tuple(front["inputs"])
    used = _variables(path, sections["system"]) | _variables(path, sections["user"])
    if used != set(inputs):
        raise _wrong(path, _difference(set(inputs), used))
    sample = front["sample"]
    if set(sample) != set(inputs):
        raise _wrong(path, "its sample: " + _difference(set(inputs), set(sample)))
    return Prompt(
        name=name,
        version=str(front["version"]),
        hash=hashlib.sha256(data).hexdigest()[:12],
        inputs=inputs,
        sample={key: str(value) for key, value in sample.items()},
        system=sections["system"],
        user=sections["user"],
    )


def _front(path: Path, text: str) -> dict[str, Any]:
    try:
        front = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise _wrong(
            path, f"its front matter is not YAML ({' '.join(str(error).split())})"
        ) from None
    if not isinstance(front, dict) or set(front) != _KEYS:
        raise _wrong(path, f"its front matter needs exactly {', '.join(sorted(_KEYS))}")
    inputs = front["inputs"]
    if not isinstance(inputs, list) or not all(isinstance(item, str) for item in inputs):
        raise _wrong(path, "its inputs are not a list of names")
    if len(set(inputs)) != len(inputs):
        raise _wrong(path, "it declares an input twice")
    front["sample"] = front["sample"] or {}
    if not isinstance(front["sample"], dict):
        raise _wrong(path, "its sample does not map inputs to values")
    return front


def _sections(path: Path, body: str) -> dict[str, str]:
    parts = _SECTION.split(body)
    names = parts[1::2]
    if parts[0].strip() or names != ["system", "user"]:
        raise _wrong(path, "its body is not a section `# system` and then a section `# user`")
    sections = {name: text.strip() for name, text in zip(names, parts[2::2], strict=True)}
    if empty := [name for name, text in sections.items() if not text]:
        raise _wrong(path, f"its section `# {empty[0]}` is empty")
    return sections


def _variables(path: Path, text: str) -> set[str]:
    template = Template(text)
    if not template.is_valid():
        raise _wrong(path, "it has a $ that begins no variable; write $$ for the sign itself")
    return set(template.get_identifiers())


def _difference(declared: set[str], given: set[str]) -> str:
    told = []
    if missing := sorted(declared - given):
        told.append(f"missing: {', '.join(missing)}")
    if extra := sorted(given - declared):
        told.append(f"not declared: {', '.join(extra)}")
    return "; ".join(told)


def _wrong(path: Path, what: str) -> PromptError:
    return PromptError(f"Prompt {path} is wrong: {what}.", "Correct the file.")
