"""A project that can be searched: the real model, the real vectors, the real words."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from canvasai.errors import IndexStoreError, SourceUnreadableError
from canvasai.projects.store import ProjectStore
from canvasai.retrieval.embeddings import Encoder
from canvasai.retrieval.index import Index
from canvasai.retrieval.vectors import VectorStore
from canvasai.sources.markdown import headings
from canvasai.sources.model import Source

PLAN = """# Cup loop

## Who buys

Cafés and canteens that want to stop handing out paper cups.

## How money comes in

Each café is billed 49 euros a month for a set of 200 cups.

## What we need

Two cargo bikes and an industrial dishwasher, type QX-7731.

## Team

Mara Lindqvist leads sales; her brother keeps the books.
"""


def source_of(text: str, name: str = "plan.md") -> Source:
    return Source(name, "md", text, hashlib.sha256(text.encode()).hexdigest(), headings(text))


@pytest.fixture
def index(tmp_path: Path, encoder: Encoder) -> Iterator[Index]:
    with Index(ProjectStore(tmp_path / "project"), encoder) as opened:
        yield opened


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Iterator[Index]:
    """Holds the plan alone; for tests that only search."""
    with Index(ProjectStore(tmp_path_factory.mktemp("plan")), encoder) as opened:
        assert opened.add(source_of(PLAN))
        yield opened


class Counting:
    """Takes the place of the encoder's `encode` and notes what it was asked."""

    def __init__(self, real: Callable[..., object]) -> None:
        self.real = real
        self.texts: list[str] = []

    def __call__(self, texts: list[str]) -> object:
        self.texts += texts
        return self.real(texts)


@pytest.fixture
def counting(encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> Counting:
    counter = Counting(encoder.encode)
    monkeypatch.setattr(encoder, "encode", counter)
    return counter


def in_step(index: Index) -> bool:
    return index._vectors.ids() == index.store.chunk_ids() != set()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("pricing", "49 euros"),
        ("equipment and vehicles", "cargo bikes"),
        ("coffee shops avoiding waste", "canteens"),
        ("QX-7731", "QX-7731"),
        ("lindqvist", "Mara"),
    ],
)
def test_the_right_passage_is_found(plan: Index, query: str, words: str) -> None:
    found = plan.search(query)
    assert words in found[0].chunk.text
    for passage in found:
        chunk = passage.chunk
        assert chunk.text == PLAN[chunk.start : chunk.end]
        assert chunk.source == "plan.md"
    scores = [passage.score for passage in found]
    assert scores == sorted(scores, reverse=True)
    assert len({passage.chunk for passage in found}) == len(found) == 4


def test_small_words_of_a_question_do_not_decide(plan: Index) -> None:
    assert "49 euros" in plan.search("What do customers pay?")[0].chunk.text


def test_similarity_is_the_cosine(plan: Index, encoder: Encoder) -> None:
    query = "What do customers pay?"
    for passage in plan.search(query):
        one, other = encoder.encode([query, passage.chunk.embedded_text])
        assert passage.similarity == pytest.approx(float(one @ other), abs=0.01)


def test_an_exact_rare_word_is_found_where_meaning_fails(index: Index) -> None:
    index.add(source_of("".join(f"## File {at}\n\nFile ZB-{at}.\n\n" for at in range(3300, 3312))))
    lease = "The hall is leased until May; file ZB-4410 lies with the notary who helped us."
    index.add(source_of(lease, "lease.md"))
    near = index._vectors.search(index.encoder.encode(["ZB-4410"])[0], 8)
    assert lease not in [chunk.text for chunk in index.store.chunks([i for i, _ in near]).values()]
    assert lease in [passage.chunk.text for passage in index.search("ZB-4410")]
    assert index.search("4410")[0].chunk.text == lease


def test_the_heading_helps_to_find_what_stands_below(index: Index) -> None:
    below = "They meet on Fridays. " * 5
    index.add(source_of(f"# Zanzibar pilot\n\n{'It began. ' * 87}\n\n{below}", "pilot.md"))
    index.add(source_of(below, "other.md"))
    both = {p.chunk.source: p for p in index.search("Zanzibar") if "meet" in p.chunk.text}
    assert both["pilot.md"].chunk.heading == ("Zanzibar pilot",)
    assert "Zanzibar" not in both["pilot.md"].chunk.text
    assert both["pilot.md"].score > both["other.md"].score
    assert both["pilot.md"].similarity > both["other.md"].similarity + 0.1  # type: ignore[operator]


@pytest.mark.parametrize(("count", "expected"), [(0, 0), (1, 1), (3, 3), (50, 4)])
def test_no_more_than_asked_for(plan: Index, count: int, expected: int) -> None:
    assert len(plan.search("cups", count)) == expected


@pytest.mark.parametrize("query", ["", "  \n", "\u2003"])
def test_an_empty_query_finds_nothing(plan: Index, query: str, counting: Counting) -> None:
    assert plan.search(query) == []
    assert counting.texts == []


def test_an_empty_project_finds_nothing(index: Index) -> None:
    index.sync()
    assert index.search("cups") == []


@pytest.mark.parametrize("query", ['"cups', "a\ud800b", "NOT (", "?", "word " * 3000])
def test_odd_queries_are_answered(plan: Index, query: str) -> None:
    assert plan.search(query)


