"""Rows of the ledger whose message may or may not have arrived, which are UNKNOWN until somebody knows."""

from __future__ import annotations

from datetime import date, datetime

from bot.model.chat import ChatId
from bot.model.delivery import RESTORED, Delivery
from bot.store.database import Database, maybe_from_ms, to_ms
from bot.store.readable import readable
from bot.store.rows import delivery


class Doubts:
    """How a row comes to be in doubt, where there is any, and the operator's way out."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("doubts")

    async def park(self, before: datetime, now: datetime, *, again: int = 0) -> tuple[Delivery, ...]:
        """Rows claimed before an instant and never settled become UNKNOWN; returns them.

        With `again`, those claimed less often than that are queued again instead.
        """
        async with self._database.single() as connection:
            resend = {"again": int(again > 0), "most": again}
            rows = self._sql.park(connection, before=to_ms(before), now=to_ms(now), **resend)
            return tuple(await readable(rows, delivery))

    async def restored(self, now: datetime) -> int:
        """What was being sent or has come due may have arrived: all of it becomes UNKNOWN. Returns how many rows."""
        async with self._database.single() as connection:
            return len([row async for row in self._sql.restored(connection, now=to_ms(now), reason=RESTORED)])

    async def of(self, chat_id: ChatId) -> Delivery | None:
        """The chat's newest row in doubt; `updated_at` says since when that is so."""
        row = await self._sql.of(self._database.near, chat_id=chat_id)
        return None if row is None else delivery(row)

    async def chats(self, since: date, at: datetime) -> frozenset[ChatId]:
        """Chats with a row in doubt, of a date that is no earlier or in doubt since no earlier than an instant."""
        rows = self._sql.chats(self._database.near, since=since.isoformat(), at=to_ms(at))
        return frozenset([ChatId(row["chat_id"]) async for row in rows])

    async def latest(self, since: datetime) -> datetime | None:
        """When a row last came to be in doubt, after an instant; of a restoration its operator has been told."""
        return maybe_from_ms(await self._sql.latest(self._database.near, since=to_ms(since), restored=RESTORED))

    async def count(self) -> int:
        """How many rows are parked and could be sent again."""
        async with self._database.single() as connection:
            return int(await self._sql.count(connection))

    async def resend(self, now: datetime) -> int:
        """Queue each chat's newest row again if it is UNKNOWN: an operator prefers twice to never. Returns how many."""
        async with self._database.single() as connection:
            return len([row async for row in self._sql.resend(connection, now=to_ms(now))])
