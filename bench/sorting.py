"""`make bench-sorting`: measures the sorter on businesses that it was not trained on.

Whole businesses are held out, a fifth of them at a time: the trained parts that judge a business have
never seen it. Prints the figures of each part and of the shipped blend, by language, the confusion
table, the learning curve (`--curve`), and the speed. One fifth takes a quarter of an hour on two cores;
`--all` measures all five.
"""

from __future__ import annotations

import itertools
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

from bench.labelled import Labelled, load_labelled
from bench.pairs import say_pairs
from bench.train import features_of, linear
from bench.tuning import guess, tune
from canvasai.models.chat import open_chat
from canvasai.models.files import EMBEDDING
from canvasai.models.pull import ensure
from canvasai.retrieval.embeddings import Encoder
from canvasai.settings import load_settings
from canvasai.statements.blending import blend
from canvasai.statements.by_model import ModelSorter
from canvasai.statements.sorting import Sorter
from canvasai.statements.weights_file import NONE, TASKS, Odds

FOLDS = 5
SAMPLE = 300
CONTENT = ("fact", "plan", "denied", "other")
_CONFUSIONS = 12


def main() -> None:
    """Measures and prints."""
    data = load_labelled()
    folder = ensure(EMBEDDING, load_settings())
    _say_speed(data, folder)
    say_pairs(Encoder(folder).encode)
    features = features_of(data, folder)
    folds = FOLDS if "--all" in sys.argv else 1
    shares = (0.25, 0.5, 1.0) if "--curve" in sys.argv else (1.0,)
    for share in shares:
        started = time.perf_counter()
        parts, judged = held_out(data, features, folder, share, folds)
        rows = [data[i] for i in judged]
        print(
            f"\n{len(rows)} statements of {len({row.business for row in rows})} businesses held out, trained "
            f"on {share:.0%} of the others, {time.perf_counter() - started:.0f} s",
            flush=True,
        )
        _say_figures(rows, parts)
        if share == 1.0:
            _keep(parts, judged)
            _say_details(rows, parts["both"])
            _say_chat_model(rows, parts["both"], folder)


def held_out(
    data: Sequence[Labelled], features: NDArray[np.float32], folder: Path, share: float, folds: int
) -> tuple[dict[str, Odds], NDArray[np.int64]]:
    """Returns what each part says of statements whose business was held out, and their indexes.

    Args:
        data: n labelled statements.
        features: of shape (n, SIZE).
        folder: of MiniLM.
        share: of the businesses in training that are used.
        folds: how many fifths are held out, one after the other.
    """
    names = {task: tuple(sorted({getattr(row, task) for row in data})) for task in TASKS}
    empty = {task: np.zeros((len(data), len(names[task])), np.float32) for task in TASKS}
    parts = {
        part: Odds({task: table.copy() for task, table in empty.items()}, names)
        for part in ("linear", "tuned", "both")
    }
    groups = np.array([row.business for row in data])
    splits = GroupKFold(FOLDS, shuffle=True, random_state=1).split(features, groups=groups)
    tested = []
    for train, test in itertools.islice(splits, folds):
        tested.append(test)
        used = _some(train, groups, share)
        known = [data[i] for i in used]
        head = linear(features[used], known).odds(features[test])
        told = guess(tune(folder, known), [data[i] for i in test])
        tuned = Odds({task: table.astype(np.float32) for task, table in told.items()}, names)
        both = blend(head, tuned)
        for task in TASKS:
            parts["linear"].tables[task][test] = head.tables[task]
            parts["tuned"].tables[task][test] = tuned.tables[task]
            parts["both"].tables[task][test] = both.tables[task]
    judged = np.concatenate(tested)
    return {
        part: Odds({task: table[judged] for task, table in odds.tables.items()}, names)
        for part, odds in parts.items()
    }, judged


def _some(train: NDArray[Any], groups: NDArray[np.str_], share: float) -> NDArray[Any]:
    if share >= 1:
        return train
    names = np.unique(groups[train])
    kept = np.random.RandomState(0).permutation(names)[: max(1, round(share * len(names)))]
    return train[np.isin(groups[train], kept)]


def _say_figures(data: Sequence[Labelled], parts: dict[str, Odds]) -> None:
    for part, odds in parts.items():
        for task in TASKS:
            guesses, right = _right(data, odds, task)
            if task == "payer":
                guesses, right = _direction(data, odds)
            labels = [getattr(row, task) for row in data]
            money = np.array([row.payer != NONE for row in data])
            chosen = money if task == "payer" else np.ones(len(data), dtype=bool)
            f1 = f1_score(np.array(labels)[chosen], guesses[chosen], average="macro")
            sure = odds.tables[task].max(axis=1)
            print(
                f"  {part:6} {task:5} accuracy {right[chosen].mean():6.1%}  macro-F1 {f1:.2f}  "
                f"calibration error {calibration_error(sure, right):.3f}"
                + ("  (statements with money)" if task == "payer" else "")
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


def _direction(data: Sequence[Labelled], odds: Odds) -> tuple[NDArray[np.str_], NDArray[np.bool_]]:
    """Who pays whom, where money flows: the likeliest of the three flows, and whether it is right."""
    flows = [index for index, name in enumerate(odds.names["payer"]) if name != NONE]
    names = np.array(odds.names["payer"])[flows]
    guesses = names[odds.tables["payer"][:, flows].argmax(axis=1)]
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


def _say_speed(data: Sequence[Labelled], folder: Path) -> None:
    sorter = Sorter(Encoder(folder).encode, folder)
    some = [row.statement for row in data[:1000]]
    sorter.sort(some[:50])
    started = time.perf_counter()
    sorter.sort(some)
    print(
        f"{len(some) / (time.perf_counter() - started):.0f} statements a second, encoder included"
    )


def _say_chat_model(data: Sequence[Labelled], odds: Odds, folder: Path) -> None:
    """Compares the chat model of the settings, where it is to sort, on a sample of the statements."""
    settings = load_settings()
    if settings.sort_with != "chat":
        return
    chosen = sorted(np.random.RandomState(0).permutation(len(data))[:SAMPLE])
    sample = [data[i] for i in chosen]
    with open_chat(settings) as chat:
        trained = Sorter(Encoder(folder).encode, folder)
        sorter = ModelSorter(trained, chat, "the business")
        started = time.perf_counter()
        told = sorter.sort([row.statement for row in sample])
        seconds = time.perf_counter() - started
    block = [
        (item.block is not None and item.block in (row.block, row.second))
        or (item.block is None and row.block == NONE)
        for item, row in zip(told, sample, strict=True)
    ]
    kind = [item.kind == row.kind for item, row in zip(told, sample, strict=True)]
    print(
        f"  {chat.choice.model} on {SAMPLE} of them: block {np.mean(block):.1%}, kind {np.mean(kind):.1%}, "
        f"{seconds:.0f} s, {sorter.unanswered} without a usable answer"
    )
    for task in ("block", "kind"):
        print(
            f"  the trained sorter on the same: {task} {_right(data, odds, task)[1][chosen].mean():.1%}"
        )


def _keep(parts: dict[str, Odds], judged: NDArray[np.int64]) -> None:
    """Keeps what was said, for a closer look; not part of the repository."""
    path = Path("build") / "sorting.npz"
    path.parent.mkdir(exist_ok=True)
    np.savez(
        path,
        judged=judged,
        **{f"{part}.{task}": odds.tables[task] for part, odds in parts.items() for task in TASKS},
    )


if __name__ == "__main__":
    main()
