"""Opens a project's database; adds, lists, reads and removes sources.

A source, its chunks and their words change in one transaction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, delete, event, func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from canvasai.errors import ConfigError, IndexStoreError, SourceUnreadableError
from canvasai.grounding.words import STOP_WORDS
from canvasai.projects.tables import SCHEMA_VERSION, Base, ChunkRow, SourceRow
from canvasai.sources.model import Chunk, Heading, Page, Row, Source

_PROJECT_NAME = re.compile(r"[\w][\w .-]{0,63}")
_WORD = re.compile(r"\w+")
_CREATE_WORDS = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS chunk_words USING fts5("
    "words, tokenize = 'porter unicode61 remove_diacritics 2')"
)


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """A source without its text."""

    name: str
    media: str
    characters: int
    chunks: int
    pages: int
    added: datetime
    sha256: str
    notes: tuple[str, ...]


class ProjectStore:
    """One project on disk.

    Args:
        folder: of the project; made when missing.

    Raises:
        IndexStoreError: the folder or database cannot be opened, or is of a later version.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise IndexStoreError(
                f"The project folder {folder} cannot be made: {error.strerror}.",
                "Set CANVASAI_HOME to a folder that you may write to.",
            ) from None
        self._engine = _engine(folder / "project.sqlite3")
        try:
            with self._guarded(), self._engine.begin() as connection:
                _prepare(connection, folder)
        except IndexStoreError:
            self.close()
            raise

    def close(self) -> None:
        """Closes the database."""
        self._engine.dispose()

    def put(self, source: Source, chunks: Sequence[Chunk]) -> bool:
        """Stores a source, in place of one of the same name.

        Returns:
            False when the same content stood there already and nothing was done.

        Raises:
            SourceUnreadableError: its name cannot be stored.
        """
        if not _is_text(source.name):
            raise SourceUnreadableError(
                f"The file name {source.name!r} holds bytes that are no text.", "Rename the file."
            )
        with self._guarded(), Session(self._engine) as session, session.begin():
            known = session.scalar(select(SourceRow).where(SourceRow.name == source.name))
            if known is not None:
                if known.sha256 == source.sha256 and known.text == source.text:
                    return False
                _drop(session, known)
            row = SourceRow(
                name=source.name,
                media=source.media,
                sha256=source.sha256,
                added=datetime.now(UTC).replace(tzinfo=None),
                text=source.text,
                characters=len(source.text),
                headings=[asdict(heading) for heading in source.headings],
                pages=[asdict(page) for page in source.pages],
                rows=[asdict(line) for line in source.rows],
                notes=list(source.notes),
            )
            row.chunks = [
                ChunkRow(
                    start=chunk.start,
                    end=chunk.end,
                    heading=list(chunk.heading),
                    page=chunk.page,
                    text=chunk.text,
                )
                for chunk in chunks
            ]
            session.add(row)
            session.flush()
            for stored, chunk in zip(row.chunks, chunks, strict=True):
                session.execute(
                    text("INSERT INTO chunk_words (rowid, words) VALUES (:id, :words)"),
                    {"id": stored.id, "words": chunk.embedded_text},
                )
        return True

    def remove(self, name: str) -> None:
        """Removes a source.

        Raises:
            SourceUnreadableError: there is none of that name.
        """
        with self._guarded(), Session(self._engine) as session, session.begin():
            _drop(session, self._row(session, name))

    def infos(self) -> list[SourceInfo]:
        """Returns all sources without their text, by name."""
        counted = (
            select(SourceRow, func.count(ChunkRow.id))
            .outerjoin(ChunkRow)
            .group_by(SourceRow.id)
            .order_by(SourceRow.name)
        )
        with self._guarded(), Session(self._engine) as session:
            return [
                SourceInfo(
                    name=row.name,
                    media=row.media,
                    characters=row.characters,
                    chunks=count,
                    pages=len(row.pages),
                    added=row.added,
                    sha256=row.sha256,
                    notes=tuple(row.notes),
                )
                for row, count in session.execute(counted)
            ]

    def source(self, name: str) -> Source:
        """Returns a source whole.

        Raises:
            SourceUnreadableError: there is none of that name.
        """
        with self._guarded(), Session(self._engine) as session:
            row = self._row(session, name)
            return Source(
                name=row.name,
                media=row.media,
                text=row.text,
                sha256=row.sha256,
                headings=tuple(Heading(**heading) for heading in row.headings),
                pages=tuple(Page(**page) for page in row.pages),
                rows=tuple(Row(**line) for line in row.rows),
                notes=tuple(row.notes),
            )

    def sources(self) -> list[Source]:
        """Returns all sources whole, by name."""
        return [self.source(info.name) for info in self.infos()]

    def chunk_ids(self) -> set[int]:
        """Returns the ids of all chunks."""
        with self._guarded(), Session(self._engine) as session:
            return set(session.scalars(select(ChunkRow.id)))

    def chunks(self, ids: Sequence[int]) -> dict[int, Chunk]:
        """Returns chunks by id; ids that are gone are left out."""
        wanted = list(ids)
        found: dict[int, Chunk] = {}
        with self._guarded(), Session(self._engine) as session:
            for first in range(0, len(wanted), 500):
                rows = session.execute(
                    select(ChunkRow, SourceRow.name)
                    .join(SourceRow)
                    .where(ChunkRow.id.in_(wanted[first : first + 500]))
                )
                for row, name in rows:
                    found[row.id] = Chunk(
                        name, row.start, row.end, row.text, tuple(row.heading), row.page
                    )
        return found

    def search_words(self, query: str, count: int) -> list[tuple[int, float]]:
        """Returns ids of the best chunks by BM25 with their scores, best (highest) first."""
        words = list(dict.fromkeys(word.lower() for word in _WORD.findall(query)))[:64]
        # "What do customers pay?" asks for customers and pay; "what" stands in every second passage.
        words = [word for word in words if word not in STOP_WORDS] or words
        if not words:
            return []
        # Each word is quoted, so nothing in a query is read as an operator of the index.
        match = " OR ".join(f'"{word}"' for word in words)
        with self._guarded(), self._engine.connect() as connection:
            rows = connection.execute(
                text(
                    "SELECT rowid, -bm25(chunk_words) AS score FROM chunk_words "
                    "WHERE chunk_words MATCH :match ORDER BY score DESC, rowid LIMIT :count"
                ),
                {"match": match, "count": count},
            )
            return [(int(row[0]), float(row[1])) for row in rows]

    def _row(self, session: Session, name: str) -> SourceRow:
        row = None
        if _is_text(name):
            row = session.scalar(select(SourceRow).where(SourceRow.name == name))
        if row is None:
            raise SourceUnreadableError(
                f"The project has no source {name!r}.", "`canvasai sources list` shows what it has."
            )
        return row

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise IndexStoreError(
                f"The project in {self.folder} cannot be used: {str(error.orig)[:200]}.",
                "Check the disk and that no other process holds the project; "
                "nothing that was stored before is lost.",
            ) from None


