"""One answer out of two trained parts, with probabilities that mean what they say. Pure functions."""

from __future__ import annotations

import numpy as np

from canvasai.statements.head import softmax
from canvasai.statements.weights_file import Odds

# How much the tuned model counts beside the linear head; measured by `make bench-sorting`.
TUNED_SHARE = 0.75
# Log-odds are divided by this (Guo et al., *On Calibration of Modern Neural Networks*, ICML 2017);
# fitted on what the parts said of businesses held out of training.
TEMPERATURES = {"block": 0.8, "kind": 1.0, "payer": 1.0}
_TINY = 1e-6


def blend(linear: Odds, tuned: Odds) -> Odds:
    """Returns the weighted geometric mean of both, calibrated; columns in the linear head's order."""
    tables = {}
    for task, table in linear.tables.items():
        columns = [tuned.names[task].index(name) for name in linear.names[task]]
        logits = TUNED_SHARE * np.log(tuned.tables[task][:, columns] + _TINY)
        logits += (1 - TUNED_SHARE) * np.log(table + _TINY)
        tables[task] = softmax((logits / TEMPERATURES[task]).astype(np.float32))
    return Odds(tables, linear.names)
