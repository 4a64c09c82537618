"""Who may do what only one process may do, each for a while that has to be renewed.

Rows and not session locks: a pooler of transactions has no sessions. Where there is one process only, on SQLite,
nobody asks.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import orjson

from bot.store.database import Database


class Leases:
    """A row a name; a row that has run out is anyone's."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("leases")

    async def prepare(self, names: Collection[str]) -> None:
        """Let there be such names."""
        async with self._database.single() as connection:
            await self._sql.prepare(connection, names=_list(names))

    async def renew(self, holder: str, seconds: float) -> frozenset[str]:
        """Hold on to what is held; returns all that still is."""
        async with self._database.single() as connection:
            rows = self._sql.renew(connection, holder=holder, span=round(seconds * 1000))
            return frozenset([row["name"] async for row in rows])

    async def take(self, holder: str, names: Collection[str], seconds: float, limit: int) -> Mapping[str, bool]:
        """Take up to `limit` of the names that are free; by name, whether its last holder let it run out."""
        async with self._database.single() as connection:
            span = round(seconds * 1000)
            rows = self._sql.take(connection, holder=holder, names=_list(names), span=span, limit=limit)
            return {row["name"]: row["was"] not in ("", holder) async for row in rows}

    async def give_back(self, holder: str, names: Collection[str]) -> None:
        """Hold them no longer."""
        async with self._database.single() as connection:
            await self._sql.give_back(connection, holder=holder, names=_list(names))

    async def live(self, prefix: str) -> int:
        """How many names that begin so are held."""
        async with self._database.single() as connection:
            return int(await self._sql.live(connection, prefix=f"{prefix}%"))

    async def sweep(self, prefix: str) -> None:
        """Forget names that begin so and were let run out a minute ago."""
        async with self._database.single() as connection:
            await self._sql.sweep(connection, prefix=f"{prefix}%")


def _list(names: Collection[str]) -> str:
    return orjson.dumps(sorted(names)).decode()
