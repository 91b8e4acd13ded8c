"""The rules that code decides, a module a family."""

from __future__ import annotations

from canvasai.critique.rule import Rule
from canvasai.critique.rules import (
    carried,
    complete,
    connected,
    evidenced,
    lasts,
    pays,
    sharp,
    whole,
)

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            rule
            for module in (complete, connected, carried, whole, sharp, evidenced, pays, lasts)
            for rule in module.RULES
        ),
        key=lambda rule: rule.id,
    )
)
# Those that rest on links.
ON_LINKS = frozenset(rule.id for rule in RULES if rule.links)
