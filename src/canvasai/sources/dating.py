"""The date that a document gives itself. Pure functions."""

from __future__ import annotations

import re
from datetime import date

from canvasai.sources.model import Source

# A document tells its date at its head: in its first lines, or in a line of its own or with a word that
# says so.
_HEAD = 1200
_TOP = 300
_NOT_ITS_OWN = re.compile(
    r"\b(?:founded|since|established|born|opened|until|turnover|revenue|gegründet|seit|ab|bis|fondée?|créée?|depuis|dès|fundad[ao]|desde)\b",
    re.IGNORECASE,
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero ene jänner",
            "february feb februar février fév febrero",
            "march mar märz mär mars marzo",
            "april apr avril avr abril abr",
            "may mai mayo",
            "june jun juni juin junio",
            "july jul juli juillet juil julio",
            "august aug août agosto ago",
            "september sept sep septembre septiembre",
            "october oct oktober okt octobre octubre",
            "november nov novembre noviembre",
            "december dec dezember dez décembre déc diciembre dic",
        ),
        1,
    )
    for name in names.split()
}
_NAME = r"(?P<month>[^\W\d_]{3,10})\.?"
_PATTERNS = (
    re.compile(r"(?P<year>20\d\d)-(?P<number>\d\d)(?:-(?P<day>\d\d))?(?!\d)"),
    re.compile(r"(?P<day>\d{1,2})[./](?P<number>\d{1,2})[./](?P<year>20\d\d)"),
    re.compile(
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?\s+(?:of\s+|de\s+)?{_NAME},?\s+(?:de\s+|del\s+)?(?P<year>20\d\d)"
    ),
    re.compile(rf"{_NAME}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,\s+(?P<year>20\d\d)"),
    re.compile(rf"{_NAME}\s+(?:de\s+|del\s+)?(?P<year>20\d\d)"),
)
_SAYS_SO = re.compile(
    r"^\W*(?:date|sent|last updated?|updated?|version|as of|valid from|stand|datum|gültig ab|gesendet|date de|"
    r"mise à jour|fecha|actualizado|vigente desde)\b|^\W*(?:minutes|protokoll|interview|transcript|memo|report)\b",
    re.IGNORECASE,
)
_FEW_WORDS = 8


def date_of(source: Source) -> str:
    """Returns the date of a document as ISO 8601 (day, month or year), or "" if it gives none.

    A date counts in the first lines, in a short line, or after a word such as "Date:"; one further
    down in a sentence is a date that the document speaks of.
    """
    start = 0
    for line in source.text[:_HEAD].splitlines(keepends=True):
        top = start < _TOP and not line.lstrip().startswith("##")
        start += len(line)
        says_so = bool(_SAYS_SO.match(line))
        short = len(line.split()) <= _FEW_WORDS
        if " | " in line or not (top or says_so or short):
            continue
        line = line if says_so or short else line[:_TOP]
        for pattern in _PATTERNS:
            for match in pattern.finditer(line):
                not_own = not says_so and _NOT_ITS_OWN.search(line[: match.start()])
                if re.search(r"\d[\s./-]*$", line[: match.start()]):
                    continue  # the rest of a date that there is not
                if start <= _HEAD and not not_own and (found := _iso(match)):
                    return found
    return ""


def _iso(match: re.Match[str]) -> str:
    told = match.groupdict()
    year = int(told["year"])
    name = told.get("month")
    month = int(told["number"]) if told.get("number") else _MONTHS.get((name or "").lower(), 0)
    if not 1 <= month <= 12:
        return ""
    if not told.get("day"):
        return f"{year:04}-{month:02}"
    try:
        return date(year, month, int(told["day"])).isoformat()
    except ValueError:
        return ""
