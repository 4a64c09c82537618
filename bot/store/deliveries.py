"""The ledger: one row a chat and local date. See `bot.delivery` for what the statuses promise."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from bot.model import ChatId, Delivery, Status, Subscription
from bot.store.database import Database, from_ms, maybe_from_ms, maybe_ms, to_ms
from bot.store.subscriptions import columns


class Deliveries:
    """Rows move pending -> sending -> a settled status, and every move is guarded by the status it leaves."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("deliveries")
        subscriptions = database.queries("subscriptions")
        self._advance, self._put = subscriptions.advance, subscriptions.put

    async def owe(self, delivery: Delivery | None, before: Subscription, after: Subscription) -> bool:
        """Write the row and move the subscription on to its next instant, both or neither.

        False if the chat and date already have a row: somebody else owed it first, and it stays as it is. No
        delivery means that there is nothing to send.
        """
        async with self._database.transaction() as connection:
            fresh = delivery is not None and await self._owe(connection, delivery)
            await self._advance(
                connection,
                chat_id=after.chat_id,
                last_date=after.last_date.isoformat() if after.last_date else None,
                next_due_at=maybe_ms(after.next_due_at),
                seen=maybe_ms(before.next_due_at),
            )
        return fresh

    async def _owe(self, connection: Any, delivery: Delivery) -> bool:
        owed = await self._sql.owe(
            connection,
            chat_id=delivery.chat_id,
            local_date=delivery.local_date.isoformat(),
            episode_id=delivery.episode_id,
            size=delivery.size,
            first=delivery.first,
            due_at=to_ms(delivery.due_at),
            now=to_ms(delivery.updated_at),
            late=int(delivery.late),
        )
        return owed is not None

    async def claim(self, now: datetime, limit: int) -> tuple[Delivery, ...]:
        """Take up to `limit` pending rows that are due; nobody else gets them."""
        async with self._database.transaction() as connection:
            rows = self._sql.claim(connection, now=to_ms(now), limit=limit)
            return tuple([_delivery(row) async for row in rows])

    async def claim_one(self, chat_id: ChatId, local_date: date, now: datetime) -> Delivery | None:
        """Take this row if it is pending."""
        async with self._database.transaction() as connection:
            row = await self._sql.claim_one(
                connection, chat_id=chat_id, local_date=local_date.isoformat(), now=to_ms(now)
            )
        return None if row is None else _delivery(row)

    async def settle(self, claimed: Delivery, status: Status, now: datetime, **outcome: Any) -> bool:
        """Write how a claimed row ended: `message_id`, `error`, and `due_at` for another try.

        False if the row is no longer in our hands: it was parked, and stays so.
        """
        async with self._database.transaction() as connection:
            settled = await self._sql.settle(
                connection,
                chat_id=claimed.chat_id,
                local_date=claimed.local_date.isoformat(),
                status=status.value,
                due_at=to_ms(outcome.get("due_at") or claimed.due_at),
                now=to_ms(now),
                message_id=outcome.get("message_id"),
                error=outcome.get("error"),
            )
        return settled is not None

    async def park(self, before: datetime, now: datetime) -> tuple[Delivery, ...]:
        """Rows claimed before an instant and never settled become UNKNOWN."""
        async with self._database.transaction() as connection:
            rows = self._sql.park(connection, before=to_ms(before), now=to_ms(now))
            return tuple([_delivery(row) async for row in rows])

    async def get(self, chat_id: ChatId, local_date: date) -> Delivery | None:
        """The row of a chat and local date."""
        async with self._database.reading() as connection:
            row = await self._sql.get(connection, chat_id=chat_id, local_date=local_date.isoformat())
        return None if row is None else _delivery(row)

    async def latest(self, chat_id: ChatId) -> Delivery | None:
        """The chat's newest row."""
        async with self._database.reading() as connection:
            row = await self._sql.latest(connection, chat_id=chat_id)
        return None if row is None else _delivery(row)

    async def of_episode(self, chat_id: ChatId, episode_id: int) -> Delivery | None:
        """The chat's newest row for an episode."""
        async with self._database.reading() as connection:
            row = await self._sql.of_episode(connection, chat_id=chat_id, episode_id=episode_id)
        return None if row is None else _delivery(row)

    async def change(self, seen: Delivery, status: Status, due_at: datetime, now: datetime) -> bool:
        """A reader's or an operator's change of a settled row; False if it is no longer as it was seen."""
        async with self._database.transaction() as connection:
            changed = await self._sql.change(
                connection,
                chat_id=seen.chat_id,
                local_date=seen.local_date.isoformat(),
                was=seen.status.value,
                status=status.value,
                due_at=to_ms(due_at),
                now=to_ms(now),
            )
        return changed is not None

    async def put_off(self, seen: Delivery, again: Delivery, after: Subscription) -> bool:
        """Give an episode to another date: today's row is skipped and that date's is written, both or neither."""
        async with self._database.transaction() as connection:
            owed = await self._owe(connection, again)
            if owed:
                place = {"chat_id": seen.chat_id, "local_date": seen.local_date.isoformat(), "was": seen.status.value}
                times = {"due_at": to_ms(seen.due_at), "now": to_ms(again.updated_at)}
                await self._sql.change(connection, **place, status=Status.SKIPPED.value, **times)
                await self._put(connection, **columns(after))
        return owed

    async def counts(self, since: datetime) -> dict[Status, int]:
        """How many rows came to each status since an instant."""
        async with self._database.reading() as connection:
            rows = self._sql.counts(connection, since=to_ms(since))
            return {Status(row["status"]): row["rows"] async for row in rows}

    async def last_sent(self) -> datetime | None:
        """When anything was last sent."""
        async with self._database.reading() as connection:
            return maybe_from_ms(await self._sql.last_sent(connection))

    async def unknown(self) -> int:
        """How many rows are parked, of whatever age."""
        async with self._database.reading() as connection:
            return int(await self._sql.unknown(connection))

    async def resend_unknown(self, now: datetime) -> int:
        """Queue every UNKNOWN row again: an operator who prefers twice to never. Returns how many."""
        async with self._database.transaction() as connection:
            return len([row async for row in self._sql.resend_unknown(connection, now=to_ms(now))])

    async def listed(self, chat_id: ChatId | None, status: Status | None, limit: int) -> tuple[Delivery, ...]:
        """Rows of a chat, of a status, or all, the latest changed first."""
        wanted = {"chat_id": chat_id, "status": status.value if status else None, "limit": limit}
        async with self._database.reading() as connection:
            return tuple([_delivery(row) async for row in self._sql.listed(connection, **wanted)])


def _delivery(row: Any) -> Delivery:
    return Delivery(
        chat_id=ChatId(row["chat_id"]),
        local_date=date.fromisoformat(row["local_date"]),
        episode_id=row["episode_id"],
        size=row["size"],
        first=row["first"],
        status=Status(row["status"]),
        due_at=from_ms(row["due_at"]),
        updated_at=from_ms(row["updated_at"]),
        late=bool(row["late"]),
        attempts=row["attempts"],
        message_id=row["message_id"],
        error=row["error"],
    )
