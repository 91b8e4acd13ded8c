"""Numbers about a statement that the trained head works on. Pure functions."""

from __future__ import annotations

import itertools
import re
import zlib
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from canvasai.grounding.words import STOP_WORDS, stem, words_of
from canvasai.statements import cues
from canvasai.statements.english import Reading
from canvasai.statements.model import Statement

Encode = Callable[[Sequence[str]], NDArray[np.float32]]

WORD_BUCKETS = 4096
HEADING_BUCKETS = 1024

_FLAGS = re.IGNORECASE
_CUES: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern, _FLAGS)
    for pattern in (
        r"[€$£]|\b(?:eur|euros?|usd|chf|gbp|dollars?|pounds?|francs?|kroner|pesos?)\b",
        r"\d\s?%|\bper ?cent\b|\bprozent\b",
        r"\b(?:per|a|an|each|pro|je|par|por|al)\s+(?:month|year|day|week|hour|visit|piece|kg|ton|user|monat|jahr|tag|"
        r"stunde|mois|an|heure|mes|año|hora)\b",
        r"\b(?:we|i)\s+(?:\w+\s+)?(?:pay|spend|owe|buy|lease)\b|\bcosts? us\b|\bgoes? (?:to|on) (?:rent|wages|salaries)\b",
        r"\b(?:customers?|clients?|members?|users?|they|patients?|guests?|visitors?|families|farms?)\s+(?:\w+\s+)?(?:pay|buy|order|"
        r"subscribe|rent)\b|\bwe (?:charge|bill|invoice|earn|sell)\b",
        r"\b(?:price|fee|subscription|tariff|ticket|licen[cs]e fee|revenue|turnover|income|sales|preis|gebühr|umsatz|"
        r"erlös|tarif|prix|abonnement|recette|chiffre d'affaires|precio|tarifa|ingreso|cuota|venta)s?\w*\b",
        r"\b(?:costs?|wages?|salar(?:y|ies)|rent|payroll|insurance|electricity|expens\w+|overhead|kosten|miete|löhne|gehälter|"
        r"strom|coûts?|salaires?|loyer|charges|costes?|gastos?|sueldos?|alquiler|nóminas?)\b",
        r"\b(?:website|web ?shop|online|shop|store|reseller|fair|app|newsletter|instagram|delivery|delivered|van|booth|"
        r"dealer|distributor|laden|messe|händler|boutique|salon|tienda|feria)s?\b",
        r"\b(?:support|hotline|helpline|account manager|community|loyalty|newsletter|call back|answer\w*|complaint|"
        r"self-service|training|betreu\w+|stammkunden|treue\w*|service client|fidél\w+|atención|fideliza\w+)\b",
        r"\b(?:partners?|suppliers?|supplied by|subcontract\w*|licensor|together with|cooperat\w+|university|alliance|"
        r"partner\w*|lieferant\w*|zulieferer|kooperation|fournisseur\w*|partenaire\w*|proveedor\w*|socio\w*)\b",
        r"\b(?:staff|employees?|engineers?|team of|machine\w*|patent|licen[cs]e|brand|database|warehouse|workshop|fleet|"
        r"building|land|own\w*|mitarbeiter\w*|maschine\w*|werkstatt|équipe|salariés|atelier|plantilla|máquina\w*|nave)\b",
        r"\b(?:we|i|team)\s+(?:\w+\s+)?(?:produce|make|develop|build|repair|maintain|inspect|clean|test|plan|grow|check|"
        r"collect|process|run|train|write|cut|bake|deliver)\b",
        r"\b(?:so that|means|saves?|without having to|no more|instead of|peace of mind|faster|cheaper|safer|never again|"
        r"because|spart|ohne|damit|permet|évite|gagne|ahorra|permite|sin tener)\b",
        r"\b(?:customers?|clients?|buyers?|users?|audience|visitors?|patients?|households?|families|companies|firms|"
        r"schools?|hospitals?|farmers?|kunden|käufer|clients?|clientes?|usuarios?)\b",
        r"\b(?:we|our|us)\b|\b(?:wir|unser\w*)\b|\b(?:nous|notre|nos)\b|\b(?:nosotros|nuestr\w+)\b",
        r"\b(?:they|their|he|she|his|her)\b|\b(?:ils|elles|leurs?)\b|\b(?:ellos|ellas)\b",
        r"\b(?:not|no|never|n't|none|nicht|kein\w*|nie|pas|jamais|no|nunca|ningun\w*)\b|n't\b",
        r"\b(?:will|would|should|could|might|soll\w*|könnte\w*|würde\w*|wird|sera|devra|pourrait|será|podría)\b",
        r"\b(?:was|were|had|used|ended|closed|stopped|gave|dropped|war|waren|wurde\w*|était|fut|fue|eran?)\b|\w{3,}ed\b",
        r"\bnext|soon|later|future|from (?:january|february|march|april|may|june|july|august|september|october|november|"
        r"december|spring|summer|autumn|winter)|ab (?:januar|februar|märz|april|mai|juni|juli|august|september|oktober)|"
        r"à partir|a partir de|desde\b",
        r"\b20\d\d\b",
        r"\d",
        r"\|",
        r"^\s*(?:yes|no|well|oh|ja|nein|oui|non|sí|bueno)\b",
        r"[?]\s*$",
        r"[:]",
        r"\b[A-Z][\w'’-]+\s+(?:&|and|und|et|y)\s+(?:[A-Z]|Co|Sons|Söhne)|\b(?:GmbH|Ltd|AG|Inc|SARL|SL|SA)\b",
    )
)
CUE_COUNT = len(_CUES) + 5
_HEAD_CUES = (cues.HEADS_PLANS, cues.HEADS_DENIALS, cues.HEADS_OTHERS)
SIZE = 2 * 384 + WORD_BUCKETS + HEADING_BUCKETS + CUE_COUNT


