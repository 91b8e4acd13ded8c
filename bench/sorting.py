"""`make bench-sorting`: measures the sorter on businesses that it was not trained on.

Prints the figures of the weights that ship on the businesses of the split "test", by language, with the
confusion table, the speed, and a chat model's beside them where the settings let one sort. `FOLDS=n` trains
anew with a fifth of all businesses held out, n times, and `CURVE=1` prints the learning curve; each
training takes as long as `make train`.
"""

from __future__ import annotations

import argparse
import itertools
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

from bench.labelled import Labelled, load_labelled, split_of
from bench.pairs import say_pairs
from bench.tuning import odds_of, temperatures_of, tune
from canvasai.models.chat import open_chat
from canvasai.models.files import EMBEDDING
from canvasai.models.pull import ensure
from canvasai.retrieval.embeddings import Encoder
from canvasai.settings import load_settings
from canvasai.statements.adapter import Adapter
from canvasai.statements.by_model import ModelSorter
from canvasai.statements.model import SortedStatement
from canvasai.statements.sorting import Sorter
from canvasai.statements.weights_file import NONE, TASKS, Odds

FOLDS = 5
SAMPLE = 300
CONTENT = ("fact", "plan", "denied", "other")
_CONFUSIONS = 12
_CURVE = (0.25, 0.5, 1.0)


def main() -> None:
    """Measures and prints."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--folds", type=int, default=0, choices=range(FOLDS + 1))
    asked.add_argument("--curve", action="store_true")
    options = asked.parse_args()
    data = load_labelled()
    splits = split_of()
    folder = ensure(EMBEDDING, load_settings())
    rows = [row for row in data if splits.get(row.business) == "test"]
    encoder = Encoder(folder)
    sorter = Sorter(encoder.encode, folder)
    _say_speed(rows, sorter)
    say_pairs(encoder.encode, folder)
    odds = Adapter(folder).odds([r.reading for r in rows], [r.statement.source for r in rows])
    _say_figures(rows, odds, "the weights that ship")
    _say_details(rows, odds)
    _say_whole(rows, sorter)
    _say_chat_model(rows, odds, sorter)
    if options.curve:
        known = [row for row in data if row.business not in splits]
        for share in _CURVE:
            _say_trained(known, rows, share, folder)
    groups = np.array([row.business for row in data])
    parts = GroupKFold(FOLDS, shuffle=True, random_state=1).split(groups, groups=groups)
    for known, judged in itertools.islice(parts, options.folds):
        _say_trained([data[i] for i in known], [data[i] for i in judged], 1.0, folder)


def _say_trained(
    known: Sequence[Labelled], judged: Sequence[Labelled], share: float, folder: Path
) -> None:
    """Trains on a share of the businesses known, and prints the figures on those judged."""
    started = time.perf_counter()
    names = np.random.RandomState(0).permutation(sorted({row.business for row in known}))
    used = set(names[: max(2, round(share * len(names)))])
    # Some are kept apart to calibrate.
    apart = set(sorted(used)[:: max(2, len(used) // 10)])
    net, tokenizer, _ = tune(folder, [row for row in known if row.business in used - apart])
    temperatures = temperatures_of(net, tokenizer, [r for r in known if r.business in apart])
    odds = odds_of(net, tokenizer, judged, temperatures)
    told = f"trained anew on {len(used)} businesses in {time.perf_counter() - started:.0f} s"
    _say_figures(judged, odds, told)


def _say_figures(data: Sequence[Labelled], odds: Odds, told: str) -> None:
    businesses = len({row.business for row in data})
    print(f"\n{len(data)} statements of {businesses} businesses held out; {told}", flush=True)
    for task in TASKS:
        guesses, right = _direction(data, odds) if task == "payer" else _right(data, odds, task)
        labels = np.array([getattr(row, task) for row in data])
        chosen = np.array([task != "payer" or row.payer != NONE for row in data])
        f1 = f1_score(labels[chosen], guesses[chosen], average="macro")
        sure = odds.tables[task].max(axis=1)
        error = (
            "" if task == "payer" else f"  calibration error {calibration_error(sure, right):.3f}"
        )
        print(
            f"  {task:5} accuracy {right[chosen].mean():6.1%}  macro-F1 {f1:.2f}{error}"
            + ("  (who pays whom, statements with money)" if task == "payer" else "")
        )


def _say_details(data: Sequence[Labelled], odds: Odds) -> None:
    for task in ("block", "kind"):
        _, right = _right(data, odds, task)
        by_language = {
            name: f"{right[[row.language == name for row in data]].mean():.1%}"
            for name in ("en", "de", "fr", "es")
        }
        print(f"  {task} by language: {by_language}")
    guesses, right = _right(data, odds, "block")
    content = np.array([row.kind in CONTENT for row in data])
    print(f"  block, only facts, plans, denials and others' facts: {right[content].mean():.1%}")
    told = np.sort(odds.tables["block"], axis=1)[:, ::-1]
    two = [
        row.block in np.array(odds.names["block"])[np.argsort(table)[-2:]]
        for row, table in zip(data, odds.tables["block"], strict=True)
    ]
    sure = told[:, 0] >= 0.6
    print(f"  block among the two likeliest: {np.mean(two):.1%}")
    print(f"  block where the sorter is sure (60 %): {right[sure].mean():.1%} of {sure.mean():.0%}")
    _say_sure_payers(data, odds)
    for task in ("block", "kind"):
        guesses, right = _right(data, odds, task)
        wrong = Counter(
            (getattr(row, task), guess)
            for row, guess, fine in zip(data, guesses, right, strict=True)
            if not fine
        )
        print(f"  {task}, most confused (label, told):")
        for (label, told_as), count in wrong.most_common(_CONFUSIONS):
            print(f"    {count:4} {label} as {told_as}")


def _say_sure_payers(data: Sequence[Labelled], odds: Odds) -> None:
    paid = np.array([row.payer != NONE for row in data])
    sure = paid & (_flows(odds)[1].max(axis=1) >= 0.8)
    right = _direction(data, odds)[1][sure].mean()
    print(f"  payer where the sorter is sure (80 %): {right:.1%} of {sure.sum() / paid.sum():.0%}")


def _flows(odds: Odds) -> tuple[NDArray[np.str_], NDArray[np.float32]]:
    """The payers without "none", and their probabilities, shape (n, flows)."""
    flows = [index for index, name in enumerate(odds.names["payer"]) if name != NONE]
    return np.array(odds.names["payer"])[flows], odds.tables["payer"][:, flows]


def _direction(data: Sequence[Labelled], odds: Odds) -> tuple[NDArray[np.str_], NDArray[np.bool_]]:
    """Who pays whom, where money flows: the likeliest of the three flows, and whether it is right."""
    names, table = _flows(odds)
    guesses = names[table.argmax(axis=1)]
    return guesses, guesses == np.array([row.payer for row in data])


def _right(
    data: Sequence[Labelled], odds: Odds, task: str
) -> tuple[NDArray[np.str_], NDArray[np.bool_]]:
    """Returns the likeliest label of each, and whether it is right; the second block counts too."""
    guesses = np.array(odds.names[task])[odds.tables[task].argmax(axis=1)]
    right = guesses == np.array([getattr(row, task) for row in data])
    if task == "block":
        right |= guesses == np.array([row.second for row in data])
    return guesses, right


def calibration_error(sure: NDArray[Any], right: NDArray[np.bool_], bins: int = 10) -> float:
    """Expected calibration error over ten equal bins (Guo et al., ICML 2017)."""
    place = np.minimum((sure * bins).astype(int), bins - 1)
    total = 0.0
    for index in range(bins):
        inside = place == index
        if inside.any():
            total += float(inside.mean() * abs(sure[inside].mean() - right[inside].mean()))
    return total


def _say_speed(data: Sequence[Labelled], sorter: Sorter) -> None:
    some = [row.statement for row in data[:1000]]
    sorter.sort(some[:50])
    started = time.perf_counter()
    sorter.sort(some)
    print(
        f"{len(some) / (time.perf_counter() - started):.0f} statements a second, encoder included"
    )


def _say_whole(data: Sequence[Labelled], sorter: Sorter) -> None:
    """Prints the figures of the whole sorter, rules included: each business's statements together."""
    told = [
        item
        for _, group in itertools.groupby(data, key=lambda row: row.business)
        for item in sorter.sort([row.statement for row in group])
    ]
    block = [_same_block(item, row) for item, row in zip(told, data, strict=True)]
    kind = [item.kind == row.kind for item, row in zip(told, data, strict=True)]
    print(f"  with the rules: block {np.mean(block):.1%}, kind {np.mean(kind):.1%}", flush=True)


