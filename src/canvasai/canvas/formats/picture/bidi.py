"""Which way each part of a line runs: the Unicode bidirectional algorithm, for one paragraph.

After Unicode Standard Annex #9. The explicit marks of rules X1 to X8 are not needed, for `plain`
takes them out of every text.
"""

from __future__ import annotations

import unicodedata
from itertools import groupby

_STRONG = {"L", "R", "AL"}
_NEUTRAL = {"B", "S", "WS", "ON"}
_PAIRS = "()[]{}⁅⁆⁽⁾₍₎〈〉⟦⟧⟨⟩⟪⟫⸨⸩〈〉《》「」『』【】〔〕〖〗（）［］｛｝｟｠"
_CLOSING = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_FACING = _PAIRS + "<>«»‹›≤≥"
# What a bracket shows where the text runs from right to left.
MIRRORED = str.maketrans(
    _FACING, "".join(b + a for a, b in zip(_FACING[::2], _FACING[1::2], strict=True))
)
_MOST_OPEN = 63  # rule BD16


def visual_runs(text: str, rtl: bool) -> list[tuple[int, int, int]]:
    """Returns the parts of a line that run one way, from left to right as they stand.

    Args:
        text: without explicit marks of direction.
        rtl: whether the line as a whole runs from right to left.

    Returns:
        (start, end, level) of each part, in characters; odd levels run from right to left.
    """
    found = levels(text, rtl)
    runs = []
    place = 0
    for level, equal in groupby(found):
        length = len(list(equal))
        runs.append((place, place + length, level))
        place += length
    # Rule L2: from the highest level down, turn round what is at least that high.
    odd = [level for _, _, level in runs if level % 2]
    for least in range(max(odd, default=0), min(odd, default=1) - 1, -1):
        turned: list[tuple[int, int, int]] = []
        for high, group in groupby(runs, key=lambda run: run[2] >= least):
            same = list(group)
            turned += same[::-1] if high else same
        runs = turned
    return runs


def levels(text: str, rtl: bool) -> list[int]:
    """Returns the level of each character, as in UAX #9: odd ones run from right to left."""
    base = int(rtl)
    kinds = [unicodedata.bidirectional(char) or "L" for char in text]
    if not rtl and not any(kind in ("R", "AL", "AN") for kind in kinds):
        return [0] * len(text)
    # Rule X9: what has no width of its own plays no part.
    places = [n for n, kind in enumerate(kinds) if kind != "BN"]
    resolved = [kinds[n] for n in places]
    _weak(resolved, base)
    _brackets(resolved, [text[n] for n in places], [kinds[n] for n in places], base)
    _neutral(resolved, base)
    found = [base] * len(text)
    for place, kind in zip(places, resolved, strict=True):
        up = {"L": base % 2, "R": 1 - base % 2}  # rules I1 and I2
        found[place] = base + up.get(kind, 2 - base % 2)
    for place, kind in enumerate(kinds):
        if kind == "BN" and place:
            found[place] = found[place - 1]
    end = len(text)
    while end and kinds[end - 1] in ("WS", "BN", "S", "B"):  # rule L1
        end -= 1
        found[end] = base
    return found


def _weak(kinds: list[str], base: int) -> None:
    start = "R" if base else "L"
    before = start
    for n, kind in enumerate(kinds):  # W1
        if kind == "NSM":
            kinds[n] = before
        before = kinds[n]
    strong = start
    for n, kind in enumerate(kinds):  # W2, W3
        if kind in _STRONG:
            strong = kind
        if kind == "EN" and strong == "AL":
            kinds[n] = "AN"
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]
    for n in range(1, len(kinds) - 1):  # W4
        left, right = kinds[n - 1], kinds[n + 1]
        both = left == right and left in ("EN", "AN")
        if both and (kinds[n] == "CS" or (kinds[n] == "ES" and left == "EN")):
            kinds[n] = left
    place = 0
    for kind, same in groupby(list(kinds)):  # W5
        length = len(list(same))
        end = place + length
        beside = (kinds[place - 1] if place else "", kinds[end] if end < len(kinds) else "")
        if kind == "ET" and "EN" in beside:
            kinds[place:end] = ["EN"] * length
        place = end
    strong = start
    for n, kind in enumerate(kinds):  # W6, W7
        if kind in ("ES", "ET", "CS"):
            kinds[n] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[n] = "L"


def _brackets(kinds: list[str], chars: list[str], before: list[str], base: int) -> None:
    """Rule N0: both brackets of a pair run the same way, by what stands between them."""
    own, other = ("R", "L") if base else ("L", "R")
    for opening, closing in _pairs(kinds, chars):
        inside = {_direction(kind) for kind in kinds[opening + 1 : closing]}
        if own in inside:
            way = own
        elif other in inside:
            earlier = (_direction(kind) for kind in reversed(kinds[:opening]))
            way = next((kind for kind in earlier if kind), own)
        else:
            continue
        for place in (opening, closing):
            kinds[place] = way
            after = place + 1
            while after < len(kinds) and before[after] == "NSM":
                kinds[after] = way
                after += 1


def _pairs(kinds: list[str], chars: list[str]) -> list[tuple[int, int]]:
    found = []
    open_ones: list[tuple[str, int]] = []
    for n, char in enumerate(chars):
        if kinds[n] != "ON":
            continue
        if char in _CLOSING:
            if len(open_ones) == _MOST_OPEN:
                break
            open_ones.append((_CLOSING[char], n))
            continue
        for depth in range(len(open_ones) - 1, -1, -1):
            if open_ones[depth][0] == char:
                found.append((open_ones[depth][1], n))
                del open_ones[depth:]
                break
    return sorted(found)


def _neutral(kinds: list[str], base: int) -> None:
    """Rules N1 and N2: what has no direction takes that of both neighbours, or the line's."""
    own = "R" if base else "L"
    place = 0
    for neutral, group in groupby(list(kinds), key=lambda kind: kind in _NEUTRAL):
        length = len(list(group))
        end = place + length
        if neutral:
            left = _direction(kinds[place - 1]) if place else own
            right = _direction(kinds[end]) if end < len(kinds) else own
            kinds[place:end] = [left if left == right else own] * length
        place = end


def _direction(kind: str) -> str:
    return "R" if kind in ("R", "EN", "AN") else "L" if kind == "L" else ""
