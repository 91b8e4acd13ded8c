"""Settings: what the environment says, what is refused, and what is never shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from canvasai.errors import ConfigError
from canvasai.settings import load_settings

KEY = "sk-very-secret-0123456789"


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CANVASAI_MODEL_SOURCES", "CANVASAI_PROJECTS", "CANVASAI_HOME"):
        monkeypatch.delenv(name, raising=False)


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CANVASAI_HOME", str(tmp_path))
    monkeypatch.setenv("CANVASAI_CHAT_MODEL", "large-one")
    monkeypatch.setenv("CANVASAI_REQUEST_TIMEOUT", "2.5")
    monkeypatch.setenv("CANVASAI_ITEMS_PER_BLOCK", "3")
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:8000/v1")
    settings = load_settings()
    assert settings.home == tmp_path
    assert settings.models_dir == tmp_path / "models"
    assert settings.logs_dir == tmp_path / "logs"
    assert settings.projects_dir == tmp_path / "projects"
    assert (settings.chat_model, settings.request_timeout) == ("large-one", 2.5)
    assert settings.items_per_block == 3
    assert settings.openai_api_key is not None
    assert settings.openai_api_key.get_secret_value() == KEY
    assert settings.openai_base_url == "http://127.0.0.1:8000/v1"


def test_projects_may_be_moved_by_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CANVASAI_PROJECTS", str(tmp_path))
    settings = load_settings()
    assert settings.projects_dir == tmp_path
    assert tmp_path not in settings.models_dir.parents


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("pypi", ("pypi",)),
        ("pypi,huggingface", ("pypi", "huggingface")),
        (" pypi , huggingface ,", ("pypi", "huggingface")),
        ("", ()),
    ],
)
def test_places_of_models_are_a_list_with_commas(
    monkeypatch: pytest.MonkeyPatch, text: str, names: tuple[str, ...]
) -> None:
    monkeypatch.setenv("CANVASAI_MODEL_SOURCES", text)
    assert load_settings().model_sources == names
    assert load_settings(model_sources="one, two").model_sources == ("one", "two")
    monkeypatch.delenv("CANVASAI_MODEL_SOURCES")
    assert load_settings(model_sources=text).model_sources == names
    assert load_settings().model_sources == ("huggingface", "pypi")


def test_what_the_caller_says_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CANVASAI_THREADS", "7")
    monkeypatch.setenv("OPENAI_API_KEY", "other")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://other")
    settings = load_settings(
        home=tmp_path, threads=2, openai_api_key=KEY, openai_base_url="http://mine"
    )
    assert (settings.home, settings.threads) == (tmp_path, 2)
    assert settings.openai_api_key is not None
    assert settings.openai_api_key.get_secret_value() == KEY
    assert settings.openai_base_url == "http://mine"


def test_an_empty_variable_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = load_settings()
    for name in ("CANVASAI_HOME", "CANVASAI_PROJECTS", "CANVASAI_THREADS", "OPENAI_API_KEY"):
        monkeypatch.setenv(name, "")
    assert load_settings() == plain
    assert load_settings().projects_dir != Path()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CANVASAI_REQUEST_TIMEOUT", "soon"),
        ("CANVASAI_REQUEST_TIMEOUT", "0"),
        ("CANVASAI_REQUEST_TIMEOUT", "nan"),
        ("CANVASAI_RETRIES", "-1"),
        ("CANVASAI_RETRIES", "1.5"),
        ("CANVASAI_CONTEXT_TOKENS", "100"),
        ("CANVASAI_ITEMS_PER_BLOCK", "21"),
        ("CANVASAI_MAX_SOURCE_BYTES", "0"),
    ],
)
def test_a_wrong_value_is_told_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigError) as caught:
        load_settings()
    assert name in caught.value.message
    assert name in caught.value.hint


def test_a_wrong_value_of_the_caller_is_told_too() -> None:
    with pytest.raises(ConfigError, match="CANVASAI_THREADS"):
        load_settings(threads=-1)
    with pytest.raises(ConfigError, match="OPENAI_API_KEY") as caught:
        load_settings(openai_api_key=[KEY])
    assert KEY not in str(caught.value)


def test_secrets_are_never_shown() -> None:
    settings = load_settings(openai_api_key=KEY, openai_base_url="http://me:pass-word@127.0.0.1/v1")
    for shown in (repr(settings), str(settings), f"{settings}", settings.model_dump_json()):
        assert KEY not in shown
    assert "pass-word" not in repr(settings) + str(settings)


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        load_settings().threads = 3
