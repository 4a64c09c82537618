"""Edits of a chat's messages, at the pace that Telegram takes them.

Telegram takes about one edit a second in a chat, readers tap faster: while an edit is under way or too soon, only the
newest wanted view of a message is kept, and it is the one that is shown in the end. Nothing is lost by that: a card is
a whole picture, not a step.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.edge.outcome import wait_of
from bot.model.chat import ChatId
from bot.render.view import View

EDIT_EVERY = 1.0
"""Seconds between two edits of a chat: Telegram's advice for one chat."""

_log = logging.getLogger(__name__)


class Edits:
    """Has messages become views. `make` makes one edit; `pause` is how it waits, so that tests need not."""

    def __init__(
        self,
        make: Callable[[ChatId, int, View], Awaitable[None]],
        *,
        every: float = EDIT_EVERY,
        pause: Callable[[float], Any] = asyncio.sleep,
    ) -> None:
        self._make = make
        self._every = every
        self._pause = pause
        self._wanted: dict[ChatId, dict[int, View]] = {}
        self._editing: dict[ChatId, asyncio.Task[None]] = {}
        self._resting: dict[ChatId, float] = {}
        self.lost = 0
        """Edits since the start that were not made because nobody answered, or by a fault: the next tap makes them."""

    def want(self, chat_id: ChatId, message_id: int, view: View) -> None:
        """Have a message become `view`, as soon as the chat's pace allows."""
        wanted = self._wanted.setdefault(chat_id, {})
        wanted.pop(message_id, None)  # to the end of the queue
        wanted[message_id] = view
        if chat_id not in self._editing:
            self._editing[chat_id] = asyncio.create_task(self._edits(chat_id), name=f"edits of {chat_id}")

    async def idle(self) -> None:
        """Wait until every edit that was asked for is made."""
        while self._editing:
            await asyncio.gather(*self._editing.values())

    async def close(self, *, within: float) -> None:
        """Wait so many seconds for the edits under way, no longer: Telegram may have asked for a minute's rest."""
        if self._editing:
            _, late = await asyncio.wait(self._editing.values(), timeout=within)
            for task in late:
                task.cancel()

    async def _edits(self, chat_id: ChatId) -> None:
        """One chat's edits, newest view only, paced. After the last it rests: nothing waits where nothing is wanted."""
        wanted, loop = self._wanted[chat_id], asyncio.get_running_loop()
        try:
            while wanted:
                if (until := self._resting.get(chat_id)) is not None:
                    await self._pause(until - loop.time())
                message_id = next(iter(wanted))
                wait = await self._edit(chat_id, message_id, wanted.pop(message_id))
                self._resting[chat_id] = until = loop.time() + wait
                loop.call_later(wait, self._rested, chat_id, until)
        finally:
            del self._editing[chat_id], self._wanted[chat_id]

    def _rested(self, chat_id: ChatId, until: float) -> None:
        """Unless it made another edit meanwhile."""
        if self._resting.get(chat_id) == until:
            del self._resting[chat_id]

    async def _edit(self, chat_id: ChatId, message_id: int, view: View) -> float:
        """Make one edit; returns the seconds to wait before the chat's next one."""
        try:
            await self._make(chat_id, message_id, view)
        except RetryAfter as error:
            self._wanted[chat_id].setdefault(message_id, view)
            return wait_of(error).total_seconds()
        except Forbidden:
            _log.info("edit in chat %s: the bot is blocked", chat_id)
        except TelegramError as error:
            away = isinstance(error, NetworkError) and not isinstance(error, BadRequest)
            self.lost += away
            level = logging.DEBUG if away else logging.WARNING  # of an outage its tap has a line already
            _log.log(level, "edit in chat %s failed: %s: %s", chat_id, type(error).__name__, error.message)
        except Exception as error:  # a fault of ours: what else is wanted in this chat is shown all the same
            self.lost += 1
            _log.error("edit in chat %s failed: %s", chat_id, type(error).__name__, exc_info=error)
        return self._every
