"""`make train`: trains the head of the sorter and says how good it is, business by business.

Each business is sorted by a head that never saw it (leave one business out, in eight folds), then
the head that ships is trained on all. Takes about three minutes on two cores.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

from bench.labelled import Labelled, load_labelled
from canvasai.models.files import EMBEDDING
from canvasai.models.pull import ensure
from canvasai.retrieval.embeddings import Encoder
from canvasai.settings import load_settings
from canvasai.statements.features import above, feature_matrix, told_with_question
from canvasai.statements.head import Head, save_head

FOLDS = 8
STRENGTH = 4.0  # inverse regularisation; 1, 4 and 10 were tried, 4 was best on both by 0.1 to 2 points


def main() -> None:
    """Trains, measures and writes the weights."""
    data = load_labelled()
    features = _features(data)
    blocks = np.array([row.block for row in data])
    kinds = np.array([row.kind for row in data])
    groups = np.array([row.business for row in data])
    _report("block", features, blocks, groups, np.array([row.second for row in data]))
    _report("kind", features, kinds, groups, None)
    block_names, block_weights = _fit(features, blocks)
    kind_names, kind_weights = _fit(features, kinds)
    save_head(Head(block_names, kind_names, block_weights, kind_weights))
    print(f"wrote the head from {len(data)} statements of {len(set(groups))} businesses")


def _features(data: list[Labelled]) -> NDArray[np.float32]:
    encoder = Encoder(ensure(EMBEDDING, load_settings()))
    statements = [row.statement for row in data]
    vectors = encoder.encode([told_with_question(s) for s in statements])
    heads = [above(s) for s in statements]
    above_vectors = encoder.encode([text or " " for text in heads]).copy()
    above_vectors[[not text for text in heads]] = 0
    return feature_matrix(statements, vectors, above_vectors)


def _model() -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=500, random_state=0)


def _fit(
    features: NDArray[np.float32], labels: NDArray[np.str_]
) -> tuple[tuple[str, ...], NDArray[np.float32]]:
    model = _model().fit(features, labels)
    weights = np.vstack([model.coef_.T, model.intercept_[None, :]]).astype(np.float32)
    return tuple(str(name) for name in model.classes_), weights


def _report(
    name: str,
    features: NDArray[np.float32],
    labels: NDArray[np.str_],
    groups: NDArray[np.str_],
    second: NDArray[np.str_] | None,
) -> None:
    guesses = np.empty_like(labels)
    sure = np.zeros(len(labels))
    two_best = np.zeros(len(labels), dtype=bool)
    for train, test in GroupKFold(FOLDS).split(features, labels, groups):
        model = _model().fit(features[train], labels[train])
        odds = model.predict_proba(features[test])
        order = odds.argsort(axis=1)[:, ::-1]
        guesses[test] = model.classes_[order[:, 0]]
        sure[test] = odds.max(axis=1)
        two_best[test] = (model.classes_[order[:, :2]] == labels[test][:, None]).any(axis=1)
    right = guesses == labels
    if second is not None:
        right |= (guesses == second) & (second != "")
    f1 = f1_score(labels, guesses, average="macro")
    print(
        f"{name}: accuracy {right.mean():.1%}, macro-F1 {f1:.2f}, "
        f"among the two best {two_best.mean():.1%}, calibration error {_ece(sure, right):.3f}"
    )


def _ece(sure: NDArray[np.float64], right: NDArray[np.bool_], bins: int = 10) -> float:
    """Expected calibration error over ten equal bins (Guo et al., ICML 2017)."""
    place = np.minimum((sure * bins).astype(int), bins - 1)
    total = 0.0
    for index in range(bins):
        inside = place == index
        if inside.any():
            total += inside.mean() * abs(sure[inside].mean() - right[inside].mean())
    return total


if __name__ == "__main__":
    main()
