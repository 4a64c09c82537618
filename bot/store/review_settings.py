"""How each chat reviews, and when it is reminded to."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime
from typing import Any

from bot.model.chat import ChatId
from bot.model.review import ReviewSettings
from bot.store.database import Database, maybe_ms, to_ms
from bot.store.readable import readable
from bot.store.rows import review_settings as review_settings_of


class ReviewPreferences:
    """One row a chat that changed something; every other has the defaults."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("reviews")

    async def get(self, chat_id: ChatId) -> ReviewSettings:
        """The chat's settings."""
        row = await self._sql.settings(self._database.near, chat_id=chat_id)
        return ReviewSettings(chat_id) if row is None else review_settings_of(row)

    async def put(self, wanted: ReviewSettings) -> None:
        """Store them whole, but for the date of the last reminder, which only `claim` moves."""
        async with self._database.single() as connection:
            await self._sql.put_settings(
                connection,
                chat_id=wanted.chat_id,
                four_grades=int(wanted.four_grades),
                prompt=wanted.prompt.value,
                new_per_day=wanted.new_per_day,
                due_per_day=wanted.due_per_day,
                reminder=wanted.reminder,
                remind_at=maybe_ms(wanted.remind_at),
                reminded_on=wanted.reminded_on.isoformat() if wanted.reminded_on else None,
            )

    async def to_remind(self, now: datetime, limit: int) -> tuple[ReviewSettings, ...]:
        """Chats whose instant of a reminder has come, longest waiting first."""
        rows = self._sql.to_remind(self._database.near, now=to_ms(now), limit=limit)
        return tuple(await readable(rows, review_settings_of))

    @asynccontextmanager
    async def claiming(self, now: datetime, limit: int) -> AsyncIterator[tuple[tuple[ReviewSettings, ...], Any]]:
        """The same, and the connection to claim them with.

        On PostgreSQL nobody else is given them while the block lasts, and what is claimed is so at its end. On SQLite
        there is none: whoever claims one first has it.
        """
        if self._database.dialect == "sqlite":
            yield await self.to_remind(now, limit), None
            return
        async with self._database.transaction() as connection:
            rows = self._sql.to_remind_past_others(connection, now=to_ms(now), limit=limit)
            yield tuple(await readable(rows, review_settings_of)), connection

    async def claim(
        self, seen: ReviewSettings, remind_at: datetime | None, today: date | None, *, within: Any = None
    ) -> bool:
        """Move on to the next instant, with the local date if one is sent; False if someone else did."""
        if within is not None:
            return await self._claim(within, seen, remind_at, today)
        async with self._database.single(durable=today is not None) as connection:
            return await self._claim(connection, seen, remind_at, today)

    async def _claim(
        self, connection: Any, seen: ReviewSettings, remind_at: datetime | None, today: date | None
    ) -> bool:
        claimed = await self._sql.claim_reminder(
            connection,
            chat_id=seen.chat_id,
            seen=maybe_ms(seen.remind_at),
            remind_at=maybe_ms(remind_at),
            today=today.isoformat() if today else None,
        )
        return claimed is not None
