"""The worker's side of the shared inbox: takes the updates of the shards that this process holds, in their order.

A row is here until it is handled: whoever dies with it in hand loses none, the next holder of its shard begins again
with it. So one may be handled twice where its handler died, as with polling; one whose handler was frozen is not begun
any more when it wakes, since the shard may be another's. Where a shard is ours again after it was not for a moment,
what was fetched before is fetched again: of a chat's updates none may be begun when one before it was not.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Collection, Iterable
from contextlib import suppress

from bot.edge.intake import Intake, chat_of
from bot.edge.receiving import Raw
from bot.edge.tenure import Tenure
from bot.model.chat import ChatId
from bot.store.arrivals import Arrivals, shard_of

LOOK_EVERY = 0.5
"""Seconds between two looks where nothing was heard of new ones: past a pooler nothing ever is."""

TOGETHER = 0.005
"""Seconds in which those that come at once gather: a look costs the same for many, and they come out in order."""

_AT_ONCE = 256
"""Updates in hand with which no more are fetched: what is beyond waits where another worker can take it over."""

_log = logging.getLogger(__name__)


class Shards:
    """Feeds an intake. Stands where updates come from, for a process that receives none itself."""

    def __init__(
        self,
        arrivals: Arrivals,
        tenure: Tenure,
        handle: Callable[[Raw], Awaitable[None]],
        turn_away: Callable[[Raw], Awaitable[None]],
    ) -> None:
        self.intake = Intake(self._fenced, turn_away, self)
        self.heard_at: float | None = None
        self._arrivals = arrivals
        self._tenure = tenure
        self._handle = handle
        self._ours: dict[int, tuple[int, int]] = {}
        """In hand: of which shard, and of which term of ours."""
        self._over: set[int] = set()
        self._dropped: set[int] = set()
        self._orphaned: set[int] = set()
        self._woken = asyncio.Event()
        tenure.busy = self._busy
        tenure.took_over = self._took_over

    async def run(self, left: Iterable[Raw] = ()) -> None:
        """Take what waits, as long as it is ours to take, until cancelled."""
        for update in left:
            self.intake.take(update)
        async with self._arrivals.heard(self._woken.set):
            while True:
                self._woken.clear()
                try:
                    await self._look()
                except Exception as error:  # the database is away: what waits goes on waiting
                    _log.warning("updates cannot be fetched: %s", type(error).__name__)
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_EVERY):
                        await self._woken.wait()
                        await asyncio.sleep(TOGETHER)

    async def close(self, *, within: float) -> None:
        """Handle what is in hand; what is not waits for the next worker."""
        await self.intake.close(within=within)

    async def keep(self, updates: Collection[tuple[ChatId | None, Raw]]) -> None:
        """They are kept all along."""

    def done(self, update_id: int) -> asyncio.Future[None]:
        """Handled, unless it was left to another worker."""
        if update_id in self._dropped:
            self._dropped.discard(update_id)
            self._ours.pop(update_id, None)
            left: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            left.set_result(None)
            return left
        ending = self._arrivals.done(update_id)
        ending.add_done_callback(lambda _: self._ended(update_id))
        return ending

    def _ended(self, update_id: int) -> None:
        self._ours.pop(update_id, None)
        self._over.add(update_id)
        if len(self._ours) == _AT_ONCE // 2:  # there may be more than were fetched, of which nobody tells again
            self._woken.set()

    async def _look(self) -> None:
        if self._orphaned:
            orphaned, self._orphaned = self._orphaned, set()
            if dropped := await self._arrivals.taken_over(orphaned):
                _log.error("%d updates ended every process that handled them: they are dropped", dropped)
        await self.intake.room()
        while (shards := self._tenure.shards) and len(self._ours) < _AT_ONCE:
            self._over.clear()  # what ends while the rows are being read may still be among them
            found = await self._arrivals.waiting(shards, _AT_ONCE + len(self._ours))
            known = self._ours.keys() | self._over
            ended = {shard for shard, term in self._ours.values() if term != self._tenure.term(shard)}
            for each in found:
                if each.update_id not in known and each.shard not in ended and self._tenure.has(each.shard):
                    self._ours[each.update_id] = each.shard, self._tenure.term(each.shard)
                    self.intake.take(each.body, kept=True)
            if len(found) < _AT_ONCE:
                break
        if self._tenure.is_kept:
            self.heard_at = time.monotonic()

    async def _fenced(self, update: Raw) -> None:
        """Not begun where its shard may be another's by now, or was for a moment."""
        shard = shard_of(chat_of(update))
        _, term = self._ours.get(update["update_id"], (shard, self._tenure.term(shard)))
        if self._tenure.has(shard) and term == self._tenure.term(shard):
            await self._handle(update)
        else:
            self._dropped.add(update["update_id"])

    def _busy(self, shard: int) -> bool:
        return any(ours == shard for ours, _ in self._ours.values())

    def _took_over(self, shards: Collection[int]) -> None:
        self._orphaned.update(shards)
        self._woken.set()
