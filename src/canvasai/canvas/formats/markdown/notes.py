"""Citations in Markdown: footnotes, and what the sources say against."""

from __future__ import annotations

import re

from canvasai.canvas.formats.markdown.text import flat, plain
from canvasai.canvas.formats.markdown.tree import Node
from canvasai.canvas.formats.reading import Problem
from canvasai.canvas.model import Citation

_SUPERSEDED = " (superseded)"
# The end of a quote as people type it.
_QUOTE_END = re.compile(r"[”\"“»] [—–-] ")
_WHERE_STARTS = re.compile(r", (?=[0-9“]|page )")
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}(?=, |$)")
_PAGE = re.compile(r"page ([1-9][0-9]{0,8})(?=, |$)")
_SPAN = re.compile(r"([0-9]{1,15}) ?[–-] ?([0-9]{1,15})")


def read_citation(raw: str, where: str, problems: list[Problem]) -> Citation | None:
    """Reads "“quote” — source, date, page, heading, characters"; None where it is no such line.

    Args:
        raw: the source of the line.
        where: what to call the line in problems.
        problems: gets one where the characters are missing or malformed.
    """
    raw = flat(raw)
    end = raw.find("” — ")
    size = 4
    if end < 0:
        found = _QUOTE_END.search(raw, 1)
        end, size = (found.start(), 4) if found else (-1, 0)
    if end < 1 or raw[0] not in '“"„«”':
        return None
    quote, rest = plain(raw[1:end]), raw[end + size :]
    superseded = rest.endswith(_SUPERSEDED)
    told, _, span = rest.removesuffix(_SUPERSEDED).rpartition(", characters ")
    known = _SPAN.fullmatch(span) if told else None
    told = told or rest.removesuffix(_SUPERSEDED)
    start, stop = (int(known[1]), int(known[2])) if known else (0, -1)
    if start > stop:
        start, stop = 0, len(quote)
        problems.append(
            Problem(where, f"It does not say which characters it quotes; 0–{stop} were taken.")
        )
    source, date, page, heading = _where(told)
    if not source or not quote:
        return None
    return Citation(source, quote, start, stop, page, heading, date, superseded)


def _where(told: str) -> tuple[str, str, int | None, str]:
    """Splits where a quote stands into source, date, page and heading."""
    found = _WHERE_STARTS.search(told)
    if found is None:
        return plain(told), "", None, ""
    source, rest = told[: found.start()], told[found.end() :]
    date, page, heading = "", None, ""
    if match := _DATE.match(rest):
        date, rest = match.group(), rest[match.end() :].removeprefix(", ")
    if match := _PAGE.match(rest):
        page, rest = int(match[1]), rest[match.end() :].removeprefix(", ")
    if len(rest) > 2 and rest[0] == "“" and rest[-1] == "”":
        heading, rest = plain(rest[1:-1]), ""
    # A name with a comma that somebody typed, such as "Plan, 3rd edition".
    return (plain(told), "", None, "") if rest else (plain(source), date, page, heading)


class Footnotes:
    """The footnotes of a file, by name; tells which do not exist and which nobody points to."""

    def __init__(self, nodes: list[Node], problems: list[Problem]) -> None:
        self._problems = problems
        self._nodes: dict[str, Node] = {}
        self._read: dict[str, Citation | None] = {}
        self._missing: set[str] = set()
        for node in nodes:
            if node.name in self._nodes:
                problems.append(
                    Problem(node.where, f"Footnote {node.name} is there twice; the first counts.")
                )
            else:
                self._nodes[node.name] = node

    def citation(self, name: str, where: str) -> Citation | None:
        """Returns the citation of a footnote; None, with a problem, where there is none."""
        node = self._nodes.get(name)
        if node is None:
            if name not in self._missing:
                self._missing.add(name)
                self._problems.append(Problem(where, f"Footnote {name} does not exist."))
            return None
        if name not in self._read:
            self._read[name] = read_citation(node.raw, f"footnote {name}", self._problems)
            if self._read[name] is None:
                self._problems.append(
                    Problem(
                        node.where,
                        f"Footnote {name} is no quote with its source; it was left out.",
                    )
                )
        return self._read[name]

    def unread(self) -> list[tuple[int, str]]:
        """Returns the texts, with their lines, of footnotes that became no citation."""
        return [
            (node.line, text)
            for name, node in self._nodes.items()
            if self._read.get(name) is None and (text := plain(node.raw))
        ]
