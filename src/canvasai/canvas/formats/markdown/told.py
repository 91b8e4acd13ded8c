"""What a Markdown file tells of the canvas itself: front matter, and the section "Metadata"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from canvasai.canvas.formats.markdown.fields import texts_below
from canvasai.canvas.formats.markdown.names import split_label
from canvasai.canvas.formats.markdown.text import plain
from canvasai.canvas.formats.markdown.tree import Node
from canvasai.canvas.formats.reading import Problem
from canvasai.canvas.metadata import STAGES, Metadata, Portfolio

# Front matter of more than this many characters is none.
_LONGEST_FRONT = 50_000
_KEYS = {
    "tagline": "tagline slogan subtitle",
    "status": "status estado statut",
    "category": "category kategorie catégorie categoría type",
    "dated": "date dated datum fecha created",
    "updated": "updated last_updated last_modified modified aktualisiert",
    "portfolio": "portfolio",
    "stage": "stage",
    "derived_from": "derived_from version_of",
    "related": "related related_documents related_to",
    "sources": "source sources quelle quellen fuente fuentes",
    "history": "history updates",
    "title": "title name titel titre título",
}
_KNOWN = {name: key for key, names in _KEYS.items() for name in names.split()}
_LISTS = ("related", "sources", "history")
_DAY = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")
_OTHER_DAY = re.compile(
    r"([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})|([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})"
)
_COMMA = re.compile(r"[,;] ")


@dataclass(slots=True)
class Told:
    """What a file tells of the canvas, by the names of `Metadata`, and "title".

    Attributes:
        texts: single texts, each with where it stands.
        lists: texts of those that are lists.
        left: lines and texts of what `Metadata` has no place for.
    """

    texts: dict[str, tuple[str, str]] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    left: list[tuple[int, str]] = field(default_factory=list)

    def add(self, label: str, values: list[str], line: int) -> None:
        """Takes what stands under a label; the first of two that mean the same counts."""
        key = _KNOWN.get(label.strip().casefold().replace(" ", "_"))
        if key in _LISTS:
            self.lists.setdefault(key, []).extend(values)
        elif key is None or key in self.texts:
            self.left.append((line, f"{label}: {', '.join(values)}".strip(": ")))
        elif values:
            self.texts[key] = (values[0], f"line {line}")
            self.left += [(line, value) for value in values[1:]]


def tells(line: str) -> bool:
    """Whether a line says something of the canvas, such as "**Date:** 2024-03-29"."""
    key = _KNOWN.get(split_label(line)[0].replace(" ", "_"))
    return key not in (None, "title", "history")


def day_of(text: str) -> str:
    """Returns a day, month or year in ISO 8601; "" where the text is none."""
    found = _OTHER_DAY.fullmatch(text.strip())
    if found is not None:
        year, month, day = (found[1], found[2], found[3]) if found[1] else found.group(6, 5, 4)
        text = f"{year}-{int(month):02}-{int(day):02}"
    text = text.partition("T")[0].strip()
    return text if _DAY.fullmatch(text) else ""


def read_points(told: Told, nodes: Iterable[Node]) -> None:
    """Reads the points of the section "Metadata"."""
    for node in nodes:
        label, raw = split_label(node.raw)
        if not label:
            told.left += [(node.line, text) for text in texts_below([node])]
            continue
        key = _KNOWN.get(label.replace(" ", "_"))
        if key in _LISTS:
            values = [plain(part) for part in _COMMA.split(raw) if part]
            values += [plain(child.raw) for child in node.children]
            below = [text for child in node.children for text in texts_below(child.children)]
        else:
            values, below = [plain(raw)], texts_below(node.children)
        told.add(label if key else node.raw.partition(":")[0].strip(" *_"), values, node.line)
        told.left += [(node.line, text) for text in below]


def read_front(told: Told, start: int, text: str, problems: list[Problem]) -> None:
    """Reads front matter in YAML. Only its plain texts and lists of them count; nothing is built.

    Args:
        told: takes what it tells.
        start: how many lines stand before its first mark.
        text: the lines between its marks.
        problems: takes why it could not be read.
    """
    # Slow to import, and few files have front matter.
    import yaml

    if len(text) > _LONGEST_FRONT:
        problems.append(Problem("front matter", "It is too long; it was left out."))
        told.left.append((start + 1, text))
        return
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        problems.append(Problem("front matter", "It is no YAML; it was left out."))
        told.left.append((start + 1, text.strip()))
        return
    if root is None:
        return
    if not isinstance(root, yaml.MappingNode):
        told.left.append((start + 1, text.strip()))
        return
    for key, value in root.value:
        line = value.start_mark.line + start + 2
        label = key.value if isinstance(key, yaml.ScalarNode) else ""
        values = _values(value)
        if values is None or not label:
            source = text[key.start_mark.index : value.end_mark.index]
            told.left.append((line, source.strip()))
        elif values:
            if _KNOWN.get(label.casefold()) in _LISTS and isinstance(value, yaml.ScalarNode):
                values = _COMMA.split(values[0])
            told.add(label, values, line)


def metadata_of(told: Told, problems: list[Problem]) -> Metadata:
    """Returns the metadata; what it may not hold is told and left out."""
    known: dict[str, Any] = {
        key: told.texts[key][0] for key in ("tagline", "status", "category", "derived_from")
        if key in told.texts
    }  # fmt: skip
    known |= {key: tuple(told.lists[key]) for key in _LISTS if key in told.lists}
    for key in ("dated", "updated"):
        text, where = told.texts.get(key, ("", ""))
        known[key] = day_of(text)
        if text and not known[key]:
            _refuse(told, key, f"{text[:40]} is no date such as 2024-03-29", where, problems)
    portfolio = _portfolio(told, problems)
    stage, where = told.texts.get("stage", ("", ""))
    if stage and (portfolio is None or stage not in STAGES[portfolio]):
        _refuse(told, "stage", f"{stage[:40]} is no stage of its portfolio", where, problems)
        stage = ""
    return Metadata(**known, portfolio=portfolio, stage=stage)


def _portfolio(told: Told, problems: list[Problem]) -> Portfolio | None:
    text, where = told.texts.get("portfolio", ("", ""))
    found = next((one for one in Portfolio if one == text.strip().casefold()), None)
    if text and found is None:
        _refuse(told, "portfolio", f"{text[:40]} is no portfolio", where, problems)
    return found


def _refuse(told: Told, key: str, why: str, where: str, problems: list[Problem]) -> None:
    problems.append(Problem(where, f"{why}; it was left out."))
    told.left.append((int(where.split()[-1]), told.texts[key][0]))


def _values(node: Any) -> list[str] | None:
    """The texts of a scalar or of a list of scalars; None for anything deeper."""
    import yaml

    if isinstance(node, yaml.ScalarNode):
        return [node.value] if node.value not in ("", "~", "null") else []
    if isinstance(node, yaml.SequenceNode) and all(
        isinstance(one, yaml.ScalarNode) for one in node.value
    ):
        return [one.value for one in node.value]
    return None
