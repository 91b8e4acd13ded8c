"""Fits and measures what tells that two statements give one quantity two values (`evals/numbers/`).

The pairs there are hard on both sides. How rare contradictions are is learned from the labelled
statements: two documents of one business hold many numbers, and hardly any two of them contradict.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier

from bench.labelled import load_labelled
from canvasai.grounding.claims import claims_of
from canvasai.grounding.contradiction import LEAST_COSINE, disagreements
from canvasai.grounding.likeness import VERSION, WEIGHTS, Side, comparable, features
from canvasai.grounding.superseding import says_superseded
from canvasai.resources import resource_dir
from canvasai.statements.features import Encode
from canvasai.statements.glossing import gloss

TREES = 120
ORDINARY = 6000
DEPTH = 3


@dataclass(frozen=True)
class Pair:
    """Two statements and how their numbers stand to each other."""

    split: str
    language: str
    one: str
    other: str
    relation: str
    values: tuple[str, ...]


def load_pairs() -> list[Pair]:
    """Returns all pairs, in file order."""
    path = resource_dir("evals") / "numbers" / "pairs.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Pair(r["split"], r["lang"], r["one"], r["other"], r["relation"], tuple(r["values"] or ()))
        for r in rows
    ]


def fit(encode: Encode, path: Path = WEIGHTS) -> None:
    """Fits the trees to the pairs of training and writes them."""
    pairs = [pair for pair in load_pairs() if pair.split == "train"]
    seen = _ordinary(encode)
    alike = [False] * len(seen)
    for pair, vectors in zip(pairs, _vectors(pairs, encode), strict=True):
        cosine = float(vectors[0] @ vectors[1])
        for one in claims_of(0, pair.one, 1, spoken=True):
            for other in claims_of(1, pair.other, 1, spoken=True):
                if comparable(one.quantity, other.quantity):
                    seen.append(features(Side(one, pair.one), Side(other, pair.other), cosine))
                    alike.append(
                        len(pair.values) == 2
                        and one.number in pair.values[0]
                        and other.number in pair.values[1]
                    )
    model = GradientBoostingClassifier(
        max_depth=DEPTH, n_estimators=TREES, subsample=0.7, random_state=0
    ).fit(np.array(seen, dtype=float), alike)
    share = float(np.mean(alike))
    told = {
        "version": VERSION,
        "start": float(np.log(share / (1 - share))),
        "rate": model.learning_rate,
        "trees": [_nodes(tree.tree_) for (tree,) in model.estimators_],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told, separators=(",", ":")) + "\n", encoding="utf-8")


def _ordinary(encode: Encode) -> list[list[float]]:
    """Returns what is seen of pairs of numbers in different documents of one business."""
    rows = [row for row in load_labelled() if row.kind in ("fact", "plan")]
    told = [(row, claims_of(0, row.statement.told, 1, spoken=True)) for row in rows]
    told = [(row, claims) for row, claims in told if claims]
    vectors = encode([row.reading.answered for row, _ in told])
    by_business: dict[str, list[int]] = {}
    for index, (row, _) in enumerate(told):
        by_business.setdefault(row.business, []).append(index)
    seen = []
    for members in by_business.values():
        for i, j in itertools.combinations(members, 2):
            cosine = float(vectors[i] @ vectors[j])
            texts = told[i][0].statement, told[j][0].statement
            if cosine < LEAST_COSINE or texts[0].source == texts[1].source:
                continue
            for one, other in itertools.product(told[i][1], told[j][1]):
                if comparable(one.quantity, other.quantity):
                    sides = Side(one, texts[0].told), Side(other, texts[1].told)
                    seen.append(features(*sides, cosine))
    chosen = np.random.RandomState(0).permutation(len(seen))[:ORDINARY]
    return [seen[index] for index in chosen]


def say_pairs(encode: Encode) -> None:
    """Prints how many of the pairs held out are found, and how many near misses are taken for one."""
    pairs = [pair for pair in load_pairs() if pair.split == "test"]
    found = [
        bool(disagreements([pair.one, pair.other], vectors))
        for pair, vectors in zip(pairs, _vectors(pairs, encode), strict=True)
    ]
    for relation in ("contradicts", "superseded", "none"):
        told = [f for f, pair in zip(found, pairs, strict=True) if pair.relation == relation]
        print(f"  pairs of numbers, {relation}: {sum(told)} of {len(told)} taken for two values")
    old = [p for p in pairs if p.relation == "superseded"]
    print(f"  words that say so: {sum(says_superseded(p.other) for p in old)} of {len(old)}")


def _vectors(pairs: Sequence[Pair], encode: Encode) -> Any:
    texts = [gloss(t, pair.language) for pair in pairs for t in (pair.one, pair.other)]
    return encode(texts).reshape(len(pairs), 2, -1)


def _nodes(tree: Any) -> list[list[float]]:
    return [
        [
            int(tree.feature[i]) if tree.children_left[i] >= 0 else -1,
            round(float(tree.threshold[i]), 6),
            max(0, int(tree.children_left[i])),
            max(0, int(tree.children_right[i])),
            round(float(tree.value[i][0][0]), 6),
        ]
        for i in range(tree.node_count)
    ]
