"""From a backup to a database: unpacked into a file of its own, brought up to date there, and put in place at once.

SQLite's file takes the place of the old one, which is kept beside it; on PostgreSQL all tables change in one
transaction. What arrived is added up again and compared before it counts. A rehearsal does all of it and takes
nothing's place: on PostgreSQL in a schema of its own, which is dropped.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.store.backup import BackupError, opened
from bot.store.database import sqlite_file
from bot.store.migrations import migrate
from bot.store.tables import AT_ONCE, Adding, Sum, Table, pages, sums_in, tables_in
from bot.store.unusable import told

_REHEARSAL = "buildspeak_rehearsal"
_WAIT_FOR_LOCKS = "10s"


async def unpack(file: Path, copy: Path) -> None:
    """The database in a backup as a file of its own, with the newest schema."""
    _lay_out(file, copy)
    await migrate(f"sqlite:///{copy}")


async def install(copy: Path, url: str, now: datetime, *, replace: bool, rehearse: bool) -> Path | None:
    """Put an unpacked database in the place of the one at `url`; raises BackupError.

    One that has readers is replaced only with `replace`, and none that a running bot has open. Returns where the file
    that was there is kept.
    """
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    if (file := sqlite_file(url)) is not None:
        return None if rehearse else _take_place(copy, file, now, replace=replace)
    await _fill(copy, url, replace=replace, rehearse=rehearse)
    return None


async def not_running(url: str) -> None:
    """Raises BackupError if a bot has the database open."""
    file = sqlite_file(url)
    if file is None:
        connection = await _connected(url, {})
        try:
            await _idle(connection)
        finally:
            await connection.close()
    elif await asyncio.to_thread(file.exists):
        _not_open(file)


def _lay_out(file: Path, copy: Path) -> None:
    shutil.copyfile(file, copy)
    copy.chmod(0o600)
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("DROP TABLE backup_manifest")
        connection.execute("DROP TABLE backup_files")


def _take_place(copy: Path, target: Path, now: datetime, *, replace: bool) -> Path | None:
    target.parent.mkdir(parents=True, exist_ok=True)
    kept = None
    part = target.with_name(target.name + ".part")
    part.touch()
    part.chmod(0o600)  # for the operator's eyes from the first byte
    shutil.copyfile(copy, part)
    with part.open("rb") as whole:
        os.fsync(whole.fileno())
    try:
        if target.exists():
            _not_open(target)
            if not replace and _readers(target):
                raise BackupError(
                    f"{target} has {_readers(target)} readers already: say --replace to restore over them"
                )
            kept = target.with_name(f"{target.name}.{now:%Y%m%dT%H%M%SZ}")
            target.replace(kept)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return kept


def _not_open(file: Path) -> None:
    """In WAL mode nobody can have it alone while another has it open; a journal that was left is folded in."""
    try:
        with opened(file) as connection:
            connection.execute("PRAGMA busy_timeout = 1000")
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:  # one that is no database any more is open nowhere
        if "locked" in str(error):
            raise BackupError(f"{file} is in use: stop the bot first") from None


def _readers(file: Path) -> int:
    try:
        with opened(file) as connection:
            return int(connection.execute("SELECT COUNT(*) FROM subscriptions").fetchone()[0])
    except sqlite3.DatabaseError:  # no such table yet, or no database any more
        return 0


async def _connected(url: str, settings: Mapping[str, str]) -> Any:
    import asyncpg  # an extra: only who runs on PostgreSQL has it

    named = {"application_name": "buildspeak restore", "lock_timeout": _WAIT_FOR_LOCKS, **settings}
    with told(url):
        return await asyncpg.connect(url, statement_cache_size=0, server_settings=named)


async def _idle(connection: Any) -> None:
    others = await connection.fetchval(
        "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'buildspeak'"
    )
    if others:
        raise BackupError(f"the database is in use, over {others} connections: stop the bot first")


async def _fill(copy: Path, url: str, *, replace: bool, rehearse: bool) -> None:
    import asyncpg  # an extra: only who runs on PostgreSQL has it

    schema = _REHEARSAL if rehearse else None
    connection = await _connected(url, {"search_path": schema} if schema else {})
    try:
        if schema:
            await connection.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
            await connection.execute(f"CREATE SCHEMA {schema}")
        else:
            await _idle(connection)
        with told(url):
            await migrate(url, schema=schema)
        readers = await connection.fetchval("SELECT COUNT(*) FROM subscriptions")
        if readers and not replace:
            raise BackupError(f"the database has {readers} readers already: say --replace to restore over them")
        async with connection.transaction():
            await _fill_tables(copy, connection)
    except asyncpg.PostgresError as error:
        raise BackupError(f"the database refused: {error}") from None
    finally:
        if schema and not connection.is_closed():
            await connection.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
        await connection.close()


async def _fill_tables(copy: Path, connection: Any) -> None:
    with opened(copy) as source:
        tables, sums = tables_in(source), sums_in(source)
        names = ", ".join(f'"{table.name}"' for table in tables)
        await connection.execute(f"TRUNCATE {names}")
        for table in tables:
            for rows in pages(source, table):
                await connection.copy_records_to_table(table.name, records=rows, columns=table.columns)
    await _count_on(connection)
    for table in tables:
        if await _sum_of(connection, table) != sums[table.name]:
            raise BackupError(f"the rows of {table.name} did not arrive as they are in the backup")


async def _count_on(connection: Any) -> None:
    """Identities go on after the highest that came."""
    found = await connection.fetch(
        "SELECT table_name AS t, column_name AS c FROM information_schema.columns "
        "WHERE table_schema = current_schema() AND is_identity = 'YES'"
    )
    for name, column in found:
        await connection.execute(
            f"SELECT setval(pg_get_serial_sequence('{name}', '{column}'), "  # noqa: S608
            f'(SELECT COALESCE(MAX("{column}"), 0) + 1 FROM "{name}"), FALSE)'
        )


async def _sum_of(connection: Any, table: Table) -> Sum:
    adding, cursor = Adding(), await connection.cursor(table.select)
    while rows := await cursor.fetch(AT_ONCE):
        adding.add(rows)
    return adding.sum
