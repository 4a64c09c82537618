"""The schema is brought up by a process that ends: told to stop with it, failing with it, and gone from memory."""

import asyncio
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import asyncpg

from bot.store import is_behind
from bot.store.migrations import _LOCK_KEY, revisions
from tests.kit.starts import BUSY, TOKEN, ended, started
from tests.kit.unusable import made

BRINGS = """
import asyncio, sys
from bot.cli.schema import brought_up
asyncio.run(brought_up(sys.argv[1]))
print(*sys.modules)
"""
WAITING = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = $1"
OF_THIS_ONE = "SELECT oid FROM pg_database WHERE datname = current_database()"


def test_who_has_its_schema_brought_up_keeps_nothing_of_what_does_it(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'buildspeak.db'}"
    environment = {"PATH": os.environ["PATH"], "TELEGRAM_BOT_TOKEN": TOKEN, "DATA_DIR": str(tmp_path)}
    assert asyncio.run(is_behind(url))
    done = subprocess.run(
        [sys.executable, "-c", BRINGS, url], env=environment, check=True, capture_output=True, text=True
    )
    assert not asyncio.run(is_behind(url))
    assert {"alembic", "sqlalchemy"} & set(done.stdout.split()) == set()
    assert "bot.store.migrations" in done.stdout.split()


async def test_a_step_that_fails_ends_the_bot_and_is_told_once(tmp_path: Path) -> None:
    file = tmp_path / "buildspeak.db"
    await made(file)
    with closing(sqlite3.connect(file)) as opened:
        opened.execute("UPDATE alembic_version SET version_num = ?", (revisions()[0],))
        opened.commit()
    code, said = await ended(tmp_path)
    assert code == 1
    assert said.count("ended by an error that nobody expected") == 1, said


async def test_a_bot_whose_schema_waits_for_another_s_steps_can_be_stopped(tmp_path: Path, postgres_url: str) -> None:
    other = await asyncpg.connect(postgres_url)
    try:
        await other.execute("UPDATE alembic_version SET version_num = $1", revisions()[-2])
        await other.execute(f"SELECT pg_advisory_lock({_LOCK_KEY})")
        database = await other.fetchval(OF_THIS_ONE)
        process = started(tmp_path, DATABASE_URL=postgres_url)
        try:
            async with asyncio.timeout(2 * BUSY):
                while not await other.fetchval(WAITING, database):
                    assert process.returncode is None, process.said
                    await asyncio.sleep(0.05)
                process.terminate()
                assert await process.wait() == 0
        finally:
            process.kill()
    finally:
        await other.close()
