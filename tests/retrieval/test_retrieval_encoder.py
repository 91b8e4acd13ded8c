"""The real embedding model: shapes, lengths, and texts that are none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from canvasai.retrieval.embeddings import DIMENSIONS, Encoder


def test_unit_vectors_in_the_order_of_the_texts(encoder: Encoder) -> None:
    texts = ["Cafés rent cups.", "", "A courier collects them.", "Cafés rent cups.", "word " * 2000]
    vectors = encoder.encode(texts)
    assert vectors.shape == (5, DIMENSIONS)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-3)
    assert np.array_equal(vectors[0], vectors[3])
    turned = encoder.encode(texts[::-1])
    assert (vectors * turned[::-1]).sum(axis=1) == pytest.approx(1.0, abs=1e-3)
    assert abs(vectors[0] @ vectors[2]) < 0.9


def test_no_texts_no_vectors(tmp_path: Path) -> None:
    vectors = Encoder(tmp_path / "absent").encode([])  # without the model too
    assert vectors.shape == (0, DIMENSIONS)
    assert vectors.dtype == np.float32


def test_near_in_meaning_is_near(encoder: Encoder) -> None:
    query, near, far = encoder.encode(
        ["Who pays for it?", "Restaurants are billed every month.", "The founder likes sailing."]
    )
    assert query @ near > query @ far


@pytest.mark.parametrize("text", ["a\ud800b", "\udcff", "\x00", "🙂", "\u200b"])
def test_odd_characters_are_encoded(encoder: Encoder, text: str) -> None:
    assert encoder.encode([text]).shape == (1, DIMENSIONS)
