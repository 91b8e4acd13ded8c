"""Names of currencies, units, scales and periods in four languages. Pure functions."""

from __future__ import annotations

import re

CURRENCIES = {
    "EUR": ("€", "eur", "euro", "euros"),
    "USD": ("$", "us$", "usd", "dollar", "dollars", "dólares", "dólar"),
    "GBP": ("£", "gbp", "pound", "pounds", "quid"),
    "CHF": ("chf", "sfr", "franken", "fr"),
    "JPY": ("¥", "jpy", "yen"),
    "SEK": ("sek",),
    "NOK": ("nok",),
    "DKK": ("dkk",),
    "KR": ("kr", "kroner", "kronor"),
}
CURRENCY = {name: code for code, names in CURRENCIES.items() for name in names}
_UNITS = {
    "%": ("%", "percent", "prozent", "pct"),
    "kg": ("kg", "kilo", "kilos", "kilogram", "kilograms"),
    "t": ("t", "ton", "tons", "tonne", "tonnes", "tonnen", "toneladas"),
    "g": ("g", "gram", "grams", "gramm"),
    "km": ("km", "kilometre", "kilometres", "kilometer", "kilometers"),
    "m": ("metre", "metres", "meter", "meters"),
    "h": (
        "h",
        "hour",
        "hours",
        "hr",
        "hrs",
        "stunde",
        "stunden",
        "heure",
        "heures",
        "hora",
        "horas",
    ),
    "min": ("min", "mins", "minute", "minutes", "minuten", "minutos"),
    "day": ("day", "days", "tag", "tage", "tagen", "jour", "jours", "día", "días"),
    "week": ("week", "weeks", "woche", "wochen", "semaine", "semaines", "semana", "semanas"),
    "month": ("month", "months", "monat", "monate", "monaten", "mois", "mes", "meses"),
    "year": (
        "year",
        "years",
        "jahr",
        "jahre",
        "jahren",
        "an",
        "ans",
        "année",
        "années",
        "año",
        "años",
    ),
    "kWh": ("kwh",),
    "MB": ("mb",),
    "GB": ("gb",),
}
UNIT = {name: unit for unit, names in _UNITS.items() for name in names}
_PERIODS = {
    "month": "month|monthly|monat|monatlich|mois|mes|mo",
    "year": "year|yearly|annum|annually|annual|jahr|jährlich|an|année|año|yr",
    "week": "week|weekly|woche|wöchentlich|semaine|semana",
    "day": "day|daily|tag|täglich|jour|día",
    "hour": "hour|hourly|stunde|heure|hora",
}
SCALES = {
    "k": 1e3,
    "thousand": 1e3,
    "tsd": 1e3,
    "tausend": 1e3,
    "mille": 1e3,
    "mil": 1e3,
    "m": 1e6,
    "mio": 1e6,
    "million": 1e6,
    "millions": 1e6,
    "millionen": 1e6,
    "millones": 1e6,
    "bn": 1e9,
    "billion": 1e9,
    "mrd": 1e9,
    "milliarden": 1e9,
}
_PER = re.compile(
    r"^\W{0,3}(?:[^\W\d_]+\W+){0,4}?(?:per|a|an|each|every|/|pro|je|im|par|por|al)\s?"
    r"(?:(?:[^\W\d_]+)\s+(?:and|und|et|y|per|/)\s+)?(?P<period>"
    + "|".join(f"(?P<{name}>{words})" for name, words in _PERIODS.items())
    + r")\b|^\W{0,3}(?P<adverb>monthly|yearly|annually|weekly|daily|hourly|monatlich|jährlich|wöchentlich|täglich|"
    r"mensuel|annuel|hebdomadaire|mensual|anual|semanal|p\.\s?a\.)(?:\w{1,2}\b|(?!\w))",
    re.IGNORECASE,
)
_ADVERBS = {
    "monthly": "month",
    "monatlich": "month",
    "yearly": "year",
    "annually": "year",
    "jährlich": "year",
    "weekly": "week",
    "wöchentlich": "week",
    "daily": "day",
    "täglich": "day",
    "hourly": "hour",
    "mensuel": "month",
    "mensual": "month",
    "annuel": "year",
    "anual": "year",
    "hebdomadaire": "week",
    "semanal": "week",
    "p.a.": "year",
}


def period_in(after: str) -> str:
    """Returns "month", "year", … where the words after a number say "per month"; "" where they do not."""
    match = _PER.match(after)
    if match is None:
        return ""
    if match["adverb"]:
        return _ADVERBS[match["adverb"].lower().replace(" ", "")]
    return next((name for name in _PERIODS if match[name]), "")
