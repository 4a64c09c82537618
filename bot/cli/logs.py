"""Logging: one line an event to standard error; tokens never, readers' words never."""

from __future__ import annotations

import logging
from collections.abc import Iterable

_FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
_LOUD = ("httpx", "httpcore", "apscheduler", "telegram", "alembic", "aiosqlite")
"""Libraries that log requests, updates or statements below WARNING: httpx names the token in every URL."""


class _Redacting(logging.Formatter):
    """Stars in place of secrets, wherever they turn up: in messages, arguments and tracebacks."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__(_FORMAT)
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        """The record as one text without secrets."""
        text = super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return text


def set_up_logging(level: str, *, secrets: Iterable[str]) -> None:
    """Log to standard error from `level` on, the libraries from WARNING on."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Redacting(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _LOUD:
        logging.getLogger(name).setLevel(logging.WARNING)
