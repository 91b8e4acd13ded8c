"""Words that say that an earlier value no longer holds. Pure functions; four languages."""

from __future__ import annotations

import re

from canvasai.grounding.claims import claims_of

# What tells a value…
_VALUE = (
    r"(?:prices?|rates?|fees?|figures?|numbers?|values?|amounts?|premiums?|tariffs?|rents?|charges?|lists?|sheets?|plates?|plans?|terms?|periods?|"
    r"intervals?|limits?|thresholds?|ceilings?|requirements?|wages?|rules?|memo|brochures?|booklets?|handbook|page|contracts?|"
    r"confirmations?|catalogue|posters?|flyers?|schedule|timetable|quotations?|letter|presentation|sign|sticker|notice|times?|"
    r"\w*(?:preise?n?|liste|tarife?|gebühr(?:en)?|regelung|wert|zahl|frist|angabe)|prix|tarifs?|chiffres?|règle|délai|precios?|lista|tarifas?|cifra|plazo)"
)
# … that it is an earlier one…
_OLD = (
    rf"(?:(?:old(?:er)?|earlier|former|previous|prior|past|last year['’]?s?|lower|higher|shorter|longer|heavier|printed|bisherig\w*|"
    rf"alte[nrs]?|frühere?\w*|vorherig\w*|ancien\w*|précédent\w*|antigu[oa]s?|anterior(?:es)?)\s+(?:\w+\s+){{0,2}}{_VALUE}|"
    rf"{_VALUE}\s+(?:\w+\s+){{0,3}}(?:old(?:er)?|earlier|former|previous|past|of last year|20\d\d|anterior(?:es)?|pasad[oa]|précédent\w*)|"
    rf"(?:in|on|of|from|dated)\s+(?:the|our|your|this)\s+(?:\w+\s+){{0,2}}{_VALUE}|{_VALUE})"
)
# … and what has become of it.
_GONE = (
    r"(?:void|wrong|gone|dead|invalid|obsolete|outdated|out of date|overtaken|withdrawn|dropped|abolished|lapsed|cancelled|repealed|"
    r"discontinued|removed|(?:been|is|are|was|were) replaced|recalled|superseded|given up|taken down|history|disregard|ignored?|forget|"
    r"ceased?|ceases|(?:no|not any) longer|not (?:\w+ )?any ?more|(?:does|do|may|should) not (?:apply|hold|count|use|be used)|needs replacing|"
    r"entfällt|hinfällig|überholt|veraltet|ersetzt|aufgehoben|ungültig|gilt nicht|gelten nicht|nicht mehr|"
    r"caduc|caduque|périmée?s?|remplacée?s?|annulée?s?|n['’]est plus|ne (?:vaut|vaudra|s['’]applique) plus|ne tenez plus|"
    r"sin efecto|obsolet[oa]s?|sustituid[oa]s?|ya no|anulad[oa]s?|dejado de)"
)
_NUMBER = r"(?:[€$£]?\d|(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|nineteen|twenty)\b)"
_WORDS = re.compile(
    rf"\b{_OLD}\b[^.;—–]{{0,60}}\b{_GONE}\b|\b{_GONE}\b[^.;—–]{{0,50}}\b{_OLD}\b|"
    r"\b(?:out of date|outdated|supersede[sd]?|has not caught up|no longer (?:holds?|applies|apply|valid|charged))\b|"
    rf"\breplac(?:es|ed|ing)\b\s+(?:\w+\s+){{0,3}}{_VALUE}\b|\breplaces the (?:earlier|former|old|previous) one\b|"
    r"\bstill (?:carr(?:y|ies)|shows?|says?|lists?|prints?|stated|has|have|gives?|quotes?|names?|bears?|contains?|holds?)\b.{0,40}\b"
    r"(?:old|former|previous|last year)|"
    rf"\b(?:instead of|rather than|up from|down from|no longer|not any longer|nicht mehr|statt(?: bisher)?|au lieu de|en lugar de|ya no)\s+"
    rf"(?:the\s+)?{_NUMBER}|\bnot\s+{_NUMBER}[^.;]{{0,20}}\bas\b|,\s+not\s+{_NUMBER}\s*(?:\w+\s*)?(?:[.;,]|$)|"
    r"\bused to (?:be|cost|ask|charge|pay|have)\b.{0,60}\b(?:now|today|since|but)\b|"
    r"\b(?:früher|antes|autrefois|avant)\b.{0,60}\d.{0,40}\b(?:heute|jetzt|ahora|hoy|aujourd['’]hui|maintenant|désormais)\b|"
    r"\b(?:nicht mehr \w+,? sondern|ne sont plus .{1,20} mais|ya no son)\b",
    re.IGNORECASE,
)


_ENDED = re.compile(
    r"\b(?:ended|stopped|dropped|closed|gave up|beendet|eingestellt|arrêté|terminó)\b",
    re.IGNORECASE,
)
_NEW_CLAUSE = re.compile(r"[;—–]|\.\s|,\s(?:and|so|und|et|y)\b")


def says_superseded(text: str) -> bool:
    """Whether a text says that an earlier value, price or list no longer holds."""
    return bool(_WORDS.search(text))


def gives_new_value(text: str) -> bool:
    """Whether a text first gives a value and then says that another one no longer holds.

    "Since July a room costs 3.40; the rate in the sheet is out of date" is a fact and no denial.
    """
    match = _last(text)
    if match is None:
        return False
    before = text[: match.start()]
    told = [claim.quantity for claim in claims_of(0, before, 0)]
    return not _ENDED.search(before) and any(_NEW_CLAUSE.search(before[q.end :]) for q in told)


def _last(text: str) -> re.Match[str] | None:
    """The shortest ending of a text that says so: "the price is 9, and the rate in the list is void"."""
    found, match = None, _WORDS.search(text)
    while match:
        found, match = match, _WORDS.search(text, match.start() + 1)
    return found
