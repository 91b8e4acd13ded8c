"""When an item holds: words of plans and of today, and the days that it names. Pure functions on text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from canvasai.canvas.blocks import Block
from canvasai.canvas.model import Item
from canvasai.grounding.words import MONTH
from canvasai.statements.cues import PLANS

# So many characters before a day tell what happens then.
_BEFORE = 40
_MONTHS = (
    "jan ene|feb fév|mar mär|apr avr abr|may mai|jun juin|jul juil|aug aoû ago|sep|oct okt|nov|dec dez déc dic"
).split("|")
_SEASON = (
    r"(?:\b(?:the\s|early\s|late\s|mid[\s-]|(?:end|start|beginning|middle)\sof\s|spring\s|summer\s|autumn\s|fall\s|winter\s|"
    r"q[1-4]\s|anfang\s|ende\s|mitte\s|frühjahr\s|frühling\s|sommer\s|herbst\s|dem\s|jahr\s|début\s|fin\s|le\s|printemps\s|"
    r"l['’]été\s|l['’]automne\s|principios\sde\s|finales\sde\s|el\s|la\s|primavera\s|verano\s|otoño\s|invierno\s|de\s)){0,6}"
)
_DATE = re.compile(
    rf"(?P<intro>{_SEASON})"
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.)?\s(?:of\s|de\s)?(?=[^\W\d]))?"
    rf"(?:(?P<month>{MONTH})\.?,?\s(?:de\s|del\s)?)?"
    r"(?<![\w.,/€$£-])(?P<year>20\d\d)(?:-(?P<number>[01]\d)(?:-(?P<date>[0-3]\d))?)?(?![\w/]|[.,]\d|\s?(?:€|eur|kg|m²))"
    r"|(?<![\w./])(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>20\d\d)(?!\w)",
    re.IGNORECASE,
)
# What stands before a day on which something ends: the item holds until then.
_ENDS = re.compile(
    r"(?:\b(?:until|till|through|to|bis(?:\szum)?|jusqu['’](?:en|au|à)|hasta)\s"
    r"|\b(?:expir\w+|ends?|ending|valid|runs?\sout|matures?|läuft|endet|gültig|vence|caduca|échoit|prend\sfin)\b\W(?:\w+\W+){0,3})$"
    r"|\b20\d\d\s?[-–]\s?$",
    re.IGNORECASE,
)
_STARTS = re.compile(
    r"\b(?:from|starting(?:\sin)?|beginning(?:\sin)?|as\sof|ab|à\spartir(?:\sd[eu'])?|dès|a\spartir(?:\sde)?|desde)\s?$",
    re.IGNORECASE,
)
_DURING = re.compile(
    r"\b(?:by|in|on|for|before|im|am|vor|en|au|avant|para|pour|antes(?:\sde)?)\s?$", re.IGNORECASE
)
# A number of four digits is a year only where one of these stands before it.
_BEFORE_YEAR = re.compile(
    r"(?:^|[(,;:–-])\s?$|\b(?:from|by|in|on|for|until|till|through|to|since|before|after|of|or|and|starting|beginning|ab|bis|im|"
    r"am|seit|vor|nach|und|oder|dès|en|au|depuis|avant|après|et|ou|partir|desde|hasta|para|antes|y|o|jusqu['’]en|jusqu['’]à)\s$",
    re.IGNORECASE,
)
# Segments and propositions speak of what customers plan, and of their deadlines.
_OF_CUSTOMERS = (Block.CUSTOMER_SEGMENTS, Block.VALUE_PROPOSITIONS)
_PLANS_OF_CUSTOMERS = re.compile(
    r"\b(?:planning|going|looking|hoping|about|want|wants|plan|plans|intend|expected)\sto\b|\b(?:zu)?künftig\w*|"
    r"\b(?:roadmap|prévu\w*|previst[oa]s?|geplant\w*)\b",
    re.IGNORECASE,
)
# What `PLANS` takes for a plan in a statement, but is how things are done.
_HABITS = re.compile(
    r"\bby the end of the (?:same |working |next )?(?:day|week|month|shift|session|lesson|course|visit|season|tour)\b|"
    r"\b(?:is|are) due to (?:the|our|a)\b|\b(?:before|skip\w*|pause|in|the) (?:the )?next (?:month|quarter|season|year|spring|summer|"
    r"autumn|winter)\b|\bwish ?lists?\b|(?<!on the )\broadmaps?\b(?!:)|"
    r"\b(?:im|laut) vertrag vorgesehen|\bprévue?s? (?:au|par le|dans le) contrat|\bprevist[oa]s? en el contrato",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\((?:planned|geplant|prévue?s?|previst[oa]s?|planead[oa]s?)\b|"
    r"\b(?:we|it|they)(?:['’]ll|\swill)\s(?:also\s|then\s)?(?:open|build|sell|offer|start|add|set\sup|begin|move)\b|"
    r"\bwill\s(?:open|start|begin|be\s(?:opened|built|sold|offered|added|launched))\b|"
    r"\bwir\swerden\b|\bnous\s\w+(?:erons|irons|rons)\b|\b\w{2,}(?:aremos|eremos|iremos)\b",
    re.IGNORECASE,
)
_TODAY = re.compile(
    r"\b(?:already|today|currently|since|heute|bereits|derzeit|seit|déjà|aujourd'hui|depuis|ya|hoy|actualmente|"
    r"desde\shace)\b",
    re.IGNORECASE,
)
# The same, where it can mean nothing else.
_SURELY_TODAY = re.compile(
    r"\b(?:already|currently|since\s(?:\w+\s)?(?:19|20)\d\d|bereits|derzeit|seit\s(?:\w+\s)?(?:19|20)\d\d|déjà|actuellement|"
    r"depuis\s(?:\w+\s)?(?:19|20)\d\d|actualmente|desde\shace|desde\s(?:\w+\s){0,2}(?:19|20)\d\d)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day, month or year that a text names.

    Attributes:
        iso: ISO 8601, as far as it is told.
        start: where it stands in the text.
        ends: whether something ends then, as in "contract to 2029".
    """

    iso: str
    start: int
    ends: bool


