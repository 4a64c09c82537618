"""What a chat had so long ago that only this is kept: which pieces, so that none comes a second time.

The view `had` knows both the ledger and this, and is what a day's piece is chosen by.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import orjson

from bot.model.delivery import Status
from bot.store.database import Database

ROWS_AT_ONCE = 500
"""In one transaction: some ten milliseconds, which is what a tap may wait for it."""

_CHATS_AT_ONCE = 200
_BEFORE_ALL = -(1 << 62)
_NEVER_CAME = (Status.FAILED.value, Status.GONE.value, Status.EXPIRED.value)


class HadBefore:
    """Pieces by chat."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("had_before")

    async def shrink(self, before: date) -> int:
        """Rows of the ledger from before a date become this; returns how many.

        A chat's newest message stays in the ledger. After each batch the database is left to others for as long as the
        batch took. May be interrupted anywhere.
        """
        shrunk, last = 0, _BEFORE_ALL
        while chats := await self._chats(last):
            last, more = chats[-1], True
            while more:
                began = time.perf_counter()
                count = await self._some(chats, before)
                shrunk, more = shrunk + count, count == ROWS_AT_ONCE
                await asyncio.sleep(time.perf_counter() - began)
        return shrunk

    async def _chats(self, after: int) -> list[int]:
        async with self._database.single() as connection:
            found = self._sql.chats(connection, after=after, limit=_CHATS_AT_ONCE)
            return [int(row["chat_id"]) async for row in found]

    async def _some(self, chats: Sequence[int], before: date) -> int:
        asked = {"chats": orjson.dumps(chats).decode(), "before": before.isoformat(), "limit": ROWS_AT_ONCE}
        async with self._database.transaction() as connection:
            rows = [row async for row in self._sql.shrink(connection, **asked)]
            had = [{"chat_id": row["chat_id"], "episode_id": row["episode_id"]} for row in rows if _had(row)]
            if had:
                await self._sql.put(connection, had)
        return len(rows)


def _had(row: Mapping[str, Any]) -> bool:
    """As the view has it. Not asked for in RETURNING: there SQLite 3.40 takes `message_id IS NOT NULL` for true."""
    return row["message_id"] is not None or row["status"] not in _NEVER_CAME
