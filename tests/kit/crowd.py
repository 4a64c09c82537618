"""A thousand subscribers at once: in the store, and in the world where their messages arrive."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.model.chat import ChatId, Language
from bot.model.delivery import Status
from bot.model.schedule import next_due
from bot.model.subscription import Standing, Subscription
from bot.sandbox.world import World
from bot.store import Store
from tests.kit.clock import START
from tests.kit.story import episode, library

TODAY = date(2026, 6, 4)


def subscriber(chat_id: int, now: datetime = START, **fields: Any) -> Subscription:
    """In Shanghai, at 08:00, which is when the tests' clock starts."""
    given: dict[str, Any] = {"zone": "Asia/Shanghai", "minute": 480, "since": START - timedelta(hours=8)} | fields
    wanted = Subscription(chat_id=ChatId(chat_id), language=Language.ZH, standing=Standing.ACTIVE, **given)
    return replace(wanted, next_due_at=next_due(wanted, now))


async def gather_crowd(
    store: Store, world: World, count: int, *, now: datetime = START, first: int = 1, **fields: Any
) -> None:
    """Publish one episode, and subscribe `count` readers who are all due at once, unless `fields` say else."""
    await store.episodes.sync(library(episode(day=now.date(), length=8)))
    for chat_id in range(first, first + count):
        world.reader(chat_id, known=True)
        await store.subscriptions.put(subscriber(chat_id, now, **fields))


def received(world: World) -> Counter[int]:
    """How many messages of the bot stand in each private chat."""
    return Counter({chat_id: len(reader.received) for chat_id, reader in world.readers.items()})


async def ledger(store: Store) -> dict[Status, set[int]]:
    """Chats by the status of their row."""
    rows = await store.deliveries.listed(None, None, 100_000)
    return {status: {row.chat_id for row in rows if row.status is status} for status in Status}
