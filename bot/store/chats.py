"""A chat as a whole: what belongs to it moves together, and goes together."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.model.chat import ChatId
from bot.store.database import Database
from bot.store.forgotten import Forgotten

TABLES = (
    "visits",
    "sent_once",
    "inbox",
    "arrivals",
    "turns",
    "traces",
    "imports",
    "had_before",
    "listening",
    "prompts",
    "corrections",
    "reviews",
    "cards",
    "contexts",
    "terms",
    "known_words",
    "sessions",
    "review_settings",
    "progress",
    "follows",
    "deliveries",
    "subscriptions",
)
"""Every table with rows of a chat, children before parents; each has its three queries."""


class Chats:
    """All rows of a chat in one transaction."""

    def __init__(self, database: Database, forgotten: Forgotten) -> None:
        self._database = database
        self._forgotten = forgotten
        self._sql = database.queries("chats")

    async def move(self, old: ChatId, new: ChatId) -> None:
        """A group became a supergroup with a new id: re-key its rows. Those of the new id, moments old, give way."""
        async with self._database.transaction() as connection:
            if not await self._known(connection, old):
                return  # moved already: Telegram tells of it more than once
            for table in TABLES:
                await getattr(self._sql, f"drop_{table}")(connection, chat_id=new)
            for table in reversed(TABLES):  # what belongs to a term follows it
                await getattr(self._sql, f"move_{table}")(connection, old=old, new=new)

    async def rows(self, chat_id: ChatId) -> dict[str, list[dict[str, object]]]:
        """Every row of a chat by table, as it is stored."""
        async with self._database.transaction() as connection:
            return {
                table: [dict(row) async for row in getattr(self._sql, f"rows_{table}")(connection, chat_id=chat_id)]
                for table in reversed(TABLES)
            }

    async def forget(self, chat_id: ChatId, now: datetime) -> None:
        """Really delete everything of a chat, and write down that no backup may bring it back."""
        entry = await self._forgotten.entry(chat_id, now)
        await self._forgotten.set_apart(entry)
        async with self._database.transaction() as connection:
            for table in TABLES:
                await getattr(self._sql, f"drop_{table}")(connection, chat_id=chat_id)
            await self._forgotten.add(connection, entry)

    async def all(self) -> tuple[ChatId, ...]:
        """Every chat that anything is known of."""
        async with self._database.single() as connection:
            return tuple([ChatId(row["chat_id"]) async for row in self._sql.all(connection)])

    async def _known(self, connection: Any, chat_id: ChatId) -> bool:
        return await self._sql.known(connection, chat_id=chat_id) is not None
