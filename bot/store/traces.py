"""What happened to a chat, so that a complaint can be traced: settings that changed, errors, coming and going.

Never what its readers wrote or saved. What was sent to it is in the ledger.
"""

from __future__ import annotations

from datetime import datetime

from bot.model.chat import ChatId
from bot.model.trace import Trace, What
from bot.store.database import Database, from_ms, to_ms

_LONGEST = 500
_AT_ONCE = 1000


class Traces:
    """Rows by chat and instant; they expire."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("traces")

    async def note(self, chat_id: ChatId, at: datetime, what: What, detail: str) -> None:
        """Write one down; without a detail there is nothing to tell."""
        if detail:
            row = {"chat_id": chat_id, "at": to_ms(at), "what": what.value, "detail": detail[:_LONGEST]}
            async with self._database.single() as connection:
                await self._sql.note(connection, **row)

    async def of_chat(self, chat_id: ChatId, since: datetime) -> tuple[Trace, ...]:
        """A chat's since an instant, in order."""
        async with self._database.single() as connection:
            rows = self._sql.of_chat(connection, chat_id=chat_id, since=to_ms(since))
            return tuple([Trace(from_ms(row["at"]), What(row["what"]), row["detail"]) async for row in rows])

    async def expire(self, before: datetime) -> None:
        """Those from before an instant are no longer told; some at a time, so that nobody waits for it."""
        count = _AT_ONCE
        while count == _AT_ONCE:
            async with self._database.single() as connection:
                expired = self._sql.expire(connection, before=to_ms(before), limit=_AT_ONCE)
                count = len([row async for row in expired])
