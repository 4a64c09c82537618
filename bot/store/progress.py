"""How far each chat read: written at every step, so that /today resumes there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from bot.model.chat import ChatId
from bot.model.reading import Place
from bot.store.database import Database, from_ms, to_ms
from bot.store.together import Row, Together


class Progress:
    """The last place of each chat in each episode."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("progress")
        self._together = Together(self._write)

    async def reached(self, chat_id: ChatId, place: Place, now: datetime) -> None:
        """The reader looked at this segment."""
        where = {"chat_id": chat_id, "episode_id": place.episode_id}
        await self._together.add({**where, "size": place.size, "place": place.index, "now": to_ms(now)})

    async def _write(self, rows: Sequence[Row]) -> None:
        async with self._database.single() as connection:
            await self._sql.reached(connection, rows)

    async def place_in(self, chat_id: ChatId, episode_id: int) -> Place | None:
        """Where the reader stands in an episode, None if it was never opened."""
        row = await self._sql.place_in(self._database.near, chat_id=chat_id, episode_id=episode_id)
        return None if row is None else Place(episode_id, row["size"], row["place"])

    async def version(self, chat_id: ChatId, episode_id: int) -> tuple[str, Place | None]:
        """What differs whenever something of an episode that is the chat's own may have changed; and its place.

        In two parts with a dot between: of the place, and of all else. Who writes a place knows what it is then, not
        what another door did meanwhile. Cheap enough to be looked at twice a second for every page that is open.
        """
        row = await self._sql.version(self._database.near, chat_id=chat_id, episode_id=episode_id)
        at, size, index, *others = row
        place = None if index is None else Place(episode_id, size, index)
        return f"{_digest(at, size, index)}.{_digest(*others)}", place

    async def since(self, chat_id: ChatId, instant: datetime) -> tuple[tuple[datetime, Place], ...]:
        """Where the chat last stood in each episode that it read since an instant, and when."""
        async with self._database.single() as connection:
            rows = self._sql.since(connection, chat_id=chat_id, instant=to_ms(instant))
            found = [
                (from_ms(row["updated_at"]), Place(row["episode_id"], row["size"], row["place"])) async for row in rows
            ]
        return tuple(found)

    async def finished_others(self, chat_id: ChatId, episode_id: int) -> int:
        """How many readings of other episodes came to their end."""
        near = self._database.near
        return int(await self._sql.finished_others(near, chat_id=chat_id, episode_id=episode_id))

    async def latest(self, chat_id: ChatId) -> Place | None:
        """Where the reader read last, in any episode."""
        row = await self._sql.latest(self._database.near, chat_id=chat_id)
        return None if row is None else Place(row["episode_id"], row["size"], row["place"])


def _digest(*values: object) -> str:
    return sha256(repr(values).encode()).hexdigest()[:12]
