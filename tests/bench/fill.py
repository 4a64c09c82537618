"""Databases of any size, filled past the store: what a year of readers would have written, in seconds."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

from bot.app.place import BUNDLED_EPISODES
from bot.library.serving import sync_library
from bot.model.chat import ChatId, Language
from bot.model.schedule import local_date, local_minute
from bot.model.subscription import DIGEST_SIZES, Standing, Subscription
from bot.store import open_store
from bot.store.subscriptions import columns
from tests.bench.canned import FIRST_CHAT

DAY_BEGINS = datetime(2026, 6, 4, 0, 0, tzinfo=UTC)
"""When the chats are due: 08:00 in Shanghai."""

ZONES = ("Asia/Shanghai",) * 8 + ("Europe/London", "America/Los_Angeles")
HAD = 2
"""Episodes that each chat has had before."""

_INSTANT = int(DAY_BEGINS.timestamp() * 1000)


@dataclass(frozen=True)
class Sizes:
    """Bytes of the file that a row takes, with its part of the indexes."""

    subscriber: float
    delivery: float
    term: float


async def fill(
    path: Path, chats: int, *, due: int | None = None, had: int = HAD, terms: int = 0, library: Path = BUNDLED_EPISODES
) -> Sizes:
    """A library and `chats` subscriptions, of which `due` (all by default) are due at DAY_BEGINS.

    Each chat has had `had` episodes and saved `terms` terms, each with one context.
    """
    async with open_store(f"sqlite:///{path}") as store:
        await sync_library(store, library)
    wanted = subscriptions(chats, chats if due is None else due)
    with closing(sqlite3.connect(path)) as connection, connection:
        subscriber = _insert(connection, "subscriptions", (columns(subscription) for subscription in wanted))
        delivery = _insert(connection, "deliveries", _deliveries(chats, had))
        term = _insert(connection, "terms", _terms(chats, terms)) + _insert(
            connection, "contexts", _contexts(chats, terms)
        )
    return Sizes(subscriber, delivery, term)


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


def _deliveries(chats: int, had: int) -> Iterator[dict[str, Any]]:
    for number in range(chats):
        for back in range(1, had + 1):
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


def _terms(chats: int, terms: int) -> Iterator[dict[str, Any]]:
    for number, index in product(range(chats), range(terms)):
        yield {
            "chat_id": FIRST_CHAT + number,
            "id": 2 * index,
            "key": f"throughput{index}",
            "headword": f"throughput{index}",
            "meaning": "吞吐量",
            "created_at": _INSTANT,
        }


def _contexts(chats: int, terms: int) -> Iterator[dict[str, Any]]:
    for number, index in product(range(chats), range(terms)):
        yield {
            "chat_id": FIRST_CHAT + number,
            "id": 2 * index + 1,
            "term_id": 2 * index,
            "episode_id": 1 + index % 7,
            "position": index,
            "sentence": "We measured the throughput of every replica before we changed how any of them is fed.",
            "translation": "在改动喂数据的方式之前，我们先测了每个副本的 throughput（吞吐量）。",
            "show": "BuildSpeak Workshop",
            "date": "2026-06-04",
            "created_at": _INSTANT,
        }


def _insert(connection: sqlite3.Connection, table: str, rows: Iterator[dict[str, Any]]) -> float:
    """Bytes a row; 0 without rows."""
    first, before = next(rows, None), _size(connection)
    if first is None:
        return 0
    names = ", ".join(first)
    places = ", ".join(f":{name}" for name in first)
    insert = f"INSERT INTO {table} ({names}) VALUES ({places})"  # noqa: S608  # names of ours
    connection.execute(insert, first)
    inserted = 1 + connection.executemany(insert, rows).rowcount
    return (_size(connection) - before) / inserted


def _size(connection: sqlite3.Connection) -> int:
    (pages,), (page,) = (connection.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
    return int(pages) * int(page)
