"""Fits and measures what tells that two statements give one quantity two values (`evals/numbers/`).

Boosted trees look at every pair of numbers and leave the few that could count the same thing; a net reads
those. How rare contradictions are is learned from the bundles, and from the labelled statements: documents of
one business hold many numbers, and hardly any two of them contradict.
"""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import GradientBoostingClassifier

from bench.labelled import load_labelled, split_of
from canvasai.drafting.facts import judged
from canvasai.grounding.claims import claims_of
from canvasai.grounding.contradiction import candidates, disagreements
from canvasai.grounding.likeness import VERSION, WEIGHTS, Pair
from canvasai.resources import resource_dir
from canvasai.statements.glossing import gloss
from canvasai.statements.pairing import Pairing
from canvasai.statements.sorting import Encode

TREES = 200
ORDINARY = 6000
DEPTH = 4


@dataclass(frozen=True)
class Bundle:
    """Statements with numbers of one invented business, and which of them disagree.

    Attributes:
        split: "train", "tune" or "test".
        language: of all its statements.
        texts, documents: the statements, and the document of each.
        pairs: by indexes of two statements, the relation and the two numbers as written.
    """

    split: str
    language: str
    texts: tuple[str, ...]
    documents: tuple[str, ...]
    pairs: dict[tuple[int, int], tuple[str, tuple[str, str]]]


@dataclass(frozen=True)
class Row:
    """A pair of numbers with its languages, whether they count the same thing, and the second replaces the first."""

    pair: Pair
    languages: tuple[str, str]
    alike: bool
    replaced: bool = False


def load_bundles(split: str) -> list[Bundle]:
    """Returns the bundles of a split, in file order."""
    path = resource_dir("evals") / "numbers" / "bundles.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Bundle(
            row["split"],
            row["lang"],
            tuple(told["text"] for told in row["statements"]),
            tuple(told["doc"] for told in row["statements"]),
            {(p["one"], p["other"]): (p["relation"], tuple(p["values"])) for p in row["pairs"]},
        )
        for row in rows
        if row["split"] == split
    ]


def rows_of(bundles: Sequence[Bundle], encode: Encode) -> list[Row]:
    """Returns all pairs of numbers in different documents that could be values of one quantity."""
    rows = []
    for bundle in bundles:
        vectors = _vectors(bundle, encode)
        of_text = [claims_of(i, text, 1, spoken=True) for i, text in enumerate(bundle.texts)]
        for pair in candidates(of_text, bundle.texts, vectors, bundle.documents):
            one, other = pair.one.claim, pair.other.claim
            relation, values = bundle.pairs.get((one.text, other.text), ("", ("", "")))
            alike = one.number in values[0] and other.number in values[1]
            replaced = alike and relation == "superseded"
            rows.append(Row(pair, (bundle.language, bundle.language), alike, replaced))
    return rows


def fit(rows: Sequence[Row], ordinary: Sequence[Row], path: Path = WEIGHTS) -> None:
    """Fits the trees and writes them."""
    known = [*rows, *ordinary]
    alike = [row.alike for row in known]
    seen = np.array([row.pair.seen for row in known], dtype=float)
    model = GradientBoostingClassifier(
        max_depth=DEPTH, n_estimators=TREES, subsample=0.6, random_state=0
    ).fit(seen, alike)
    share = float(np.mean(alike))
    told = {
        "version": VERSION,
        "start": float(np.log(share / (1 - share))),
        "rate": model.learning_rate,
        "trees": [_nodes(tree.tree_) for (tree,) in model.estimators_],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told, separators=(",", ":")) + "\n", encoding="utf-8")


def ordinary_rows(encode: Encode) -> list[Row]:
    """Returns pairs of numbers of labelled statements; hardly any two of a business contradict."""
    splits = split_of()
    rows = [
        row
        for row in load_labelled()
        if row.kind in ("fact", "plan") and row.business not in splits
    ]
    found: list[Row] = []
    for _, group in itertools.groupby(rows, key=lambda row: row.business):
        members = [row for row in group if claims_of(0, row.statement.told, 1, spoken=True)]
        if not members:
            continue
        texts = [row.statement.told for row in members]
        of_text = [claims_of(i, text, 1, spoken=True) for i, text in enumerate(texts)]
        sources = [row.statement.source for row in members]
        vectors = encode([row.reading.answered for row in members])
        for pair in candidates(of_text, texts, vectors, sources):
            languages = (
                members[pair.one.claim.text].language,
                members[pair.other.claim.text].language,
            )
            found.append(Row(pair, languages, False))
    chosen = np.random.RandomState(0).permutation(len(found))[:ORDINARY]
    return [found[index] for index in chosen]


def say_pairs(encode: Encode, folder: Path) -> None:
    """Prints what is found in the bundles of the split "test", and what is claimed falsely."""
    pairing = Pairing(folder)
    found: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for bundle in load_bundles("test"):
        whole = len(bundle.texts) > 2
        judge = partial(judged, pairing.alike, [bundle.language] * len(bundle.texts))
        vectors = _vectors(bundle, encode)
        pairs = disagreements(list(bundle.texts), vectors, bundle.documents, judge)
        kind = "bundles" if whole else "single pairs"
        for pair in pairs:
            relation = bundle.pairs.get((pair.one, pair.other), ("false", ("", "")))[0]
            found[f"{kind}, {relation}"] += 1
            if relation == "superseded":
                found[f"{kind}, told as superseded"] += pair.newer == pair.other
            if relation == "contradicts":
                found[f"{kind}, told as contradicting"] += pair.newer is None
        for relation, _ in bundle.pairs.values():
            told[f"{kind}, {relation}"] += 1
        told[f"{kind}, statements"] += len(bundle.texts)
    for kind in ("bundles", "single pairs"):
        print(
            f"  numbers, {kind} with {told[f'{kind}, statements']} statements: contradictions found "
            f"{found[f'{kind}, contradicts']} of {told[f'{kind}, contradicts']} (known as such "
            f"{found[f'{kind}, told as contradicting']}), superseded pairs "
            f"{found[f'{kind}, superseded']} of {told[f'{kind}, superseded']} (known as such "
            f"{found[f'{kind}, told as superseded']}), falsely {found[f'{kind}, false']}"
        )


def _vectors(bundle: Bundle, encode: Encode) -> NDArray[np.float32]:
    return encode([gloss(text, bundle.language) for text in bundle.texts])


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
