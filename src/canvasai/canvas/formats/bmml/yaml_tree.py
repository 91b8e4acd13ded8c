"""YAML as a tree of texts: every value as it is written, with its line.

YAML makes dates, numbers and truth values of what stands without quotes; here "2024-03-01" and "no"
stay texts. Nothing is built from tags, and files that are made to fill the memory are refused.
"""

from __future__ import annotations

from typing import Any

import yaml

from canvasai.canvas.formats.bmml.yaml_node import Node, ShapeError

# What these files need is five; more than this is no canvas.
_MAX_DEPTH = 20
_MAX_VALUES = 100_000
_NOTHING = frozenset(("", "~", "null", "Null", "NULL"))
_PREFIX = "tag:yaml.org,2002:"
_PLAIN_TAGS = (None, "!", f"{_PREFIX}str", f"{_PREFIX}map", f"{_PREFIX}seq")


def read_yaml(text: str) -> Node:
    """Reads one YAML document.

    Raises:
        ShapeError: it is no YAML, holds aliases, tags or a key twice, or is too deep or too long.
    """
    # The parser in C is 30 times faster, but not in every build of the library.
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _tree(yaml.parse(text, Loader=loader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = ", ".join(part for part in (error.context, error.problem) if part)
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise ShapeError(f"This is not YAML: {what}.", *place) from None
    except yaml.reader.ReaderError as error:
        line, column = _place(text, error.position)
        raise ShapeError("A character that no YAML file may hold.", line, column) from None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise ShapeError(f"This is not YAML: {str(error)[:100]}.", 1) from None


def _tree(events: Any) -> Node:
    root: Node | None = None
    open_nodes: list[Node] = []
    # Of each open mapping, the key that waits for its value, and its line.
    keys: list[tuple[str, int] | None] = []
    values = 0
    for event in events:
        line = event.start_mark.line + 1
        if isinstance(event, yaml.DocumentStartEvent) and root is not None:
            raise ShapeError("A second document starts here.", line, hint="Keep one to a file.")
        if isinstance(event, yaml.CollectionEndEvent):
            open_nodes.pop()
            keys.pop()
            continue
        if not isinstance(event, yaml.NodeEvent):
            continue
        values += 1
        if values > _MAX_VALUES:
            raise ShapeError(f"More than {_MAX_VALUES:,} values: no canvas is so long.", line)
        key = keys[-1] if keys else None
        node = _node(event, key[1] if key else line)
        parent = open_nodes[-1] if open_nodes else None
        if parent is None:
            root = node
        elif isinstance(parent.value, list):
            parent.value.append(node)
        elif isinstance(parent.value, dict):
            if key is None:
                keys[-1] = (_new_key(node, parent.value), line)
                continue
            parent.value[key[0]] = node
            keys[-1] = None
        if isinstance(event, yaml.CollectionStartEvent):
            open_nodes.append(node)
            keys.append(None)
            if len(open_nodes) > _MAX_DEPTH:
                raise ShapeError("The file is nested too deeply to be a canvas.", line)
    return root or Node(None, 1)


def _node(event: Any, line: int) -> Node:
    if isinstance(event, yaml.AliasEvent):
        raise ShapeError(
            f"The alias *{event.anchor} stands here, and aliases are not read.",
            line,
            hint="Write the value out.",
        )
    if event.tag not in _PLAIN_TAGS:
        raise ShapeError(
            f"The tag {event.tag[:60]} stands here, and tags are not read.",
            line,
            hint="Write the value without it.",
        )
    if isinstance(event, yaml.MappingStartEvent):
        return Node({}, line)
    if isinstance(event, yaml.SequenceStartEvent):
        return Node([], line)
    plain = event.implicit[0] and event.value in _NOTHING
    try:
        event.value.encode()
    except UnicodeEncodeError:
        raise ShapeError("A text holds half of a character.", line) from None
    return Node(None if plain else event.value, line)


def _new_key(node: Node, known: dict[str, Node]) -> str:
    if not isinstance(node.value, str):
        raise ShapeError("A key must be a name.", node.line)
    if node.value in known:
        first = known[node.value].line
        raise ShapeError(
            f"The key {node.value[:60]} stands twice, first in line {first}.",
            node.line,
            hint="Keep one of the two.",
        )
    return node.value


def _place(text: str, position: int) -> tuple[int, int]:
    """Line and column, from 1, of a character."""
    before = text[:position]
    return before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1
