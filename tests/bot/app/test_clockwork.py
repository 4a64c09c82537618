"""The bot's own clock: whatever is done to the machine's, the day's digests come."""

import asyncio
import logging
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from telegram.ext import Application, CallbackContext

from bot.app.clockwork import watch
from bot.sandbox.faults import Delay
from bot.sandbox.world import World
from bot.store import open_store
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
    watching = asyncio.create_task(watch(queue, clock=wall, every=0.05))
    await asyncio.sleep(0.2)
    assert not ticked.is_set()
    wall.move(hours=-1)
    await asyncio.wait_for(ticked.wait(), 5)
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
            await world.until(lambda: len(world.calls_of("sendMessage")) >= 10, seconds=30)
    assert not [line for line in caplog.messages if re.search("maximum number|missed", line)]
