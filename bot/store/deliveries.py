"""The ledger: one row a chat and local date. See `bot.delivery` for what the statuses promise."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from bot.model import ChatId, Delivery, Status, Subscription
from bot.store.database import Database, from_ms, maybe_ms, to_ms


class Deliveries:
    """Rows move pending -> sending -> a settled status, and every move is guarded by the status it leaves."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("deliveries")
        self._advance = database.queries("subscriptions").advance

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
