"""A project on disk: whole sources, all or nothing, and words that find them."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from canvasai.errors import ConfigError, IndexStoreError, SourceUnreadableError
from canvasai.projects import store as store_module
from canvasai.projects.store import ProjectStore, project_folder
from canvasai.sources.chunking import chunks_of
from canvasai.sources.model import Chunk, Heading, Page, Row, Source

MEMO = "Cafés rent reusable cups by the month. A courier collects them on Fridays."


def source_of(text: str = MEMO, name: str = "memo.md") -> Source:
    return Source(name, "md", text, hashlib.sha256(text.encode()).hexdigest())


FULL = Source(
    name="Zahlen/Bäckerei (1).xlsx",
    media="xlsx",
    text="Prices\nCup | 2 €\nLid | 1 €\n\nStaff\nTwo drivers.",
    sha256="ab" * 32,
    headings=(Heading(1, "Prices", 0, 6), Heading(2, "Staff", 28, 33)),
    pages=(Page(1, 0, 28, "sheet", "Prices"), Page(3, 28, 46, "slide")),
    rows=(Row(2, 7, 16), Row(3, 17, 26)),
    notes=("1 hidden sheet was left out.", "Dates: “as shown”."),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ProjectStore]:
    with closing(ProjectStore(tmp_path / "project")) as opened:
        yield opened


def put(store: ProjectStore, source: Source) -> bool:
    return store.put(source, chunks_of(source))


def found(store: ProjectStore, query: str) -> list[str]:
    ids = [chunk_id for chunk_id, _ in store.search_words(query, 10)]
    chunks = store.chunks(ids)
    return [chunks[chunk_id].source for chunk_id in ids]


def test_a_source_comes_back_whole(store: ProjectStore) -> None:
    chunks = chunks_of(FULL)
    assert len(chunks) > 1
    assert store.put(FULL, chunks)
    assert store.source(FULL.name) == FULL
    assert store.sources() == [FULL]
    assert sorted(store.chunks(list(store.chunk_ids())).values(), key=lambda c: c.start) == chunks
    (info,) = store.infos()
    assert (info.name, info.media, info.sha256, info.notes) == (
        FULL.name, "xlsx", FULL.sha256, FULL.notes,
    )  # fmt: skip
    assert (info.characters, info.chunks, info.pages) == (len(FULL.text), len(chunks), 2)


def test_sources_outlast_the_process(tmp_path: Path) -> None:
    with closing(ProjectStore(tmp_path)) as store:
        put(store, source_of())
    with closing(ProjectStore(tmp_path)) as store:
        assert store.source("memo.md") == source_of()
        assert found(store, "courier") == ["memo.md"]


def test_the_same_again_changes_nothing(store: ProjectStore) -> None:
    assert put(store, source_of())
    before = store.chunk_ids(), store.infos()
    assert not put(store, source_of())
    assert (store.chunk_ids(), store.infos()) == before


def test_another_text_under_the_same_name_takes_its_place(store: ProjectStore) -> None:
    put(store, source_of())
    put(store, source_of("Other.", "other.md"))
    old = store.chunk_ids()
    new = source_of("Offices buy lids.")
    assert put(store, new)
    assert store.source("memo.md") == new
    assert [info.name for info in store.infos()] == ["memo.md", "other.md"]
    assert found(store, "courier") == []
    assert found(store, "lids") == ["memo.md"]
    assert len(store.chunk_ids() & old) == 1  # that of the other source


def test_new_text_from_the_same_file_takes_its_place(store: ProjectStore) -> None:
    put(store, source_of())
    better = replace(source_of(), text="Read better.")
    assert put(store, better)
    assert store.source("memo.md").text == "Read better."


def test_sources_are_listed_by_name(store: ProjectStore) -> None:
    assert store.infos() == []
    for name in ("b.md", "a.md", "c.md"):
        put(store, source_of(name=name))
    assert [info.name for info in store.infos()] == ["a.md", "b.md", "c.md"]
    assert [source.name for source in store.sources()] == ["a.md", "b.md", "c.md"]


def test_a_removed_source_is_found_no_more(store: ProjectStore) -> None:
    put(store, source_of())
    put(store, source_of("A courier.", "other.md"))
    store.remove("memo.md")
    assert [info.name for info in store.infos()] == ["other.md"]
    assert found(store, "courier fridays") == ["other.md"]
    assert len(store.chunk_ids()) == 1
    with pytest.raises(SourceUnreadableError):
        store.source("memo.md")


def test_ids_are_never_used_again(store: ProjectStore) -> None:
    put(store, source_of())
    old = store.chunk_ids()
    store.remove("memo.md")
    assert store.chunks(list(old)) == {}
    put(store, source_of())
    assert not store.chunk_ids() & old


@pytest.mark.parametrize("name", ["absent.md", "", "' OR 1=1 --", "a\udcffb"])
def test_an_unknown_name_is_told(store: ProjectStore, name: str) -> None:
    put(store, source_of())
    for act in (store.source, store.remove):
        with pytest.raises(SourceUnreadableError, match="has no source") as caught:
            act(name)
        assert "sources list" in caught.value.hint
    assert len(store.infos()) == 1


@pytest.mark.parametrize(
    "name", ["a'b\".md", "Prüfung 東京 🙂.md", "../x.md", "a%20b?c#d.md", "%s :id.md", "x" * 500]
)
def test_odd_names_are_kept(store: ProjectStore, name: str) -> None:
    put(store, source_of(name=name))
    assert store.source(name).name == name
    assert found(store, "courier") == [name]
    store.remove(name)
    assert store.infos() == []


def test_a_name_that_is_no_text_is_refused(store: ProjectStore) -> None:
    with pytest.raises(SourceUnreadableError, match="bytes that are no text"):
        put(store, source_of(name="M\udcfcller.md"))
    assert store.infos() == []


def test_a_source_changes_whole_or_not_at_all(
    store: ProjectStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, source_of())
    before = store.chunk_ids(), store.infos()
    texts = iter(("first", "second"))

    def half_way(chunk: Chunk) -> str:
        try:
            return next(texts)
        except StopIteration:
            raise RuntimeError("the power is gone") from None

    new = source_of("\n\n".join(f"Paragraph {at}. " + "word " * 150 for at in range(5)))
    with monkeypatch.context() as patch:
        patch.setattr(Chunk, "embedded_text", property(half_way))
        with pytest.raises(RuntimeError, match="the power is gone"):
            put(store, new)
    assert next(texts, None) is None  # it had begun to write
    assert store.source("memo.md") == source_of()
    assert (store.chunk_ids(), store.infos()) == before
    assert found(store, "courier") == ["memo.md"]
    assert found(store, "first second paragraph") == []
    assert put(store, new)


def test_a_removal_is_whole_or_not_at_all(
    store: ProjectStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, source_of())
    real: Callable[..., None] = store_module._drop

    def dropped(*values: object) -> None:
        real(*values)
        raise RuntimeError("the power is gone")

    with monkeypatch.context() as patch:
        patch.setattr(store_module, "_drop", dropped)
        with pytest.raises(RuntimeError):
            store.remove("memo.md")
    assert found(store, "courier") == ["memo.md"]
    assert store.source("memo.md") == source_of()


def test_many_chunks_are_read_by_id(store: ProjectStore) -> None:
    many = source_of("".join(f"# Part {at}\n\nText {at}.\n\n" for at in range(1200)))
    chunks = [Chunk(many.name, at, at + 5, many.text[at : at + 5]) for at in range(0, 1200 * 5, 5)]
    store.put(many, chunks)
    ids = store.chunk_ids()
    read = store.chunks([*ids, max(ids) + 1])
    assert set(read) == ids
    assert sorted(read.values(), key=lambda chunk: chunk.start) == chunks


# --- words


@pytest.mark.parametrize(
    "query",
    ["courier", "COURIER", "collect", "collecting", "cafe", "Café", "cafe\u0301", "rents, or what?",
     "unknown courier", '"courier"', "courier AND NOT cafes", "courier*", "words:courier",
     "NEAR(courier x, 2)", "^courier", "{courier}", "-courier", "courier; DROP TABLE sources"],
)  # fmt: skip
def test_words_that_find(store: ProjectStore, query: str) -> None:
    put(store, source_of())
    assert found(store, query) == ["memo.md"]


@pytest.mark.parametrize("query", ["", "  ", "?!", '"', "*", "AND", "OR NOT", "cour*", "_", "\x00"])
def test_words_that_do_not_find(store: ProjectStore, query: str) -> None:
    put(store, source_of())
    assert found(store, query) == []


@pytest.mark.parametrize(
    "word", ["Bäckerei", "бизнес", "東京", "हिन्दी", "επιχείρηση", "2024", "№7"]
)
def test_words_of_any_script_are_found(store: ProjectStore, word: str) -> None:
    put(store, source_of(f"This is {word} here."))
    put(store, source_of("Nothing of that.", "other.md"))
    assert found(store, word) == ["memo.md"]


def test_the_rarer_word_and_the_better_match_come_first(store: ProjectStore) -> None:
    put(store, source_of("Cups and more cups.", "cups.md"))
    put(store, source_of("Cups for a zeppelin.", "rare.md"))
    put(store, source_of("Only cups.", "one.md"))
    assert found(store, "cups zeppelin")[0] == "rare.md"
    ranked = store.search_words("cups zeppelin", 10)
    assert [score for _, score in ranked] == sorted((s for _, s in ranked), reverse=True)
    assert len(store.search_words("cups", 2)) == 2


def test_words_of_headings_find_what_stands_below(store: ProjectStore) -> None:
    text = "# Revenue\n\nThey pay monthly."
    source = replace(source_of(text), headings=(Heading(1, "Revenue", 2, 9),))
    store.put(source, [Chunk("memo.md", 11, len(text), text[11:], ("Revenue",))])
    assert found(store, "revenue") == ["memo.md"]


@pytest.fixture(scope="module")
def words() -> Iterator[ProjectStore]:
    with tempfile.TemporaryDirectory() as folder, closing(ProjectStore(Path(folder))) as opened:
        put(opened, source_of())
        yield opened


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80) | st.text("\"'*()^:-+{}ANDORTE_ ", max_size=40))
@example("a\ud800b")
@example("word " * 500)
def test_no_query_breaks_the_search(words: ProjectStore, query: str) -> None:
    words.search_words(query, 5)
    assert found(words, f"{query[:100]} courier") == ["memo.md"]


# --- folders and files


@pytest.mark.parametrize("name", ["default", "Café 2", "a.b-c_d", "Müller", "東京", "x" * 64])
def test_names_of_projects(tmp_path: Path, name: str) -> None:
    assert project_folder(tmp_path, name) == tmp_path / name


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "../x", "a/b", "a\\b", "/etc", "~", "a/../../b", ".hidden", " x", "x ", "x.",
     "a\nb", "a\x00b", "C:", "x" * 65],
)  # fmt: skip
def test_names_that_lead_elsewhere_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError, match="cannot be the name of a project"):
        project_folder(tmp_path, name)


@pytest.mark.parametrize("name", ["a?b=1", "a%20b", "a#b", "a:b@c", "ü é", "it's"])
def test_any_folder_can_hold_a_project(tmp_path: Path, name: str) -> None:
    with closing(ProjectStore(tmp_path / name / "project")) as store:
        put(store, source_of())
    assert (tmp_path / name / "project" / "project.sqlite3").is_file()
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_later_version_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    with closing(ProjectStore(tmp_path)) as store:
        put(store, source_of())
    file = tmp_path / "project.sqlite3"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(IndexStoreError, match="later version of CanvasAI") as caught:
        ProjectStore(tmp_path)
    assert "Update" in caught.value.hint
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (99,)
        assert connection.execute("SELECT count(*) FROM sources").fetchone() == (1,)


@pytest.mark.parametrize("content", [b"hello" * 1000, b"SQLite format 3\x00" + b"\x55" * 8000])
def test_a_file_that_is_no_database_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "project.sqlite3").write_bytes(content)
    with pytest.raises(IndexStoreError) as caught:
        ProjectStore(tmp_path)
    assert str(tmp_path) in caught.value.message
    assert (tmp_path / "project.sqlite3").read_bytes() == content


def test_a_database_with_damaged_pages_is_told(tmp_path: Path) -> None:
    with closing(ProjectStore(tmp_path)) as store:
        put(store, source_of("word " * 50_000))
    file = tmp_path / "project.sqlite3"
    content = bytearray(file.read_bytes())
    content[4096:] = b"\x55" * (len(content) - 4096)
    file.write_bytes(content)

    def use() -> None:
        with closing(ProjectStore(tmp_path)) as store:
            store.source("memo.md")

    with pytest.raises(IndexStoreError, match=r"malformed|not a database"):
        use()


def test_a_locked_database_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = store_module.create_engine

    def hasty(url: object, **_: object) -> object:
        return real(url, connect_args={"timeout": 0.05})  # type: ignore[call-overload]

    monkeypatch.setattr(store_module, "create_engine", hasty)
    with closing(ProjectStore(tmp_path)) as store:
        put(store, source_of())
        with closing(sqlite3.connect(tmp_path / "project.sqlite3")) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(IndexStoreError, match="locked"):
                put(store, source_of("New."))
            other.rollback()
        assert store.source("memo.md") == source_of()


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "project").write_text("x")
    for folder in (tmp_path / "project", tmp_path / "project" / "below"):
        with pytest.raises(IndexStoreError, match="cannot be made") as caught:
            ProjectStore(folder)
        assert "CANVASAI_HOME" in caught.value.hint


@pytest.fixture
def for_all() -> Iterator[Path]:
    """A folder that every user may write to; pytest's own are for one user."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def as_nobody() -> Iterator[None]:
    """Makes permissions count when the superuser runs this."""
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)
    yield
    os.seteuid(was)


@pytest.mark.usefixtures("as_nobody")
def test_a_folder_that_may_not_be_written_is_told(for_all: Path) -> None:
    folder = for_all / "project"
    folder.mkdir()
    folder.chmod(0o555)
    try:
        with pytest.raises(IndexStoreError, match="unable to open"):
            ProjectStore(folder)
        with pytest.raises(IndexStoreError, match="cannot be made: Permission denied"):
            ProjectStore(folder / "below")
    finally:
        folder.chmod(0o777)
