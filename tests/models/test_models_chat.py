"""The chat model: which one answers, and what is done when the server misbehaves."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from canvasai.errors import (
    ConfigError,
    ModelOutputError,
    ModelRefusedError,
    ModelUnavailableError,
)
from canvasai.models.chat import ChatModel, choose, open_chat
from canvasai.models.choice import ChatChoice
from canvasai.models.wire import WireProvider, _fits_strict
from canvasai.settings import Settings, load_settings

KEY = "sk-very-secret-0123456789"
SCHEMA = {
    "type": "object",
    "properties": {"a": {"type": "string"}},
    "required": ["a"],
    "additionalProperties": False,
}
GOOD = '{"a": "yes"}'
Step = Callable[["Handler"], None]


class Server(ThreadingHTTPServer):
    """Plays the steps it is given, the last one for ever; keeps what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.steps: list[Step] = []
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []

    def handle_error(self, *_: object) -> None:
        pass  # a client that went away is part of these tests


class Handler(BaseHTTPRequestHandler):
    server: Server

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append(json.loads(body))
        self.server.keys.append(self.headers.get("Authorization"))
        steps = self.server.steps
        (steps.pop(0) if len(steps) > 1 else steps[0])(self)

    def send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        headers = {"Content-Type": "application/json", **headers}
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def completion(text: str, reason: str = "stop") -> bytes:
    message = {"role": "assistant", "content": text}
    return json.dumps(
        {
            "id": "1",
            "object": "chat.completion",
            "created": 1,
            "model": "m",
            "choices": [{"index": 0, "message": message, "finish_reason": reason}],
            "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
        }
    ).encode()


def says(text: str, reason: str = "stop") -> Step:
    return lambda handler: handler.send(200, completion(text, reason))


def fails(status: int, message: str = "no", **headers: str) -> Step:
    body = json.dumps({"error": {"message": message, "type": "x", "code": None}}).encode()
    return lambda handler: handler.send(status, body, **headers)


