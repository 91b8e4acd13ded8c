"""From a text to its statements, and single statements without a source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from canvasai.settings import load_settings
from canvasai.sources.model import Source
from canvasai.sources.reading import read_text
from canvasai.statements.model import Statement
from canvasai.statements.sorting import Sorter
from canvasai.statements.splitting import split_statements

if TYPE_CHECKING:
    from canvasai.retrieval.embeddings import Encoder

Split = Callable[[str], list[Statement]]
Say = Callable[..., Statement]


@pytest.fixture(scope="session")
def source_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Source]:
    settings = load_settings(home=tmp_path_factory.mktemp("home"))
    return lambda text: read_text(text, "plan.md", settings)


@pytest.fixture(scope="session")
def split(source_of: Callable[[str], Source]) -> Split:
    """Splits Markdown; what holds of every statement is checked on the way."""

    def split_text(text: str) -> list[Statement]:
        source = source_of(text)
        statements = split_statements(source)
        for statement in statements:
            assert statement.text == source.text[statement.start : statement.end]
            assert statement.text.strip()
            assert statement.told.strip()
            for span in (statement.lead, statement.before_span):
                assert span is None or 0 <= span.start < span.end <= len(source.text)
        starts = [statement.start for statement in statements]
        assert starts == sorted(starts)
        return statements

    return split_text


@pytest.fixture(scope="session")
def say() -> Say:
    """Makes a statement that stands alone."""

    def make(text: str, heading: Sequence[str] = (), question: str = "") -> Statement:
        return Statement("a.md", 0, len(text), text, text, tuple(heading), None, question)

    return make


@pytest.fixture(scope="session")
def sorter(encoder: Encoder) -> Sorter:
    """The real sorter with the weights that ship."""
    return Sorter(encoder.encode, encoder.folder)


@pytest.fixture
def weights_file(tmp_path: Path) -> Path:
    return tmp_path / "weights.safetensors"
