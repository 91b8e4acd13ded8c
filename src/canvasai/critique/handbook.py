"""The handbook: a page a rule, in `corpus/rules/`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import yaml

from canvasai.critique.finding import Severity
from canvasai.errors import ConfigError
from canvasai.resources import resource_dir


@dataclass(frozen=True, slots=True)
class Page:
    """What the handbook says of a rule.

    Attributes:
        rule: its id.
        title: the rule in one sentence.
        family: complete, connected, sharp, evidenced, pays or lasts.
        severity: of its findings.
        how: the letters D (the canvas), N (its numbers), E (sources), L (a model) that decide it.
        origin: where the rule comes from.
        text: Markdown, from the heading on.
    """

    rule: str
    title: str
    family: str
    severity: Severity
    how: tuple[str, ...]
    origin: str
    text: str


@cache
def pages() -> dict[str, Page]:
    """Returns all pages by rule."""
    found = {}
    for path in sorted((resource_dir("corpus") / "rules").glob("R*.md")):
        _, front, text = path.read_text(encoding="utf-8").split("---\n", 2)
        told = yaml.safe_load(front)
        found[told["id"]] = Page(
            rule=told["id"],
            title=told["title"],
            family=told["family"],
            severity=Severity(told["severity"]),
            how=tuple(told["how"]),
            origin=str(told["from"]),
            text=text.strip() + "\n",
        )
    return found


def page(rule: str) -> Page:
    """Returns the page of a rule.

    Raises:
        ConfigError: there is no such rule.
    """
    told = re.fullmatch(r"\s*r?0?(\d{1,2})\s*", rule, re.IGNORECASE)
    found = pages().get(f"R{int(told[1]):02d}") if told else None
    if found is None:
        raise ConfigError(
            f"There is no rule {rule!r}.", f"Rules are {min(pages())} to {max(pages())}."
        )
    return found
