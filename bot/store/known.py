"""Known words: what a reader said they know, saved or not. None of it is explained to them, offered or underlined."""

from __future__ import annotations

from datetime import datetime

from bot.model.chat import ChatId
from bot.model.known import KNOWN_PAGE, KnownWord
from bot.store.database import Database, to_ms
from bot.store.rows import known_word
from bot.vocabulary.headwords import identity


class Known:
    """The words of each chat. A saved term that is known says so in its own row, and is not listed here."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("known")
        self._next_id = database.queries("subscriptions").next_id
        self._settle_card = database.queries("terms").settle_card

    async def set(self, chat_id: ChatId, headword: str, meaning: str, now: datetime, *, known: bool) -> None:
        """Know a word from now on, or no longer; a saved one leaves review, or comes back into it as it was."""
        where = {"chat_id": chat_id, "key": identity(headword)}
        async with self._database.transaction() as connection:
            term_id = await self._sql.in_terms(connection, known=int(known), **where)
            if term_id is not None:
                await self._settle_card(connection, chat_id=chat_id, term_id=term_id)
            if known and term_id is None:
                row = {"id": await self._next_id(connection, chat_id=chat_id), "headword": headword, "meaning": meaning}
                await self._sql.put(connection, now=to_ms(now), **where, **row)
            else:
                await self._sql.drop(connection, **where)

    async def set_by_id(self, chat_id: ChatId, word_id: int, *, known: bool) -> str | None:
        """The same for a word of the list; its headword, None if there is none."""
        async with self._database.transaction() as connection:
            headword = await self._sql.set_known(connection, known=int(known), chat_id=chat_id, id=word_id)
        return None if headword is None else str(headword)

    async def page(self, chat_id: ChatId, page: int) -> tuple[tuple[KnownWord, ...], int]:
        """A page of them, the latest first, and how many there are in all."""
        async with self._database.single() as connection:
            rows = self._sql.page(connection, chat_id=chat_id, limit=KNOWN_PAGE, offset=page * KNOWN_PAGE)
            found = [(known_word(row), int(row["total"])) async for row in rows]
        return tuple(word for word, _ in found), found[0][1] if found else 0

    async def count(self, chat_id: ChatId) -> int:
        """How many words are known and not saved."""
        return int(await self._sql.count(self._database.near, chat_id=chat_id))
