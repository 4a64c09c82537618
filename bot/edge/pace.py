"""How fast pushes may go: so many a second overall, one a second to a chat, twenty a minute to a group.

Answers to taps do not pass here and never wait behind a push. Telegram's 429 tells of a chat's own limit or of the
bot's as a whole without saying which: several chats refused within moments are taken for the latter, and then
every push waits.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from bot.model.chat import ChatId, is_shared
from bot.model.clock import Clock

A_CHAT = timedelta(seconds=1)
A_GROUP = timedelta(seconds=3)
"""Between two pushes to a group: twenty a minute."""

_AT_ONCE_WITHIN = 0.01
_CHATS_KEPT = 1000
_GLOBAL_CHATS = 3
_GLOBAL_WITHIN = timedelta(seconds=2)

Pause = Callable[[float], Awaitable[None]]


class Pace:
    """Hands out instants to send at. `pause` is how it waits: an argument, so that tests need not."""

    def __init__(self, per_second: float, clock: Clock, *, pause: Pause = asyncio.sleep) -> None:
        self._every = timedelta(seconds=1 / per_second)
        self.at_once = max(1, int(per_second * _AT_ONCE_WITHIN))
        """How many pushes may leave together: one, unless the pace allows for more within a hundredth of a second."""
        self._clock = clock
        self._pause = pause
        self._free = self._held_until = datetime.min.replace(tzinfo=UTC)
        self._chats: dict[ChatId, datetime] = {}
        self._most_chats = _CHATS_KEPT
        self._refused: deque[tuple[datetime, ChatId]] = deque(maxlen=_GLOBAL_CHATS)

    async def slot(self, count: int = 1) -> None:
        """Take instants of the whole bot's, one after the other, and wait until the next is free."""
        now = self._clock()
        self._free = max(now, self._free) + count * self._every
        await self._pause((self._free - now).total_seconds())

    async def turn(self, chat_id: ChatId) -> None:
        """Wait for this chat's turn to be sent to: for nearly all that is at once."""
        now = self._clock()
        at = max(now, self._chats.get(chat_id, now))
        self._chats[chat_id] = at + (A_GROUP if is_shared(chat_id) else A_CHAT)
        if len(self._chats) > self._most_chats:
            self._chats = {chat: until for chat, until in self._chats.items() if until > now}
            self._most_chats = max(_CHATS_KEPT, 2 * len(self._chats))
        if at > now:
            await self._pause((at - now).total_seconds())

    def refused(self, chat_id: ChatId, wait: timedelta) -> None:
        """Telegram answered 429: if it did so to several chats at once, nobody is sent to until `wait` is over."""
        now = self._clock()
        self._refused.append((now, chat_id))
        recent = {chat for at, chat in self._refused if now - at <= _GLOBAL_WITHIN}
        if len(recent) >= _GLOBAL_CHATS:
            self._held_until = max(self._held_until, now + wait)

    @property
    def held(self) -> bool:
        """Whether nothing may be sent to anyone now: claim nothing."""
        return self._clock() < self._held_until
