"""How likely two numbers of two statements count the same thing. Pure functions.

Boosted decision trees (Friedman, *Greedy function approximation*, 2001) over what can be seen of a pair:
likeness of meaning, shared words, what is counted, units, periods, names. `make train` fits them to the
pairs of `evals/numbers/`.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from canvasai.errors import ModelFileError
from canvasai.grounding.claims import Claim
from canvasai.grounding.quantities import Quantity
from canvasai.grounding.words import content_words, count_held, same_word, stem

WEIGHTS = Path(__file__).with_name("weights") / "likeness.json"
VERSION = 2
# Log-odds beyond this are as good as certain, and too large to be raised to.
_SUREST = 50.0
FEATURES = 33
# Lengths of time and space, weights: values of one kind are compared in its smallest unit.
_MEASURES = (
    {"min": 1.0, "h": 60.0, "day": 1440.0, "week": 10080.0, "month": 43800.0, "year": 525600.0},
    {"m": 1.0, "km": 1000.0},
    {"g": 1.0, "kg": 1000.0, "t": 1e6},
)
_GENERIC = frozenset(unit for measure in _MEASURES for unit in measure) | {"%", ""}
# Two documents that state one quantity differ by less than this factor; of 295 labelled pairs 95 % do.
FARTHEST = 3.0
# Two values this near are one value, rounded.
_ROUNDED = 0.02
_NAME = re.compile(r"(?<![.!?:|]\s)(?<!^)\b[A-ZÄÖÜÉ][\w'’-]{2,}|\b\w*\d\w*[A-Za-z]\w*\b|\b[A-Z]\b")
_HEDGES = re.compile(
    r"\b(?:more than|over|at least|up to|at most|under|less than|fewer than|about|around|roughly|some|nearly|almost|average|"
    r"minimum|maximum|from|mehr als|über|mindestens|bis zu|höchstens|rund|etwa|knapp|durchschnitt\w*|plus de|au moins|environ|"
    r"moyenne|más de|al menos|hasta|unos|promedio|media)\b",
    re.IGNORECASE,
)
_OTHER_TIMES = re.compile(
    r"\b(?:will|plan\w*|next|from (?:january|february|march|april|may|june|july|august|september|october|november|december)|"
    r"last year|used to|was|were|had|in 20\d\d|budget\w*|geplant|nächste\w*|wird|letztes jahr|war|waren|prévu|sera|l'an dernier|"
    r"était|prevé|será|el año pasado|era)\b",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"\b(?:of (?:them|these|those|our|the|which)|among|half|only|alone|extra|additional|discount|deposit|except|without|"
    r"davon|darunter|nur|zusätzlich|rabatt|dont|seulement|remise|de ellos|sólo|solo|descuento)\b",
    re.IGNORECASE,
)
_TAXES = re.compile(r"\b(?:vat|tax|net|gross|mwst|netto|brutto|ht|ttc|iva)\b", re.IGNORECASE)


Tree = tuple[tuple[int, float, int, int, float], ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One number and the statement it stands in."""

    claim: Claim
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two numbers that could count the same thing.

    Attributes:
        one, other: the numbers.
        seen: `features` of them.
    """

    one: Side
    other: Side
    seen: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Trees:
    """Boosted trees; the sum of their leaves, scaled, is the log-odds.

    Attributes:
        start: log-odds before the first tree.
        rate: what each tree counts.
        nodes: of each tree, (feature, threshold, left, right, value); feature -1 is a leaf.
    """

    start: float
    rate: float
    nodes: tuple[Tree, ...]


def comparable(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers could be values of one quantity, are near enough, and not the same value."""
    if (one.unit == "%") != (other.unit == "%"):
        return False
    if one.is_money and other.is_money and one.unit != other.unit:
        return False
    measure = next((m for m in _MEASURES if one.unit in m), None)
    if measure != next((m for m in _MEASURES if other.unit in m), None):
        return False
    size = (measure or {}).get(one.unit, 1.0), (measure or {}).get(other.unit, 1.0)
    values = [(abs(a * size[0]), abs(b * size[1])) for a in one.values for b in other.values]
    if any(abs(a - b) <= _ROUNDED * max(a, b) for a, b in values):
        return False
    return any(max(a, b) <= FARTHEST * min(a, b) for a, b in values)