def test_the_same_again_is_not_encoded_again(index: Index, counting: Counting) -> None:
    assert index.add(source_of(PLAN))
    assert len(counting.texts) == 4
    assert not index.add(source_of(PLAN))
    assert len(counting.texts) == 4


def test_a_new_text_leaves_nothing_of_the_old(index: Index) -> None:
    index.add(source_of(PLAN))
    index.add(source_of("# Cup loop\n\nOffices lease lids by the year.\n"))
    assert in_step(index)
    for query in ("pricing", "QX-7731", "lids"):
        assert [p.chunk.text for p in index.search(query)] == [
            "# Cup loop\n\nOffices lease lids by the year."
        ]


def test_a_removed_source_is_found_no_more(index: Index) -> None:
    index.add(source_of(PLAN))
    index.add(source_of("Offices lease lids.", "other.md"))
    index.remove("plan.md")
    assert in_step(index)
    assert {p.chunk.source for p in index.search("QX-7731 cafés")} == {"other.md"}
    with pytest.raises(SourceUnreadableError):
        index.remove("plan.md")


def test_lost_vectors_are_made_again(index: Index, counting: Counting) -> None:
    index.add(source_of(PLAN))
    lost = sorted(index.store.chunk_ids())[1:3]
    index._vectors.remove(lost)
    counting.texts.clear()
    told: list[tuple[int, int]] = []
    index.sync(lambda done, total: told.append((done, total)))
    assert in_step(index)
    chunks = index.store.chunks(lost)
    assert counting.texts == [chunks[chunk_id].embedded_text for chunk_id in lost]
    assert told == [(2, 2)]
    assert "49 euros" in index.search("pricing")[0].chunk.text


def test_vectors_without_a_chunk_are_forgotten(index: Index, counting: Counting) -> None:
    index.add(source_of(PLAN))
    counting.texts.clear()
    index._vectors.add([901, 902], np.eye(2, 384, dtype=np.float32))
    assert len(index.search("cups", 50)) == 4
    index.sync()
    assert in_step(index)
    assert counting.texts == ["cups"]


def test_a_cut_off_adding_is_finished_later(
    index: Index, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(encoder, "encode", gone)
        with pytest.raises(KeyboardInterrupt):
            index.add(source_of(PLAN))
    assert index._vectors.ids() == set()
    assert not index.add(source_of(PLAN))
    assert in_step(index)


def test_progress_is_told_in_steps(index: Index) -> None:
    told: list[tuple[int, int]] = []
    text = "".join(f"## {at}\n\nx\n\n" for at in range(66))
    index.add(source_of(text), lambda done, total: told.append((done, total)))
    assert told == [(64, 66), (66, 66)]


def test_vectors_outlast_the_process(tmp_path: Path, encoder: Encoder, counting: Counting) -> None:
    with Index(ProjectStore(tmp_path), encoder) as index:
        index.add(source_of(PLAN))
    counting.texts.clear()
    with Index(ProjectStore(tmp_path), encoder) as index:
        index.sync()
        assert in_step(index)
        assert "cargo bikes" in index.search("vehicles")[0].chunk.text
    assert counting.texts == ["vehicles"]


# --- damage


def garbage(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "chroma.sqlite3").write_bytes(b"no database" * 500)


def file_in_the_way(folder: Path) -> None:
    folder.parent.mkdir(parents=True)
    folder.write_text("x")


def damaged_pages(folder: Path) -> None:
    store = VectorStore(folder)
    store.add([1], np.eye(1, 384, dtype=np.float32))
    store.close()
    file = folder / "chroma.sqlite3"
    content = bytearray(file.read_bytes())
    content[5 * 4096 : 13 * 4096] = b"\x55" * (8 * 4096)
    file.write_bytes(content)


@pytest.mark.parametrize("damage", [garbage, file_in_the_way, damaged_pages])
def test_damaged_vectors_are_told(
    tmp_path: Path, encoder: Encoder, damage: Callable[[Path], None]
) -> None:
    damage(tmp_path / "project" / "vectors")
    with pytest.raises(IndexStoreError, match="cannot be opened") as caught:
        Index(ProjectStore(tmp_path / "project"), encoder)
    assert str(tmp_path / "project" / "vectors") in caught.value.message
    assert "made again" in caught.value.hint


def test_vectors_that_go_bad_while_in_use_are_told(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.add(source_of(PLAN))

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("disk I/O error")

    for name in ("get", "query", "upsert", "delete"):
        monkeypatch.setattr(type(index._vectors._collection), name, broken)
    with pytest.raises(IndexStoreError, match="cannot be read"):
        index.search("cups")
    with pytest.raises(IndexStoreError, match="cannot be read"):
        index.sync()
    with pytest.raises(IndexStoreError, match="cannot be written"):
        index._vectors.add([1], np.eye(1, 384, dtype=np.float32))
    with pytest.raises(IndexStoreError, match="cannot be written"):
        index._vectors.remove([1])


def test_a_user_who_stops_it_is_obeyed(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(type(index._vectors._collection), "get", stopped)
    with pytest.raises(KeyboardInterrupt):
        index.sync()
