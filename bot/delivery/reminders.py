"""One optional message a day that cards are waiting: silent, above a threshold, never inside quiet hours.

The row moves on to its next instant before anything is sent: a reminder may be lost, and is never sent twice.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress

from telegram.error import TelegramError

from bot.edge.outcome import What, outcome
from bot.edge.pace import Paces
from bot.edge.reply import Reply
from bot.locales import WORDS
from bot.model.clock import Clock
from bot.model.review import ReviewSettings
from bot.model.review_day import next_reminder, reminds_now
from bot.reading.ahead import waiting
from bot.render.review import reminder
from bot.store import Store

THRESHOLD = 5
"""Fewer cards than this are no reason to write."""

_AT_ONCE = 200
_log = logging.getLogger(__name__)


class Reminders:
    """Sends what is due; run `tick` as often as you like, in as many processes as you like."""

    def __init__(self, store: Store, reply: Reply, clock: Clock, pace: Paces) -> None:
        self._store = store
        self._reply = reply
        self._clock = clock
        self._pace = pace
        self._closing = False
        self._ticking = asyncio.Lock()

    async def close(self, *, within: float) -> None:
        """Remind nobody more: who was not reached is reminded after the start. What is under way has so long."""
        self._closing = True
        with suppress(TimeoutError):
            async with asyncio.timeout(within), self._ticking:
                pass

    async def tick(self) -> None:
        """Remind everyone whose time has come. One that fails never stops the others."""
        async with self._ticking:
            await self._tick()

    async def _tick(self) -> None:
        for due in await self._store.review_settings.to_remind(self._clock(), _AT_ONCE):
            if self._closing or self._pace.held:
                return
            try:
                await self._remind(due)
            except TelegramError as error:
                failure = outcome(error)
                _log.info("reminder to chat %s: %s", due.chat_id, failure.reason)
                if failure.what is What.GONE:
                    await self._store.subscriptions.leave(due.chat_id)
            except Exception:
                _log.exception("reminder to chat %s", due.chat_id)

    async def _remind(self, due: ReviewSettings) -> None:
        now = self._clock()
        subscription = await self._store.subscriptions.get(due.chat_id)
        if subscription is None or due.reminder is None:
            await self._store.review_settings.claim(due, None, None)
            return
        today = reminds_now(subscription, due.reminder, due.reminded_on, now)
        count = await waiting(self._store, subscription, now) if today else 0
        sends = today if count >= THRESHOLD else None
        following = next_reminder(subscription, due.reminder, now)
        if await self._store.review_settings.claim(due, following, sends) and sends:
            lot = await self._pace.slot()
            await self._pace.turn(due.chat_id)
            said = reminder(count, WORDS[subscription.language])
            await self._reply.push(due.chat_id, said, silent=True, paid=lot.paid)
