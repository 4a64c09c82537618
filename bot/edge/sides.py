"""Where updates come from, put together: both sides of the shared inbox in one process, polling that one process of
several may do, and a process that none reach.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable

from bot.edge.ending import ended
from bot.edge.receiving import Raw, Receiving, Takes
from bot.edge.tenure import BEAT, POLLER, Tenure


class Both:
    """Receives and handles, through the inbox that it shares with others."""

    def __init__(self, front: Receiving, back: Receiving) -> None:
        self._front, self._back = front, back

    @property
    def intake(self) -> Takes:
        """What handles."""
        return self._back.intake

    @property
    def heard_at(self) -> float | None:
        """When the side was heard from that has been silent longer."""
        front, back = self._front.heard_at, self._back.heard_at
        return None if front is None or back is None else min(front, back)

    async def run(self, left: Iterable[Raw] = ()) -> None:
        """Both, until one of them fails or this is cancelled."""
        async with asyncio.TaskGroup() as sides:
            sides.create_task(self._back.run(left))
            sides.create_task(self._front.run())

    async def close(self, *, within: float) -> None:
        """First nothing more comes in, then what did is handled."""
        await self._front.close(within=within)
        await self._back.close(within=within)


class Alone:
    """Polls while no other process does: Telegram lets one poll, and tells the second to stop."""

    def __init__(self, polling: Receiving, tenure: Tenure) -> None:
        self._polling, self._tenure = polling, tenure
        self._waiting_since: float | None = None

    @property
    def intake(self) -> Takes:
        """What becomes of what is polled."""
        return self._polling.intake

    @property
    def heard_at(self) -> float | None:
        """Who stands by is as well as who polls."""
        return time.monotonic() if self._waiting_since is not None else self._polling.heard_at

    async def run(self, left: Iterable[Raw] = ()) -> None:
        """Stand by until the poller's place is free, poll while it is ours, and so on until cancelled."""
        while True:
            self._waiting_since = time.monotonic()
            while not self._tenure.holds(POLLER):  # noqa: ASYNC110  # leases are looked at, nobody tells of them
                await asyncio.sleep(BEAT / 4)
            self._waiting_since = None
            polling = asyncio.create_task(self._polling.run(left))
            left = ()  # taken once, however often the place changes hands
            try:
                while self._tenure.holds(POLLER):
                    done, _ = await asyncio.wait((polling,), timeout=BEAT / 4)
                    if done:
                        await polling
            finally:
                await ended(polling)

    async def close(self, *, within: float) -> None:
        """As the polling does."""
        await self._polling.close(within=within)


class Nothing:
    """Of a process that keeps time and hears nobody."""

    def __init__(self, intake: Takes) -> None:
        self.intake = intake
        self.heard_at: float | None = None

    async def run(self, left: Iterable[Raw] = ()) -> None:
        """Until cancelled."""
        while True:
            self.heard_at = time.monotonic()
            await asyncio.sleep(BEAT)

    async def close(self, *, within: float) -> None:
        """There is nothing in hand."""
