"""A project that can be searched: its store, its vectors, and the fusion of both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from canvasai.errors import IndexStoreError
from canvasai.projects.store import ProjectStore
from canvasai.retrieval.embeddings import Encoder
from canvasai.retrieval.vectors import VectorStore
from canvasai.sources.chunking import chunks_of
from canvasai.sources.model import Chunk, Source

# Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009); 60 is the paper's constant.
_RANK_CONSTANT = 60
_CANDIDATES = 50
_BATCH = 64


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk that a query retrieved.

    Attributes:
        chunk: what was found.
        score: of the fusion; only its order means something.
        similarity: cosine of the query and the chunk, or None if only words found it.
    """

    chunk: Chunk
    score: float
    similarity: float | None


class Index:
    """Keeps the vectors of a project in step with its store, and searches both.

    Args:
        store: the project, which is the truth.
        encoder: texts to vectors.

    Raises:
        IndexStoreError: the vectors cannot be opened; the store is closed then.
    """

    def __init__(self, store: ProjectStore, encoder: Encoder) -> None:
        self.store = store
        self.encoder = encoder
        try:
            self._vectors = VectorStore(store.folder / "vectors")
        except IndexStoreError:
            store.close()
            raise

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the store and the vectors."""
        self._vectors.close()
        self.store.close()

    def add(self, source: Source, progress: Callable[[int, int], None] | None = None) -> bool:
        """Stores and indexes a source; returns False when nothing had changed.

        The store comes first: after an interruption the next `sync` finds what is missing.
        """
        changed = self.store.put(source, chunks_of(source))
        self.sync(progress)
        return changed

    def remove(self, name: str) -> None:
        """Removes a source and its vectors."""
        self.store.remove(name)
        self.sync()

    def sync(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Encodes chunks that have no vector, and forgets vectors that have no chunk.

        Args:
            progress: called with chunks done and chunks to do.
        """
        wanted, present = self.store.chunk_ids(), self._vectors.ids()
        if orphans := sorted(present - wanted):
            self._vectors.remove(orphans)
        missing = sorted(wanted - present)
        for first in range(0, len(missing), _BATCH):
            found = self.store.chunks(missing[first : first + _BATCH])
            ids = list(found)
            self._vectors.add(ids, self.encoder.encode([found[i].embedded_text for i in ids]))
            if progress:
                progress(min(first + _BATCH, len(missing)), len(missing))

    def search(self, query: str, count: int = 8) -> list[Passage]:
        """Returns the best passages for a query, best first.

        Args:
            query: a question or keywords.
            count: how many at most.
        """
        if not query.strip():
            return []
        candidates = max(_CANDIDATES, count)
        by_vector = self._vectors.search(self.encoder.encode([query])[0], candidates)
        by_words = self.store.search_words(query, candidates)
        similarities = dict(by_vector)
        fused = fuse([[i for i, _ in by_vector], [i for i, _ in by_words]])[:count]
        chunks = self.store.chunks([chunk_id for chunk_id, _ in fused])
        return [
            Passage(chunks[chunk_id], score, similarities.get(chunk_id))
            for chunk_id, score in fused
            if chunk_id in chunks
        ]


def fuse(rankings: Sequence[Sequence[int]]) -> list[tuple[int, float]]:
    """Fuses rankings of ids by reciprocal rank; best first, ties by id."""
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, chunk_id in enumerate(ranking, start=1):
            scores[chunk_id] = scores.get(chunk_id, 0.0) + 1.0 / (_RANK_CONSTANT + rank)
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
