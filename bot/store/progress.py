"""How far each chat read: written at every step, so that /today resumes there."""

from __future__ import annotations

from datetime import datetime

from bot.model import ChatId, Place
from bot.store.database import Database, to_ms


class Progress:
    """The last place of each chat in each episode."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("progress")

    async def reached(self, chat_id: ChatId, place: Place, now: datetime) -> None:
        """The reader looked at this segment."""
        async with self._database.transaction() as connection:
            await self._sql.reached(
                connection,
                chat_id=chat_id,
                episode_id=place.episode_id,
                size=place.size,
                place=place.index,
                now=to_ms(now),
            )

    async def place_in(self, chat_id: ChatId, episode_id: int) -> Place | None:
        """Where the reader stands in an episode, None if it was never opened."""
        async with self._database.reading() as connection:
            row = await self._sql.place_in(connection, chat_id=chat_id, episode_id=episode_id)
        return None if row is None else Place(episode_id, row["size"], row["place"])

    async def latest(self, chat_id: ChatId) -> Place | None:
        """Where the reader read last, in any episode."""
        async with self._database.reading() as connection:
            row = await self._sql.latest(connection, chat_id=chat_id)
        return None if row is None else Place(row["episode_id"], row["size"], row["place"])
