"""`make train`: trains the sorter on `evals/statements/`; `make bench-sorting` measures it.

The sorter is two parts whose probabilities are averaged: a linear head over MiniLM vectors, words
and cues, and MiniLM tuned by an adapter. Measured is what a business gets that neither part saw:
whole businesses are held out. Training takes about four minutes on two cores, measuring about four
times as long.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

from bench.labelled import Labelled, load_labelled
from bench.tuning import guess, save, tune
from canvasai.models.files import EMBEDDING
from canvasai.models.pull import ensure
from canvasai.retrieval.embeddings import Encoder
from canvasai.settings import load_settings
from canvasai.statements.features import encoded, feature_matrix
from canvasai.statements.head import Head, save_head

FOLDS = 4
STRENGTH = 4.0  # inverse regularisation; of 1, 4 and 10 the best on both tasks, by up to 2 points


def main() -> None:
    """Trains and writes the weights; with --measure, measures held-out businesses instead."""
    data = load_labelled()
    folder = ensure(EMBEDDING, load_settings())
    features = _features(data, folder)
    if "--measure" in sys.argv:
        _measure(data, features, folder)
        return
    blocks = np.array([row.block for row in data])
    kinds = np.array([row.kind for row in data])
    block_names, block_weights = _weights(_linear(features, blocks))
    kind_names, kind_weights = _weights(_linear(features, kinds))
    save_head(Head(block_names, kind_names, block_weights, kind_weights))
    save(tune(folder, data))
    businesses = len({row.business for row in data})
    print(f"trained the sorter on {len(data)} statements of {businesses} businesses")


def _features(data: list[Labelled], folder: Path) -> NDArray[np.float32]:
    statements = [row.statement for row in data]
    return feature_matrix(statements, *encoded(statements, Encoder(folder).encode))


def _linear(features: NDArray[np.float32], labels: NDArray[np.str_]) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=500, random_state=0).fit(features, labels)


def _weights(model: LogisticRegression) -> tuple[tuple[str, ...], NDArray[np.float32]]:
    weights = np.vstack([model.coef_.T, model.intercept_[None, :]]).astype(np.float32)
    return tuple(str(name) for name in model.classes_), weights


def _measure(data: list[Labelled], features: NDArray[np.float32], folder: Path) -> None:
    blocks = np.array([row.block for row in data])
    kinds = np.array([row.kind for row in data])
    groups = np.array([row.business for row in data])
    names = {"block": sorted(set(blocks)), "kind": sorted(set(kinds))}
    odds = {
        (task, part): np.zeros((len(data), len(names[task])))
        for task in names
        for part in ("linear", "tuned")
    }
    for train, test in GroupKFold(FOLDS).split(features, blocks, groups):
        net = tune(folder, [data[i] for i in train])
        odds["block", "tuned"][test], odds["kind", "tuned"][test] = guess(
            net, [data[i] for i in test]
        )
        for task, labels in (("block", blocks), ("kind", kinds)):
            model = _linear(features[train], labels[train])
            odds[task, "linear"][test] = model.predict_proba(features[test])
    second = np.array([row.second for row in data])
    for task, labels in (("block", blocks), ("kind", kinds)):
        both = (odds[task, "linear"] + odds[task, "tuned"]) / 2
        for part, table in (
            ("linear head", odds[task, "linear"]),
            ("tuned MiniLM", odds[task, "tuned"]),
            ("both", both),
        ):
            _say(f"{task}, {part}", table, np.array(names[task]), labels, second)


def _say(
    what: str,
    odds: NDArray[Any],
    names: NDArray[np.str_],
    labels: NDArray[np.str_],
    second: NDArray[np.str_],
) -> None:
    order = odds.argsort(axis=1)[:, ::-1]
    guesses = names[order[:, 0]]
    right = (guesses == labels) | ((guesses == second) & (second != ""))
    two = (names[order[:, :2]] == labels[:, None]).any(axis=1)
    f1 = f1_score(labels, guesses, average="macro")
    print(
        f"{what:22} accuracy {right.mean():6.1%}  macro-F1 {f1:.2f}  "
        f"among the two best {two.mean():6.1%}  calibration error {_ece(odds.max(axis=1), right):.3f}"
    )


def _ece(sure: NDArray[Any], right: NDArray[np.bool_], bins: int = 10) -> float:
    """Expected calibration error over ten equal bins (Guo et al., ICML 2017)."""
    place = np.minimum((sure * bins).astype(int), bins - 1)
    total = 0.0
    for index in range(bins):
        inside = place == index
        if inside.any():
            total += float(inside.mean() * abs(sure[inside].mean() - right[inside].mean()))
    return total


if __name__ == "__main__":
    main()
