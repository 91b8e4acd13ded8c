"""Tables of a project's database. SQLite is the truth; vectors are derived from it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

SCHEMA_VERSION = 1


class Base(DeclarativeBase):
    """Root of the tables."""


class SourceRow(Base):
    """A source with its normalised text and locators."""

    __tablename__ = "sources"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True, index=True)
    media: Mapped[str]
    sha256: Mapped[str]
    added: Mapped[datetime]
    text: Mapped[str] = mapped_column(deferred=True)
    characters: Mapped[int]
    headings: Mapped[list[Any]] = mapped_column(JSON)
    pages: Mapped[list[Any]] = mapped_column(JSON)
    rows: Mapped[list[Any]] = mapped_column(JSON)
    notes: Mapped[list[Any]] = mapped_column(JSON)
    chunks: Mapped[list[ChunkRow]] = relationship(
        back_populates="source", cascade="all, delete-orphan", order_by="ChunkRow.start"
    )


class ChunkRow(Base):
    """A chunk; its id is also its id in the word index and among the vectors."""

    __tablename__ = "chunks"
    # An id is never used again, so that a vector left behind is never taken for another chunk's.
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id", ondelete="CASCADE"), index=True)
    start: Mapped[int]
    end: Mapped[int]
    heading: Mapped[list[Any]] = mapped_column(JSON)
    page: Mapped[int | None]
    text: Mapped[str]
    source: Mapped[SourceRow] = relationship(back_populates="chunks")
