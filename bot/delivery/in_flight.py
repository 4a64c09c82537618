"""Deliveries on their way: sent, and what has arrived until that is written down."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

Flight = Coroutine[Any, Any, asyncio.Future[None] | None]
"""Sends something; returns what is done once its arrival is written down, if there is that to wait for."""


class InFlight:
    """Counts them, and wakes one waiter when there is room."""

    def __init__(self) -> None:
        self._sending: set[asyncio.Future[Any]] = set()
        self._room = asyncio.Event()
        self._awaited = 0
        self._fault: BaseException | None = None

    def __len__(self) -> int:
        return len(self._sending)

    def add(self, sending: Flight) -> None:
        """Begin to send."""
        task = asyncio.get_running_loop().create_task(sending)
        self._sending.add(task)
        task.add_done_callback(self._sent)

    async def at_most(self, count: int) -> None:
        """Wait until no more than so many are on their way; raises what one of them could not settle."""
        self._awaited = count
        while len(self._sending) > count:
            self._room.clear()
            await self._room.wait()
        if self._fault is not None:
            fault, self._fault = self._fault, None
            raise fault

    def cancel(self) -> None:
        """Stop what is being sent; what is being written down is left to end."""
        for sending in self._sending:
            if isinstance(sending, asyncio.Task):
                sending.cancel()

    def _sent(self, task: asyncio.Task[asyncio.Future[None] | None]) -> None:
        if not task.cancelled() and task.exception() is None and (settling := task.result()) is not None:
            self._sending.add(settling)
            settling.add_done_callback(self._settled)
        self._settled(task)

    def _settled(self, done: asyncio.Future[Any]) -> None:
        self._sending.discard(done)
        if not done.cancelled():
            fault = done.exception()  # asked for of each: of one that nobody asks for asyncio complains
            self._fault = self._fault or fault
        if len(self._sending) <= self._awaited:
            self._room.set()
