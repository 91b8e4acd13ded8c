"""Everything that can go wrong in words a user understands.

The hierarchy says whose fault it is, and so what can be done:

    CanvasAIError                 message + hint; the only errors shown to users
    ├── ConfigError               a setting or an argument is wrong
    ├── SourceError               a document cannot be used
    │   ├── SourceUnsupportedError    its type is not known
    │   ├── SourceUnreadableError     it is empty, damaged, locked, or holds no text
    │   └── SourceTooLargeError       it is over the limits of the settings
    ├── IndexStoreError           what is kept on disk cannot be opened or written
    ├── FormatError               a canvas file is not what it should be (file, line, expected)
    ├── ChangeError               a change does not fit the canvas
    ├── PromptError               a prompt file is wrong (missing or undeclared variable)
    ├── ModelFileError            a model file is missing, damaged, or cannot be had
    ├── ModelError                the chat model did not do its job; `retryable` says if again helps
    │   ├── ModelUnavailableError     no server answers, or it answers 5xx, 429 or too late
    │   ├── ModelRefusedError         the server refuses us (key, permission, model name)
    │   └── ModelOutputError          the reply is not what was asked for
    └── EvalError                 an evaluation cannot go on
"""

from __future__ import annotations


class CanvasAIError(Exception):
    """An error with a message (what happened, to what) and a hint (what to do).

    Args:
        message: one or two sentences without a trailing hint.
        hint: what the user can do about it; empty when there is nothing to do.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class ConfigError(CanvasAIError):
    """A setting or an argument is wrong."""


class SourceError(CanvasAIError):
    """A document cannot be used."""


class SourceUnsupportedError(SourceError):
    """The type of the document is not known."""


class SourceUnreadableError(SourceError):
    """The document is empty, damaged, locked, or holds no text."""


class SourceTooLargeError(SourceError):
    """The document is over a limit of the settings."""


class IndexStoreError(CanvasAIError):
    """What is kept on disk cannot be opened or written."""


class FormatError(CanvasAIError):
    """A canvas file is not what it should be."""


class ChangeError(CanvasAIError):
    """A change does not fit the canvas."""


class PromptError(CanvasAIError):
    """A prompt file is wrong."""


class ModelFileError(CanvasAIError):
    """A model file is missing, damaged, or cannot be had."""


class ModelError(CanvasAIError):
    """The chat model did not do its job.

    Attributes:
        retryable: whether the same request may succeed when sent again.
    """

    retryable = False


class ModelUnavailableError(ModelError):
    """No server answers, or it answers with 5xx, 429, or too late."""

    retryable = True


class ModelRefusedError(ModelError):
    """The server refuses us: key, permission, or model name."""


class ModelOutputError(ModelError):
    """The reply is not what was asked for."""

    retryable = True


class EvalError(CanvasAIError):
    """An evaluation cannot go on."""
