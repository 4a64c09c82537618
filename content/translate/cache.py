"""Accepted answers by what was asked, so that nothing is paid for twice.

One SQLite file, and no part of the store: it may be deleted at any time, at the price of asking again. An answer is
in it before the next request leaves, and SQLite keeps it whole under a kill and between two processes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from types import TracebackType

from content.translate.faults import CacheUnusable

_WAIT_SECONDS = 30
_TABLE = """
CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    made_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
) WITHOUT ROWID
"""


def cache_key(*parts: str) -> str:
    """A key that differs where any part differs, or where the same text is cut into parts elsewhere."""
    digest = sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


class AnswerCache:
    """The answers in the file `path`, made if missing; raises CacheUnusable. Close it, or use it in `with`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise CacheUnusable(f"{path} cannot be opened: {error}") from None
        try:
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute(_TABLE)
        except sqlite3.Error as error:
            self._connection.close()
            raise CacheUnusable(f"{path} is no cache of translations ({error}): delete it or name another") from None

    def get(self, key: str) -> str | None:
        """The answer under `key`, None where there is none."""
        try:
            row = self._connection.execute("SELECT value FROM answers WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error as error:
            raise CacheUnusable(f"{self._path} cannot be read: {error}") from None
        return None if row is None else str(row[0])

    def put(self, answers: Mapping[str, str]) -> None:
        """Keep `answers`, all or none of them."""
        if not answers:
            return
        try:
            with self._connection:
                self._connection.execute("BEGIN IMMEDIATE")
                self._connection.executemany(
                    "INSERT OR REPLACE INTO answers (key, value) VALUES (?, ?)", answers.items()
                )
        except sqlite3.Error as error:
            raise CacheUnusable(f"{self._path} cannot be written: {error}") from None

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> AnswerCache:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