def _same_block(item: SortedStatement, row: Labelled) -> bool:
    return (item.block or NONE) in (row.block, row.second)


def _say_chat_model(data: Sequence[Labelled], odds: Odds, trained: Sorter) -> None:
    """Compares the chat model of the settings, where it is to sort, on a sample of the statements."""
    settings = load_settings()
    if settings.sort_with != "chat":
        return
    chosen = sorted(np.random.RandomState(0).permutation(len(data))[:SAMPLE])
    sample = [data[i] for i in chosen]
    with open_chat(settings) as chat:
        sorter = ModelSorter(trained, chat, "the business")
        started = time.perf_counter()
        told = sorter.sort([row.statement for row in sample])
        seconds = time.perf_counter() - started
    block = [_same_block(item, row) for item, row in zip(told, sample, strict=True)]
    kind = [item.kind == row.kind for item, row in zip(told, sample, strict=True)]
    print(
        f"  {chat.choice.model} on {SAMPLE} of them: block {np.mean(block):.1%}, kind {np.mean(kind):.1%}, "
        f"{seconds:.0f} s, {sorter.unanswered} without a usable answer"
    )
    for task in ("block", "kind"):
        print(
            f"  the trained sorter on the same: {task} {_right(data, odds, task)[1][chosen].mean():.1%}"
        )


if __name__ == "__main__":
    main()
