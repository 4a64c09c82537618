"""The bot's own clock: whatever is done to the machine's, the day's digests come."""

import asyncio
import logging
import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from telegram.ext import Application, CallbackContext

from bot.app.build import build
from bot.app.clockwork import watch
from bot.app.config import Settings
from bot.app.roles import Role
from bot.app.running import running
from bot.app.sound import Sound
from bot.reading.shelf import Shelf
from bot.sandbox.faults import Delay
from bot.sandbox.transport import InProcess
from bot.sandbox.world import World
from bot.store import open_store
from content.voice.line import Voice
from tests.kit.alive import alive
from tests.kit.clock import START, Clock
from tests.kit.crowd import gather_crowd


async def test_a_clock_set_back_by_an_hour_delays_no_tick(world: World, caplog: pytest.LogCaptureFixture) -> None:
    ticked = asyncio.Event()
    wall = Clock()

    async def tick(_context: "CallbackContext[Any, Any, Any, Any]") -> None:
        ticked.set()

    app = Application.builder().token(world.token).build()
    queue = app.job_queue
    assert queue is not None
    await queue.start()
    job = queue.run_repeating(tick, 20, first=3600)  # what a job looks like once the clock is set back by an hour
    watching = asyncio.create_task(watch(queue, clock=wall, monotonic=lambda: 0.0, every=0.05))
    await asyncio.sleep(0.2)
    assert not ticked.is_set()
    wall.move(hours=-1)
    await asyncio.wait_for(ticked.wait(), 60)
    await asyncio.sleep(0.1)
    assert job.next_t is not None
    assert job.next_t - datetime.now(UTC) < timedelta(seconds=21)
    watching.cancel()
    await queue.stop()
    assert [line for line in caplog.messages if line.startswith("the clock was set by")] == [
        "the clock was set by -3600 s: looking at once what is due"
    ]


async def test_a_long_push_is_no_reason_for_a_warning_at_every_tick(
    sqlite_url: str, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.clock = lambda: START
    async with open_store(sqlite_url) as store:
        await gather_crowd(store, world, 10)
    world.faults.next(Delay(0.3), method="sendMessage", times=100)
    with caplog.at_level(logging.INFO):
        async with alive(sqlite_url, world, tick_seconds=0.05, pushes_per_second=10):
            await world.until(lambda: len(world.calls_of("sendMessage")) >= 10, seconds=60)
    warnings = [line for line in caplog.messages if re.search("maximum number|missed", line)]
    assert len(warnings) < 5, "of twenty ticks and more a machine that stands still may bring together a few"


async def test_who_waited_for_the_network_ticks_at_once_all_the_same(sqlite_url: str) -> None:
    """The jobs are wound up when the bot is built; Telegram may answer seconds later, or hours."""
    world = World()
    config = Settings(telegram_bot_token=world.token, tick_seconds=60)
    async with open_store(sqlite_url) as store:
        await gather_crowd(store, world, 1, now=world.now(), since=world.now() - timedelta(days=2), minute=0)
        app = build(config, store, world.now, requests=(InProcess(world), InProcess(world)))
        await asyncio.sleep(1.5)
        async with running(app):
            await world.until(lambda: world.readers[1].received, seconds=60)


class NoCutter:
    """With it recordings are cut here; in this test none is."""

    async def cut(self, path: Path, since: float, until: float, text: str, *, urgent: bool = False) -> Voice:
        raise NotImplementedError


@pytest.mark.parametrize("role", Role)
async def test_each_process_rids_its_own_disk_of_what_nobody_listened_to(
    sqlite_url: str, world: World, clock: Clock, tmp_path: Path, role: Role
) -> None:
    """Of several machines each has a disk, and only one the clock."""
    config = Settings(telegram_bot_token=world.token, data_dir=tmp_path, original_audio=True)
    shelf, work = Shelf(tmp_path / "voices", spare=0), tmp_path / "work"
    work.mkdir()
    fetched = {days: work / f"{days}.recording" for days in (0, 2)}
    for days, path in fetched.items():
        path.touch()
        os.utime(path, times=(START.timestamp() + (31 - days) * 86_400,) * 2)
    async with open_store(sqlite_url) as store:
        for address, since in (("a" * 40, START), ("b" * 40, START + timedelta(days=20))):
            await store.voices.put(address, Voice(b"sound", 500, ()), since)
            await shelf.put(address, b"sound")
        transports = (InProcess(world), InProcess(world))
        app = build(config, store, clock, requests=transports, role=role, sound=Sound(cuts=NoCutter()))
        clock.move(days=31)
        assert app.job_queue is not None
        for job in app.job_queue.get_jobs_by_name("clear"):
            await job.run(app)
    assert (await shelf.get("a" * 40), await shelf.get("b" * 40)) == (None, b"sound")
    assert [path.exists() for path in fetched.values()] == [True, False]
