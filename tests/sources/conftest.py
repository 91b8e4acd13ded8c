"""Settings for reading, and a shortcut from the content of a file to a source."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from canvasai.settings import Settings, load_settings
from canvasai.sources.model import Source
from canvasai.sources.reading import read_file

Read = Callable[[str, bytes | str], Source]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(home=tmp_path / "home")


@pytest.fixture
def read(tmp_path: Path, settings: Settings) -> Read:
    def read_content(name: str, content: bytes | str) -> Source:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        source = read_file(path, settings)
        for heading in source.headings:
            assert source.text[heading.start : heading.end] == heading.title
        for page in source.pages:
            assert 0 <= page.start <= page.end <= len(source.text)
        return source

    return read_content
