"""Which files are read, under which names, and within which limits."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from canvasai.errors import SourceTooLargeError, SourceUnreadableError, SourceUnsupportedError
from canvasai.settings import load_settings
from canvasai.sources import readers
from canvasai.sources.reading import find_files, read_file, read_text


def write(path: Path, text: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def names(*paths: Path) -> list[str]:
    return [name for _, name in find_files(paths)]


def test_folder_in_sorted_order(tmp_path):
    for name in ("b.md", "a/z.txt", "a/c.CSV", ".hidden.md", ".git/x.md", "x.exe", "~$b.docx"):
        write(tmp_path / "in" / name)
    assert names(tmp_path / "in") == ["b.md", "a/c.CSV", "a/z.txt"]


def test_files_keep_their_names_and_occur_once(tmp_path):
    file = write(tmp_path / "in" / "a.md")
    assert names(file, file, tmp_path / "in") == ["a.md"]


def test_equal_names_are_told_apart(tmp_path):
    one, two = write(tmp_path / "x" / "n.md"), write(tmp_path / "y" / "n.md")
    deep, other = write(tmp_path / "p" / "x" / "n.md"), write(tmp_path / "o.md")
    assert names(one, two, other) == ["x/n.md", "y/n.md", "o.md"]
    assert names(tmp_path / "x", tmp_path / "y") == ["x/n.md", "y/n.md"]
    found = names(one, deep)
    assert len(set(found)) == 2
    assert all(name.endswith("x/n.md") for name in found)


def test_links_out_of_the_folder_are_not_followed(tmp_path):
    outside = write(tmp_path / "out" / "secret.md")
    inside = write(tmp_path / "in" / "a.md")
    (tmp_path / "in" / "link.md").symlink_to(outside)
    (tmp_path / "in" / "folder").symlink_to(outside.parent)
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "zz.md").symlink_to(inside)
    assert names(tmp_path / "in") == ["a.md"]


def test_paths_that_cannot_be_used(tmp_path):
    with pytest.raises(SourceUnreadableError, match="does not exist"):
        find_files([tmp_path / "no.md"])
    with pytest.raises(SourceUnsupportedError, match=r"type \.exe is not known.*\.docx"):
        find_files([write(tmp_path / "a.exe")])
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceUnreadableError, match="holds no document"):
        find_files([tmp_path / "empty"])


def test_folder_that_cannot_be_opened(tmp_path, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(SourceUnreadableError, match="cannot be opened"):
        find_files([tmp_path])


def test_reading_what_is_no_file(tmp_path, settings):
    with pytest.raises(SourceUnreadableError, match="is a folder"):
        read_file(tmp_path, settings)
    with pytest.raises(SourceUnreadableError, match=r"no\.md does not exist"):
        read_file(tmp_path / "no.md", settings)
    with pytest.raises(SourceUnsupportedError, match="its type is not known"):
        read_file(write(tmp_path / "README"), settings)
    os.mkfifo(tmp_path / "pipe.md")
    with pytest.raises(SourceUnreadableError, match="not a regular file"):
        read_file(tmp_path / "pipe.md", settings)


def test_permission_denied(tmp_path, settings, monkeypatch):
    path = write(tmp_path / "a.md")

    def refuse(self, *arguments):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(SourceUnreadableError, match="permission denied"):
        read_file(path, settings)


def test_name_of_the_source(tmp_path, settings):
    assert read_file(write(tmp_path / "a.md"), settings).name == "a.md"
    assert read_file(write(tmp_path / "a.md"), settings, name="x/a.md").name == "x/a.md"


def test_too_many_bytes(tmp_path, monkeypatch):
    path = write(tmp_path / "a.md", "x" * 3 * 1024 * 1024)
    small = load_settings(home=tmp_path, max_source_bytes=1024 * 1024)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("read before the check"))
    with pytest.raises(SourceTooLargeError, match=r"3\.0 MiB.*1\.0 MiB.*CANVASAI_MAX_SOURCE_BYTES"):
        read_file(path, small)
    with pytest.raises(SourceTooLargeError, match="CANVASAI_MAX_SOURCE_BYTES"):
        read_text("x" * 2 * 1024 * 1024, "brief", small)


def test_too_much_text(tmp_path):
    small = load_settings(home=tmp_path, max_text_chars=10)
    with pytest.raises(SourceTooLargeError, match=r"11 characters.*CANVASAI_MAX_TEXT_CHARS"):
        read_file(write(tmp_path / "a.md", "x" * 11), small)


def test_errors_of_libraries_are_translated(tmp_path, settings, monkeypatch):
    def fail(data, name, settings):
        raise KeyError("deep inside")

    monkeypatch.setitem(readers.READERS, "md", fail)
    with pytest.raises(SourceUnreadableError, match=r"a\.md cannot be read.*KeyError") as caught:
        read_file(write(tmp_path / "a.md"), settings)
    assert caught.value.__suppress_context__


def test_import_is_light():
    code = (
        "import sys, canvasai.sources.reading\n"
        "heavy = {'markitdown', 'pypdfium2', 'bs4', 'lxml', 'openpyxl', 'pptx', 'mammoth', 'ftfy'}\n"
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_twenty_megabytes_are_quick(tmp_path, settings):
    text = "Wir verkaufen Geräte an Bäckereien – für 500 € im Monat, ohne Gebühr.\n\n" * 270_000
    path = write(tmp_path / "a.md", text)
    begin = time.perf_counter()
    source = read_file(path, settings)
    assert time.perf_counter() - begin < 8.0
    assert source.text == text
