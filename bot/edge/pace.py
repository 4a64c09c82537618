"""How fast pushes may go: so many a second overall, one a second to a chat, twenty a minute to a group.

Answers to taps do not pass here and never wait behind a push. Telegram's 429 tells of a chat's own limit or of the
bot's as a whole without saying which: several chats refused within moments are taken for the latter, and then
every push waits.

Its seconds are of a clock that never goes back: a wall clock that is set to an hour ago would stop every push for one.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Protocol

from bot.model.chat import ChatId, is_shared
from bot.model.clock import Clock
from bot.store.stars import Stars

A_CHAT = 1.0
A_GROUP = 3.0
"""Seconds between two pushes to a group: twenty a minute."""

GLOBAL_CHATS = 3
GLOBAL_WITHIN = 2.0
"""So many chats refused within so many seconds: it is the bot's own limit."""

FREE = 30
"""Messages a second that cost nothing; what is sent faster is paid for."""

_FALL_BACK = 25
_AT_ONCE_WITHIN = 0.01
_BREATH = 0.1
_CHATS_KEPT = 1000

Monotonic = Callable[[], float]
Pause = Callable[[float], Awaitable[None]]
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Lot:
    """Messages that may leave now, taken at an instant each, so many seconds apart; paid for in a month's Stars."""

    count: int
    every: float
    month: str = ""

    @property
    def paid(self) -> bool:
        """Whether they cost Stars."""
        return self.month != ""


class Paces(Protocol):
    """Says when pushes may leave."""

    at_once: int
    """How many may leave together, at most."""

    @property
    def held(self) -> bool:
        """Whether nothing may be sent to anyone now: claim nothing."""

    async def lot(self, most: int | None = None) -> Lot:
        """Wait until messages may leave, `most` at most; of none where nobody may be sent to."""

    async def unused(self, lot: Lot, count: int) -> None:
        """So many of a lot are not sent."""

    async def turn(self, chat_id: ChatId) -> None:
        """Wait for this chat's turn to be sent to: for nearly all that is at once."""

    async def breath(self) -> None:
        """Wait a moment, for an answer to come."""

    async def refused(self, chat_id: ChatId, wait: timedelta) -> None:
        """Telegram answered 429."""


class Purse:
    """What a month's broadcasts may cost, in tenths of a Star: counted before anything is sent, and never passed."""

    def __init__(self, stars: Stars, clock: Clock, ceiling: int) -> None:
        self._stars = stars
        self._clock = clock
        self._most = 10 * ceiling
        self._empty = ""

    async def afford(self, lot: Lot) -> Lot:
        """The lot paid for, or at the pace that costs nothing where the month has no Stars left for it."""
        if lot.every >= 1 / FREE:
            return lot
        month = f"{self._clock():%Y-%m}"
        for count in (lot.count, 1):  # of the last Stars of a month, one at a time
            if await self._stars.spend(month, count, most=self._most):
                return replace(lot, count=count, month=month)
        if self._empty != month:
            self._empty = month
            _log.warning("the month's Stars are spent: pushes go on at %d a second, for nothing", _FALL_BACK)
        return Lot(1, 1 / _FALL_BACK)

    async def give_back(self, lot: Lot, count: int) -> None:
        """So many of a lot are not sent."""
        if lot.paid:
            await self._stars.give_back(lot.month, count)


class Pace:
    """Hands out instants to send at. `monotonic` tells seconds, `pause` is how it waits, so that tests need not."""

    def __init__(
        self,
        per_second: float,
        *,
        purse: Purse | None = None,
        monotonic: Monotonic = time.monotonic,
        pause: Pause = asyncio.sleep,
    ) -> None:
        self._every = 1 / per_second
        self._purse = purse
        self.at_once = max(1, int(per_second * _AT_ONCE_WITHIN))
        """How many pushes may leave together: one, unless the pace allows for more within a hundredth of a second."""
        self._monotonic = monotonic
        self._pause = pause
        self._free = self._held_until = float("-inf")
        self._chats: dict[ChatId, float] = {}
        self._most_chats = _CHATS_KEPT
        self._refused: deque[tuple[float, ChatId]] = deque(maxlen=GLOBAL_CHATS)

    async def lot(self, most: int | None = None) -> Lot:
        """Wait until the next instant of the whole bot's is free, and take some, one after the other."""
        lot = Lot(min(self.at_once, most or self.at_once), self._every)
        if self._purse is not None:
            lot = await self._purse.afford(lot)
        now = self._monotonic()
        if self._free > now:
            await self._pause(self._free - now)
        self._free = max(self._monotonic(), self._free) + lot.count * lot.every
        return lot

    async def unused(self, lot: Lot, count: int) -> None:
        """Take back instants that nothing was sent at."""
        self._free -= count * lot.every
        if self._purse is not None and count:
            await self._purse.give_back(lot, count)

    async def turn(self, chat_id: ChatId) -> None:
        """Wait for this chat's turn to be sent to: for nearly all that is at once."""
        now = self._monotonic()
        at = max(now, self._chats.get(chat_id, now))
        self._chats[chat_id] = at + (A_GROUP if is_shared(chat_id) else A_CHAT)
        if len(self._chats) > self._most_chats:
            self._chats = {chat: until for chat, until in self._chats.items() if until > now}
            self._most_chats = max(_CHATS_KEPT, 2 * len(self._chats))
        if at > now:
            await self._pause(at - now)

    async def breath(self) -> None:
        """Wait a moment, for an answer to come."""
        await self._pause(_BREATH)

    async def refused(self, chat_id: ChatId, wait: timedelta) -> None:
        """Telegram answered 429: if it did so to several chats at once, nobody is sent to until `wait` is over."""
        now = self._monotonic()
        self._refused.append((now, chat_id))
        recent = {chat for at, chat in self._refused if now - at <= GLOBAL_WITHIN}
        if len(recent) >= GLOBAL_CHATS:
            self._held_until = max(self._held_until, now + wait.total_seconds())

    @property
    def held(self) -> bool:
        """Whether nothing may be sent to anyone now: claim nothing."""
        return self._monotonic() < self._held_until