def project_folder(projects: Path, name: str) -> Path:
    """Returns the folder of a project.

    Raises:
        ConfigError: the name could lead outside the folder of projects.
    """
    if not _PROJECT_NAME.fullmatch(name) or name.endswith((".", " ")):
        raise ConfigError(
            f"{name!r} cannot be the name of a project.",
            "Use letters, digits, spaces, dots, hyphens and underscores, 64 at most.",
        )
    return projects / name


def _is_text(name: str) -> bool:
    """Whether a name is Unicode; file names on Linux may be any bytes."""
    return not any("\ud800" <= char <= "\udfff" for char in name)


def _drop(session: Session, row: SourceRow) -> None:
    ids = [chunk.id for chunk in row.chunks]
    for chunk_id in ids:
        session.execute(text("DELETE FROM chunk_words WHERE rowid = :id"), {"id": chunk_id})
    session.execute(delete(ChunkRow).where(ChunkRow.source_id == row.id))
    session.expire(row, ["chunks"])
    session.delete(row)
    session.flush()


def _engine(path: Path) -> Engine:
    # As an object, for in a text "?" and "%" of a path would be read as parts of an address.
    url = URL.create("sqlite", database=str(path))
    engine = create_engine(url, connect_args={"timeout": 10})

    @event.listens_for(engine, "connect")
    def _configure(connection: object, _record: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]  # sqlite3's connection
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.close()

    return engine


def _prepare(connection: Connection, folder: Path) -> None:
    version = connection.execute(text("PRAGMA user_version")).scalar_one()
    if version > SCHEMA_VERSION:
        raise IndexStoreError(
            f"The project in {folder} was made by a later version of CanvasAI.",
            "Update CanvasAI, or use another project.",
        )
    Base.metadata.create_all(connection)
    connection.execute(text(_CREATE_WORDS))
    connection.execute(text(f"PRAGMA user_version = {SCHEMA_VERSION}"))
