"""Saved while it runs, brought back on another machine's folder, moved: as an operator types it."""

import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.sandbox.server import serve
from bot.sandbox.world import World
from bot.store import open_store
from tests.kit.crowd import gather_crowd, ledger, received
from tests.kit.every_table import everything
from tests.kit.forked import forked

READERS = 400


async def buildspeak(*arguments: object, **environment: str) -> tuple[int, str]:
    """A command in a process of its own, with nothing else in its environment; its exit code and what it said."""
    with tempfile.TemporaryDirectory() as folder:
        words = (str(each) for each in arguments)
        process = forked(*words, says=Path(folder) / "said", environment={"PATH": os.environ["PATH"], **environment})
        async with asyncio.timeout(120):
            return await process.wait(), process.said


@asynccontextmanager
async def at_work(**environment: str) -> AsyncIterator[None]:
    """`buildspeak run` for the block, told to stop at its end."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-W", "error", "-m", "bot", "run"), env={"PATH": os.environ["PATH"], **environment}
    )
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 30) == 0


@pytest.mark.slow
async def test_saved_in_the_middle_of_a_push_and_restored_in_another_folder_nobody_gets_it_twice(
    either_url: str, tmp_path: Path
) -> None:
    world, file, new = World(), tmp_path / "a.backup", tmp_path / "new"
    now = world.now()
    async with open_store(either_url) as store, serve(world) as api_url:
        await gather_crowd(store, world, READERS, now=now, since=now - timedelta(days=2), minute=0)
        runs = {
            "TELEGRAM_BOT_TOKEN": world.token,
            "TELEGRAM_API_URL": api_url,
            "TICK_SECONDS": "1",
            "BUNDLED_EPISODES": "no",
            "PUSHES_PER_SECOND": "30",
        }
        here = {"DATABASE_URL": either_url, "DATA_DIR": str(tmp_path)}
        async with at_work(**(runs | here)):
            await world.until(lambda: sum(received(world).values()) >= 10, seconds=30)
            code, said = await buildspeak("backup", file, **here)
            assert (code, said.startswith(f"{file}: {READERS} readers, ")) == (0, True), said
            assert "read back and found whole" in said
            code, said = await buildspeak("restore", file, "--replace", **here)
            assert code == 1
            assert "stop the bot first" in said
        before = received(world)
        code, said = await buildspeak("restore", file, "--check", DATA_DIR=str(new))
        assert (code, said.splitlines()[-1]) == (0, "nothing was changed")
        assert not list(new.rglob("*.db*"))
        code, said = await buildspeak("restore", file, DATA_DIR=str(new))
        assert code == 0, said
        assert "may have arrived: not sent again" in said
        world.calls.clear()
        async with at_work(**(runs | {"DATA_DIR": str(new)})):
            await world.until(lambda: world.calls, seconds=30)
            await asyncio.sleep(2.5)  # two ticks: who was due is due no more
        assert received(world) == before
        async with open_store(f"sqlite:///{new / 'buildspeak.db'}") as restored:
            rows = await ledger(restored)
    assert set().union(*rows.values()) == set(range(1, READERS + 1)), "none is lost unseen"


async def test_a_move_is_rehearsed_then_done_and_said(sqlite_url: str, postgres_url: str, tmp_path: Path) -> None:
    world = World()
    async with open_store(sqlite_url) as store:
        await gather_crowd(store, world, 20)
        before = await everything(store)
    code, said = await buildspeak("move", postgres_url, "--check", DATABASE_URL=sqlite_url, DATA_DIR=str(tmp_path))
    assert (code, said.startswith("rehearsed: 20 readers")) == (0, True), said
    code, said = await buildspeak("move", postgres_url, DATABASE_URL=sqlite_url, DATA_DIR=str(tmp_path))
    assert (code, said.startswith("moved: 20 readers")) == (0, True), said
    assert "Now set DATABASE_URL" in said
    async with open_store(postgres_url) as store:
        assert await everything(store) == before
    code, said = await buildspeak("move", "mysql://x", DATA_DIR=str(tmp_path))
    assert code == 2
    assert "TARGET must begin" in said


@pytest.mark.parametrize("command", ["backup", "restore", "move"])
async def test_what_is_not_there_is_told_in_one_line(tmp_path: Path, command: str) -> None:
    target = "sqlite:///x.db" if command == "move" else tmp_path / "a.backup"
    code, said = await buildspeak(command, target, DATA_DIR=str(tmp_path))
    assert code == 1
    assert said.startswith("Error: ")
    assert "no such file" in said
    assert len(said.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []
