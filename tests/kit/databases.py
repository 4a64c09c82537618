"""Databases on the tests' PostgreSQL: what a test is done with is emptied and serves the next.

To make one takes fifteen times as long as to empty one: six hundred files are written for it.
"""

import asyncio
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg

from bot.store import open_store

_TEMPLATE = "story_template"

_LOOKS = """
SELECT string_agg(part, ' ' ORDER BY part) FROM (
    SELECT nspname::text AS part FROM pg_namespace WHERE nspname !~ '^pg_'
    UNION ALL SELECT format('%s.%s %s %s', relname, attname, format_type(atttypid, atttypmod), attnotnull)
        FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
        WHERE relnamespace = 'public'::regnamespace AND NOT attisdropped
    UNION ALL SELECT conname::text FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT version_num FROM alembic_version
) AS parts
"""
_WRITTEN = """
SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
    AND relname NOT IN ('alembic_version', 'facts') AND pg_relation_size(oid) > 0
"""
_COUNT_ANEW = """
SELECT setval(format('%I', sequencename)::regclass, start_value, false)
    FROM pg_sequences WHERE schemaname = 'public'
"""
_OTHERS = """
SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
_LEAVES_WITHIN = 2.0
"""Seconds: a server's process ends a moment after its connection was closed."""


class Databases:
    """Those of one test worker; each has the newest schema and nothing else in it when it is lent."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._free: list[str] = []
        self._looks = ""
        self._facts: list[Any] = []

    @asynccontextmanager
    async def one(self) -> AsyncIterator[str]:
        """A database of its own for the block; its URL."""
        name = self._free.pop() if self._free else await self._made()
        yield _at(self._server, name)
        if await self._emptied(name):
            self._free.append(name)
        else:
            await _drop(self._server, name)

    async def _made(self) -> str:
        name = await _create(self._server, _TEMPLATE)
        if not self._looks:
            connection = await asyncpg.connect(_at(self._server, name))
            self._looks = await connection.fetchval(_LOOKS)
            self._facts = await connection.fetch("SELECT * FROM facts")
            await connection.close()
        return name

    async def _emptied(self, name: str) -> bool:
        """Whether it is as new: not where somebody is still in it, nor where its schema is another now."""
        connection = await asyncpg.connect(_at(self._server, name))
        try:
            if not await _alone(connection) or await connection.fetchval(_LOOKS) != self._looks:
                return False
            written = [row[0] for row in await connection.fetch(_WRITTEN)]
            await connection.execute(f"TRUNCATE {', '.join([*written, 'facts'])} CASCADE")
            await connection.copy_records_to_table("facts", records=self._facts)
            await connection.execute(_COUNT_ANEW)
            return True
        finally:
            await connection.close()


async def _alone(connection: Any) -> bool:
    until = time.monotonic() + _LEAVES_WITHIN
    while await connection.fetchval(_OTHERS):
        if time.monotonic() > until:
            return False
        await asyncio.sleep(0.01)
    return True


@asynccontextmanager
async def unmade(server: str) -> AsyncIterator[str]:
    """A database without a schema for the block; its URL."""
    name = await _create(server, "template1")
    yield _at(server, name)
    await _drop(server, name)


async def hasty(server: str) -> None:
    """What is in it need not outlive a crash of this machine, and nobody tidies up behind the tests."""
    connection = await asyncpg.connect(server)
    for setting in ("fsync", "autovacuum"):
        await connection.execute(f"ALTER SYSTEM SET {setting} = off")
    await connection.execute("SELECT pg_reload_conf()")
    await connection.close()


async def template(server: str) -> None:
    """What others are made of: whichever worker comes first makes it, and the others wait for that."""
    connection = await asyncpg.connect(server)
    await connection.execute("SELECT pg_advisory_lock(1)")
    if not await connection.fetchval("SELECT count(*) FROM pg_database WHERE datname = $1", _TEMPLATE):
        await connection.execute(f"CREATE DATABASE {_TEMPLATE}")
        await migrated(_at(server, _TEMPLATE))
    await connection.close()


async def migrated(url: str) -> None:
    """The newest schema comes into it."""
    async with open_store(url):
        pass


def _at(server: str, name: str) -> str:
    return server.replace("/postgres?", f"/{name}?")


async def _create(server: str, model: str) -> str:
    name = f"story_{uuid.uuid4().hex}"
    connection = await asyncpg.connect(server)
    await connection.execute(f"CREATE DATABASE {name} TEMPLATE {model}")
    await connection.close()
    return name


async def _drop(server: str, name: str) -> None:
    connection = await asyncpg.connect(server)
    await connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await connection.close()
