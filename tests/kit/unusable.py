"""Database files that no bot can use."""

import asyncio
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.store import open_store

OF_A_VERSION_TO_COME = (
    "UPDATE alembic_version SET version_num = '9999'",
    "UPDATE facts SET value = '9999' WHERE name = 'schema.compatible_since'",
)
"""What it leaves, where this version does not run on its schema."""


def garbage(file: Path) -> None:
    file.write_bytes(b"\x00\x01 not a database at all " * 400)


def truncated(file: Path) -> None:
    asyncio.run(made(file))
    with file.open("r+b") as opened:
        opened.truncate(file.stat().st_size // 2)


def overwritten(file: Path) -> None:
    asyncio.run(made(file))
    whole = file.read_bytes()
    file.write_bytes(whole[:100] + os.urandom(len(whole) - 100))


def newer(file: Path) -> None:
    asyncio.run(made(file))
    with closing(sqlite3.connect(file)) as opened:
        for statement in OF_A_VERSION_TO_COME:
            opened.execute(statement)
        opened.commit()


async def made(file: Path) -> None:
    async with open_store(f"sqlite:///{file}"):
        pass
