"""Where the money of a statement flows, and when. Pure functions.

The trained parts tell who pays; the kind tells whether it is so now; the words tell from when on.
"""

from __future__ import annotations

import re

from canvasai.grounding.words import MONTH
from canvasai.statements.model import Kind, Money, Payer, Period

_DATE = (
    rf"(?:(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th|er|º|\.)?\s+(?:of\s+|de\s+)?)?{MONTH}\.?(?:\s+\d{{1,2}},(?=\s+20\d\d))?"
    r"(?:\s+(?:of\s+|de\s+|del\s+)?20\d\d)?"
    r"|(?:the\s+)?(?:spring|summer|autumn|fall|winter|frühjahr|frühling|sommer|herbst|printemps|été|automne|hiver|"
    r"primavera|verano|otoño|invierno)(?:\s+(?:of\s+|de\s+)?20\d\d)?"
    r"|(?:the\s+)?next\s+(?:year|month|season|quarter)|(?:dem\s+)?(?:nächste[mnrs]?|kommende[mnrs]?)\s+(?:jahr|monat|saison)"
    r"|l['’]an(?:née)?\s+prochaine?|(?:el\s+)?próximo\s+año|(?:last|this)\s+year|20\d\d-\d\d(?:-\d\d)?"
    r"|\d{1,2}\.\d{1,2}\.20\d\d|20\d\d(?!\d|[.,]\d)(?!\s?(?:[€$£]|euros?|eur\b|dollars?|pounds?))"
)
_SINCE = re.compile(
    r"\b(?:from|as of|as from|starting(?: in| on)?|effective(?: from)?|since|until|till|before|by|in|"
    r"ab(?: dem)?|seit|bis(?: zum)?|vor|im|"
    r"à partir d[eu']|dès|depuis|jusqu['’]en|jusqu['’]à|avant|en|"
    rf"a partir de(?:l)?|desde(?: el)?|hasta(?: el)?|antes de)\s*({_DATE})",
    re.IGNORECASE,
)
_PERIOD_OF_KIND = {Kind.PLAN: Period.PLANNED, Kind.DENIED: Period.PAST}
_PAST = re.compile(
    r"\b(?:used to (?:cost|pay|charge|be)|until (?:last|20\d\d|then)|formerly|previously|in those days|"
    r"früher|bis (?:letztes|zum letzten)|autrefois|jusqu['’]en 20\d\d|hasta (?:el año pasado|20\d\d)|antes (?:era|costaba))\b",
    re.IGNORECASE,
)


