"""Vectors of chunks in an embedded Chroma; derived data that can be made again at any time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from canvasai.errors import IndexStoreError
from canvasai.retrieval.embeddings import MODEL_NAME, Vectors


class VectorStore:
    """Vectors by chunk id in one folder; one process may own it.

    Args:
        folder: of Chroma's files.

    Raises:
        IndexStoreError: Chroma cannot use the folder; every method may raise it too.
    """

    def __init__(self, folder: Path) -> None:
        import chromadb
        from chromadb.config import Settings as ChromaSettings

        self._folder = folder
        with self._guarded("opened"):
            folder.mkdir(parents=True, exist_ok=True)
            self._client = chromadb.PersistentClient(
                path=str(folder), settings=ChromaSettings(anonymized_telemetry=False)
            )
            self._collection = self._client.get_or_create_collection(
                name=f"chunks-{MODEL_NAME.lower()}",
                embedding_function=None,
                configuration={"hnsw": {"space": "cosine"}},
            )
            self._batch = min(self._client.get_max_batch_size(), 2000)

    def close(self) -> None:
        """Lets go of the folder."""
        self._client.close()  # type: ignore[attr-defined]  # missing from Chroma's declared type

    def ids(self) -> set[int]:
        """Returns the ids that have a vector."""
        with self._guarded("read"):
            return {int(name) for name in self._collection.get(include=[])["ids"]}

    def add(self, ids: Sequence[int], vectors: Vectors) -> None:
        """Stores unit vectors, shape (len(ids), 384)."""
        for first in range(0, len(ids), self._batch):
            part = slice(first, first + self._batch)
            with self._guarded("written"):
                self._collection.upsert(
                    ids=[str(number) for number in ids[part]], embeddings=vectors[part]
                )

    def remove(self, ids: Sequence[int]) -> None:
        """Forgets vectors."""
        for first in range(0, len(ids), self._batch):
            with self._guarded("written"):
                self._collection.delete(ids=[str(n) for n in ids[first : first + self._batch]])

    def search(self, vector: Vectors, count: int) -> list[tuple[int, float]]:
        """Returns ids of the nearest chunks with their cosine similarity, best first."""
        with self._guarded("read"):
            available = self._collection.count()
            if available == 0:
                return []
            found = self._collection.query(
                query_embeddings=vector.reshape(1, -1),
                n_results=min(count, available),
                include=["distances"],
            )
        distances = found["distances"]
        assert distances is not None
        pairs = zip(found["ids"][0], distances[0], strict=True)
        return [(int(name), 1.0 - float(distance)) for name, distance in pairs]

    @contextmanager
    def _guarded(self, done: str) -> Iterator[None]:
        try:
            yield
        except BaseException as error:
            # A panic of Chroma's Rust core is no Exception, and its type cannot be imported.
            if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
                raise
            raise IndexStoreError(
                f"The vectors in {self._folder} cannot be {done} ({type(error).__name__}).",
                "Delete that folder: it holds only derived data and is made again.",
            ) from error
