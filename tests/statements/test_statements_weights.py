"""Weights that are missing, damaged, or of another version or shape."""

from __future__ import annotations

import numpy as np
import pytest
from safetensors.numpy import save_file

from canvasai.errors import ModelFileError
from canvasai.statements import adapter, head
from canvasai.statements.adapter import read_adapter
from canvasai.statements.features import SIZE
from canvasai.statements.head import Head, load_head, save_head, softmax

BLOCKS = (*(f"b{number}" for number in range(9)), "none")
KINDS = tuple(f"k{number}" for number in range(8))


def write(path, version, *, rows=SIZE + 1, without=""):
    """Writes a head of zeros."""
    tensors = {"block": np.zeros((rows, 10), np.float16), "kind": np.zeros((rows, 8), np.float16)}
    told = {"version": version, "blocks": " ".join(BLOCKS), "kinds": " ".join(KINDS)}
    tensors.pop(without, None)
    told.pop(without, None)
    save_file(tensors, path, metadata=told)


def refused(load, path):
    with pytest.raises(ModelFileError) as caught:
        load(path)
    assert "make train" in caught.value.hint
    assert path.name in caught.value.message
    return caught.value.message


@pytest.mark.parametrize("load", [load_head, read_adapter])
class TestFiles:
    def test_missing(self, load, weights_file):
        assert "missing" in refused(load, weights_file)

    @pytest.mark.parametrize("content", [b"", b"\x00" * 100, b"no weights at all"])
    def test_not_weights(self, load, weights_file, content):
        weights_file.write_bytes(content)
        assert "damaged" in refused(load, weights_file)

    def test_a_folder(self, load, weights_file):
        weights_file.mkdir()
        refused(load, weights_file)

    @pytest.mark.parametrize("share", [0.0001, 0.5, 0.99])
    def test_truncated(self, load, weights_file, share):
        whole = (head if load is load_head else adapter).WEIGHTS.read_bytes()
        weights_file.write_bytes(whole[: int(len(whole) * share)])
        assert "damaged" in refused(load, weights_file)

    def test_another_version(self, load, weights_file):
        write(weights_file, "0")
        assert "version 0" in refused(load, weights_file)

    def test_no_version(self, load, weights_file):
        save_file({"block": np.zeros((1, 1), np.float16)}, weights_file)
        assert "version None" in refused(load, weights_file)


@pytest.mark.parametrize("without", ["block", "kinds", "blocks"])
def test_a_head_without_a_part(weights_file, without):
    write(weights_file, head.VERSION, without=without)
    assert "damaged" in refused(load_head, weights_file)


@pytest.mark.parametrize("rows", [1, SIZE, SIZE + 2])
def test_a_head_of_another_shape(weights_file, rows):
    write(weights_file, head.VERSION, rows=rows)
    assert "shape" in refused(load_head, weights_file)


@pytest.mark.parametrize("without", ["kinds", "blocks"])
def test_an_adapter_without_names(weights_file, without):
    write(weights_file, adapter.VERSION, without=without)
    assert "damaged" in refused(read_adapter, weights_file)


def test_a_head_is_read_as_it_was_written(weights_file):
    rng = np.random.default_rng(7)
    written = Head(
        BLOCKS,
        KINDS,
        rng.normal(size=(SIZE + 1, 10)).astype(np.float16).astype(np.float32),
        rng.normal(size=(SIZE + 1, 8)).astype(np.float16).astype(np.float32),
    )
    save_head(written, weights_file)
    read = load_head(weights_file)
    assert (read.block_names, read.kind_names) == (BLOCKS, KINDS)
    np.testing.assert_array_equal(read.block_weights, written.block_weights)
    np.testing.assert_array_equal(read.kind_weights, written.kind_weights)


def test_the_weights_that_ship_are_of_this_version():
    shipped = load_head()
    assert set(read_adapter(adapter.WEIGHTS)["blocks"].split()) == set(shipped.block_names)
    assert set(read_adapter(adapter.WEIGHTS)["kinds"].split()) == set(shipped.kind_names)


def test_softmax_of_large_log_odds():
    found = softmax(np.array([[1e4, 0.0, -1e4], [0.0, 0.0, 0.0]], dtype=np.float32))
    np.testing.assert_allclose(found.sum(axis=-1), 1.0, rtol=1e-6)
    np.testing.assert_allclose(found[0], [1.0, 0.0, 0.0])
