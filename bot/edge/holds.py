"""Chats that Telegram asked to be left alone for a while: answers to their readers wait, and are sent once more."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from math import ceil
from typing import TypeVar

from telegram.error import RetryAfter

from bot.edge.outcome import wait_of
from bot.model.chat import ChatId

LONGEST = 40.0
"""Seconds that an answer waits: nobody looks for one that comes later, and a stop waits for nobody so long."""

_MANY = 1000

T = TypeVar("T")


class Holds:
    """Until when each chat is left alone. `pause` is how it waits, so that tests need not."""

    def __init__(
        self,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._monotonic = monotonic
        self._pause = pause
        self._until: dict[ChatId, float] = {}
        self.refused = 0
        """How often Telegram asked to wait, since the start."""

    async def patiently(self, chat_id: ChatId, call: Callable[[], Awaitable[T]]) -> T:
        """Make a call once the chat may be written to; if it is asked to wait then, once more after that, no oftener.

        Raises RetryAfter where that would take too long.
        """
        await self._over(chat_id)
        try:
            return await self.noting(chat_id, call)
        except RetryAfter:
            await self._over(chat_id)
            return await self.noting(chat_id, call)

    async def noting(self, chat_id: ChatId, call: Callable[[], Awaitable[T]]) -> T:
        """Make a call at once; what Telegram asks for is kept to by those that come after it."""
        try:
            return await call()
        except RetryAfter as error:
            self.refused += 1
            until = self._monotonic() + wait_of(error).total_seconds()
            self._until[chat_id] = max(until, self._until.get(chat_id, until))
            self._tidy()
            raise

    def refuse(self, chat_id: ChatId) -> None:
        """Raise what Telegram would answer, without asking it, for who waits in a way of their own."""
        if (wait := self._left(chat_id)) > 0:
            raise _retry(wait)

    async def _over(self, chat_id: ChatId) -> None:
        wait = self._left(chat_id)
        if wait > LONGEST:
            raise _retry(wait)
        if wait > 0:
            await self._pause(wait)

    def _left(self, chat_id: ChatId) -> float:
        until = self._until.get(chat_id)
        return 0.0 if until is None else until - self._monotonic()

    def _tidy(self) -> None:
        if len(self._until) > _MANY:
            now = self._monotonic()
            self._until = {chat: until for chat, until in self._until.items() if until > now}


def _retry(seconds: float) -> RetryAfter:
    return RetryAfter(timedelta(seconds=ceil(seconds)))
