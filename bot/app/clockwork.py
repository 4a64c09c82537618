"""What the bot does by itself: the tick of deliveries, the daily feed, tidying up."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from telegram.ext import CallbackContext, JobQueue

from bot.app.config import Settings
from bot.app.dispatch import desk_of
from bot.app.errors import report
from bot.app.hearing import Hearing
from bot.handlers import admin, proofs, publishing
from bot.handlers.desk import Desk
from bot.model.clock import Clock

DAILY_LOOK_SECONDS = 60
AHEAD_SECONDS = 60
TIDY_SECONDS = 24 * 60 * 60

_KWARGS = {"coalesce": True, "max_instances": 2, "misfire_grace_time": None}
"""One that comes late is done all the same: on a busy machine APScheduler would leave it out after a second."""
UNDO_WITHIN = timedelta(days=30)
"""How long a deleted term can be brought back; after that it is really gone."""

INBOX_KEPT = timedelta(days=2)
TRACES_KEPT = timedelta(days=90)
LEDGER_KEPT = timedelta(days=90)
SENT_KEPT = timedelta(days=7)
"""How long what a page sent is not done twice."""

_DRIFT_SECONDS = 2.0
_DRIFT_EVERY = 5.0

Work = Callable[[Desk], Awaitable[None]]
Job = Callable[[CallbackContext[Any, Any, Any, Any]], Coroutine[Any, Any, None]]
_log = logging.getLogger(__name__)


def wind_up(queue: JobQueue[Any], config: Settings, heard: Hearing) -> None:
    """One job for the bot each, never one per chat: who is due is asked of the database.

    All who work tick, and share what is due. What runs once is done by whoever holds the clock; what lies on a disk is
    seen to by each process, since their disks may be several.
    """

    def begin(work: Work, every: float, first: float, name: str) -> None:
        queue.run_repeating(_one_at_a_time(work), every, first=first, name=name, job_kwargs=_KWARGS)

    begin(clear, TIDY_SECONDS, 30, "clear")
    if heard.role.works:
        begin(tick, config.tick_seconds, 0, "tick")
    if heard.role.keeps_time:
        begin(_once(tidy, heard), TIDY_SECONDS, 10, "tidy")
        begin(_once(ahead, heard), AHEAD_SECONDS, 20, "voices")
        if config.daily_feed_url:
            begin(_once(daily, heard), DAILY_LOOK_SECONDS, 5, "daily")


def look_now(queue: JobQueue[Any]) -> None:
    """Tick at once. A job that was wound up before its queue was started would come a whole interval after that."""
    for job in queue.get_jobs_by_name("tick"):
        job.job.modify(next_run_time=datetime.now(UTC))


async def tick(desk: Desk) -> None:
    """Send all that is due now: digests, then reminders; and tell the operators what they have to know of it."""
    await desk.courier.tick()
    await desk.reminders.tick()
    await admin.tell_of_doubts(desk)
    await admin.tell_of_unreadable(desk)
    await proofs.tell_of_held(desk)
    await proofs.overdue(desk)


async def daily(desk: Desk) -> None:
    """Publish what is new; what is doubtful, and a month that is nearly paid for, is told to the operators."""
    await publishing.daily(desk)
    await proofs.tell_of_held(desk)
    await proofs.tell_of_spending(desk)


async def tidy(desk: Desk) -> None:
    """Really delete what readers deleted, once its undo has had time enough; note who was forgotten elsewhere.

    What fails, as a file of a disk that is failing may, leaves the others to be done.
    """
    for work in (partial(_purge, desk), desk.store.forgotten.mirror, desk.press.gate.tidy, partial(expire, desk)):
        try:
            await work()
        except Exception as error:
            await report(None, error, desk)


async def _purge(desk: Desk) -> None:
    await desk.store.terms.purge(desk.clock() - UNDO_WITHIN)
    await desk.store.imports.purge(desk.clock() - UNDO_WITHIN)


async def expire(desk: Desk) -> None:
    """Let go of what has become too old to be of use: the ledger keeps of a date no more than the piece."""
    now = desk.clock()
    await desk.store.inbox.expire(now - INBOX_KEPT, now)
    await desk.store.arrivals.expire(now - INBOX_KEPT)
    await desk.store.bucket.sweep()
    await desk.store.traces.expire(now - TRACES_KEPT)
    await desk.store.visits.expire(now)
    await desk.store.sent_once.expire(now - SENT_KEPT)
    if shrunk := await desk.store.had_before.shrink((now - LEDGER_KEPT).date()):
        _log.info("%d deliveries of more than %d days ago are kept as their pieces only", shrunk, LEDGER_KEPT.days)


async def clear(desk: Desk) -> None:
    """Have this machine's disk rid of what can be had again: sounds nobody listened to, recordings that were cut."""
    await desk.studio.clear()


async def ahead(desk: Desk) -> None:
    """Make what will be heard; making a digest takes minutes."""
    await desk.studio.ahead()


def _wall_clock() -> datetime:
    return datetime.now(UTC)


async def watch(
    queue: JobQueue[Any],
    *,
    clock: Clock = _wall_clock,
    monotonic: Callable[[], float] = time.monotonic,
    every: float = _DRIFT_EVERY,
) -> None:
    """See that the wall clock goes as fast as time does; run all jobs at once where it was set to another hour.

    APScheduler waits for instants of the wall clock: set back by an hour, it would let an hour pass without a tick.
    """
    apart = clock().timestamp() - monotonic()
    while True:
        await asyncio.sleep(every)
        before, apart = apart, clock().timestamp() - monotonic()
        if abs(apart - before) > _DRIFT_SECONDS:
            _log.warning("the clock was set by %+.0f s: looking at once what is due", apart - before)
            for job in queue.jobs():
                job.job.modify(next_run_time=datetime.now(UTC))


def _once(work: Work, heard: Hearing) -> Work:
    """Of all processes only the one that holds the clock does it."""

    async def run(desk: Desk) -> None:
        if heard.alone:
            await work(desk)

    return run


def _one_at_a_time(work: Work) -> Job:
    """A job that comes round while it is still at work lets that go on, without a warning each time."""
    working = asyncio.Lock()

    async def run(context: CallbackContext[Any, Any, Any, Any]) -> None:
        if not working.locked():
            async with working:
                await work(desk_of(context.application))

    return run