def days_in(text: str) -> Iterator[Day]:
    """Finds the days, months and years from 2000 on, in order."""
    for found in _DATE.finditer(text):
        before = text[max(0, found.start() - _BEFORE) : found.start()]
        alone = found["year"] and not (found["intro"] or found["month"] or found["number"])
        if alone and not _BEFORE_YEAR.search(before):
            continue
        yield Day(_iso(found), found.start(), bool(_ENDS.search(before)))


def later(day: str, other: str) -> bool:
    """Whether one ISO 8601 day, month or year surely comes after another one."""
    told = min(len(day), len(other))
    return day[:told] > other[:told]


def sounds_planned(item: Item, now: str) -> bool:
    """Whether an item is told as something to come.

    Args:
        item: whose text counts.
        now: ISO 8601, as far as it is known; later days are to come.
    """
    text, of_customers = item.text, item.block in _OF_CUSTOMERS
    for day in days_in(text):
        if not later(day.iso, now) or day.ends:
            continue
        before = text[max(0, day.start - _BEFORE) : day.start]
        if _STARTS.search(before) or (_DURING.search(before) and not of_customers):
            return True
    if _FUTURE.search(text):
        return True
    text = _HABITS.sub(" ", text)
    return bool(PLANS.search(_PLANS_OF_CUSTOMERS.sub(" ", text) if of_customers else text))


def sounds_current(text: str, surely: bool = False) -> bool:
    """Whether a text speaks of today; `surely` leaves out words that may mean something else."""
    return bool((_SURELY_TODAY if surely else _TODAY).search(text))


def _iso(found: re.Match[str]) -> str:
    if found["y"]:
        return f"{found['y']}-{int(found['m']):02}-{int(found['d']):02}"
    month = found["number"] or _number_of(found["month"] or "")
    day = found["date"] or (f"{int(found['day']):02}" if found["day"] and month else "")
    return "-".join(part for part in (found["year"], month, day) if part)


def _number_of(month: str) -> str:
    """The number of a month's name in two digits; "" for none."""
    for number, names in enumerate(_MONTHS, 1):
        if any(month.lower().startswith(name) for name in names.split()):
            return f"{number:02}"
    return ""
