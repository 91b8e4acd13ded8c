"""Defects that were written by hand, as edits of a sound canvas: `evals/held_out`.

An edit is an object with `rule`, `what` (in words), `items` (ids at fault; empty when it is about the whole), and any of
`remove` (ids), `replace` (fields by id), `add_items`, `remove_links` ([from, to, kind]), `add_links`, `metadata` (fields) and
`sources` (whole texts by name), done in this order.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ENDING = ".defects.json"


@dataclass(frozen=True, slots=True)
class Edited:
    """A canvas with one defect.

    Attributes:
        rule: that it breaks.
        what: the defect in words.
        text: the canvas as JSON; it may be one that no reader takes.
        items: ids that a finding should name; () when the defect is about the whole.
        sources_changed: texts of sources that are other than before, by name.
    """

    rule: str
    what: str
    text: str
    items: tuple[str, ...] = ()
    sources_changed: Mapping[str, str] = field(default_factory=dict)


def edited(canvas: Path) -> Iterator[Edited]:
    """Yields the canvas of a file once with each of the defects beside it."""
    sound = json.loads(canvas.read_text(encoding="utf-8"))
    defects = canvas.with_name(canvas.stem + ENDING).read_text(encoding="utf-8")
    for one in json.loads(defects):
        yield Edited(
            one["rule"],
            one["what"],
            json.dumps(_applied(sound, one)),
            tuple(one.get("items", ())),
            one.get("sources", {}),
        )


def _applied(sound: Mapping[str, Any], edit: Mapping[str, Any]) -> dict[str, Any]:
    data = copy.deepcopy(dict(sound))
    items = {item["id"]: item for item in data["items"]}
    gone: set[str] = set()
    for name in edit.get("remove", ()):
        gone |= {name, *(detail["id"] for detail in items[name].get("details", ()))}
    for name, fields in edit.get("replace", {}).items():
        items[name].update(fields)
    data["items"] = [item for item in data["items"] if item["id"] not in gone]
    data["items"] += edit.get("add_items", [])
    cut = {tuple(link) for link in edit.get("remove_links", ())}
    data["links"] = [
        link
        for link in data["links"]
        if not gone & {link["from"], link["to"]}
        and (link["from"], link["to"], link["kind"]) not in cut
    ]
    data["links"] += edit.get("add_links", [])
    data["metadata"].update(edit.get("metadata", {}))
    return data
