"""How aiosql's queries reach the database: a statement with its rows in one step.

aiosql's own adapter for SQLite crosses into aiosqlite's thread for the statement, for its rows and for closing the
cursor, and such a crossing costs several times what SQLite does in it. Here a statement crosses once; on a plain
`sqlite3` connection, which short reads get, it does not cross at all. The one for asyncpg lists all that a connection
can do, at each statement, to see whether it is a pool: both answer to the same calls.
"""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Iterable, Mapping
from typing import Any

import aiosqlite
from aiosql.adapters.asyncpg import AsyncPGAdapter

Connection = aiosqlite.Connection | sqlite3.Connection
Parameters = Mapping[str, Any]


class SQLiteAdapter:
    """aiosql's protocol for asynchronous drivers, as far as our queries use it."""

    is_aio_driver = True

    def process_sql(self, _name: str, _type: object, sql: str) -> str:
        """SQLite knows `:name` as aiosql writes it."""
        return sql

    async def select(
        self, connection: Connection, _name: str, sql: str, given: Parameters, _: Any
    ) -> AsyncIterator[Any]:
        """Rows."""
        for row in await _rows(connection, sql, given):
            yield row

    async def select_one(self, connection: Connection, _name: str, sql: str, given: Parameters, _: Any) -> Any:
        """The first row or None."""
        return next(iter(await _rows(connection, sql, given)), None)

    async def select_value(self, connection: Connection, _name: str, sql: str, given: Parameters) -> Any:
        """The first value of the first row, or None without one."""
        return next((row[0] for row in await _rows(connection, sql, given)), None)

    async def insert_update_delete(self, connection: Connection, _name: str, sql: str, given: Parameters) -> None:
        """A statement without rows."""
        await _rows(connection, sql, given)

    async def insert_update_delete_many(
        self, connection: aiosqlite.Connection, _name: str, sql: str, given: Iterable[Parameters]
    ) -> None:
        """The same statement for each set of parameters."""
        await connection.executemany(sql, given)


class PostgresAdapter(AsyncPGAdapter):
    """A pool, or a connection of it, as it is."""

    async def select(
        self, connection: Any, name: str, sql: str, given: Parameters, _: Any = None
    ) -> AsyncIterator[Any]:
        """Rows."""
        for row in await connection.fetch(sql, *self._in_order(name, given)):
            yield row

    async def select_one(self, connection: Any, name: str, sql: str, given: Parameters, _: Any = None) -> Any:
        """The first row or None."""
        return await connection.fetchrow(sql, *self._in_order(name, given))

    async def select_value(self, connection: Any, name: str, sql: str, given: Parameters) -> Any:
        """The first value of the first row, or None without one."""
        return await connection.fetchval(sql, *self._in_order(name, given))

    async def insert_update_delete(self, connection: Any, name: str, sql: str, given: Parameters) -> None:
        """A statement without rows."""
        await connection.execute(sql, *self._in_order(name, given))

    async def insert_update_delete_many(
        self, connection: Any, name: str, sql: str, given: Iterable[Parameters]
    ) -> None:
        """The same statement for each set of parameters."""
        await connection.executemany(sql, [self._in_order(name, each) for each in given])

    def _in_order(self, name: str, given: Parameters) -> list[Any]:
        return [given[each] for each in self.var_sorted[name]]


async def _rows(connection: Connection, sql: str, given: Parameters) -> Iterable[Any]:
    if isinstance(connection, sqlite3.Connection):
        return connection.execute(sql, given).fetchall()
    return await connection.execute_fetchall(sql, given)
