"""Visits of the page, by the hash of their token: whoever reads the database cannot enter with it."""

from __future__ import annotations

from datetime import datetime

from bot.model.chat import ChatId
from bot.model.visit import AT_ONCE, Visit
from bot.store.database import Database, from_ms, to_ms


class Visits:
    """Who is there. A chat that is forgotten is there no more."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("visits")

    async def begin(self, visit: Visit, hashed: str) -> None:
        """One more; of very many the oldest ends."""
        async with self._database.transaction() as connection:
            await self._sql.put(
                connection,
                chat_id=visit.chat_id,
                hash=hashed,
                began_at=to_ms(visit.began_at),
                expires_at=to_ms(visit.expires_at),
            )
            await self._sql.keep_newest(connection, chat_id=visit.chat_id, most=AT_ONCE)

    async def get(self, chat_id: ChatId, hashed: str) -> Visit | None:
        """One that began, over or not."""
        row = await self._sql.get(self._database.near, chat_id=chat_id, hash=hashed)
        return None if row is None else Visit(chat_id, from_ms(row["began_at"]), from_ms(row["expires_at"]))

    async def prolong(self, chat_id: ChatId, hashed: str, expires_at: datetime) -> None:
        """It goes on until then."""
        async with self._database.single() as connection:
            await self._sql.prolong(connection, chat_id=chat_id, hash=hashed, expires_at=to_ms(expires_at))

    async def end(self, chat_id: ChatId, hashed: str) -> None:
        """It is over."""
        async with self._database.single() as connection:
            await self._sql.drop(connection, chat_id=chat_id, hash=hashed)

    async def expire(self, now: datetime) -> None:
        """What is over goes."""
        async with self._database.single() as connection:
            await self._sql.expire(connection, before=to_ms(now))
