"""Opens the parts that commands need, in one place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from canvasai.cli.surface import DownloadBar, err

if TYPE_CHECKING:
    from canvasai.models.chat import ChatModel
    from canvasai.projects.store import ProjectStore
    from canvasai.retrieval.embeddings import Encoder
    from canvasai.retrieval.index import Index
    from canvasai.settings import Settings


def open_encoder(settings: Settings) -> Encoder:
    """Returns the encoder, getting its files first if they are missing."""
    from canvasai.models.files import EMBEDDING
    from canvasai.models.pull import ensure
    from canvasai.retrieval.embeddings import Encoder

    return Encoder(ensure(EMBEDDING, settings, DownloadBar()))


def open_chat(settings: Settings) -> ChatModel:
    """Returns the chat model, and says in one line which one answers."""
    from canvasai.models.chat import open_chat as open_model

    chat = open_model(settings, DownloadBar())
    err().print(chat.choice.line(), markup=False, style="dim")
    return chat


def open_store(settings: Settings, project: str) -> ProjectStore:
    """Returns the store of a project, made when missing."""
    from canvasai.projects.store import ProjectStore, project_folder

    return ProjectStore(project_folder(settings.projects_dir, project))


def open_index(settings: Settings, project: str) -> Index:
    """Returns the searchable project."""
    from canvasai.retrieval.index import Index

    return Index(open_store(settings, project), open_encoder(settings))


def open_temporary(settings: Settings, folder: Path) -> Index:
    """Returns an index in a folder that the caller throws away."""
    from canvasai.projects.store import ProjectStore
    from canvasai.retrieval.index import Index

    return Index(ProjectStore(folder), open_encoder(settings))
