"""Searching what can be read: titles, and every sentence in both languages."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from bot.model.reading import Listing
from bot.store.database import Database
from bot.store.listings import listing, segment
from bot.store.readable import readable, readable_of
from content.episode.episode import Segment

_LOOKED_AT = 4
"""Times as many rows as are wanted: some have what is searched for in a speaker's name or an address only."""


@dataclass(frozen=True, slots=True)
class Passing:
    """A segment that has the text, and where: [start, end) of its English, or of its Chinese."""

    episode_id: int
    position: int
    segment: Segment
    chinese: bool
    at: tuple[int, int]


class Searching:
    """Goes through all texts, some hundred milliseconds for a large archive, where nobody else waits for it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("searching")

    async def titles(self, text: str, today: date, limit: int) -> tuple[Listing, ...]:
        """Episodes of which title, show or lead-in have it, the newest issue first."""
        asked = {"pattern": _pattern(text), "today": today.isoformat(), "limit": limit}
        async with self._database.apart() as connection:
            return tuple(await readable(self._sql.titles(connection, **asked), listing))

    async def texts(self, text: str, today: date, limit: int) -> tuple[Passing, ...]:
        """Segments that have it, newer before older."""
        stored = json.dumps(text, ensure_ascii=False)[1:-1]
        asked = {"pattern": _pattern(stored), "today": today.isoformat(), "limit": limit * _LOOKED_AT}
        async with self._database.apart() as connection:
            rows = [row async for row in self._sql.texts(connection, **asked)]
        found = []
        for row in rows:
            for each in readable_of([row], lambda row: segment(row["body"])):
                chinese = text.lower() not in each.english.lower()
                within = (each.chinese if chinese else each.english).lower()
                if (at := within.find(text.lower())) >= 0:
                    where = (at, at + len(text))
                    found.append(Passing(row["episode_id"], row["position"], each, chinese, where))
        return tuple(found[:limit])


def _pattern(text: str) -> str:
    literal = text.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{literal}%"
