"""PostgreSQL: a pool of connections, for several processes on one database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

from bot.model.timing import Timings
from bot.store.adapter import PostgresAdapter
from bot.store.kept import Kept
from bot.store.queries import queries_of

_CONNECT_SECONDS = 5
_CLOSE_SECONDS = 10
_HEAR_AGAIN = 0.5
_NAMED = {"application_name": "buildspeak"}
"""So that a look at the server tells whether a bot is connected."""


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
        return queries_of(noun, PostgresAdapter)

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
