"""A look at a database as it is, for whoever wants to know whether it is well: nothing is made or changed."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.store.database import sqlite_file
from bot.store.migrations import Newer, head, runs_on
from bot.store.unusable import told

_SINCE = "SELECT MAX(value) FROM facts WHERE name = 'schema.compatible_since'"


@dataclass(frozen=True, slots=True)
class Examined:
    """Its schema's revision, its size in bytes, how many chats it knows, and what SQLite finds damaged in it."""

    revision: str
    size: int
    readers: int
    faults: str = ""
    compatible_since: str | None = None


async def examined(url: str) -> Examined | None:
    """None where there is no database yet, or an empty one; raises Unusable."""
    file = sqlite_file(url)
    with told(url):
        found = await (_postgres(url) if file is None else asyncio.to_thread(_sqlite, file))
        if found is not None and not runs_on(found.revision, found.compatible_since):
            raise Newer(found.revision, head())
    return found


async def in_use(url: str) -> bool:
    """Whether a bot seems to be at work on it."""
    from bot.store.backup import BackupError
    from bot.store.restoring import not_running

    try:
        await not_running(url)
    except BackupError:
        return True
    return False


def _sqlite(file: Path) -> Examined | None:
    if not file.exists():
        return None
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
            return None
        (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        (readers,) = connection.execute("SELECT COUNT(*) FROM subscriptions").fetchone()
        (said,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        since = connection.execute(_SINCE).fetchone()[0] if revision > head() else None
    return Examined(str(revision), file.stat().st_size, readers, "" if said == "ok" else str(said), since)


async def _postgres(url: str) -> Examined | None:
    import asyncpg  # an extra: only who runs on PostgreSQL has it

    connection = await asyncpg.connect(url, statement_cache_size=0, timeout=5)
    try:
        if await connection.fetchval("SELECT to_regclass('alembic_version') IS NULL"):
            return None
        revision = await connection.fetchval("SELECT version_num FROM alembic_version")
        size = await connection.fetchval("SELECT pg_database_size(current_database())")
        readers = await connection.fetchval("SELECT COUNT(*) FROM subscriptions")
        since = await connection.fetchval(_SINCE) if revision > head() else None
        return Examined(str(revision), size, readers, compatible_since=since)
    finally:
        await connection.close()
