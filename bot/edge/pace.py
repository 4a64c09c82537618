"""How fast pushes may go: so many a second overall, one a second to a chat, twenty a minute to a group.

Answers to taps do not pass here and never wait behind a push. Telegram's 429 tells of a chat's own limit or of the
bot's as a whole without saying which: several chats refused within moments are taken for the latter, and then
every push waits.

Its seconds are of a clock that never goes back: a wall clock that is set to an hour ago would stop every push for one.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.model.chat import ChatId, is_shared

A_CHAT = 1.0
A_GROUP = 3.0
"""Seconds between two pushes to a group: twenty a minute."""

_AT_ONCE_WITHIN = 0.01
_BREATH = 0.1
_CHATS_KEPT = 1000
_GLOBAL_CHATS = 3
_GLOBAL_WITHIN = 2.0

Monotonic = Callable[[], float]
Pause = Callable[[float], Awaitable[None]]


class Pace:
    """Hands out instants to send at. `monotonic` tells seconds, `pause` is how it waits, so that tests need not."""

    def __init__(
        self, per_second: float, *, monotonic: Monotonic = time.monotonic, pause: Pause = asyncio.sleep
    ) -> None:
        self._every = 1 / per_second
        self.at_once = max(1, int(per_second * _AT_ONCE_WITHIN))
        """How many pushes may leave together: one, unless the pace allows for more within a hundredth of a second."""
        self._monotonic = monotonic
        self._pause = pause
        self._free = self._held_until = float("-inf")
        self._chats: dict[ChatId, float] = {}
        self._most_chats = _CHATS_KEPT
        self._refused: deque[tuple[float, ChatId]] = deque(maxlen=_GLOBAL_CHATS)

    async def slot(self, count: int = 1) -> None:
        """Take instants of the whole bot's, one after the other, and wait until the next is free."""
        now = self._monotonic()
        self._free = max(now, self._free) + count * self._every
        await self._pause(self._free - now)

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

    def refused(self, chat_id: ChatId, wait: timedelta) -> None:
        """Telegram answered 429: if it did so to several chats at once, nobody is sent to until `wait` is over."""
        now = self._monotonic()
        self._refused.append((now, chat_id))
        recent = {chat for at, chat in self._refused if now - at <= _GLOBAL_WITHIN}
        if len(recent) >= _GLOBAL_CHATS:
            self._held_until = max(self._held_until, now + wait.total_seconds())

    @property
    def held(self) -> bool:
        """Whether nothing may be sent to anyone now: claim nothing."""
        return self._monotonic() < self._held_until
