"""When, where and how each chat wants its digest."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.model.chat import ChatId
from bot.model.subscription import Standing, Subscription
from bot.store.asking import Asking
from bot.store.database import Database, maybe_ms, to_ms
from bot.store.readable import readable, readable_of
from bot.store.rows import subscription

UNREADABLE_AGAIN = timedelta(hours=1)
"""How soon a row that cannot be read is tried again: the version that can may be installed by then."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Chats whose time has come, longest waiting first, and which of them saved terms.

    What follows from them is written with the connection `within`, where there is one.
    """

    readers: tuple[Subscription, ...] = ()
    learners: frozenset[ChatId] = frozenset()
    within: Any = None


class Subscriptions:
    """One row a chat that ever spoke to the bot."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("subscriptions")
        self._asking = Asking(self._row, self._rows, together=database.dialect != "sqlite")
        self.unreadable: set[int] = set()
        """Chats whose digest waits because their row cannot be read, until somebody was told."""

    async def get(self, chat_id: ChatId) -> Subscription | None:
        """The chat's subscription, None for a chat never seen."""
        row = await self._asking.of(chat_id)
        return None if row is None else subscription(row)

    async def _row(self, chat_id: ChatId) -> Any:
        return await self._sql.get(self._database.near, chat_id=chat_id)

    async def _rows(self, chats: Sequence[ChatId]) -> Mapping[ChatId, Any]:
        rows = {row["chat_id"]: row async for row in self._sql.get_each(self._database.near, chats=chats)}
        return {chat_id: rows.get(chat_id) for chat_id in chats}

    async def of(self, chats: Collection[ChatId]) -> dict[ChatId, Subscription]:
        """The subscriptions of a few chats."""
        rows = self._sql.of(self._database.near, chats=json.dumps(list(chats)))
        found = await readable(rows, subscription)
        return {each.chat_id: each for each in found}

    async def put(self, wanted: Subscription) -> None:
        """Store it whole, new or not."""
        async with self._database.single() as connection:
            await self._sql.put(connection, **columns(wanted))

    async def due(self, now: datetime, limit: int) -> tuple[Subscription, ...]:
        """The chats whose time has come, longest waiting first.

        One whose row cannot be read waits for an hour, so that it keeps nobody behind it from being looked at.
        """
        return (await self._looked_at(self._sql.due, self._database.near, now, limit)).readers

    @asynccontextmanager
    async def claiming(self, now: datetime, limit: int) -> AsyncIterator[Claim]:
        """The same, to be taken.

        On PostgreSQL nobody else is given them while the block lasts, and what is written with that connection is
        committed at its end. On SQLite there is none: whoever takes a row of the ledger first has it.
        """
        if self._database.dialect == "sqlite":
            yield await self._looked_at(self._sql.due, self._database.near, now, limit)
            return
        async with self._database.transaction() as connection:
            found = await self._looked_at(self._sql.due_past_others, connection, now, limit)
            yield replace(found, within=connection)

    async def _looked_at(self, due: Any, connection: Any, now: datetime, limit: int) -> Claim:
        while True:
            rows = [row async for row in due(connection, now=to_ms(now), limit=limit)]
            found = readable_of(rows, subscription)
            if len(found) == len(rows):
                return Claim(tuple(found), frozenset([ChatId(row["chat_id"]) for row in rows if row["learner"]]))
            unreadable = {row["chat_id"] for row in rows} - {each.chat_id for each in found}
            await self._put_off(unreadable, now, connection)

    async def _put_off(self, unreadable: Collection[int], now: datetime, connection: Any) -> None:
        """Never written whole: what a newer version stored stays as it is."""
        self.unreadable.update(unreadable)
        again = to_ms(now + UNREADABLE_AGAIN)
        rows = [{"chat_id": chat_id, "again": again} for chat_id in unreadable]
        if connection is not self._database.near:
            await self._sql.put_off(connection, rows)
            return
        async with self._database.single() as writing:
            await self._sql.put_off(writing, rows)

    async def leave(self, chat_id: ChatId) -> None:
        """An active chat is gone: nothing is due to it until it comes back. All else stays as it is."""
        async with self._database.single() as connection:
            await self._sql.leave(connection, chat_id=chat_id)

    async def standings(self) -> dict[Standing, int]:
        """How many chats stand how."""
        async with self._database.single() as connection:
            rows = self._sql.standings(connection)
            return {Standing(row["standing"]): row["chats"] async for row in rows}


def columns(wanted: Subscription) -> dict[str, Any]:
    """What `put` stores."""
    return {
        "chat_id": wanted.chat_id,
        "language": wanted.language.value,
        "zone": wanted.zone,
        "minute": wanted.minute,
        "days": wanted.days,
        "digest_size": wanted.digest_size,
        "translation": wanted.translation.value,
        "mode": wanted.mode.value,
        "empty_day": wanted.empty_day.value,
        "lead": wanted.lead.value,
        "level": wanted.level.value,
        "silent": int(wanted.silent),
        "quiet_from": wanted.quiet_from,
        "quiet_to": wanted.quiet_to,
        "standing": wanted.standing.value,
        "since": to_ms(wanted.since),
        "paused_until": maybe_ms(wanted.paused_until),
        "last_date": wanted.last_date.isoformat() if wanted.last_date else None,
        "next_due_at": maybe_ms(wanted.next_due_at),
    }
