"""What is true of the bot as a whole and outlives a restart, by name; nothing of one chat."""

from __future__ import annotations

from datetime import datetime

from bot.store.database import Database, to_ms


class Facts:
    """Names and values, both short texts."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("facts")

    async def get(self, name: str) -> str | None:
        """The value, None if it was never set."""
        value = await self._sql.get(self._database.near, name=name)
        return None if value is None else str(value)

    async def put(self, name: str, value: str, now: datetime) -> None:
        """Set it."""
        async with self._database.single() as connection:
            await self._sql.put(connection, name=name, value=value, now=to_ms(now))

    async def claim(self, name: str, value: str, now: datetime) -> bool:
        """Set it; False if it had this value already, or another process was quicker."""
        async with self._database.single() as connection:
            return await self._sql.claim(connection, name=name, value=value, now=to_ms(now)) is not None
