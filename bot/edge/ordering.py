"""Updates of different chats side by side, of one chat in the order in which they came."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

AT_ONCE = 4096
"""Updates under way or waiting for their chat: many more than one chat can pile up, so that it delays no other."""


class OneAtATimePerChat(BaseUpdateProcessor):
    """A queue a chat: a lock that waiters get in turn, kept only while someone holds or waits for it."""

    def __init__(self) -> None:
        super().__init__(AT_ONCE)
        self._locks: dict[int, tuple[asyncio.Lock, int]] = {}
        self._tasks: set[asyncio.Task[Any]] = set()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Run the handlers of an update when those before it in its chat are done."""
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is None:
            await coroutine
            return
        lock, waiting = self._locks.get(chat.id, (asyncio.Lock(), 0))
        self._locks[chat.id] = (lock, waiting + 1)
        try:
            async with lock:
                await coroutine
        finally:
            lock, waiting = self._locks.pop(chat.id)
            if waiting > 1:
                self._locks[chat.id] = (lock, waiting - 1)

    def abandon(self) -> None:
        """Cancel whatever still runs: the process is about to end, and Telegram does not answer."""
        for task in self._tasks:
            task.cancel()

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""
