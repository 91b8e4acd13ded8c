"""Plain data as YAML that people like to read: blocks of entries, ids of others on one line."""

from __future__ import annotations

import re
from typing import Any

import yaml

# A letter or mark that every reader of YAML leaves alone, and such with blanks between them.
_MARK = r"[^\s\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]"
_LINE = rf"{_MARK}(?:(?:{_MARK}|[ \u00a0\u202f])*{_MARK})?"
# Other readers take more for numbers than PyYAML does, so only what starts with a letter stands
# without quotes.
_PLAIN = re.compile(rf"(?=[^\W\d_]){_LINE}")
_LINES = re.compile(rf"{_LINE}(?:\n{{1,2}}{_LINE})+")
_WORDS_WITH_A_MEANING = frozenset("y n yes no on off true false null".split())


class _Flow(list[str]):
    """A list that stands on one line."""


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        # Entries of a list stand further in than its name, as in BMML's own files.
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style: str | None = '"'
    if _LINES.fullmatch(text):
        style = "|"
    elif _PLAIN.fullmatch(text) and text.lower() not in _WORDS_WITH_A_MEANING:
        style = None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _flow(dumper: yaml.SafeDumper, texts: _Flow) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", texts, flow_style=True)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(_Flow, _flow)


def yaml_text(sections: dict[str, Any]) -> str:
    """Returns sections as YAML, with an empty line between them and between their entries."""
    return "\n".join(_section(name, value) for name, value in sections.items())


def _section(name: str, value: Any) -> str:
    if not isinstance(value, list):
        return _dumped({name: value})
    entries = [_dumped({name: [entry]}) for entry in value]
    head = f"{name}:\n"
    return head + "\n".join(entry.removeprefix(head) for entry in entries)


def _dumped(value: Any) -> str:
    text: str = yaml.dump(
        _with_flow(value),
        Dumper=_Dumper,
        allow_unicode=True,
        default_flow_style=False,
        sort_keys=False,
        width=10**9,
    )
    return text


def _with_flow(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _with_flow(one) for key, one in value.items()}
    if isinstance(value, list):
        if all(isinstance(one, str) for one in value):
            return _Flow(value)
        return [_with_flow(one) for one in value]
    return value
