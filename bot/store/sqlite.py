"""SQLite: one file, one connection behind one lock, in WAL mode.

Writers never wait for each other inside SQLite, and a transaction of one task never sees the half of another's. Beside
it stands a connection for short reads, on the event loop's own thread: a row by its key takes SQLite a few
microseconds, going to another thread and back ten times as long, and in WAL mode a read waits for nobody.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import aiosqlite

from bot.model.timing import Timings
from bot.store.adapter import SQLiteAdapter
from bot.store.queries import queries_of

_BUSY_MS = 10_000


class SQLiteDatabase:
    """One file, one connection with its lock, one that only reads."""

    dialect = "sqlite"

    def __init__(self, path: Path, connection: aiosqlite.Connection, near: sqlite3.Connection) -> None:
        self.near = near
        self._path = path
        self.times = Timings()
        self._connection = connection
        self._lock = asyncio.Lock()

    @classmethod
    async def connect(cls, path: Path) -> SQLiteDatabase:
        """Open the file, made where it is missing; readable by nobody but its owner: people's words are in it."""
        _keep_private(path)
        near = sqlite3.connect(path, isolation_level=None)
        near.row_factory = sqlite3.Row
        connection = await aiosqlite.connect(path, isolation_level=None, factory=_Connection)
        try:
            connection.row_factory = aiosqlite.Row
            await connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
            for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
                await connection.execute(f"PRAGMA {pragma}")
            await connection.execute("BEGIN IMMEDIATE")  # a file that may only be read is noticed now, not at noon
            await connection.execute("ROLLBACK")
            near.execute("PRAGMA query_only = ON")
        except BaseException:
            near.close()
            await connection.close()  # its thread would keep the process alive
            raise
        return cls(path, connection, near)

    def queries(self, noun: str) -> Any:
        """Queries in SQLite's words."""
        return queries_of(noun, SQLiteAdapter)

    @asynccontextmanager
    async def transaction(self, *, durable: bool = False) -> AsyncIterator[Any]:
        """BEGIN IMMEDIATE, so that two processes on one file queue for the write lock instead of failing late."""
        with self.times["transaction"].running():
            async with self._lock, self._synchronous(durable):
                try:
                    await self._connection.execute("BEGIN IMMEDIATE")
                    yield self._connection
                except BaseException:
                    await self._connection.execute("SELECT 1")  # a BEGIN whose wait was cancelled happens all the same
                    if self._connection.in_transaction:
                        await self._connection.execute("ROLLBACK")
                    raise
                await self._connection.execute("COMMIT")

    @asynccontextmanager
    async def single(self, *, durable: bool = False) -> AsyncIterator[Any]:
        """The connection, between other tasks' transactions."""
        with self.times["single"].running():
            async with self._lock, self._synchronous(durable):
                yield self._connection

    @asynccontextmanager
    async def _synchronous(self, durable: bool) -> AsyncIterator[None]:  # noqa: FBT001  # as it was given
        """In WAL mode commits reach the disk when the system likes; a durable one before it returns."""
        if not durable:
            yield
            return
        await self._connection.execute("PRAGMA synchronous = FULL")
        try:
            yield
        finally:
            await self._connection.execute("PRAGMA synchronous = NORMAL")

    @asynccontextmanager
    async def heard(self, channel: str, wake: Callable[[], None]) -> AsyncIterator[None]:
        """SQLite notifies nobody."""
        yield

    @asynccontextmanager
    async def apart(self) -> AsyncIterator[Any]:
        """One of its own, on a thread of its own."""
        async with aiosqlite.connect(f"file:{quote(str(self._path))}?mode=ro", uri=True) as connection:
            connection.row_factory = aiosqlite.Row
            yield connection

    async def close(self) -> None:
        """Close the file; WAL is folded back into it."""
        self.near.close()
        await self._connection.close()


class _Connection(sqlite3.Connection):
    """In autocommit each of many executions would be a transaction: here all of them are one, as asyncpg has it."""

    def executemany(self, sql: str, parameters: Any, /) -> sqlite3.Cursor:
        """All or none, also outside a transaction."""
        if self.in_transaction:
            return super().executemany(sql, parameters)
        self.execute("BEGIN IMMEDIATE")
        try:
            cursor = super().executemany(sql, parameters)
        except BaseException:
            self.execute("ROLLBACK")
            raise
        self.execute("COMMIT")
        return cursor


def _keep_private(path: Path) -> None:
    """Of a file that was made before, too, and what SQLite has written beside it; a new one's follow its own mode."""
    for file in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        with suppress(OSError):  # a file of somebody else, or one that may only be read
            if file.is_file() and file.stat().st_mode & 0o077:
                file.chmod(0o600)
    if not path.exists():
        path.touch(0o600)
