"""What this process may do alone for now: its leases, renewed as long as it lives.

What it holds ends by its own clock a little earlier than by the database's: a process that was frozen, or cut off,
knows on waking that others may have taken over, and does nothing more with what it held. Shards of chats are divided
by how many workers live: who has more than its share gives some up when it is done with them, who has less takes what
is free. A worker that dies is replaced when its leases run out, within LEASE and a few beats.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from math import ceil

from bot.store.arrivals import SHARDS
from bot.store.leases import Leases

LEASE = 6.0
BEAT = 1.0
"""Seconds between two renewals."""

CLOCK, POLLER = "clock", "poller"
"""The jobs that run once, and the one process that may poll."""

_WORKER = "worker:"
_log = logging.getLogger(__name__)


class Tenure:
    """Holds `jobs` where they are free and, with `works`, a share of the shards. `monotonic` never goes back."""

    def __init__(
        self,
        leases: Leases,
        *,
        works: bool = False,
        jobs: Collection[str] = (),
        busy: Callable[[int], bool] = lambda _: False,
        took_over: Callable[[Collection[int]], None] = lambda _: None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.me = secrets.token_hex(8)
        self.busy = busy
        """Whether a shard that is to be given up still has something in hand."""
        self.took_over = took_over
        """Called with shards that are ours from now on, and were a dead process's."""
        self._leases = leases
        self._works = works
        self._jobs = frozenset(jobs)
        self._monotonic = monotonic
        self._until: dict[str, float] = {}
        self._terms: dict[str, int] = {}
        self._leaving: set[int] = set()
        self._prepared = False

    def holds(self, name: str) -> bool:
        """Whether nobody else may do this now."""
        return self._until.get(name, 0.0) > self._monotonic()

    def has(self, shard: int) -> bool:
        """Whether a shard's updates are ours to handle."""
        return self.holds(_SHARDS[shard])

    def term(self, shard: int) -> int:
        """Which time of holding a shard without a gap this is: another number after each gap."""
        return self._terms.get(_SHARDS[shard], 0)

    @property
    def shards(self) -> frozenset[int]:
        """Those whose updates we take on: ours, and not about to be given up."""
        return frozenset(shard for shard in range(SHARDS) if shard not in self._leaving and self.has(shard))

    @property
    def is_kept(self) -> bool:
        """Whether the last renewal is young enough for anything to be held."""
        return any(until > self._monotonic() for until in self._until.values())

    async def run(self) -> None:
        """Renew, give up and take, until cancelled; where the database is away, what is held runs out."""
        while True:
            try:
                await self.beat()
            except Exception as error:
                _log.warning("leases cannot be renewed: %s", type(error).__name__)
            await asyncio.sleep(BEAT)

    async def beat(self) -> None:
        """Once."""
        began = self._monotonic()
        if not self._prepared:
            await self._prepare()
        held = await self._leases.renew(self.me, LEASE)
        self._begin_terms([name for name in held if not self.holds(name)])
        self._until = dict.fromkeys(held, began + LEASE)
        if wanted := self._jobs - held:
            await self._take(wanted, len(wanted))
        if self._works:
            await self._share()

    async def leave(self) -> None:
        """Give everything back, so that others need not wait for it to run out."""
        self._until.clear()
        with suppress(Exception):  # it runs out by itself
            async with asyncio.timeout(LEASE):
                await self._leases.give_back(self.me, [*_SHARDS, *self._jobs, self._membership])

    @property
    def _membership(self) -> str:
        return f"{_WORKER}{self.me}"

    async def _prepare(self) -> None:
        own = [self._membership] if self._works else []
        await self._leases.sweep(_WORKER)
        await self._leases.prepare([*_SHARDS, *self._jobs, *own])
        self._prepared = True

    async def _share(self) -> None:
        if not self.holds(self._membership):
            await self._leases.prepare([self._membership])
            await self._take([self._membership], 1)
        most = ceil(SHARDS / max(1, await self._leases.live(_WORKER)))
        ours = [shard for shard in range(SHARDS) if self.has(shard)]
        self._leaving = set(ours[most:])
        if done := [shard for shard in self._leaving if not self.busy(shard)]:
            names = [_SHARDS[shard] for shard in done]
            for name in names:
                self._until.pop(name, None)
            await self._leases.give_back(self.me, names)
        if len(ours) < most:
            await self._take(_SHARDS, most - len(ours))

    async def _take(self, names: Collection[str], limit: int) -> None:
        began = self._monotonic()
        taken = await self._leases.take(self.me, names, LEASE, limit)
        self._begin_terms(taken)
        self._until.update(dict.fromkeys(taken, began + LEASE))
        if orphaned := [_SHARDS.index(name) for name, died in taken.items() if died and name in _SHARDS]:
            self.took_over(orphaned)

    def _begin_terms(self, names: Collection[str]) -> None:
        for name in names:
            self._terms[name] = self._terms.get(name, 0) + 1


_SHARDS = tuple(f"shard:{number:02}" for number in range(SHARDS))
