"""The connection: aiosqlite on one file by default, asyncpg for several machines; the same SQL on both.

Instants are stored as integer UTC milliseconds, local dates as ISO text.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from bot.model.timing import Timings
from bot.store.postgres import PostgresDatabase
from bot.store.sqlite import SQLiteDatabase


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
