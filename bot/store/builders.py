"""Builders: whose posts can be read, what they posted, and whom a chat follows."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from bot.model.chat import ChatId
from bot.model.reading import Listing, Post
from bot.store.database import Database, from_ms, to_ms
from bot.store.listings import listing, segment
from bot.store.readable import readable


class Builders:
    """Who posts, by the account or the name that a Listing has as `builder`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("builders")

    async def latest(self, today: date, limit: int, offset: int = 0) -> tuple[Listing, ...]:
        """The newest posts of each builder, who posted last first."""
        window = {"today": today.isoformat(), "limit": limit, "offset": offset}
        async with self._database.single() as connection:
            return tuple(await readable(self._sql.latest(connection, **window), listing))

    async def posts(self, builder: str, today: date, limit: int, offset: int = 0) -> tuple[Post, ...]:
        """What a builder posted, newest first."""
        window = {"today": today.isoformat(), "limit": limit, "offset": offset}
        async with self._database.single() as connection:
            rows = self._sql.posts(connection, builder=builder, **window)
            return tuple(await readable(rows, _post))

    async def follow(self, chat_id: ChatId, builder: str, now: datetime) -> None:
        """Put this builder first from now on."""
        async with self._database.single() as connection:
            await self._sql.follow(connection, chat_id=chat_id, builder=builder, now=to_ms(now))

    async def unfollow(self, chat_id: ChatId, builder: str) -> None:
        """No longer."""
        async with self._database.single() as connection:
            await self._sql.unfollow(connection, chat_id=chat_id, builder=builder)

    async def followed(self, chat_id: ChatId) -> dict[str, datetime]:
        """Whom a chat follows, and since when."""
        async with self._database.single() as connection:
            rows = self._sql.followed(connection, chat_id=chat_id)
            return {row["builder"]: from_ms(row["followed_at"]) async for row in rows}


def _post(row: Any) -> Post:
    return Post(row["episode_id"], row["position"], segment(row["body"]))
