"""The wheel carries all that the program reads, and works away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"),
            *("--wheel-dir", str(folder), str(ROOT)),
        ],
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("canvasai-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_it_carries_prompts_corpus_evals_and_weights(unpacked):
    resources = unpacked / "canvasai" / "_resources"
    for folder in ("prompts", "corpus", "evals"):
        here = {path.name for path in (ROOT / folder).rglob("*") if path.is_file()}
        there = {path.name for path in (resources / folder).rglob("*") if path.is_file()}
        assert here == there
    assert (unpacked / "canvasai" / "statements" / "weights" / "adapter.safetensors").is_file()
    assert (unpacked / "canvasai" / "py.typed").is_file()


def test_it_reads_them_away_from_the_checkout(unpacked, tmp_path):
    code = (
        "import canvasai.resources as r; from canvasai.models.prompts import load_prompt\n"
        "print(r.resource_dir('corpus')); load_prompt('shorten')\n"
        "from canvasai.statements.adapter import WEIGHTS, read_adapter; read_adapter(WEIGHTS)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert Path(done.stdout.strip()).is_relative_to(unpacked)
