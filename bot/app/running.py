"""The application at work: started, hearing, and stopped without losing what is in flight."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from bot.app.clockwork import look_now, watch
from bot.app.dispatch import App, desk_of, hearing_of, receiving_of
from bot.edge.ending import ended
from bot.edge.profile import introduce

STOP_WITHIN = 5.0
"""Seconds that what is in flight is given to end by itself."""

_log = logging.getLogger(__name__)


@asynccontextmanager
async def running(app: App) -> AsyncIterator[asyncio.Task[None]]:
    """The application at work: hearing its readers and ticking, until the block ends.

    The task is what it hears them by. It ends by itself only with an error that is not to be lived with: a bot that
    hears nobody must not look alive. Leaving takes in no more updates, finishes what is in flight (taps, edits,
    deliveries) and settles it, within STOP_WITHIN seconds and a few moments more.
    """
    await app.initialize()
    introduced = asyncio.create_task(introduce(app.bot, desk_of(app).reply.page()))
    await app.start()
    heard = hearing_of(app)
    left = await _left(app)
    renewing = None if heard.tenure is None else asyncio.create_task(heard.tenure.run(), name="leases")
    watching = None
    if app.job_queue is not None:
        look_now(app.job_queue)
        watching = asyncio.create_task(watch(app.job_queue))
    receiving = asyncio.create_task(receiving_of(app).run(left), name="receiving")
    _log.info("at work as @%s, role %s", app.bot.username, heard.role)
    try:
        yield receiving
    finally:
        introduced.cancel()
        if watching is not None:
            watching.cancel()
        await ended(receiving)
        await _stop(app)
        if renewing is not None and heard.tenure is not None:
            await ended(renewing)
            await heard.tenure.leave()
        await app.shutdown()
        _log.info("stopped")


async def _left(app: App) -> Sequence[dict[str, Any]]:
    """What an earlier process did not come to: ours to handle, or put where all look."""
    desk = desk_of(app)
    if hearing_of(app).shared:
        await desk.store.arrivals.adopt(desk.clock())
        return ()
    await desk.store.arrivals.hand_back(desk.clock())
    return await desk.store.inbox.left()


async def _stop(app: App) -> None:
    desk, queue = desk_of(app), app.job_queue
    if queue is not None:
        queue.scheduler.pause()
    await asyncio.gather(
        desk.courier.close(within=STOP_WITHIN),
        desk.reminders.close(within=STOP_WITHIN),
        desk.player.close(within=STOP_WITHIN),
        receiving_of(app).close(within=STOP_WITHIN),
    )
    if queue is not None:  # what is left of its jobs is a reading of the feed, which goes on after the next start
        with contextlib.suppress(asyncio.CancelledError):
            await queue.stop(wait=False)
    await app.stop()
    await desk.reply.edits.close(within=1.0)
