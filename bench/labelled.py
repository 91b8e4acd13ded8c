"""Reads the labelled statements of `evals/statements/`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from canvasai.resources import resource_dir
from canvasai.statements.english import Reading, read_in_english
from canvasai.statements.language import languages_of
from canvasai.statements.model import Statement
from canvasai.statements.weights_file import NONE


@dataclass(frozen=True)
class Labelled:
    """A statement with its labels.

    Attributes:
        statement: the statement, as splitting a document gives it.
        reading: the same in English words.
        business, language: where it is from.
        block: a block or "none".
        second: another block that it speaks to, or "".
        kind: as in `canvasai.statements.model.Kind`.
        payer: "customer", "business", "other" or "none".
        period: "current", "planned", "past" or "".
    """

    statement: Statement
    reading: Reading
    business: str
    language: str
    block: str
    second: str
    kind: str
    payer: str
    period: str


def split_of() -> dict[str, str]:
    """Returns the split of each business that is not trained on: "tune" or "test"."""
    path = resource_dir("evals") / "statements" / "splits.json"
    splits = json.loads(path.read_text(encoding="utf-8"))
    return {business: split for split, names in splits.items() for business in names}


def load_labelled(folder: Path | None = None) -> list[Labelled]:
    """Returns all labelled statements, business by business, in file order."""
    folder = folder or resource_dir("evals") / "statements"
    statements, rows = [], []
    for path in sorted(folder.glob("*.jsonl")):
        offset = 0
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            text = row["text"]
            statements.append(
                Statement(
                    source=f"{row['business']}/{row['doc']}",
                    start=offset,
                    end=offset + len(text),
                    text=text,
                    told=text,
                    heading=tuple(row["heading"]),
                    question=row["question"] or "",
                )
            )
            rows.append(row)
            # Statements of the data stand alone: far enough apart to be no paragraph together.
            offset += len(text) + 10
    readings = read_in_english(statements, languages_of(statements))
    return [
        Labelled(
            statement,
            reading,
            row["business"],
            row["lang"],
            row["block"],
            row["second"] or "",
            row["kind"],
            row["payer"] or NONE,
            row["period"] or "",
        )
        for statement, reading, row in zip(statements, readings, rows, strict=True)
    ]
