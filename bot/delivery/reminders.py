"""One optional message a day that cards are waiting: silent, above a threshold, never inside quiet hours.

The row moves on to its next instant before anything is sent: a reminder may be lost, and is never sent twice.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from telegram.error import TelegramError

from bot.delivery.owing import LOOK_AGAIN
from bot.edge.outcome import What, outcome
from bot.edge.pace import Paces
from bot.edge.reply import Reply
from bot.locales import WORDS
from bot.model.chat import ChatId
from bot.model.clock import Clock
from bot.model.review import ReviewSettings
from bot.model.review_day import next_reminder, reminds_now
from bot.reading.ahead import waiting
from bot.render.review import reminder
from bot.render.view import View
from bot.store import Store, passing

THRESHOLD = 5
"""Fewer cards than this are no reason to write."""

_LOOKED_AT = 20
"""So many are looked at together: few of them may be reminded at once, and most have too few cards."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reminder:
    """What a chat hears on a date."""

    chat_id: ChatId
    day: date
    said: View


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
        while not self._stopped and await self._store.review_settings.to_remind(self._clock(), 1):
            lot = await self._pace.lot()
            looked_at, reminded = 0, list[Reminder]()
            try:
                looked_at, reminded = await self._claimed(lot.count)
            finally:
                await self._pace.unused(lot, lot.count - len(reminded))
            for each in reminded:
                await self._send(each, paid=lot.paid)
            if not looked_at:
                return

    @property
    def _stopped(self) -> bool:
        return self._closing or self._pace.held

    async def _claimed(self, most: int) -> tuple[int, list[Reminder]]:
        """How many chats were looked at, and up to `most` of them that are now ours to remind.

        Who would be one more is left as they are.
        """
        looked_at, reminded = 0, list[Reminder]()
        if not most or self._stopped:
            return looked_at, reminded
        now = self._clock()
        async with self._store.review_settings.claiming(now, _LOOKED_AT) as (found, within):
            for due in found:
                if len(reminded) == most:
                    break
                looked_at += 1
                claimed = await self._claim(due, now, within)
                reminded += [claimed] if claimed is not None else []
        return looked_at, reminded

    async def _claim(self, due: ReviewSettings, now: datetime, within: Any) -> Reminder | None:
        """Move it on; what to send, if anything. What one chat's trouble is waits for an hour, and stops no other."""
        following = said = None
        try:
            subscription = await self._store.subscriptions.get(due.chat_id)
            if subscription is not None and due.reminder is not None:
                following = next_reminder(subscription, due.reminder, now)
                today = reminds_now(subscription, due.reminder, due.reminded_on, now)
                count = await waiting(self._store, subscription, now) if today else 0
                if today and count >= THRESHOLD:
                    said = Reminder(due.chat_id, today, reminder(count, WORDS[subscription.language]))
        except Exception as error:
            if passing(error):
                raise
            _log.exception("reminder to chat %s", due.chat_id)
            following = now + LOOK_AGAIN
        day = None if said is None else said.day
        ours = await self._store.review_settings.claim(due, following, day, within=within)
        return said if ours else None

    async def _send(self, claimed: Reminder, *, paid: bool) -> None:
        """One that fails never stops the others."""
        try:
            await self._pace.turn(claimed.chat_id)
            await self._reply.push(claimed.chat_id, claimed.said, silent=True, paid=paid)
        except TelegramError as error:
            failure = outcome(error)
            _log.info("reminder to chat %s: %s", claimed.chat_id, failure.reason)
            if failure.what is What.GONE:
                await self._store.subscriptions.leave(claimed.chat_id)
        except Exception:
            _log.exception("reminder to chat %s", claimed.chat_id)
