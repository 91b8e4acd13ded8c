"""Days and times as canvas files write them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

_DAY = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")
_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ][0-9:]{4,8}[^\n]{0,40}")


def day_in(text: str) -> str:
    """Returns the ISO 8601 day, month or year that a text is, or starts with as a time; else ""."""
    text = text.strip()
    time = _TIME.fullmatch(text)
    day = time[1] if time else text
    return day if _DAY.fullmatch(day) else ""


def is_full_day(text: str) -> bool:
    """Whether a text is a day of the calendar, such as 2024-02-29."""
    if len(text) != 10 or not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_time(text: str) -> bool:
    """Whether a text is an ISO 8601 time with a zone."""
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def midnight(day: str) -> str:
    """Returns the start of a full day in UTC."""
    return f"{day}T00:00:00+00:00"


def stamp(now: datetime | None) -> str:
    """Returns a time with its zone; that of now for None, UTC where it has no zone."""
    if now is None:
        now = datetime.now(UTC)
    return (now if now.tzinfo else now.replace(tzinfo=UTC)).isoformat(timespec="seconds")