_TO_US = re.compile(
    r"\b(?:pay|pays|paid|paying|owe|owes|earns?|nets?) us\b|"
    r"\bwe (?:(?:also|now|currently|still|usually|only)\s+)?(?:charge|bill|invoice|earn|get paid|are paid|make [€$£]?\d)\b|"
    r"\bwe (?:rent|let|hire|lease|sell)(?: out)?\b[^.;]{0,60}\bto\b[^.;]{0,40}\b(?:at|for)\b[^.;]{0,12}\d|"
    r"\b(?:paid|payable) to us\b|\b(?:customers?|clients?|guests?|members?|subscribers?|users?|visitors?|patients?|tenants?|buyers?|households?|"
    r"families|parents|pupils|students|farms?|farmers|hotels?|hospitals?|firms|companies|schools|restaurants|municipalities|readers|passengers)\s+"
    r"(?:each\s+|now\s+|usually\s+)?(?:pay|pays|paid)\b(?! (?:the|their|our) (?:rent|staff|suppliers?|wages))|"
    r"\b(?:zahlt|zahlen|bezahlt|bezahlen|überweist) uns\b|\bwir (?:verlangen|berechnen|nehmen ein|verdienen)\b|"
    r"\b(?:kunden|gäste|mitglieder|patienten|mieter|höfe|gemeinden|betriebe|besucher|familien)\s+(?:be)?zahlen\b|"
    r"\bnous (?:paie|paient|payent|verse|versent|rapporte|rapportent|facturons|encaissons)\b|"
    r"\b(?:clients?|adhérents?|membres?|fermes?|familles|élèves|patients?|visiteurs|abonnés?)\s+(?:paie|paient|payent|règlent|versent)\b|"
    r"\bnos (?:paga|pagan|abona|abonan)\b|\b(?:cobramos|facturamos|ingresamos)\b|"
    r"\b(?:clientes?|socios?|familias|pacientes|alumnos|huéspedes|usuarios)\s+(?:paga|pagan|abona|abonan)\b",
    re.IGNORECASE,
)
_FROM_US = re.compile(
    r"\bwe (?:(?:also|now|currently|still|have to|must)\s+)?(?:pay|spend|owe|lease [^.]{0,40} for|shell out)\b|\b(?:costs?|charges?|bills?|invoices?) us\b|"
    r"\b(?:paid|payable) by us\b|\bwir (?:zahlen|bezahlen|geben [^.]{0,40} aus|schulden)\b|\b(?:kostet|kosten|berechnet|berechnen) uns\b|"
    r"\bnous (?:payons|dépensons|versons|devons|coûte|coûtent|facture|facturent)\b|\b(?:pagamos|gastamos|debemos)\b|"
    r"\bnos (?:cuesta|cuestan|cobra|cobran|factura|facturan)\b",
    re.IGNORECASE,
)


# A cell that says on which side of the books its row stands: "Direction: out".
_CELL_IN = re.compile(
    r"(?:^|\| )[^:|]{2,20}:\s*(?:in|incoming|money in|cash in|we earn|earned|earnings?|income|revenues?|receipts?|received|credit|"
    r"takings|inflow|einnahmen?|ertrag|erträge|erlöse?|eingang|haben|recettes?|produits?|entrées?|encaissé|"
    r"ingresos?|entradas?|cobros?|cobrado)\s*(?=\||$)",
    re.IGNORECASE,
)
_CELL_OUT = re.compile(
    r"(?:^|\| )[^:|]{2,20}:\s*(?:out|outgoing|money out|cash out|we pay|we spend|spent|spending|costs?|expenses?|expenditure|debit|"
    r"outflow|outgoings|purchases?|ausgaben?|aufwand|kosten|ausgang|soll|dépenses?|charges?|coûts?|sorties?|achats?|décaissé|"
    r"gastos?|costes?|salidas?|pagos?|compras?)\s*(?=\||$)",
    re.IGNORECASE,
)


def direction_of(text: str) -> Payer | None:
    """Returns who pays whom where the words leave no doubt; else None.

    So do "pays us", "costs us", and a cell of a table that says on which side of the books its row stands.
    """
    to_us, from_us = bool(_TO_US.search(text)), bool(_FROM_US.search(text))
    if " | " in text:
        to_us, from_us = (
            to_us or bool(_CELL_IN.search(text)),
            from_us or bool(_CELL_OUT.search(text)),
        )
    if to_us == from_us:
        return None
    return Payer.CUSTOMER if to_us else Payer.BUSINESS


def money_of(payer: str, sureness: float, kind: Kind, text: str) -> Money | None:
    """Returns the flow of money of a statement, or None where the payer is "none"."""
    if payer not in set(Payer):
        return None
    return Money(Payer(payer), period_of(kind, text), since_of(text), sureness)


def period_of(kind: Kind, text: str) -> Period:
    """Returns when the money of a statement flows: by its kind, or by words of the past."""
    if kind in _PERIOD_OF_KIND:
        return _PERIOD_OF_KIND[kind]
    return Period.PAST if _PAST.search(text) else Period.CURRENT


def since_of(text: str) -> str:
    """Returns from or until when something holds, as the text says it, or ""."""
    match = _SINCE.search(text)
    return " ".join(match[1].split()) if match else ""