def drops(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", "500")
    handler.end_headers()
    handler.wfile.write(completion(GOOD)[:60])
    handler.close_connection = True


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Pauses are noted and not slept; the environment of the machine plays no part."""
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "CANVASAI_CHAT_MODEL"):
        monkeypatch.delenv(name, raising=False)
    seen: list[float] = []
    monkeypatch.setattr("canvasai.models.chat.sleep", seen.append)
    return seen


def settings_for(server: Server, monkeypatch: pytest.MonkeyPatch, **values: object) -> Settings:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_BASE_URL", f"http://127.0.0.1:{server.server_port}/v1")
    return load_settings(**{"chat_model": "m", "retries": 2, "request_timeout": 5, **values})


@pytest.fixture
def chat(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[ChatModel]:
    with open_chat(settings_for(server, monkeypatch)) as model:
        yield model


def ask(chat: ChatModel, max_tokens: int = 50) -> dict[str, Any]:
    return chat.structured("Be brief.", "Say yes.", SCHEMA, max_tokens=max_tokens)


def test_a_good_reply(server: Server, chat: ChatModel, waits: list[float]) -> None:
    server.steps = [says(GOOD)]
    assert ask(chat) == {"a": "yes"}
    assert server.keys == [f"Bearer {KEY}"]
    sent = server.asked[0]
    assert (sent["temperature"], sent["max_tokens"], sent["model"]) == (0, 50, "m")
    assert "seed" in sent
    assert "max_completion_tokens" not in sent
    assert sent["response_format"]["json_schema"]["schema"] == SCHEMA
    assert sent["response_format"]["json_schema"]["strict"] is True
    assert [message["role"] for message in sent["messages"]] == ["system", "user"]
    assert chat.calls == 1
    assert 0 < chat.seconds < 5
    assert waits == []


def test_plain_text(server: Server, chat: ChatModel) -> None:
    server.steps = [says("  Hello. \n")]
    assert chat.text("Be brief.", "Greet.", max_tokens=9) == "Hello."
    assert "response_format" not in server.asked[0]


@pytest.mark.parametrize(
    ("status", "named"),
    [
        (400, "CANVASAI_CHAT_MODEL"),
        (401, "OPENAI_API_KEY"),
        (403, "OPENAI_API_KEY"),
        (404, "CANVASAI_CHAT_MODEL"),
    ],
)
def test_a_refusal_is_not_sent_again(
    server: Server, chat: ChatModel, status: int, named: str, waits: list[float]
) -> None:
    server.steps = [fails(status, f"Your key {KEY} is\x1b[31m wrong")]
    with pytest.raises(ModelRefusedError) as caught:
        ask(chat)
    assert len(server.asked) == 1
    assert named in caught.value.hint
    assert KEY not in str(caught.value)
    assert "\x1b" not in str(caught.value)
    assert waits == []


def test_too_many_requests_waits_as_told(
    server: Server, chat: ChatModel, waits: list[float]
) -> None:
    server.steps = [fails(429, Retry_After="7"), says(GOOD)]
    assert ask(chat) == {"a": "yes"}
    assert waits == [7.0]
    assert chat.calls == 2


def test_a_server_that_wants_an_hour_is_not_waited_for(
    server: Server, chat: ChatModel, waits: list[float]
) -> None:
    server.steps = [fails(429, Retry_After="3600")]
    with pytest.raises(ModelUnavailableError):
        ask(chat)
    assert waits == []


def test_a_server_in_trouble_is_given_up_after_all_tries(
    server: Server, chat: ChatModel, waits: list[float]
) -> None:
    server.steps = [fails(500, "oops")]
    with pytest.raises(ModelUnavailableError, match=r"not available \(500\): oops") as caught:
        ask(chat)
    assert caught.value.retryable
    assert len(server.asked) == 3
    assert 0.25 <= waits[0] <= 0.5 <= waits[1] <= 1.0


def test_a_time_out(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.steps = [lambda _: time.sleep(1.0), says(GOOD)]
    with open_chat(settings_for(server, monkeypatch, request_timeout=0.3)) as model:
        assert ask(model) == {"a": "yes"}
        server.steps = [lambda _: time.sleep(1.0)]
        with pytest.raises(ModelUnavailableError, match=r"within 0\.3 s") as caught:
            ask(model)
    assert "CANVASAI_REQUEST_TIMEOUT" in caught.value.hint


def test_a_reply_that_breaks_off(server: Server, chat: ChatModel) -> None:
    server.steps = [drops, says(GOOD)]
    assert ask(chat) == {"a": "yes"}
    server.steps = [drops]
    with pytest.raises(ModelUnavailableError):
        ask(chat)


def test_nobody_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    with (
        open_chat(load_settings(chat_model="m", retries=1)) as model,
        pytest.raises(ModelUnavailableError) as caught,
    ):
        ask(model)
    assert "OPENAI_BASE_URL" in caught.value.hint
    assert model.calls == 2


@pytest.mark.parametrize(
    "bad", ["not JSON \x1b[0m" + "x" * 300, '{"b": 1}', "[1]", '{"a": NaN}', "", "[" * 100_000]
)
def test_a_bad_reply_is_asked_for_once_more(server: Server, chat: ChatModel, bad: str) -> None:
    server.steps = [says(bad), says(GOOD)]
    assert ask(chat) == {"a": "yes"}
    assert "could not be used" in server.asked[1]["messages"][1]["content"]
    server.steps = [says(bad)]
    with pytest.raises(ModelOutputError) as caught:
        ask(chat)
    assert len(server.asked) == 4
    assert len(caught.value.message) < 200
    assert "\x1b" not in caught.value.message


def test_a_fenced_reply_is_taken(server: Server, chat: ChatModel) -> None:
    server.steps = [says(f"```json\n{GOOD}\n```")]
    assert ask(chat) == {"a": "yes"}


def test_a_cut_reply_gets_twice_the_tokens(server: Server, chat: ChatModel) -> None:
    server.steps = [says('{"a": "y', "length"), says(GOOD)]
    assert ask(chat, max_tokens=30) == {"a": "yes"}
    assert [sent["max_tokens"] for sent in server.asked] == [30, 60]
    assert server.asked[0]["messages"] == server.asked[1]["messages"]
    server.steps = [says("Once upon a", "length")]
    with pytest.raises(ModelOutputError, match="tokens"):
        chat.text("Be brief.", "Tell.", max_tokens=3)


def test_an_endless_reply_is_refused(server: Server, chat: ChatModel) -> None:
    server.steps = [says("x" * 200_001)]
    with pytest.raises(ModelOutputError, match="200,001"):
        chat.text("s", "u", max_tokens=9)


@pytest.mark.parametrize("body", [b"<html>Welcome</html>", b"{broken", b'{"id": 1}'])
def test_an_answer_that_is_no_reply(server: Server, chat: ChatModel, body: bytes) -> None:
    server.steps = [lambda handler: handler.send(200, body)]
    with pytest.raises(ModelOutputError, match="no reply of the chat API"):
        chat.text("s", "u", max_tokens=9)


def test_what_a_server_does_not_know_is_left_out(server: Server, chat: ChatModel) -> None:
    server.steps = [
        fails(400, "Unsupported parameter: 'seed'"),
        fails(400, "Unsupported value: 'temperature'"),
        fails(400, "Use 'max_completion_tokens' instead of 'max_tokens'"),
        says(GOOD),
    ]
    assert ask(chat) == {"a": "yes"}
    last = server.asked[-1]
    assert not {"seed", "temperature", "max_tokens"} & set(last)
    assert last["max_completion_tokens"] == 50
    ask(chat)
    assert len(server.asked) == 5  # it is remembered


def test_openai_parameters() -> None:
    def sent(model: str) -> dict[str, Any]:
        from canvasai.models.choice import Request

        choice = ChatChoice("openai", model, "https://api.openai.com/v1")
        provider = WireProvider(choice, load_settings(), None)
        return provider._parameters(Request("s", "u", None, 10))

    assert sent("gpt-4.1-mini") == {"temperature": 0, "max_tokens": 10}
    assert set(sent("gpt-5.4-mini")) == {"max_tokens"}


def test_strict_only_where_the_schema_allows_it() -> None:
    assert _fits_strict(SCHEMA)
    assert not _fits_strict({**SCHEMA, "additionalProperties": True})
    assert not _fits_strict({"type": "array", "items": {**SCHEMA, "required": []}})


def test_no_key_in_repr_or_log(
    server: Server, chat: ChatModel, caplog: pytest.LogCaptureFixture
) -> None:
    server.steps = [fails(500), says(GOOD)]
    with caplog.at_level(logging.DEBUG):
        ask(chat)
    assert KEY not in caplog.text
    assert KEY not in repr(vars(chat)) + repr(vars(chat.provider))


def test_nothing_is_traced_unless_wished(
    server: Server, chat: ChatModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    from langsmith.utils import tracing_is_enabled

    seen: list[object] = []
    monkeypatch.delenv("LANGSMITH_TRACING", raising=False)
    chat.warm()
    assert isinstance(chat.provider, WireProvider)
    real = chat.provider._client
    assert real is not None

    class Spy:
        def invoke(self, *args: Any, **kwargs: Any) -> Any:
            seen.append(tracing_is_enabled())
            return real.invoke(*args, **kwargs)

    monkeypatch.setattr(chat.provider, "_client", Spy())
    server.steps = [says("Hello.")]
    chat.text("s", "u", max_tokens=5)
    assert seen == [False]


def test_choices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert choose(load_settings()).line() == (
        "Answers: qwen2.5-coder-1.5b-instruct-q4_k_m.gguf, local"
    )
    file = tmp_path / "other.GGUF"
    file.write_bytes(b"GGUF")
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    assert choose(load_settings()).kind == "openai"
    assert choose(load_settings(chat_model="gpt-x")).line() == "Answers: gpt-x, OpenAI"
    assert choose(load_settings(chat_model=str(file))) == ChatChoice("local", "other.GGUF", "")
    monkeypatch.setenv("OPENAI_BASE_URL", f"http://me:{KEY}@127.0.0.1:8000/v1/?key={KEY}")
    choice = choose(load_settings(chat_model="m"))
    assert choice == ChatChoice("compatible", "m", "http://127.0.0.1:8000/v1")
    assert choice.line() == "Answers: m, server 127.0.0.1:8000"
    monkeypatch.setenv("OPENAI_BASE_URL", "https://api.openai.com/v1")
    assert choose(load_settings()).kind == "openai"


@pytest.mark.parametrize(
    ("address", "model", "named"),
    [
        ("", "absent.gguf", "absent.gguf"),
        ("", "fake:absent.json", "absent.json"),
        ("", "gpt-x", "OPENAI_API_KEY"),
        ("http://127.0.0.1:8000/v1", "", "CANVASAI_CHAT_MODEL"),
        ("127.0.0.1:8000", "m", "OPENAI_BASE_URL"),
    ],
)
def test_contradicting_settings(
    monkeypatch: pytest.MonkeyPatch, address: str, model: str, named: str
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", address)
    with pytest.raises(ConfigError) as caught:
        choose(load_settings(chat_model=model))
    assert named in str(caught.value)


def test_the_fake_answers_in_turn_and_keeps_what_it_was_asked(tmp_path: Path) -> None:
    file = tmp_path / "replies.json"
    file.write_text(json.dumps(["Hello.", {"a": "x"}, "nonsense", {"a": "y"}]), "utf-8")
    with open_chat(load_settings(chat_model=f"fake:{file}")) as model:
        assert model.choice.line() == "Answers: replies.json, canned replies, no model"
        assert model.text("s", "u", max_tokens=5) == "Hello."
        assert ask(model) == {"a": "x"}
        assert ask(model) == {"a": "y"}
        with pytest.raises(ConfigError, match="no reply for request 5"):
            ask(model)
    kept = (tmp_path / "replies.asked.jsonl").read_text("utf-8").splitlines()
    assert len(kept) == 5
    assert json.loads(kept[0]) == {"system": "s", "user": "u", "schema": None, "max_tokens": 5}


@pytest.mark.parametrize("text", ["{}", "[", ""])
def test_a_wrong_file_of_replies(tmp_path: Path, text: str) -> None:
    file = tmp_path / "replies.json"
    file.write_text(text)
    with pytest.raises(ConfigError):
        open_chat(load_settings(chat_model=f"fake:{file}"))
