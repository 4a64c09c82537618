"""Messages of ours that ask for a text: who replies to one means what it asks for."""

from __future__ import annotations

from datetime import datetime

from bot.model.chat import ChatId
from bot.model.term import Field
from bot.store.database import Database, to_ms


class Prompts:
    """What each prompt of a chat is about, by the id of its message."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("prompts")

    async def ask_of_term(self, chat_id: ChatId, message_id: int, term_id: int, field: Field, now: datetime) -> None:
        """Remember that a message asks for a text about a term."""
        asked = {"message_id": message_id, "term_id": term_id, "field": field.value, "now": to_ms(now)}
        async with self._database.single() as connection:
            await self._sql.put_prompt(connection, chat_id=chat_id, **asked)

    async def of_term(self, chat_id: ChatId, message_id: int) -> tuple[int, Field] | None:
        """Which term and what of it a message asks for, if it asks."""
        row = await self._sql.prompt(self._database.near, chat_id=chat_id, message_id=message_id)
        return None if row is None else (row["term_id"], Field(row["field"]))

    async def ask_correction(
        self, chat_id: ChatId, message_id: int, episode_id: int, position: int, now: datetime
    ) -> None:
        """Remember that a message asks for a better translation of a segment."""
        asked = {"message_id": message_id, "episode_id": episode_id, "position": position, "now": to_ms(now)}
        async with self._database.single() as connection:
            await self._sql.put_correction(connection, chat_id=chat_id, **asked)

    async def correction(self, chat_id: ChatId, message_id: int) -> tuple[int, int] | None:
        """The episode's id and the position of the segment that a message asks about, if it does."""
        row = await self._sql.correction(self._database.near, chat_id=chat_id, message_id=message_id)
        return None if row is None else (row["episode_id"], row["position"])
