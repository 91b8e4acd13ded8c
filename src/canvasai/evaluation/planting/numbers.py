"""Numbers in texts, exchanged for others in the same style. Pure functions."""

from __future__ import annotations

import re

from canvasai.grounding.quantities import quantities

_THOUSANDS = re.compile(r"\d([.,' ’\u00a0\u202f])\d{3}(?!\d)")
_FRACTION = re.compile(r"([.,])\d{1,2}$")
_YEARS = range(1900, 2101)


def other_number(text: str, step: int = 1) -> str | None:
    """Returns the text with its first number changed in its first digit; None when it has none.

    A year is no number here.

    Args:
        text: to be changed.
        step: by how much, 1 to 8.
    """
    for found in quantities(text):
        written = text[found.start : found.end]
        if written.isdigit() and int(written) in _YEARS:
            continue
        digit = int(written[0])
        new = (digit + step - 1) % 9 + 1 if digit else step
        new = new if new != digit else new % 9 + 1
        return f"{text[: found.start]}{new}{text[found.start + 1 :]}"
    return None


def exchanged(text: str, old: float, new: float) -> str | None:
    """Returns the text with the number `old` written as `new`; None when it does not hold it."""
    for found in quantities(text):
        if old in found.values:
            written = number_like(new, text[found.start : found.end])
            return f"{text[: found.start]}{written}{text[found.end :]}"
    return None


def number_like(value: float, model: str) -> str:
    """Writes a number with the marks that another one has, such as "2.350.000" or "9,600"."""
    mark = _THOUSANDS.search(model)
    fraction = None if mark and _FRACTION.search(model) is None else _FRACTION.search(model)
    if value != int(value):
        whole, _, rest = f"{value:.2f}".partition(".")
        point = fraction[1] if fraction else ("," if mark and mark[1] != "," else ".")
        return f"{_grouped(int(whole), mark[1] if mark else '')}{point}{rest}"
    return _grouped(int(value), mark[1] if mark else "")


def money(value: float, unit: str, language: str) -> str:
    """Writes a sum as a text of that language does, such as "£9,600" or "9.600 €"."""
    sign = {"EUR": "€", "GBP": "£", "USD": "$"}.get(unit, unit)
    mark, point = {"en": (",", "."), "de": (".", ","), "fr": (" ", ","), "es": (".", ",")}[language]
    whole, _, rest = f"{value:.2f}".partition(".")
    written = _grouped(int(whole), mark) + ("" if rest == "00" else point + rest)
    return f"{sign}{written}" if language == "en" else f"{written} {sign}"


def _grouped(value: int, mark: str) -> str:
    return f"{value:,}".replace(",", mark) if mark else str(value)
