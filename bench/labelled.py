"""Reads the labelled statements of `evals/statements/`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from canvasai.resources import resource_dir
from canvasai.statements.model import Statement


@dataclass(frozen=True)
class Labelled:
    """A statement with its labels; `second` is "" where it speaks to one block."""

    statement: Statement
    business: str
    block: str
    second: str
    kind: str


def load_labelled(folder: Path | None = None) -> list[Labelled]:
    """Returns all labelled statements, business by business, in file order."""
    folder = folder or resource_dir("evals") / "statements"
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        offset = 0
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            text = row["text"]
            statement = Statement(
                source=f"{row['business']}/{row['doc']}",
                start=offset,
                end=offset + len(text),
                text=text,
                told=text,
                heading=tuple(row["heading"]),
                question=row["question"] or "",
            )
            # Statements of the data stand alone: far enough apart to be no paragraph together.
            offset += len(text) + 10
            found.append(
                Labelled(statement, row["business"], row["block"], row["second"] or "", row["kind"])
            )
    return found
