"""`make train`: trains the sorter on `evals/statements/` and writes its weights.

Businesses of the splits "tune" and "test" are not trained on: the first calibrate, the second measure
(`make bench-sorting`). Also fits what tells that two numbers count the same (`evals/numbers/`).
"""

from __future__ import annotations

import time

from bench.labelled import load_labelled, split_of
from bench.pairing import train_pairing
from bench.pairs import fit, load_bundles, ordinary_rows, rows_of
from bench.tuning import save, temperatures_of, tune
from canvasai.grounding.likeness import read_likeness
from canvasai.models.files import EMBEDDING
from canvasai.models.pull import ensure
from canvasai.retrieval.embeddings import Encoder
from canvasai.settings import load_settings


def main() -> None:
    """Trains and writes the weights."""
    started = time.perf_counter()
    splits = split_of()
    data = load_labelled()
    train = [row for row in data if row.business not in splits]
    folder = ensure(EMBEDDING, load_settings())
    net, tokenizer, before = tune(folder, train)
    calibrating = [row for row in data if splits.get(row.business) == "tune"]
    save(net, before, temperatures_of(net, tokenizer, calibrating))
    print(f"sorter: {time.perf_counter() - started:.0f} s", flush=True)
    encode = Encoder(folder).encode
    rows = rows_of(load_bundles("train"), encode)
    fit(rows, ordinary_rows(encode))
    read_likeness.cache_clear()
    train_pairing(folder, rows)
    print(
        f"trained the sorter on {len(train)} statements of "
        f"{len({row.business for row in train})} businesses in {time.perf_counter() - started:.0f} s"
    )


if __name__ == "__main__":
    main()
