"""The receiver's side of the shared inbox: what comes in is written down, and Telegram is told when it is."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from bot.edge.intake import ROOM, chat_of, kind_of
from bot.edge.receiving import Raw
from bot.edge.trimming import trimmed
from bot.model.timing import Timings
from bot.store.arrivals import Arrivals

_COARSE = 1
"""Decimals of a coordinate: some ten kilometres, enough to tell a time zone by."""


class NotKept(Exception):
    """So many updates could not be written down: Telegram must not be told that they arrived."""


class HandingOn:
    """An intake that handles nothing: workers do. Its times are what it took to write an update down."""

    turned_away = 0

    def __init__(self, arrivals: Arrivals, clock: Callable[[], datetime]) -> None:
        self.times = Timings()
        self._arrivals = arrivals
        self._clock = clock
        self._writing: set[asyncio.Future[None]] = set()
        self._failed: dict[int, Raw] = {}
        self._fewer = asyncio.Event()

    @property
    def in_hand(self) -> int:
        """Updates that are being written down."""
        return len(self._writing)

    def take(self, update: Raw, *, kept: bool = False) -> None:
        """Begin to write it down; `settled` tells whether that succeeded."""
        writing = self._write(update)
        self._writing.add(writing)
        writing.add_done_callback(partial(self._written, update))

    async def accept(self, update: Raw, *, within: float) -> None:
        """Written down, or known already, on return; raises what the database does."""
        began = time.perf_counter()
        await self._write(update)
        self.times[kind_of(update)].observe(time.perf_counter() - began)

    async def room(self) -> None:
        """Wait until there is room for as many as come at once."""
        while len(self._writing) > ROOM:
            self._fewer.clear()
            await self._fewer.wait()

    async def settled(self, *, within: float) -> None:
        """All that was taken is written down, what failed before as well. Raises NotKept."""
        again, self._failed = self._failed, {}
        for update in again.values():
            self.take(update)
        while self._writing:
            await asyncio.wait(self._writing)
        if self._failed:
            raise NotKept(len(self._failed))

    async def close(self, *, within: float) -> None:
        """Write down what was taken."""
        async with asyncio.timeout(within):
            await self.settled(within=within)

    def _write(self, update: Raw) -> asyncio.Future[None]:
        return self._arrivals.keep(chat_of(update), coarse(trimmed(update)), self._clock())

    def _written(self, update: Raw, writing: asyncio.Future[None]) -> None:
        self._writing.discard(writing)
        self._fewer.set()
        if writing.cancelled() or writing.exception() is not None:
            self._failed[update["update_id"]] = update


def coarse(update: Raw) -> Raw:
    """Where somebody is is not written down as they sent it: coordinates lose what a time zone is not told by."""
    match update:
        case {"message": {**message}} if "location" in message or "venue" in message:
            match message.get("location"):
                case {"latitude": float() | int() as latitude, "longitude": float() | int() as longitude}:
                    place: Any = {"latitude": round(latitude, _COARSE), "longitude": round(longitude, _COARSE)}
                    told = {name: value for name, value in message.items() if name != "venue"}
                    return update | {"message": told | {"location": place}}
            return update | {"message": {name: message[name] for name in message if name not in ("location", "venue")}}
    return update