def encoded(
    readings: Sequence[Reading], encode: Encode
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Returns the vectors that `feature_matrix` takes: of what is told, and of what stands above."""
    heads = sorted({reading.above for reading in readings})
    known = dict(zip(heads, encode([text or " " for text in heads]), strict=True))
    known[""] = np.zeros(384, dtype=np.float32)
    above = np.array([known[reading.above] for reading in readings], dtype=np.float32)
    return encode([reading.answered for reading in readings]), above


def feature_matrix(
    statements: Sequence[Statement],
    readings: Sequence[Reading],
    vectors: NDArray[np.float32],
    above_vectors: NDArray[np.float32],
) -> NDArray[np.float32]:
    """Returns the features, shape (n, SIZE).

    Args:
        statements: n statements; cues are looked for in their own language.
        readings: the same in English words.
        vectors: unit vectors of the readings' `answered`, shape (n, 384).
        above_vectors: unit vectors of their `above`, shape (n, 384); zeros where nothing stands above.
    """
    words = np.zeros((len(statements), WORD_BUCKETS), dtype=np.float32)
    headings = np.zeros((len(statements), HEADING_BUCKETS), dtype=np.float32)
    told = np.zeros((len(statements), CUE_COUNT), dtype=np.float32)
    for row, (statement, reading) in enumerate(zip(statements, readings, strict=True)):
        _hash_words(reading.answered, words[row])
        _hash_words(reading.above, headings[row])
        text = statement.told
        told[row, : len(_CUES)] = [bool(cue.search(text)) for cue in _CUES]
        heads = " / ".join(statement.heading)
        told[row, len(_CUES) : len(_CUES) + 3] = [bool(cue.search(heads)) for cue in _HEAD_CUES]
        told[row, -2] = min(len(text.split()), 40) / 40
        told[row, -1] = bool(statement.question)
    return np.hstack([vectors, above_vectors, words, headings, 0.5 * told])


def _hash_words(text: str, row: NDArray[np.float32]) -> None:
    """Adds words and pairs of words to hashed places; CRC-32, so that it is the same everywhere."""
    found = [word if word in STOP_WORDS else stem(word) for word in words_of(text)]
    pairs = [f"{one} {two}" for one, two in itertools.pairwise(found)]
    for gram in found + pairs:
        row[zlib.crc32(gram.encode()) % len(row)] += 1
    row[:] = np.sqrt(row)
    norm = float(np.linalg.norm(row))
    if norm:
        row /= norm
