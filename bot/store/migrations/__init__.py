"""The schema, step by step, with Alembic; run at start only when the database is behind.

Each step is a transaction of its own: interrupted between two, or in one, the next start goes on from there. A step
only adds (expand); what nothing reads any more is taken away a release later (contract), by a step that says with
COMPATIBLE_SINCE which versions still run on what is left. That number is kept in the schema, so that workers of the
version before go on while others are brought up, and an older one than that is refused.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

HERE = Path(__file__).parent
_LOCK_KEY = 0x42554C44
_NO_IMPLICIT_BEGIN = {"isolation_level": None}

_FIRST_ASKING = "0012"
"""The first version that asks for that number: all before it refuse whatever is newer than they are."""

_ROWS_A_SECOND = 100_000
"""Rewritten or put into an index, on a small server."""

_ONE = threading.Lock()
"""Alembic keeps in globals what it is at: two databases brought up at once would get steps of each other."""

_log = logging.getLogger(__name__)


class Newer(Exception):
    """The schema is of a revision that this version of the bot does not know."""

    def __init__(self, revision: str, known: str) -> None:
        super().__init__(f"revision {revision}, and this one knows {known}")


def revisions() -> tuple[str, ...]:
    """Every revision, the oldest first: the numbers that the files of `versions` begin with."""
    return tuple(sorted(path.name.split("_")[0] for path in (HERE / "versions").glob("[0-9]*.py")))


def head() -> str:
    """The newest revision. Needs no import of Alembic."""
    return revisions()[-1]


def runs_on(revision: str, compatible_since: str | None) -> bool:
    """Whether this version of the bot may work on a schema, itself or because it was made for older ones too."""
    return revision <= head() or (compatible_since is not None and compatible_since <= head())


async def migrate(url: str, *, to: str = "head", schema: str | None = None) -> None:
    """Bring the database at `url` up to a revision, on PostgreSQL in a schema other than its own if one is named.

    Alembic is imported here: it costs a third of a second.
    """
    from sqlalchemy.ext.asyncio import create_async_engine
    from sqlalchemy.pool import NullPool

    scheme, rest = url.split(":", 1)
    if scheme == "sqlite":
        engine = create_async_engine(f"sqlite+aiosqlite:{rest}", poolclass=NullPool, connect_args=_NO_IMPLICIT_BEGIN)
        lock = "BEGIN IMMEDIATE"
    else:
        elsewhere = {"server_settings": {"search_path": schema}} if schema else {}
        engine = create_async_engine(f"postgresql+asyncpg:{rest}", poolclass=NullPool, connect_args=elsewhere)
        lock = f"SELECT pg_advisory_xact_lock({_LOCK_KEY})"
    last = head() if to == "head" else to
    try:
        level = logging.INFO
        while True:
            began = time.perf_counter()
            async with _one_at_a_time(), engine.begin() as connection:
                await connection.exec_driver_sql(lock)  # two processes may start at once: the second finds it done
                done = await connection.run_sync(_step, last, level)
            if done is None:
                break
            level = logging.DEBUG if done == revisions()[0] else level  # it is made, and nobody waits for that
            _log.log(level, "the schema is at %s after %.1f s", done, time.perf_counter() - began)
    finally:
        await engine.dispose()


@asynccontextmanager
async def _one_at_a_time() -> AsyncIterator[None]:
    """In this process, whatever loop or thread asks; nobody's loop stands still meanwhile."""
    while not _ONE.acquire(blocking=False):  # noqa: ASYNC110 - whoever has it may be of another loop
        await asyncio.sleep(0.01)
    try:
        yield
    finally:
        _ONE.release()


def _step(connection: Connection, last: str, level: int) -> str | None:
    """The next step up to `last`, which was taken; None where there is none."""
    from alembic import command
    from alembic.config import Config
    from alembic.runtime.migration import MigrationContext

    current = MigrationContext.configure(connection).get_current_revision()
    if current is not None and current > head():
        raise Newer(current, head())
    ahead = [each for each in revisions() if (current or "") < each <= last]
    if not ahead:
        return None
    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.attributes["connection"] = connection
    level = logging.DEBUG if current is None else level
    _log.log(level, "the schema goes to %s: %s", ahead[0], _foretold(connection, config, ahead[0]))
    command.upgrade(config, ahead[0])
    if ahead[0] > _FIRST_ASKING:
        connection.exec_driver_sql(_KEEP.format(_compatible_since(config, ahead[0])))
    return ahead[0]


_KEEP = """
INSERT INTO facts (name, value, updated_at) VALUES ('schema.compatible_since', '{}', 0)
ON CONFLICT (name) DO UPDATE SET value = excluded.value
"""


def _foretold(connection: Connection, config: Config, revision: str) -> str:
    """How many rows a step has to go through, and about how long that takes."""
    tables = getattr(_module(config, revision), "REWRITES", ())
    rows = sum(connection.exec_driver_sql(f"SELECT COUNT(*) FROM {table}").scalar_one() for table in tables)  # noqa: S608
    return f"rows to go through {rows}, about {max(1, round(rows / _ROWS_A_SECOND))} s; it may be interrupted"


def _compatible_since(config: Config, revision: str) -> str:
    """The oldest version that still runs on the schema of a revision."""
    steps = [_module(config, each) for each in revisions() if each <= revision]
    return max(_FIRST_ASKING, *(getattr(step, "COMPATIBLE_SINCE", "") for step in steps))


def _module(config: Config, revision: str) -> object:
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(config).get_revision(revision).module
