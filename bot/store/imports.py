"""What was brought in can be taken back: which ids came with it, and how what it touched was before.

What the chat did since stays: a meaning written, a review done, a context met.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.model.book import Imported
from bot.model.chat import ChatId
from bot.store.database import Database, to_ms

_Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Before:
    """What it did to rows that were there, texts that it filled and memories that it replaced; and what is no term:
    builders followed, and the keys of words known.
    """

    terms: list[_Row] = field(default_factory=list)
    cards: list[_Row] = field(default_factory=list)
    follows: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)

    def dumped(self) -> str:
        """As it is stored."""
        return json.dumps([self.terms, self.cards, self.follows, self.known], ensure_ascii=False)


class Imports:
    """The imports of each chat that can still be taken back."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("imports")
        self._settle_cards = database.queries("books").settle_cards

    async def put(
        self, connection: Any, chat_id: ChatId, done: Imported, last_id: int, message_id: int, before: Before, at: int
    ) -> None:
        """Write one down, in the transaction that does it."""
        told = {"id": done.id, "last_id": last_id, "message_id": message_id, "before": before.dumped()}
        counts = {"added": done.added, "updated": done.updated}
        await self._sql.put(connection, chat_id=chat_id, imported_at=at, **told, **counts)

    async def asked_by(self, chat_id: ChatId, message_id: int) -> Imported | None:
        """The import that a card asked about, if it was done and not taken back."""
        row = await self._sql.by_message(self._database.near, chat_id=chat_id, message_id=message_id)
        if row is None:
            return None
        before = _before(row)
        return Imported(row["added"], row["updated"], row["id"], len(before.known), len(before.follows))

    async def undo(self, chat_id: ChatId, import_id: int, now: datetime) -> bool:
        """Take one back; False if it is taken back already, or too old."""
        async with self._database.transaction() as connection:
            row = await self._sql.by_id(connection, chat_id=chat_id, id=import_id)
            if row is None:
                return False
            before, at = _before(row), row["imported_at"]
            span = {"chat_id": chat_id, "id": import_id, "last_id": row["last_id"]}
            await self._sql.bury(connection, **span, now=to_ms(now))
            await self._sql.drop_contexts(connection, **span)
            await self._sql.drop_reviews(connection, **span)
            own: _Row = {"chat_id": chat_id}
            followed = [{"builder": builder, "imported_at": at} for builder in before.follows]
            known = [{"key": key, "imported_at": at} for key in before.known]
            for mend, rows in (
                (self._sql.empty_terms, before.terms),
                (self._sql.put_back_cards, before.cards),
                (self._sql.drop_follows, followed),
                (self._sql.unknow, known),
            ):
                if rows:
                    await mend(connection, [own | each for each in rows])
            await self._settle_cards(connection, chat_id=chat_id)
            await self._sql.drop(connection, chat_id=chat_id, id=import_id)
        return True

    async def purge(self, before: datetime) -> None:
        """Forget how to take back what was brought in before an instant."""
        async with self._database.single() as connection:
            await self._sql.purge(connection, before=to_ms(before))


def _before(row: Any) -> Before:
    """Written before known words came with an import, it has none."""
    return Before(*json.loads(row["before"]))
