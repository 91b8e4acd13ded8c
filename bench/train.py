"""`make train`: trains the sorter on `evals/statements/` and writes its weights.

The sorter is two trained parts whose probabilities are blended: a linear head over MiniLM vectors,
words and cues, and MiniLM tuned by an adapter. `make bench-sorting` (`bench/sorting.py`) measures it.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from bench.labelled import Labelled, load_labelled
from bench.pairs import fit
from bench.tuning import save, tune
from canvasai.models.files import EMBEDDING
from canvasai.models.pull import ensure
from canvasai.retrieval.embeddings import Encoder
from canvasai.settings import load_settings
from canvasai.statements.features import encoded, feature_matrix
from canvasai.statements.head import Head, save_head
from canvasai.statements.weights_file import TASKS

STRENGTH = (
    4.0  # inverse regularisation; of 1, 4 and 10 the best on blocks and kinds, by up to 2 points
)


def main() -> None:
    """Trains on all labelled statements and writes the weights."""
    started = time.perf_counter()
    data = load_labelled()
    folder = ensure(EMBEDDING, load_settings())
    save_head(linear(features_of(data, folder), data))
    save(tune(folder, data))
    fit(Encoder(folder).encode)
    print(
        f"trained the sorter on {len(data)} statements of "
        f"{len({row.business for row in data})} businesses in {time.perf_counter() - started:.0f} s"
    )


def features_of(data: Sequence[Labelled], folder: Path) -> NDArray[np.float32]:
    """Returns the linear head's features, shape (n, SIZE)."""
    readings = [row.reading for row in data]
    vectors = encoded(readings, Encoder(folder).encode)
    return feature_matrix([row.statement for row in data], readings, *vectors)


def linear(features: NDArray[np.float32], data: Sequence[Labelled]) -> Head:
    """Returns the linear head trained on features of shape (n, SIZE)."""
    names, weights = {}, {}
    for task in TASKS:
        labels = np.array([getattr(row, task) for row in data])
        model = LogisticRegression(C=STRENGTH, max_iter=500, random_state=0).fit(features, labels)
        names[task] = tuple(str(name) for name in model.classes_)
        weights[task] = np.vstack([model.coef_.T, model.intercept_[None, :]]).astype(np.float32)
    return Head(names, weights)


if __name__ == "__main__":
    main()
