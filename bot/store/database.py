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
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote, urlsplit

import aiosql
import aiosqlite

from bot.model.timing import Timings
from bot.store.adapter import PostgresAdapter, SQLiteAdapter
from bot.store.kept import Kept

HERE = Path(__file__).parent
_BUSY_MS = 10_000
_CONNECT_SECONDS = 5
_CLOSE_SECONDS = 10
_HEAR_AGAIN = 0.5
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

    def heard(self, channel: str, wake: Callable[[], None]) -> AbstractAsyncContextManager[None]:
        """For the block, `wake` is called at each notification; where none can be heard, not at all."""

    def apart(self) -> AbstractAsyncContextManager[Any]:
        """A connection for a read that takes long: nobody else waits for it."""

    async def close(self) -> None:
        """Give back every connection."""


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


class PostgresDatabase:
    """A pool of asyncpg connections."""

    dialect = "postgresql"

    def __init__(self, pool: Any, direct: str) -> None:
        self.near = Kept(pool)
        self._pool = pool
        self.times = Timings()
        self._direct = direct

    @classmethod
    async def connect(cls, url: str, *, pooled: bool = False, direct: str | None = None) -> PostgresDatabase:
        """Open a small pool. Where the server is a `pooled` one, a pooler of transactions, statements are not cached.

        `direct` is a way past that pooler: only there notifications are heard.
        """
        import asyncpg  # an extra: only who runs on PostgreSQL has it

        cached = {"statement_cache_size": 0} if pooled else {}
        pool = await asyncpg.create_pool(
            url,
            min_size=1,
            max_size=8,
            command_timeout=30,
            timeout=_CONNECT_SECONDS,
            server_settings=_NAMED,
            reset=_as_it_is,
            **cached,
        )
        return cls(pool, direct or ("" if pooled else url))

    def queries(self, noun: str) -> Any:
        """Queries in asyncpg's words."""
        return _queries(noun, PostgresAdapter)

    @asynccontextmanager
    async def transaction(self, *, durable: bool = False) -> AsyncIterator[Any]:
        """A connection of the pool inside a transaction; each is durable, unless the server is told otherwise."""
        with self.times["transaction"].running():
            async with self._pool.acquire() as connection, connection.transaction():
                yield connection

    @asynccontextmanager
    async def single(self, *, durable: bool = False) -> AsyncIterator[Any]:
        """A connection that is kept."""
        with self.times["single"].running():
            async with self.near.one() as connection:
                yield connection

    @asynccontextmanager
    async def heard(self, channel: str, wake: Callable[[], None]) -> AsyncIterator[None]:
        """On a connection of its own, opened anew when it breaks; at each opening `wake` is called, too."""
        if not self._direct:
            yield
            return
        task = asyncio.create_task(self._hear(channel, wake), name=f"hear {channel}")
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _hear(self, channel: str, wake: Callable[[], None]) -> None:
        import asyncpg

        while True:
            broken = asyncio.Event()
            try:
                connection = await asyncpg.connect(self._direct, timeout=_CONNECT_SECONDS, server_settings=_NAMED)
            except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
                await asyncio.sleep(_HEAR_AGAIN)
                continue
            try:
                connection.add_termination_listener(lambda _, broken=broken: broken.set())
                await connection.add_listener(channel, lambda *_: wake())
                wake()
                await broken.wait()
            except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
                await asyncio.sleep(_HEAR_AGAIN)
            finally:
                connection.terminate()

    @asynccontextmanager
    async def apart(self) -> AsyncIterator[Any]:
        """One of the pool."""
        async with self._pool.acquire() as connection:
            yield connection

    async def close(self) -> None:
        """Wait for running queries and close the pool; what still runs after a while is not waited for."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_CLOSE_SECONDS):
                await self.near.close()
                await self._pool.close()


async def _as_it_is(_: Any) -> None:
    """Nothing of ours outlives its transaction in a session, and asyncpg has ended that: what it would otherwise do
    before it takes a connection back is a second round trip after each statement.
    """


def sqlite_file(url: str) -> Path | None:
    """The file that a URL names, whether it is there or not; None for PostgreSQL."""
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None


async def connect(url: str, *, direct: str | None = None) -> Database:
    """Open the database that a URL names: `sqlite:///path/to/file` or `postgresql://…`.

    With `direct`, the way to the server itself, the URL is that of a pooler before it.
    """
    path = sqlite_file(url)
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        return await SQLiteDatabase.connect(path)
    if urlsplit(url).scheme in ("postgresql", "postgres"):
        return await PostgresDatabase.connect(url, pooled=direct is not None, direct=direct)
    raise ValueError("DATABASE_URL must begin with sqlite:/// or postgresql://")


def _keep_private(path: Path) -> None:
    """Of a file that was made before, too, and what SQLite has written beside it; a new one's follow its own mode."""
    for file in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        with suppress(OSError):  # a file of somebody else, or one that may only be read
            if file.is_file() and file.stat().st_mode & 0o077:
                file.chmod(0o600)
    if not path.exists():
        path.touch(0o600)


class _Queries:
    """Those of a noun, read when one is first asked for: all of them take a start thirty milliseconds."""

    def __init__(self, noun: str, driver: type[Any]) -> None:
        self._noun = noun
        self._driver = driver

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("__"):
            self.__dict__ |= vars(_read(self._noun, self._driver))
        if name not in self.__dict__:
            raise AttributeError(name)
        return self.__dict__[name]


_queries = cache(_Queries)
"""One a file: several classes speak of the same noun."""


def _read(noun: str, driver: type[Any]) -> Any:
    """The elements of a JSON array have different names: files have SQLite's, `json_each(:name)` with its `value`."""
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
