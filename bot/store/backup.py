"""A backup: one SQLite file with every row, whichever database it comes from, what the rows add up to, and files.

It is written beside its name and takes it only once it has been read back and found whole. The bot may be running:
SQLite is copied by its own online backup, from one read transaction; PostgreSQL is read in one snapshot.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from bot.store.database import sqlite_file
from bot.store.migrations import migrate, revisions
from bot.store.tables import AT_ONCE, Adding, Sum, sums_in, tables_in
from bot.store.unusable import Unusable, told

_NAMED = {"application_name": "buildspeak backup"}
_FILES = "SELECT name, content FROM backup_files ORDER BY name"
_SIDE_FILES = ("-wal", "-shm", "-journal")


class BackupError(Unusable):
    """Why a file cannot be written, or is no backup that can be restored."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself; `version` is the program's, `revision` the schema's, `files` what else is kept."""

    made_at: datetime
    version: str
    dialect: str
    revision: str
    sums: Mapping[str, Sum]
    files: Sum

    @property
    def rows(self) -> int:
        """Of all tables together."""
        return sum(each.rows for each in self.sums.values())


async def write_backup(url: str, file: Path, now: datetime, *, version: str, files: Mapping[str, bytes]) -> Manifest:
    """Write the database at `url`, and files by name, to `file`; raises BackupError.

    What is at `file` already is replaced if it is a backup, at the very end; anything else is left alone.
    """
    _may_replace(file)
    part = file.with_name(file.name + ".part")
    _remove(part)
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)):
            pass  # readers' words are in it: for the operator's eyes from the first byte
        source = sqlite_file(url)
        revision, sums = _from_sqlite(source, part) if source else await _from_postgres(url, part)
        dialect = "sqlite" if source else "postgresql"
        manifest = Manifest(now, version, dialect, revision, sums, _sum_of(files.items()))
        _finish(part, manifest, files)
        read_manifest(part)
        part.replace(file)
    except OSError as error:
        raise BackupError(f"{file}: {error.strerror}") from None
    finally:
        _remove(part)
    return manifest


def read_manifest(file: Path) -> Manifest:
    """What a backup says of itself, once every page and row of it was read and found to be so; raises BackupError."""
    try:
        with opened(file) as connection:
            manifest = _manifest(connection)
            if manifest is None:
                raise BackupError(f"{file} is no backup of this program")
            (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            if said != "ok":
                raise BackupError(f"{file} is damaged: {said}")
            found, expected = dict(sums_in(connection)), dict(manifest.sums)
            found["files"], expected["files"] = _sum_of(connection.execute(_FILES)), manifest.files
            if faulty := sorted(name for name in expected.keys() | found if expected.get(name) != found.get(name)):
                raise BackupError(f"{file} is damaged: not all of {', '.join(faulty)} is as it was")
            if orphan := connection.execute("PRAGMA foreign_key_check").fetchone():
                raise BackupError(f"{file} is damaged: a row of {orphan[0]} belongs to none of {orphan[2]}")
    except sqlite3.DatabaseError as error:
        raise BackupError(f"{file} is no backup, or damaged: {error}") from None
    if manifest.revision not in revisions():
        raise BackupError(f"{file} was made by version {manifest.version}, which is newer than this one")
    return manifest


def files_in(file: Path) -> Mapping[str, bytes]:
    """The files that a backup holds, by name."""
    with opened(file) as connection:
        return dict(connection.execute(_FILES).fetchall())


@contextmanager
def opened(file: Path) -> Iterator[sqlite3.Connection]:
    """A file that exists, as it is; raises BackupError where there is none."""
    if not file.is_file():
        raise BackupError(f"{file}: no such file")
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        yield connection


def _manifest(connection: sqlite3.Connection) -> Manifest | None:
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'backup_manifest'").fetchone():
        return None
    told: dict[str, Any] = orjson.loads(connection.execute("SELECT document FROM backup_manifest").fetchone()[0])
    told["sums"] = {name: Sum(**each) for name, each in told["sums"].items()}
    told["files"], told["made_at"] = Sum(**told["files"]), datetime.fromisoformat(told["made_at"])
    return Manifest(**told)


def _sum_of(rows: Iterable[tuple[str, bytes]]) -> Sum:
    adding = Adding()
    adding.add(rows)
    return adding.sum


def _may_replace(file: Path) -> None:
    """A backup of yesterday may be; the database itself, named by mistake, may not."""
    if not file.exists():
        return
    try:
        with opened(file) as connection:
            if _manifest(connection) is not None:
                return
    except (sqlite3.DatabaseError, BackupError):
        pass
    raise BackupError(f"{file} is there already and is no backup: choose another name")


def _from_sqlite(source: Path, part: Path) -> tuple[str, Mapping[str, Sum]]:
    """One read transaction for the sums and the copy: in WAL mode it keeps nobody from writing."""
    with opened(source) as connection, closing(sqlite3.connect(part, isolation_level=None)) as copy:
        connection.execute("BEGIN")
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
            raise BackupError(f"{source} is no database of this program")
        (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        sums = sums_in(connection)
        connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    return str(revision), sums


async def _from_postgres(url: str, part: Path) -> tuple[str, Mapping[str, Sum]]:
    import asyncpg  # an extra: only who runs on PostgreSQL has it

    with told(url):
        connection = await asyncpg.connect(url, statement_cache_size=0, server_settings=_NAMED)
    try:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            if await connection.fetchval("SELECT to_regclass('alembic_version') IS NULL"):
                raise BackupError("the database is none of this program's")
            revision = str(await connection.fetchval("SELECT version_num FROM alembic_version"))
            if revision not in revisions():
                raise BackupError("the database belongs to a newer version of this program")
            await migrate(f"sqlite:///{part}", to=revision)
            with closing(sqlite3.connect(part, isolation_level=None)) as copy:
                return revision, await _copied(connection, copy)
    finally:
        await connection.close()


async def _copied(connection: Any, copy: sqlite3.Connection) -> Mapping[str, Sum]:
    """What was read adds up here to what must be found in the file."""
    sums = {}
    copy.execute("BEGIN")
    for table in tables_in(copy):
        adding, cursor = Adding(), await connection.cursor(table.select)
        copy.execute(f'DELETE FROM "{table.name}"')  # noqa: S608  # what a migration put there
        while rows := [tuple(row) for row in await cursor.fetch(AT_ONCE)]:
            adding.add(rows)
            copy.executemany(table.insert, rows)
        sums[table.name] = adding.sum
    copy.execute("COMMIT")
    return sums


def _finish(part: Path, manifest: Manifest, files: Mapping[str, bytes]) -> None:
    with closing(sqlite3.connect(part, isolation_level=None)) as copy:
        copy.execute("BEGIN")
        copy.execute("CREATE TABLE backup_files (name TEXT PRIMARY KEY, content BLOB NOT NULL)")
        copy.executemany("INSERT INTO backup_files VALUES (?, ?)", files.items())
        copy.execute("CREATE TABLE backup_manifest (document TEXT NOT NULL)")
        told = orjson.dumps(asdict(manifest) | {"made_at": manifest.made_at.isoformat()}).decode()
        copy.execute("INSERT INTO backup_manifest VALUES (?)", [told])
        copy.execute("COMMIT")
    with part.open("rb") as whole:
        os.fsync(whole.fileno())


def _remove(part: Path) -> None:
    for suffix in ("", *_SIDE_FILES):
        part.with_name(part.name + suffix).unlink(missing_ok=True)
