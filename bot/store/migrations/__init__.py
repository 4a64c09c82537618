"""The schema, step by step, with Alembic; run at start only when the database is behind."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent
_LOCK_KEY = 0x42554C44
_NO_IMPLICIT_BEGIN = {"isolation_level": None}


def revisions() -> tuple[str, ...]:
    """Every revision, the oldest first: the numbers that the files of `versions` begin with."""
    return tuple(sorted(path.name.split("_")[0] for path in (HERE / "versions").glob("[0-9]*.py")))


def head() -> str:
    """The newest revision. Needs no import of Alembic."""
    return revisions()[-1]


async def migrate(url: str, *, to: str = "head", schema: str | None = None) -> None:
    """Bring the database at `url` up to a revision, on PostgreSQL in a schema other than its own if one is named.

    Alembic is imported here: it costs a third of a second.
    """
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import Connection
    from sqlalchemy.ext.asyncio import create_async_engine
    from sqlalchemy.pool import NullPool

    def upgrade(connection: Connection) -> None:
        config = Config()
        config.set_main_option("script_location", str(HERE).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, to)

    scheme, rest = url.split(":", 1)
    if scheme == "sqlite":
        engine = create_async_engine(f"sqlite+aiosqlite:{rest}", poolclass=NullPool, connect_args=_NO_IMPLICIT_BEGIN)
        lock = "BEGIN IMMEDIATE"
    else:
        elsewhere = {"server_settings": {"search_path": schema}} if schema else {}
        engine = create_async_engine(f"postgresql+asyncpg:{rest}", poolclass=NullPool, connect_args=elsewhere)
        lock = f"SELECT pg_advisory_xact_lock({_LOCK_KEY})"
    try:
        async with engine.begin() as connection:
            await connection.exec_driver_sql(lock)  # two processes may start at once: the second finds it done
            await connection.run_sync(upgrade)
    finally:
        await engine.dispose()
