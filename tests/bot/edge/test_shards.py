"""A worker handles what waits in the shared inbox once and in order, whatever comes between a look and its rows."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from typing import Any

from bot.edge.shards import Shards
from bot.edge.tenure import LEASE, Tenure
from bot.model.chat import ChatId
from bot.store import Store, open_store
from bot.store.arrivals import Arrival, Arrivals, shard_of
from tests.kit.clock import START
from tests.kit.polled import until

CHAT = ChatId(7)
PATIENCE = 60


def message(number: int) -> dict[str, Any]:
    return {"update_id": number, "message": {"message_id": number, "chat": {"id": CHAT, "type": "private"}}}


class HeldUp(Arrivals):
    """Rows that were read arrive when they are let through."""

    def __init__(self, store: Store) -> None:
        super().__init__(store.database)
        self.through = asyncio.Event()
        self.through.set()
        self.read = 0

    async def waiting(self, shards: Collection[int], limit: int) -> tuple[Arrival, ...]:
        found = await super().waiting(shards, limit)
        self.read += 1
        await self.through.wait()
        return found


class Worker:
    """Its shards, its leases on a clock that can be moved, and the numbers that it handled."""

    def __init__(self, store: Store) -> None:
        self.now = 1000.0
        self.handled: list[int] = []
        self.going_on = asyncio.Event()
        self.going_on.set()
        self.arrivals = HeldUp(store)
        self.tenure = Tenure(store.leases, works=True, monotonic=lambda: self.now)
        self.shards = Shards(self.arrivals, self.tenure, self._handle, self._handle)

    async def _handle(self, update: dict[str, Any]) -> None:
        await self.going_on.wait()
        self.handled.append(update["update_id"])

    async def bring(self, *numbers: int) -> None:
        for number in numbers:
            await self.arrivals.keep(CHAT, message(number), START)


@asynccontextmanager
async def at_work(url: str) -> AsyncIterator[Worker]:
    async with open_store(url) as store:
        worker = Worker(store)
        await worker.tenure.beat()
        running = asyncio.create_task(worker.shards.run())
        try:
            yield worker
        finally:
            worker.arrivals.through.set()
            worker.going_on.set()
            running.cancel()
            await asyncio.wait([running])
            await worker.shards.close(within=PATIENCE)


async def test_what_ends_while_the_rows_are_read_is_not_handled_again(postgres_url: str) -> None:
    async with at_work(postgres_url) as worker:
        worker.going_on.clear()
        await worker.bring(1)
        await until(lambda: worker.shards.intake.in_hand == 1, PATIENCE)
        worker.arrivals.through.clear()
        read = worker.arrivals.read
        await until(lambda: worker.arrivals.read > read, PATIENCE)  # the row is still among what was read
        worker.going_on.set()
        await until(lambda: worker.handled == [1], PATIENCE)
        await until(lambda: not worker.tenure.busy(shard_of(CHAT)), PATIENCE)
        worker.arrivals.through.set()
        await worker.bring(2)
        await until(lambda: 2 in worker.handled, PATIENCE)
    assert worker.handled == [1, 2]


async def test_after_a_moment_in_which_the_shard_was_not_ours_the_order_is_kept(postgres_url: str) -> None:
    async with at_work(postgres_url) as worker:
        worker.going_on.clear()
        await worker.bring(1, 2, 3)
        await until(lambda: worker.shards.intake.in_hand == 3, PATIENCE)
        term = worker.tenure.term(shard_of(CHAT))
        worker.now += LEASE + 1
        assert not worker.tenure.has(shard_of(CHAT))
        await worker.tenure.beat()
        assert worker.tenure.term(shard_of(CHAT)) == term + 1
        await worker.bring(4)
        worker.going_on.set()
        await until(lambda: 4 in worker.handled, PATIENCE)
    assert worker.handled == [1, 2, 3, 4]
