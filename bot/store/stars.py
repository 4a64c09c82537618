"""Stars that paid broadcasts cost in a calendar month, counted before they are spent: a tenth a message."""

from __future__ import annotations

from bot.store.database import Database


class Stars:
    """A row a month, such as 2026-06; counted in tenths, so that nothing is rounded."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("stars")

    async def spend(self, month: str, tenths: int, *, most: int) -> bool:
        """Count them; False, and nothing is counted, where that would pass `most`."""
        async with self._database.single() as connection:
            if await self._sql.spend(connection, month=month, tenths=tenths, most=most) is not None:
                return True
            await self._sql.begin(connection, month=month)
            return await self._sql.spend(connection, month=month, tenths=tenths, most=most) is not None

    async def give_back(self, month: str, tenths: int) -> None:
        """They were counted and nothing was sent."""
        async with self._database.single() as connection:
            await self._sql.give_back(connection, month=month, tenths=tenths)

    async def spent(self, month: str) -> int:
        """Tenths of a Star."""
        async with self._database.single() as connection:
            return int(await self._sql.spent(connection, month=month) or 0)
