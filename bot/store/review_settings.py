"""How each chat reviews, and when it is reminded to."""

from __future__ import annotations

from datetime import date, datetime

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
        async with self._database.single() as connection:
            rows = self._sql.to_remind(connection, now=to_ms(now), limit=limit)
            return tuple(await readable(rows, review_settings_of))

    async def claim(self, seen: ReviewSettings, remind_at: datetime | None, today: date | None) -> bool:
        """Move on to the next instant, with the local date if one is sent; False if someone else did."""
        async with self._database.single(durable=today is not None) as connection:
            claimed = await self._sql.claim_reminder(
                connection,
                chat_id=seen.chat_id,
                seen=maybe_ms(seen.remind_at),
                remind_at=maybe_ms(remind_at),
                today=today.isoformat() if today else None,
            )
        return claimed is not None
