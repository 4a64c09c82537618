"""What the bot does by itself: the tick of deliveries, the daily feed, tidying up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from telegram.ext import CallbackContext, JobQueue

from bot.app.config import Settings
from bot.app.dispatch import desk_of
from bot.handlers import publishing
from bot.handlers.desk import Desk

DAILY_LOOK_SECONDS = 60
TIDY_SECONDS = 24 * 60 * 60

UNDO_WITHIN = timedelta(days=30)
"""How long a deleted term can be brought back; after that it is really gone."""

Context = CallbackContext[Any, Any, Any, Any]


def wind_up(queue: JobQueue[Any], config: Settings) -> None:
    """One job for the bot each, never one per chat: who is due is asked of the database."""
    queue.run_repeating(_on_tick, config.tick_seconds, first=0, name="tick", job_kwargs={"coalesce": True})
    queue.run_repeating(_on_tidy, TIDY_SECONDS, first=10, name="tidy")
    if config.daily_feed_url:
        queue.run_repeating(_on_daily, DAILY_LOOK_SECONDS, first=5, name="daily", job_kwargs={"coalesce": True})


async def tick(desk: Desk) -> None:
    """Send all that is due now: digests, then reminders."""
    await desk.courier.tick()
    await desk.reminders.tick()


async def tidy(desk: Desk) -> None:
    """Really delete what readers deleted, once its undo has had time enough; note who was forgotten elsewhere."""
    await desk.store.terms.purge(desk.clock() - UNDO_WITHIN)
    await desk.store.forgotten.mirror()


async def _on_tick(context: Context) -> None:
    """A long tick goes on by itself: those that come due meanwhile are its work too."""
    desk = desk_of(context.application)
    if not desk.courier.busy:
        await tick(desk)


async def _on_tidy(context: Context) -> None:
    await tidy(desk_of(context.application))


async def _on_daily(context: Context) -> None:
    await publishing.daily(desk_of(context.application))