def features(one: Side, other: Side, cosine: float) -> list[float]:
    """Returns what can be seen of a pair of numbers; the same whichever comes first.

    Args:
        one, other: the numbers.
        cosine: of the statements' vectors.
    """
    a, b = one.claim, other.claim
    held = count_held(a.words, b.words), count_held(b.words, a.words)
    shared = min(held)
    only_a, only_b = len(a.words) - held[0], len(b.words) - held[1]
    few, many = sorted((len(a.words), len(b.words)))
    overlap = shared / max(1, few)
    counted = _counted(one), _counted(other)
    same_counted = count_held(*counted) > 0
    # "12 diesel vans" and "9 electric vans" begin differently; a row has no order of words.
    prose = counted[0] and counted[1] and not (a.cells or b.cells)
    differ = bool(prose) and not same_word(counted[0][0], counted[1][0])
    names = names_of(one.text), names_of(other.text)
    rows = bool(a.cells) + bool(b.cells)
    same_unit = a.quantity.unit == b.quantity.unit
    return [
        cosine,
        cosine * overlap,
        overlap,
        shared / max(1, shared + only_a + only_b),
        min(3, shared),
        min(only_a, only_b, 4),
        min(max(only_a, only_b), 8),
        same_counted,
        same_counted * cosine,
        differ,
        same_unit and a.quantity.unit not in _GENERIC,
        a.quantity.is_money and b.quantity.is_money,
        a.quantity.is_money != b.quantity.is_money,
        a.quantity.unit == "%",
        same_unit,
        bool(a.periods and b.periods and not a.periods & b.periods),
        bool(a.periods & b.periods),
        bool(a.years and b.years and not a.years & b.years),
        bool(a.years) != bool(b.years),
        bool(a.beside and b.beside)
        and not any(x.same_value(y) for x in a.beside for y in b.beside),
        any(x.same_value(y) for x in a.beside for y in b.beside),
        _ratio(a.quantity, b.quantity),
        rows == 1,
        rows == 2,
        rows == 2 and a.cells[0] != b.cells[0],
        bool(names[0] - names[1]) and bool(names[1] - names[0]),
        bool(names[0] & names[1]),
        bool(_HEDGES.search(one.text)) != bool(_HEDGES.search(other.text)),
        bool(_OTHER_TIMES.search(one.text)) != bool(_OTHER_TIMES.search(other.text)),
        bool(_PARTS.search(one.text)) != bool(_PARTS.search(other.text)),
        bool(_TAXES.search(one.text)) != bool(_TAXES.search(other.text)),
        min(many, 10),
        len(a.beside) + len(b.beside) == 0,
    ]


def pair_of(one: Side, other: Side, cosine: float) -> Pair:
    """Returns a pair with what can be seen of it."""
    return Pair(one, other, tuple(float(value) for value in features(one, other, cosine)))


def likeness(pair: Pair) -> float:
    """Returns the probability that two numbers count the same thing, 0 to 1."""
    trees = read_likeness()
    seen = pair.seen
    odds = trees.start + trees.rate * sum(_leaf(tree, seen) for tree in trees.nodes)
    return 1 / (1 + math.exp(-max(-_SUREST, min(_SUREST, odds))))


def _can_be_walked(tree: Tree) -> bool:
    """Whether every walk stays inside and ends: children come after their parent."""
    return bool(tree) and all(
        all(0 <= child < len(tree) for child in node[2:4])
        and (node[0] < 0 or (node[0] < FEATURES and index < min(node[2:4])))
        for index, node in enumerate(tree)
    )


def _leaf(tree: Tree, seen: tuple[float, ...]) -> float:
    at = 0
    while tree[at][0] >= 0:
        feature, limit, left, right, _ = tree[at]
        at = left if seen[feature] <= limit else right
    return tree[at][4]


@lru_cache(maxsize=1)
def read_likeness(path: Path = WEIGHTS) -> Trees:
    """Reads the trees.

    Raises:
        ModelFileError: the file is missing, damaged or of another version.
    """
    hint = "Install CanvasAI again, or in a checkout run `make train`."
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        if told["version"] != VERSION:
            raise ModelFileError(
                f"The weights {path.name} are of version {told['version']}, this program needs {VERSION}.",
                hint,
            )
        trees = tuple(
            tuple((int(f), float(t), int(x), int(y), float(v)) for f, t, x, y, v in tree)
            for tree in told["trees"]
        )
        if not all(_can_be_walked(tree) for tree in trees):
            raise ValueError
        return Trees(float(told["start"]), float(told["rate"]), trees)
    except FileNotFoundError:
        raise ModelFileError(f"The weights {path} are missing.", hint) from None
    except (ValueError, KeyError, TypeError, OSError):
        raise ModelFileError(f"The weights {path} are damaged.", hint) from None


def _counted(side: Side) -> tuple[str, ...]:
    """The words right after the number, which mostly say what it counts."""
    if side.claim.cells:
        return side.claim.words
    quantity = side.claim.quantity
    after = re.split(r"[,;.!?()|]", side.text[quantity.end : quantity.end + 50])[0]
    return tuple(content_words(after)[:3])


def names_of(text: str) -> set[str]:
    """Returns what looks like names in a text: capitalised words inside a sentence, and codes; stems."""
    return {stem(name.lower()) for name in _NAME.findall(text)}


def _ratio(one: Quantity, other: Quantity) -> float:
    pairs = [(abs(a) or 1e-9, abs(b) or 1e-9) for a in one.values for b in other.values]
    return min(min(abs(math.log(a / b)) for a, b in pairs), 4.0)
