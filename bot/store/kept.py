"""Connections of a pool that are kept between statements.

asyncpg's pool makes a proxy, a timer and a task each time a connection is taken and given back: together they cost as
much as a short read. A few stay taken instead, and go from one statement to the next.
"""

from __future__ import annotations

from contextlib import suppress
from types import TracebackType
from typing import Any

KEPT = 4
"""Of the eight that a pool has: the others are for transactions."""


class Kept:
    """Answers to a connection's calls, each on whichever is free; one that may have broken goes back to the pool."""

    def __init__(self, pool: Any) -> None:
        from asyncpg import InterfaceError  # an extra: only who runs on PostgreSQL has it

        self._pool = pool
        self._gone = InterfaceError
        self._idle: list[Any] = []
        self._closing = False

    async def fetch(self, sql: str, *given: Any) -> Any:
        """Rows."""
        async with self.one() as connection:
            return await connection.fetch(sql, *given)

    async def fetchrow(self, sql: str, *given: Any) -> Any:
        """The first row or None."""
        async with self.one() as connection:
            return await connection.fetchrow(sql, *given)

    async def fetchval(self, sql: str, *given: Any) -> Any:
        """The first value of the first row, or None without one."""
        async with self.one() as connection:
            return await connection.fetchval(sql, *given)

    def one(self) -> _One:
        """One of them for a block, without a transaction."""
        return _One(self)

    async def take(self) -> Any:
        """One that is not known to be broken: of one that broke meanwhile the pool has taken the place back."""
        while self._idle:
            connection = self._idle.pop()
            with suppress(self._gone):
                if not connection.is_closed():
                    return connection
                await self._pool.release(connection)
        return await self._pool.acquire()

    async def give(self, connection: Any, *, whole: bool) -> None:
        """Keep it for the next, unless it is one too many or what was done with it failed."""
        if whole and not self._closing and len(self._idle) < KEPT:
            self._idle.append(connection)
        else:
            await self._pool.release(connection)

    async def close(self) -> None:
        """Keep none any more."""
        self._closing = True
        while self._idle:
            await self._pool.release(self._idle.pop())


class _One:
    """Cheaper than a generator, since nearly every statement is in one."""

    __slots__ = ("_connection", "_kept")

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._connection: Any = None

    async def __aenter__(self) -> Any:
        self._connection = await self._kept.take()
        return self._connection

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._kept.give(self._connection, whole=kind is None)
