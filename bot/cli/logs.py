"""Logging: one line an event to standard error; tokens never, readers' words never.

Whatever Python would print past the log (an error that nobody caught, in any thread; one in a destructor; a warning; a
record that cannot be formatted) goes through it as well, so that there is one way out and it is watched.

It is Python's own logging: structlog, which wants rich where that is installed, costs 6 MB and a quarter of a second at
the start, for what is thirty lines here.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterable
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote, urlsplit

import orjson

from bot.model.errand import errand

if TYPE_CHECKING:
    from bot.app.config import Settings

Form = Literal["human", "json"]

_HUMAN = "%(asctime)s %(levelname)-7s %(name)s%(errand)s: %(message)s"
_LOUD = ("httpx", "httpcore", "apscheduler", "telegram", "alembic", "aiosqlite")
"""Libraries that log requests, updates or statements below WARNING: httpx names the token in every URL."""

_SHORTEST = 6
"""Characters of a secret that is looked for: a shorter one, such as a key where none is needed, is in every word."""

_log = logging.getLogger(__name__)


class Lines(logging.Formatter):
    """For people, or an object of JSON a line; what a line is about (`bot.model.errand`) is in it.

    Stars stand in place of secrets, wherever they turn up: in messages, arguments and tracebacks.
    """

    def __init__(self, secrets: Iterable[str], form: Form = "human") -> None:
        super().__init__(_HUMAN)
        known = {secret for secret in secrets if len(secret) >= _SHORTEST}
        forms = {form for secret in known for form in (secret, quote(secret, safe=""), repr(secret)[1:-1])}
        self._secrets = sorted(forms, key=len, reverse=True)  # the whole before its parts
        self._json = form == "json"

    def format(self, record: logging.LogRecord) -> str:
        """The record as one text without secrets."""
        return self._object(record) if self._json else self._starred(self._line(record))

    def _starred(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return text

    def _line(self, record: logging.LogRecord) -> str:
        about = errand.get()
        record.errand = f" {about}" if about else ""
        return super().format(record)

    def _object(self, record: logging.LogRecord) -> str:
        told: dict[str, str] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if about := errand.get():
            told["errand"] = about
        if record.exc_info:
            told["error"] = self.formatException(record.exc_info)
        if record.stack_info:
            told["stack"] = record.stack_info
        return orjson.dumps({name: self._starred(value) for name, value in told.items()}).decode()


class _Handler(logging.StreamHandler):  # type: ignore[type-arg]  # generic in typeshed only
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  # logging's name
        """A record that cannot be formatted: logging would print its arguments as they are."""
        error = sys.exc_info()[0]
        if error is not None and issubclass(error, OSError):
            return  # nobody reads standard error any more
        self.stream.write(f"a line of {record.name} at {record.pathname}:{record.lineno} could not be written\n")


def secrets_of(settings: Settings) -> list[str]:
    """What must not stand in a log: the token, also without its number, and passwords in addresses."""
    token = settings.telegram_bot_token
    addresses = [settings.store_url, settings.server_url, settings.telegram_proxy or "", settings.telegram_api_url]
    passwords = [urlsplit(address).password or "" for address in addresses]
    return [settings.secret, token, token.partition(":")[2], *passwords]


def set_up_logging(level: str, *, secrets: Iterable[str], form: Form = "human") -> None:
    """Log to standard error from `level` on, the libraries from WARNING on; nothing is printed beside the log."""
    handler = _Handler()
    handler.setFormatter(Lines(secrets, form))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _LOUD:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("asyncpg.pool").setLevel(logging.ERROR)  # a traceback a second while the server is away
    logging.getLogger("apscheduler.executors.default").addFilter(_is_news)
    logging.captureWarnings(capture=True)
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread
    sys.unraisablehook = _unraisable


def _is_news(record: logging.LogRecord) -> bool:
    """APScheduler tells of a job that is cancelled when the bot stops as of an error, with a traceback."""
    kind = record.exc_info[0] if record.exc_info else None
    return kind is None or kind.__name__ != "CancelledError"


def _uncaught(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    _log.critical("ended by an error that nobody expected", exc_info=(kind, error, traceback))


def _uncaught_in_thread(given: threading.ExceptHookArgs) -> None:
    if given.exc_value is not None and not issubclass(given.exc_type, SystemExit):
        _log.critical("a thread ended", exc_info=(given.exc_type, given.exc_value, given.exc_traceback))


def _unraisable(given: sys.UnraisableHookArgs) -> None:
    error = given.exc_value or given.exc_type()
    _log.error(
        "%s", given.err_msg or "an error while cleaning up", exc_info=(given.exc_type, error, given.exc_traceback)
    )
