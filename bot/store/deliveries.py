"""The ledger: one row a chat and local date. See `bot.delivery.courier` for what the statuses promise.

What is taken or claimed is on the disk before it leaves: else a loss of power would make it due again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import orjson

from bot.model.chat import ChatId
from bot.model.delivery import Delivery, Status
from bot.store.database import Database, maybe_from_ms, to_ms
from bot.store.delivery_rows import Owing, advanced, columns, key
from bot.store.readable import readable
from bot.store.rows import delivery
from bot.store.together import Row, Together


class Deliveries:
    """Rows begin as sending and are settled, some to wait for another try; every move is guarded by what it leaves."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("deliveries")
        self._subscriptions = database.queries("subscriptions")
        self._sqlite = sqlite = database.dialect == "sqlite"
        self._claim = self._sql.claim if sqlite else self._sql.claim_past_others
        self._arrived = Together(self._settle_sent)

    async def take(self, *owings: Owing, within: Any = None) -> tuple[Delivery, ...]:
        """Write rows as being sent and move the subscriptions on, all of it or nothing; returns the rows that are ours.

        Where a chat and date already have a row, somebody else took it first, and it stays as it is. `within` is the
        connection of a transaction that goes on after it: what is returned is ours when that is committed.
        """
        if not owings:
            return ()
        if within is not None:
            return await self._take_all(within, owings)
        async with self._database.transaction(durable=any(owing.delivery for owing in owings)) as connection:
            return await self._take_all(connection, owings)

    async def _take_all(self, connection: Any, owings: Sequence[Owing]) -> tuple[Delivery, ...]:
        rows = [owing.delivery for owing in owings if owing.delivery is not None]
        wanted = [columns(row) for row in rows]
        moved = [advanced(owing) for owing in owings]
        if not self._sqlite:
            taken = self._sql.take_in_postgresql(connection, rows=_json(wanted), moved=_json(moved))
            ours = {row["chat_id"] async for row in taken}
        else:
            ours = set()
            if rows:
                given = _json(wanted)
                ours = {row["chat_id"] async for row in self._sql.take_in_sqlite(connection, rows=given)}
                await self._sql.expire(connection, rows=given)
            await self._subscriptions.advance(connection, moved)
        return tuple(row for row in rows if row.chat_id in ours)

    async def claim(self, now: datetime, limit: int) -> tuple[Delivery, ...]:
        """Take up to `limit` pending rows that are due, longest due first; nobody else gets them."""
        if not await self._sql.waits(self._database.near, now=to_ms(now)):
            return ()  # nearly always: then nothing needs to be locked
        async with self._database.single(durable=True) as connection:
            rows = self._claim(connection, now=to_ms(now), limit=limit)
            claimed = await readable(rows, delivery)
        return tuple(sorted(claimed, key=lambda row: (row.due_at, row.chat_id)))

    async def claim_one(self, chat_id: ChatId, local_date: date, now: datetime) -> Delivery | None:
        """Take this row if it waits or never reached the chat."""
        async with self._database.single(durable=True) as connection:
            row = await self._sql.claim_one(
                connection, chat_id=chat_id, local_date=local_date.isoformat(), now=to_ms(now)
            )
        return None if row is None else delivery(row)

    async def settle(
        self,
        claimed: Delivery,
        status: Status,
        now: datetime,
        *,
        due_at: datetime | None = None,
        message_id: int | None = None,
        late: bool | None = None,
        error: str | None = None,
    ) -> bool:
        """Write how a claimed row ended: `message_id`, `late`, `error`, and `due_at` for another try.

        False if the row is no longer in our hands: it was parked, and stays so.
        """
        async with self._database.single() as connection:
            settled = await self._sql.settle(
                connection,
                **key(claimed),
                claimed_at=to_ms(claimed.updated_at),
                status=status.value,
                due_at=to_ms(due_at or claimed.due_at),
                now=to_ms(now),
                message_id=message_id,
                late=int(claimed.late if late is None else late),
                error=error,
            )
        return settled is not None

    def sent(self, claimed: Delivery, message_id: int, now: datetime) -> asyncio.Future[None]:
        """A claimed row's message has arrived; nothing happens to a row that is no longer in our hands."""
        arrived = key(claimed)
        arrived["claimed_at"] = to_ms(claimed.updated_at)
        arrived["message_id"] = message_id
        arrived["late"] = int(claimed.late)
        arrived["now"] = to_ms(now)
        return self._arrived.add(arrived)

    async def _settle_sent(self, rows: Sequence[Row]) -> None:
        async with self._database.single() as connection:
            if self._sqlite:
                await self._sql.sent(connection, rows)
            else:
                await self._sql.sent_in_postgresql(connection, rows=_json(rows))

    async def offer(self, claimed: Delivery, instead: Delivery) -> bool:
        """Put another episode into a claimed row before anything is sent; False if it was parked meanwhile."""
        async with self._database.single() as connection:
            offered = await self._sql.offer(
                connection,
                **key(claimed),
                claimed_at=to_ms(claimed.updated_at),
                episode_id=instead.episode_id,
                size=instead.size,
                first=instead.first,
            )
        return offered is not None

    async def get(self, chat_id: ChatId, local_date: date) -> Delivery | None:
        """The row of a chat and local date."""
        row = await self._sql.get(self._database.near, chat_id=chat_id, local_date=local_date.isoformat())
        return None if row is None else delivery(row)

    async def latest(self, chat_id: ChatId) -> Delivery | None:
        """The chat's newest row."""
        row = await self._sql.latest(self._database.near, chat_id=chat_id)
        return None if row is None else delivery(row)

    async def latest_had(self, chat_id: ChatId) -> Delivery | None:
        """The newest row that reached the chat, may have, or still will."""
        row = await self._sql.latest_had(self._database.near, chat_id=chat_id)
        return None if row is None else delivery(row)

    async def latest_sent(self, chat_id: ChatId, before: date = date.max) -> Delivery | None:
        """The newest row before a date that certainly reached the chat; `updated_at` says when."""
        row = await self._sql.latest_sent(self._database.near, chat_id=chat_id, before=before.isoformat())
        return None if row is None else delivery(row)

    async def of_episode(self, chat_id: ChatId, episode_id: int) -> Delivery | None:
        """The chat's newest row for an episode."""
        row = await self._sql.of_episode(self._database.near, chat_id=chat_id, episode_id=episode_id)
        return None if row is None else delivery(row)

    async def change(self, seen: Delivery, status: Status, due_at: datetime | None = None) -> bool:
        """A reader's change of a row that is not being sent; False if it is no longer as it was seen."""
        async with self._database.single() as connection:
            return await self._change(connection, seen, status, due_at)

    async def _change(self, connection: Any, seen: Delivery, status: Status, due_at: datetime | None = None) -> bool:
        moved = {"was": seen.status.value, "status": status.value, "due_at": to_ms(due_at or seen.due_at)}
        return await self._sql.change(connection, **key(seen), **moved) is not None

    async def put_off(self, seen: Delivery, again: Owing) -> bool:
        """Give an episode to another date: today's row is skipped and that date's is written, both or neither."""
        if again.delivery is None:
            raise ValueError("nothing to put off")
        async with self._database.transaction() as connection:
            if await self._sql.taken(connection, **key(again.delivery)) is not None:
                return False
            if not await self._change(connection, seen, Status.SKIPPED):
                return False
            await self._sql.put_off(connection, **columns(again.delivery))
            await self._subscriptions.advance(connection, [advanced(again)])
        return True

    async def call_off(self, waiting: Delivery, now: datetime) -> bool:
        """Take back a row that waits and was never sent: its date is owed anew. False if it no longer waits."""
        async with self._database.transaction() as connection:
            called_off = await self._sql.call_off(connection, **key(waiting)) is not None
            if called_off:
                await self._subscriptions.look_again(connection, chat_id=waiting.chat_id, now=to_ms(now))
        return called_off

    async def counts(self, since: datetime) -> dict[Status, int]:
        """How many rows came to each status since an instant."""
        async with self._database.single() as connection:
            rows = self._sql.counts(connection, since=to_ms(since))
            return {Status(row["status"]): row["rows"] async for row in rows}

    async def retried(self, since: datetime) -> int:
        """How many rows that changed since an instant took more than one attempt."""
        async with self._database.single() as connection:
            return int(await self._sql.retried(connection, since=to_ms(since)))

    async def last_sent(self) -> datetime | None:
        """When anything was last sent."""
        async with self._database.single() as connection:
            return maybe_from_ms(await self._sql.last_sent(connection))

    async def listed(self, chat_id: ChatId | None, status: Status | None, limit: int) -> tuple[Delivery, ...]:
        """Rows of a chat, of a status, or all, the latest changed first."""
        wanted = {"chat_id": chat_id, "status": status.value if status else None, "limit": limit}
        async with self._database.single() as connection:
            return tuple(await readable(self._sql.listed(connection, **wanted), delivery))


def _json(rows: Sequence[Row]) -> str:
    return orjson.dumps(rows).decode()
