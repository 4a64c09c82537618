"""Which rows may leave next: what waits for another try, else what is newly due."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.delivery.owing import take_due
from bot.delivery.parcel import Known, read_together
from bot.model.clock import Clock
from bot.model.delivery import Delivery
from bot.store import Store

_LOOK_EVERY = timedelta(seconds=1)
"""While others are due, so often what waits for another try is looked for."""

_LOOKED_AT = 200
"""Where nobody of those who are due gets anything, so many are looked at together."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """Rows that are ours to send, and what is known of them: where that cannot be read, each of them fails of it."""

    rows: Sequence[Delivery]
    known: Awaitable[Known]


class Claiming:
    """Claims for one sender. Hardly anything ever waits: while much is due, it is looked for once in a while."""

    def __init__(self, store: Store, clock: Clock, stopped: Callable[[], bool]) -> None:
        self._store = store
        self._clock = clock
        self._stopped = stopped
        self._none_waited: datetime | None = None

    def look_at_once(self) -> None:
        """Whatever was found before, the next claim looks for what waits."""
        self._none_waited = None

    async def claim(self, most: int) -> Claimed | None:
        """Up to so many rows; None where there is nothing, or no more may be claimed."""
        if not most or self._stopped():
            return None
        look = self._none_waited is None or self._clock() - self._none_waited >= _LOOK_EVERY
        if look and (waiting := await self._waiting(most)):
            return waiting
        look_at = 0
        while True:
            taken = await take_due(self._store, self._clock, most, look_at=look_at)
            if taken.rows:
                return Claimed(taken.rows, _at_hand(taken.known))
            if self._stopped():
                return None
            if not taken.looked_at:
                return None if look else await self._waiting(most)
            look_at = _LOOKED_AT

    async def _waiting(self, most: int) -> Claimed | None:
        now = self._clock()
        rows = await self._store.deliveries.claim(now, most)
        self._none_waited = None if rows else now
        return Claimed(rows, asyncio.ensure_future(read_together(self._store, rows))) if rows else None


def _at_hand(known: Known) -> asyncio.Future[Known]:
    ready = asyncio.get_running_loop().create_future()
    ready.set_result(known)
    return ready
