"""Databases of any size, filled past the store: what a year of readers would have written, in seconds."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.config import BUNDLED_EPISODES
from bot.library import sync_library
from bot.model import DIGEST_SIZES, ChatId, Language, Standing, Subscription
from bot.schedule import local_date, local_minute
from bot.store import open_store
from bot.store.subscriptions import columns
from tests.bench.canned import FIRST_CHAT

DAY_BEGINS = datetime(2026, 6, 4, 0, 0, tzinfo=UTC)
"""When the chats are due: 08:00 in Shanghai."""

ZONES = ("Asia/Shanghai",) * 8 + ("Europe/London", "America/Los_Angeles")
HAD = 2
"""Episodes that each chat has had before."""


async def fill(path: Path, chats: int, *, due: int | None = None) -> None:
    """The bundled library and `chats` subscriptions, of which `due` (all by default) are due at DAY_BEGINS."""
    async with open_store(f"sqlite:///{path}") as store:
        await sync_library(store, BUNDLED_EPISODES)
    with closing(sqlite3.connect(path)) as connection, connection:
        rows = (columns(subscription) for subscription in subscriptions(chats, chats if due is None else due))
        _insert(connection, "subscriptions", rows)
        _insert(connection, "deliveries", _deliveries(chats))


def subscriptions(chats: int, due: int) -> Iterator[Subscription]:
    """Readers of three zones, two languages and every length; who is not due now is within the next day."""
    for number in range(chats):
        zone = ZONES[number % len(ZONES)]
        wait = timedelta() if number < due else timedelta(seconds=60 + number * 86_000 // chats)
        instant = DAY_BEGINS + wait
        yield Subscription(
            chat_id=ChatId(FIRST_CHAT + number),
            language=Language.EN if number % 4 == 3 else Language.ZH,
            zone=zone,
            minute=local_minute(zone, instant),
            since=DAY_BEGINS - timedelta(days=30),
            digest_size=DIGEST_SIZES[number % len(DIGEST_SIZES)],
            standing=Standing.ACTIVE,
            last_date=local_date(zone, instant) - timedelta(days=1),
            next_due_at=instant,
        )


def _deliveries(chats: int) -> Iterator[dict[str, Any]]:
    for number in range(chats):
        for back in range(1, HAD + 1):
            sent = DAY_BEGINS - timedelta(days=back + 1)
            yield {
                "chat_id": FIRST_CHAT + number,
                "local_date": (date(2026, 6, 2) - timedelta(days=back)).isoformat(),
                "episode_id": back,
                "size": 8,
                "first": 0,
                "status": "sent",
                "due_at": int(sent.timestamp() * 1000),
                "updated_at": int(sent.timestamp() * 1000),
                "late": 0,
                "attempts": 1,
                "message_id": number,
                "error": None,
            }


def _insert(connection: sqlite3.Connection, table: str, rows: Iterator[dict[str, Any]]) -> None:
    first = next(rows)
    names = ", ".join(first)
    places = ", ".join(f":{name}" for name in first)
    insert = f"INSERT INTO {table} ({names}) VALUES ({places})"  # noqa: S608  # names of ours
    connection.execute(insert, first)
    connection.executemany(insert, rows)
