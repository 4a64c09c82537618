"""Figures for whoever watches the bot, each cheap enough to be asked for every few seconds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.store.database import Database, from_ms, to_ms

MOST = 10_000
"""Rows that are counted: more than that is as bad as that."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many deliveries are due and not under way, since when the oldest is, and how many are parked."""

    due: int
    oldest: datetime | None
    parked: int


class Figures:
    """Looks at indexes only."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("figures")

    async def backlog(self, now: datetime) -> Backlog:
        """As it is at `now`."""
        async with self._database.single() as connection:
            due = await self._sql.due(connection, now=to_ms(now), most=MOST)
            waiting = await self._sql.waiting(connection, now=to_ms(now), most=MOST)
            parked = int(await self._sql.parked(connection, most=MOST))
        instants = [row["oldest"] for row in (due, waiting) if row["oldest"] is not None]
        return Backlog(due["due"] + waiting["due"], from_ms(min(instants)) if instants else None, parked)

    async def alive(self) -> None:
        """Raises what the database does where it does not answer."""
        async with self._database.single() as connection:
            await self._sql.alive(connection)
