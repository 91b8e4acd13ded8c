"""Keeps what libraries print and warn about off the user's terminal."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

_TALKATIVE = ("markitdown", "pypdfium2", "openpyxl", "pptx", "mammoth", "charset_normalizer")


@contextmanager
def quiet() -> Iterator[None]:
    """Silences warnings and the loggers of the reading libraries inside the block."""
    loggers = [logging.getLogger(name) for name in _TALKATIVE]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
