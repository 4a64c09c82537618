"""Updates that were fetched and are not handled yet: they outlive a process that is killed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import orjson

from bot.model.chat import ChatId
from bot.store.database import Database, to_ms
from bot.store.together import Row, Together

TRIES = 2
"""Starts at which an update is handed out: one that ends every process that handles it is dropped then."""

_NO_CHAT = 0


class Inbox:
    """Rows as they came, by their number; a chat's go with the chat."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("inbox")
        self._done = Together(self._drop)

    async def keep(self, updates: Sequence[tuple[ChatId | None, dict[str, Any]]]) -> None:
        """Keep updates until they are done, all of them or none."""
        rows = [
            {
                "chat_id": chat_id if chat_id is not None else _NO_CHAT,
                "update_id": update["update_id"],
                "body": orjson.dumps(update).decode(),
            }
            for chat_id, update in updates
        ]
        if rows:
            async with self._database.single() as connection:
                await self._sql.keep(connection, rows)

    def done(self, update_id: int) -> asyncio.Future[None]:
        """An update is handled."""
        return self._done.add({"update_id": update_id})

    async def left(self) -> tuple[dict[str, Any], ...]:
        """What an earlier process left, in order; what it is dropped for after TRIES starts is not in it."""
        async with self._database.transaction() as connection:
            await self._sql.try_again(connection)
            await self._sql.give_up(connection, tries=TRIES)
            rows = [row["body"] async for row in self._sql.left(connection)]
        return tuple(orjson.loads(body) for body in rows)

    async def clear(self) -> None:
        """Nothing of it is to be handled any more."""
        async with self._database.single() as connection:
            await self._sql.clear(connection)

    async def expire(self, before: datetime, now: datetime) -> None:
        """What has been there since before an instant is dropped: nobody waits for an answer to it any more."""
        async with self._database.single() as connection:
            await self._sql.seen(connection, now=to_ms(now))
            await self._sql.expire(connection, before=to_ms(before))

    async def _drop(self, rows: Sequence[Row]) -> None:
        async with self._database.single() as connection:
            await self._sql.done(connection, rows)
