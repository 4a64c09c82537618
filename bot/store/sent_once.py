"""What the page sent with a key of its own: a queue that sends it again after a tunnel gets the same answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model.chat import ChatId
from bot.store.database import Database, to_ms

STALE_AFTER = timedelta(minutes=1)
"""A request that was begun so long ago and not answered was cut off with its process: it may be done again."""
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered the first time; `status` 0 while it is being done."""

    status: int
    body: str


class SentOnce:
    """Keys of each chat with their answers."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("sent_once")

    async def claim(self, chat_id: ChatId, key: str, now: datetime) -> Answered | None:
        """None for whoever is the first and does it; for all others what came of it."""
        async with self._database.transaction() as connection:
            stale = to_ms(now - STALE_AFTER)
            if await self._sql.claim(connection, chat_id=chat_id, key=key, at=to_ms(now), stale=stale) is not None:
                return None
            row = await self._sql.get(connection, chat_id=chat_id, key=key)
        return Answered(row["status"], row["body"])

    async def settle(self, chat_id: ChatId, key: str, answered: Answered) -> None:
        """It is done."""
        async with self._database.single() as connection:
            await self._sql.settle(connection, chat_id=chat_id, key=key, status=answered.status, body=answered.body)

    async def give_up(self, chat_id: ChatId, key: str) -> None:
        """It was not done: whoever sends it again may try."""
        async with self._database.single() as connection:
            await self._sql.drop(connection, chat_id=chat_id, key=key)

    async def expire(self, before: datetime) -> None:
        """Those from before an instant are forgotten, some at a time."""
        count = _AT_ONCE
        while count == _AT_ONCE:
            async with self._database.single() as connection:
                rows = self._sql.expire(connection, before=to_ms(before), limit=_AT_ONCE)
                count = len([row async for row in rows])
