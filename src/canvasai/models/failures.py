"""What went wrong at a chat model's server, in our own errors; never a key in any of them."""

from __future__ import annotations

import email.utils
import time
from typing import TYPE_CHECKING

from pydantic import SecretStr

from canvasai.errors import ModelError, ModelOutputError, ModelRefusedError, ModelUnavailableError
from canvasai.settings import Settings

if TYPE_CHECKING:
    import openai

    from canvasai.models.choice import ChatChoice

_AGAIN = {408, 409, 425, 429}
_SHOWN = 160


class BusyError(ModelUnavailableError):
    """A server that says when to come back.

    Attributes:
        retry_after: seconds to wait, as the server asked; None when it did not say.
    """

    retry_after: float | None = None


def translate(
    error: Exception, choice: ChatChoice, settings: Settings, key: SecretStr
) -> ModelError:
    """Makes one of our errors of whatever the client library raised.

    Args:
        error: what the library raised.
        choice: the model that was asked.
        settings: for the limit that a time-out exceeded.
        key: struck out should a server repeat it.
    """
    import openai

    who = f"The model {choice.model}"
    said = plain(str(error), key)
    if isinstance(error, openai.APITimeoutError):
        return ModelUnavailableError(
            f"{who} did not answer within {settings.request_timeout:g} s.",
            "Raise CANVASAI_REQUEST_TIMEOUT (seconds), or use a faster model.",
        )
    if isinstance(error, openai.APIStatusError):
        return _status(error, who, choice, key)
    if isinstance(error, openai.APIConnectionError):
        return ModelUnavailableError(
            f"{who} cannot be reached at {choice.base_url or 'its local server'}.",
            _where(choice),
        )
    if isinstance(error, openai.ContentFilterFinishReasonError):
        return ModelOutputError(f"{who} broke off its reply: content filter.")
    if "httpx" in type(error).__module__ or isinstance(error, OSError):
        return ModelUnavailableError(f"The reply of {choice.model} broke off: {said}.")
    # What is left is a reply that the library cannot read as one of the chat API.
    return ModelOutputError(
        f"{who} sent something that is no reply of the chat API: {said}.", _where(choice)
    )


def plain(text: str, key: SecretStr, limit: int = _SHOWN) -> str:
    """A foreign text on one line, without control characters or the key, cut to `limit`."""
    secret = key.get_secret_value()
    if secret:
        text = text.replace(secret, "***")
    text = "".join(sign if sign.isprintable() else " " for sign in text)
    text = " ".join(text.split())
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _status(
    error: openai.APIStatusError, who: str, choice: ChatChoice, key: SecretStr
) -> ModelError:
    status = error.status_code
    body = error.body
    if isinstance(body, dict) and isinstance(body.get("message"), str):
        said = plain(body["message"], key)
    else:
        said = plain(error.message, key)
    quota = isinstance(body, dict) and body.get("code") == "insufficient_quota"
    if (status in _AGAIN or status >= 500) and not quota:
        busy = BusyError(
            f"{who} is not available ({status}): {said}", "Try again later. " + _where(choice)
        )
        busy.retry_after = _retry_after(error.response.headers.get("retry-after"))
        return busy
    hints = {
        401: "Check OPENAI_API_KEY.",
        403: "Check that the key in OPENAI_API_KEY may use this model.",
        404: "Check CANVASAI_CHAT_MODEL (the model's name) and OPENAI_BASE_URL.",
        429: "The account has no credit left; check it, or use another OPENAI_API_KEY.",
    }
    hint = hints.get(status, "Check CANVASAI_CHAT_MODEL and OPENAI_BASE_URL.")
    if choice.kind == "local":
        hint = "Raise CANVASAI_CONTEXT_TOKENS if the text is too long for the model."
    return ModelRefusedError(f"{who} refused the request ({status}): {said}", hint)


def _where(choice: ChatChoice) -> str:
    if choice.kind == "compatible":
        return "Check OPENAI_BASE_URL and that the server there runs."
    if choice.kind == "local":
        return "The log chat-model.log in CANVASAI_HOME says more."
    return "Check the network."


def _retry_after(value: str | None) -> float | None:
    """Seconds of a Retry-After header, which holds seconds or a date (RFC 9110, 10.2.3)."""
    if value is None:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None
