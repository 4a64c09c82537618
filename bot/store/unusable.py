"""A database that cannot be worked with: what is wrong with which file or host, and the mend, in one sentence."""

from __future__ import annotations

import re
import sqlite3
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from bot.store.migrations import Newer

_DAMAGED = ("SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_FORMAT")
_FULL = ("SQLITE_FULL", "SQLITE_IOERR")
_READ_ONLY = ("SQLITE_READONLY", "SQLITE_PERM")
_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")
_CANNOT_OPEN = ("SQLITE_CANTOPEN", "SQLITE_AUTH")

_SPEAKING = frozenset(
    str(Path(__file__).with_name(name)) for name in ("database.py", "sqlite.py", "postgres.py", "kept.py")
)
"""Modules that speak with a database: what the system says there, it says of that."""

_PASSING = re.compile(r"(?:08|53|57).*")
"""Of PostgreSQL's states: connection, resources, shutdown and start."""


class Unusable(Exception):
    """Only the operator can mend it; the text says how and holds no password."""


@contextmanager
def told(url: str) -> Iterator[None]:
    """What drivers raise of the database at `url` becomes Unusable where it will not pass by itself."""
    try:
        yield
    except Exception as error:
        sentence = _of_file(url, error) if url.startswith("sqlite:") else _of_server(url, error)
        if sentence is None:
            raise
        raise Unusable(sentence) from error


def passing(error: BaseException | None) -> bool:
    """Whether it is a database that is away, starting, full or held: it may pass, and where it was met says nothing."""
    if error is None:
        return False
    if isinstance(error, sqlite3.OperationalError):
        return getattr(error, "sqlite_errorname", "").startswith((*_FULL, *_BUSY))
    if _PASSING.fullmatch(str(getattr(error, "sqlstate", None) or "")) or _of_connection(error):
        return True
    if not isinstance(error, OSError | TimeoutError | EOFError):
        return False
    return any(frame.filename in _SPEAKING for frame in traceback.extract_tb(error.__traceback__))


def _of_connection(error: BaseException) -> bool:
    """Whether asyncpg has found its connection closed, or broken off in the middle: it gives these no state.

    What it finds wrong with a value is a ValueError, too, and is that value's trouble.
    """
    names = {each.__name__ for each in type(error).__mro__ if each.__module__.startswith("asyncpg.")}
    return bool(names & {"InterfaceError", "InternalClientError"}) and not isinstance(error, ValueError)


def _of_file(url: str, error: Exception) -> str | None:
    file = url.removeprefix("sqlite:///")
    match error:
        case Newer():
            return _newer(file, error)
        case sqlite3.DatabaseError():
            return _of_sqlite(file, error)
        case OSError():
            return f"The database {file} cannot be opened: {error.strerror or type(error).__name__}."
    return None


def _of_sqlite(file: str, error: sqlite3.DatabaseError) -> str | None:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(_DAMAGED):
        return f"The database {file} is damaged: put a backup in its place, or move it away to begin with an empty one."
    if name.startswith(_READ_ONLY) or (name.startswith(_CANNOT_OPEN) and Path(file).is_file()):
        return f"The database {file} may only be read: let the user that runs the bot write to it and to its folder."
    if name.startswith(_FULL):
        return f"The database {file} cannot be written: the disk is full or failing."
    if name.startswith(_BUSY):
        return f"The database {file} is held by another process: stop that one first."
    if name.startswith(_CANNOT_OPEN):
        return f"The database {file} cannot be opened: it must be a file in a folder that the bot may write to."
    return None


def _of_server(url: str, error: Exception) -> str | None:
    parts = urlsplit(url)
    place = parts.hostname or "the local socket"
    if isinstance(error, Newer):
        return _newer(f"at {place}", error)
    if isinstance(error, OSError | TimeoutError | EOFError):
        return (
            f"PostgreSQL at {place} cannot be reached: see that it runs, and that DATABASE_URL names its host and port."
        )
    if isinstance(error, ModuleNotFoundError):
        return "PostgreSQL needs one more package: pip install 'buildspeak[postgres]'."
    code = str(getattr(error, "sqlstate", None) or "")
    if not re.fullmatch(r"(?:08|28|3D|42501|53|57).*", code):  # connection, authorization, catalog, resources, shutdown
        return None
    return f"PostgreSQL at {place} refuses: {str(error).splitlines()[0]}."


def _newer(place: str, error: Newer) -> str:
    return f"The database {place} is of a newer version of the bot ({error}): run that, or put back an older backup."
