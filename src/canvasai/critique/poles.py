"""The rubric by sentence vectors: what a canvas sounds like, held against lines near each pole.

On 54 pairs of canvases that differ in one of the questions, this tells the higher from the lower one in nine of
ten; a local chat model of 1.5 billion weights does not do better than chance (`make bench-critique`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from canvasai.canvas.blocks import Block
from canvasai.canvas.model import Canvas, Item
from canvasai.critique.finding import Finding, Rating, Severity
from canvasai.critique.questions import LineCheck, Question, line_checks, questions
from canvasai.critique.rule import named

Vectors = NDArray[np.float32]
Encode = Callable[[Sequence[str]], Vectors]

# Below this likeness to all lines near both poles, an item does not speak to a question.
_SPEAKS = 0.2
# How much an item that is more like the signs weighs more, and how sharply the nearest sign counts.
_WEIGHT, _NEAREST = 8.0, 10.0
# Points for a difference in likeness of one; canvases near a pole differ by about 0.05 to 0.1.
_POINTS = 40.0
_MIDDLE, _TOP = 5, 10
_NAMED = 2
# Ridge of the line between good and bad lines; limits of what is told, and of what the sorter must not contradict.
_RIDGE = 0.3
_BAD = 0.0
_SURE_OF_BLOCK = 0.1


def rate(canvas: Canvas, encode: Encode) -> tuple[tuple[Rating, ...], dict[str, str]]:
    """Rates a canvas by R36 to R44.

    Args:
        canvas: its items count where they stand in a block that speaks to the question.
        encode: texts to unit vectors.

    Returns:
        the ratings, and by rule why there is none.
    """
    ratings, unrated = [], {}
    vectors = dict(
        zip((i.id for i in canvas.items), encode([i.text for i in canvas.items]), strict=True)
    )
    for question in questions():
        items = [item for item in canvas.items if item.block in question.blocks]
        found = _rating(question, items, vectors, encode) if items else None
        if found is None:
            unrated[question.rule] = "No item speaks to it."
        else:
            ratings.append(found)
    return tuple(ratings), unrated


def _rating(
    question: Question, items: Sequence[Item], vectors: Mapping[str, Vectors], encode: Encode
) -> Rating | None:
    mine = np.stack([vectors[item.id] for item in items])
    low, high = mine @ encode(question.low_signs).T, mine @ encode(question.high_signs).T
    likeness = np.maximum(low.max(axis=1), high.max(axis=1))
    if likeness.max() < _SPEAKS:
        return None
    leaning = _soft_max(high) - _soft_max(low)
    weight = np.exp(_WEIGHT * likeness)
    told = leaning * weight / weight.sum()
    score = round(min(_TOP, max(0, _MIDDLE + _POINTS * float(told.sum()))))
    towards = [
        _strongest(items, sign * told, likeness)
        for sign in ((1, -1) if told.sum() > 0 else (-1, 1))
    ]
    poles = (question.high, question.low) if told.sum() > 0 else (question.low, question.high)
    reasons = [
        f"{named(found)} {'speaks' if len(found) == 1 else 'speak'} for “{pole}”"
        for found, pole in zip(towards, poles, strict=True)
        if found
    ]
    if not reasons:
        return None
    return Rating(
        question.rule,
        question.text,
        question.low,
        question.high,
        score,
        f"{'; '.join(reasons)}.",
        tuple(item.id for found in towards for item in found),
    )


def _soft_max(likeness: Vectors) -> Vectors:
    """The likeness to the nearest sign, where a second near one counts a little too."""
    found: Vectors = np.log(np.exp(_NEAREST * likeness).mean(axis=1)) / _NEAREST
    return found


def _strongest(items: Sequence[Item], told: Vectors, likeness: Vectors) -> list[Item]:
    """The items that pull most to one side, of those that speak to the question."""
    order = np.argsort(-told)[:_NAMED]
    return [items[n] for n in order if told[n] > 0 and likeness[n] >= _SPEAKS]


def check_lines(
    canvas: Canvas, encode: Encode, placed: Mapping[str, Mapping[Block, float]]
) -> tuple[Finding, ...]:
    """R22 and R23: segments that are no group, and propositions that only name features.

    Args:
        canvas: whose lines are checked.
        encode: texts to unit vectors.
        placed: what the sorter gives each item; one of which it is sure that it is a segment is none of R22.
    """
    found = []
    for check in line_checks():
        items = canvas.in_block(check.block)
        if not items:
            continue
        bad = _badness(check, encode([item.text for item in items]), encode)
        blamed = [
            item
            for item, value in zip(items, bad, strict=True)
            if value > _BAD and _may_be(check, item, placed)
        ]
        if blamed:
            found.append(
                Finding(
                    check.rule,
                    Severity.INFO,  # right nine times in ten: a hint, no warning
                    f"{named(blamed)}: {check.why}.",
                    check.block,
                    tuple(item.id for item in blamed),
                )
            )
    return tuple(found)


def _may_be(check: LineCheck, item: Item, placed: Mapping[str, Mapping[Block, float]]) -> bool:
    if check.block is not Block.CUSTOMER_SEGMENTS:
        return True
    return placed.get(item.id, {}).get(check.block, 1.0) < _SURE_OF_BLOCK


def _badness(check: LineCheck, vectors: Vectors, encode: Encode) -> Vectors:
    """How far each line lies on the bad side of a ridge regression between the good and the bad signs."""
    good, bad = encode(check.good_signs), encode(check.bad_signs)
    signs = np.vstack([good, bad])
    sides = np.r_[np.full(len(good), -1 / len(good)), np.full(len(bad), 1 / len(bad))] * len(good)
    middle = signs.mean(axis=0)
    centred = signs - middle
    weights = np.linalg.solve(
        centred.T @ centred + _RIDGE * np.eye(centred.shape[1]), centred.T @ sides
    )
    found: Vectors = (vectors - middle) @ weights
    return found
