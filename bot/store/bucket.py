"""One pace for one token, however many processes send: instants to send at, handed out by the database.

Of these rows a crash of the database may lose what it likes: the pace begins anew.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta

import orjson

from bot.model.chat import ChatId
from bot.store.database import Database

_SECOND = 1_000_000


@dataclass(frozen=True, slots=True)
class Instants:
    """Seconds until the last of those that were taken, and for how long nobody may send at all."""

    wait: float
    held: float


class Bucket:
    """Times are the database's: those of machines may differ."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("bucket")

    async def take(self, count: int, *, every: float, burst: float) -> Instants:
        """So many instants, `every` seconds apart; of what nobody took, `burst` seconds are made up for."""
        given = {"every": round(every * _SECOND), "count": count, "burst": round(burst * _SECOND)}
        async with self._database.single() as connection:
            row = await self._sql.take(connection, **given)
        return Instants(row["wait"] / _SECOND, max(0.0, row["held"] / _SECOND))

    async def give_back(self, count: int, *, every: float) -> None:
        """Instants that were taken and not used."""
        async with self._database.single() as connection:
            await self._sql.give_back(connection, span=round(every * _SECOND) * count)

    async def turns(self, chats: Collection[ChatId]) -> Mapping[ChatId, float]:
        """Seconds until each of these chats may be sent to; whoever asks after us comes after us."""
        async with self._database.single() as connection:
            rows = self._sql.turns(connection, chats=orjson.dumps(list(set(chats))).decode())
            return {ChatId(row["chat_id"]): row["wait"] / _SECOND async for row in rows}

    async def refused(self, chat_id: ChatId, wait: timedelta, *, within: float, chats: int) -> None:
        """Telegram asked to wait: the chat is left alone, everybody slows down, or stops."""
        span = round(wait.total_seconds() * _SECOND)
        async with self._database.transaction() as connection:
            await self._sql.refused(connection, chat_id=chat_id, span=span)
            await self._sql.calm(connection, span=span, within=round(within * _SECOND), chats=chats)

    async def sweep(self) -> None:
        """Forget chats that may be sent to."""
        if self._database.dialect == "postgresql":
            async with self._database.single() as connection:
                await self._sql.sweep(connection)
