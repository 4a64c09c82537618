"""Updates on their way from whoever receives them to whoever handles them, where these are several processes.

A row is written once for each number that Telegram gave, before Telegram is told that the update arrived. When it is
handled, chat and words are taken out of it and its number stays: Telegram may bring it again. Chats are spread over
SHARDS, and who holds a shard's lease handles its updates: see `bot.edge.shards`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from bot.model.chat import ChatId
from bot.store.database import Database, maybe_from_ms, to_ms
from bot.store.together import Row, Together

SHARDS = 64
TRIES = 5
"""Deaths of its handler after which an update is dropped: several may be the database's and not its own."""

_AT_ONCE = 1000
_BEFORE_ALL = -1
_NO_CHAT = 0
_CHANNEL = "arrivals"


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update that waits."""

    update_id: int
    shard: int
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many wait, and since when the oldest."""

    count: int
    oldest: datetime | None


class Arrivals:
    """Rows by Telegram's number."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("arrivals")
        self._keeping = Together(self._keep)
        self._ending = Together(self._end)

    def keep(self, chat_id: ChatId | None, update: dict[str, Any], now: datetime) -> asyncio.Future[None]:
        """Done when it is on the disk, or was there before."""
        return self._keeping.add(
            {
                "update_id": update["update_id"],
                "chat_id": chat_id if chat_id is not None else _NO_CHAT,
                "shard": shard_of(chat_id),
                "body": orjson.dumps(update).decode(),
                "at": to_ms(now),
            }
        )

    async def waiting(self, shards: Collection[int], limit: int) -> tuple[Arrival, ...]:
        """Updates of these shards that are not handled, in Telegram's order."""
        rows = self._sql.waiting(self._database.near, shards=_list(shards), limit=limit)
        return tuple([Arrival(row["update_id"], row["shard"], orjson.loads(row["body"])) async for row in rows])

    def done(self, update_id: int) -> asyncio.Future[None]:
        """It is handled."""
        return self._ending.add({"update_id": update_id})

    async def taken_over(self, shards: Collection[int]) -> int:
        """These were a dead process's. Returns how many updates are dropped, having ended too many."""
        async with self._database.transaction() as connection:
            await self._sql.taken_over(connection, shards=_list(shards))
            return len([row async for row in self._sql.give_up(connection, shards=_list(shards), tries=TRIES)])

    async def adopt(self, now: datetime) -> None:
        """Take what a process that handled by itself has left in its inbox."""
        async with self._database.single() as connection:
            await self._sql.adopt(connection, now=to_ms(now))

    async def hand_back(self, now: datetime) -> None:
        """Give what waits to the inbox of a process that handles by itself; nothing where workers are at work."""
        if self._database.dialect == "postgresql":
            async with self._database.single() as connection:
                await self._sql.hand_back(connection, now=to_ms(now))

    async def count(self) -> Waiting:
        """What waits."""
        row = await self._sql.count(self._database.near)
        return Waiting(row["waiting"], maybe_from_ms(row["oldest"]))

    async def expire(self, before: datetime) -> None:
        """Forget the numbers of what came before an instant; some at a time, so that nobody waits for it."""
        gone, after = _AT_ONCE, _BEFORE_ALL
        while gone == _AT_ONCE:
            async with self._database.single() as connection:
                rows = self._sql.expire(connection, before=to_ms(before), after=after, limit=_AT_ONCE)
                numbers = [row["update_id"] async for row in rows]
            gone, after = len(numbers), max(numbers, default=after)

    async def clear(self) -> None:
        """Nothing of it is to be handled any more."""
        async with self._database.single() as connection:
            await self._sql.clear(connection)

    def heard(self, wake: Callable[[], None]) -> AbstractAsyncContextManager[None]:
        """For the block, `wake` is called when something has come."""
        return self._database.heard(_CHANNEL, wake)

    async def _keep(self, rows: Sequence[Row]) -> None:
        async with self._database.single() as connection:
            await self._sql.keep(connection, rows=orjson.dumps(rows).decode())

    async def _end(self, rows: Sequence[Row]) -> None:
        async with self._database.single() as connection:
            await self._sql.done(connection, numbers=_list([row["update_id"] for row in rows]))


def shard_of(chat_id: ChatId | None) -> int:
    """Where a chat belongs; what has no chat is all in one place."""
    return (chat_id or _NO_CHAT) % SHARDS


def _list(numbers: Collection[int]) -> str:
    return orjson.dumps(list(numbers)).decode()
