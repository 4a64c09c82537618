"""The connection: aiosqlite on one file by default, asyncpg for several machines; the same SQL on both.

SQLite gets one connection behind one lock, in WAL mode: writers never wait for each other inside SQLite, and a
transaction of one task never sees the half of another's. Beside it stands a connection for short reads, on the
event loop's own thread: a row by its key takes SQLite a few microseconds, going to another thread and back ten times
as long, and in WAL mode a read waits for nobody. Instants are stored as integer UTC milliseconds, local dates as ISO
text.
"""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import aiosql
import aiosqlite

from bot.model.timing import Timings
from bot.store.adapter import SQLiteAdapter

HERE = Path(__file__).parent
_BUSY_MS = 10_000
_CONNECT_SECONDS = 5
_NAMED = {"application_name": "buildspeak"}
"""So that a look at the server tells whether a bot is connected."""

_JSON_EACH = re.compile(r"json_each\((:\w+)\)")


class Database(Protocol):
    """A place to run queries."""

    dialect: str
    times: Timings
    """What a single statement and a transaction take, the wait for a connection included."""
    near: Any
    """What a short read by key is run on, as it is: no waiting, no transaction. It sees what is committed."""

    def queries(self, noun: str) -> Any:
        """The queries of `<noun>.sql`, callable with a connection and named parameters."""

    def transaction(self, *, durable: bool = False) -> AbstractAsyncContextManager[Any]:
        """A connection on which everything happens, or nothing if the block raises.

        What is `durable` is on the disk when the block ends, and a loss of power does not undo it.
        """

    def single(self, *, durable: bool = False) -> AbstractAsyncContextManager[Any]:
        """A connection without a transaction: for reads, and for one statement that is a transaction by itself.

        So is one statement with many sets of parameters.
        """

    async def close(self) -> None:
        """Give back every connection."""


class SQLiteDatabase:
    """One file, one connection with its lock, one that only reads."""

    dialect = "sqlite"

    def __init__(self, connection: aiosqlite.Connection, near: sqlite3.Connection) -> None:
        self.near = near
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
        return cls(connection, near)

    def queries(self, noun: str) -> Any:
        """Queries in SQLite's words."""
        return _queries(noun, SQLiteAdapter)

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


class PostgresDatabase:
    """A pool of asyncpg connections."""

    dialect = "postgresql"

    def __init__(self, pool: Any) -> None:
        self.near = self._pool = pool
        self.times = Timings()

    @classmethod
    async def connect(cls, url: str) -> PostgresDatabase:
        """Open a small pool. Statements are not cached by name, so that a transaction pooler may stand between."""
        import asyncpg  # an extra: only who runs on PostgreSQL has it

        pool = await asyncpg.create_pool(
            url, min_size=1, max_size=8, command_timeout=30, timeout=_CONNECT_SECONDS, server_settings=_NAMED
        )
        return cls(pool)

    def queries(self, noun: str) -> Any:
        """Queries in asyncpg's words."""
        return _queries(noun, "asyncpg")

    @asynccontextmanager
    async def transaction(self, *, durable: bool = False) -> AsyncIterator[Any]:
        """A connection of the pool inside a transaction; each is durable, unless the server is told otherwise."""
        with self.times["transaction"].running():
            async with self._pool.acquire() as connection, connection.transaction():
                yield connection

    @asynccontextmanager
    async def single(self, *, durable: bool = False) -> AsyncIterator[Any]:
        """A connection of the pool."""
        with self.times["single"].running():
            async with self._pool.acquire() as connection:
                yield connection

    async def close(self) -> None:
        """Wait for running queries and close the pool."""
        await self._pool.close()


def sqlite_file(url: str) -> Path | None:
    """The file that a URL names, whether it is there or not; None for PostgreSQL."""
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None


async def connect(url: str) -> Database:
    """Open the database that a URL names: `sqlite:///path/to/file` or `postgresql://…`."""
    path = sqlite_file(url)
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        return await SQLiteDatabase.connect(path)
    if urlsplit(url).scheme in ("postgresql", "postgres"):
        return await PostgresDatabase.connect(url)
    raise ValueError("DATABASE_URL must begin with sqlite:/// or postgresql://")


def _keep_private(path: Path) -> None:
    """Of a file that was made before, too, and what SQLite has written beside it; a new one's follow its own mode."""
    for file in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        with suppress(OSError):  # a file of somebody else, or one that may only be read
            if file.is_file() and file.stat().st_mode & 0o077:
                file.chmod(0o600)
    if not path.exists():
        path.touch(0o600)


@cache
def _queries(noun: str, driver: str | type[Any]) -> Any:
    """A `.sql` file, read once: several classes speak of the same noun.

    The elements of a JSON array have different names: the files have SQLite's, `json_each(:name)` with its `value`.
    """
    sql = (HERE / f"{noun}.sql").read_text("utf-8")
    if driver is not SQLiteAdapter:
        sql = _JSON_EACH.sub(r"jsonb_array_elements_text(CAST(CAST(\1 AS TEXT) AS JSONB))", sql)
    return aiosql.from_str(sql, driver)


def to_ms(instant: datetime) -> int:
    """An aware instant as integer milliseconds since 1970 in UTC."""
    return round(instant.timestamp() * 1000)


def from_ms(ms: int) -> datetime:
    """Back again."""
    return datetime.fromtimestamp(ms / 1000, UTC)


def maybe_ms(instant: datetime | None) -> int | None:
    """None stays None."""
    return None if instant is None else to_ms(instant)


def maybe_from_ms(ms: int | None) -> datetime | None:
    """None stays None."""
    return None if ms is None else from_ms(ms)
