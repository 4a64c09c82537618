"""Those who read: due this minute, and what they send, as Telegram tells it."""

import asyncio
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.model.chat import ChatId, Language
from bot.model.schedule import local_minute
from bot.model.subscription import Standing, Subscription
from bot.store import Store
from tests.faults.api import Api

FIRST = 1001
OPERATOR = 77
PATIENCE = 10.0
"""Seconds that others may wait beside a flood, on a machine that is busy: before it was mended they waited minutes."""


def noon_zone(now: datetime) -> str:
    """A zone in which it is about noon: no run crosses a midnight of its readers."""
    hours = 12 - now.astimezone(UTC).hour
    return f"Etc/GMT{-hours:+d}" if hours else "Etc/GMT"


async def subscribe(store: Store, count: int, now: datetime, *, first: int = FIRST) -> range:
    """So many readers who are due since a minute ago."""
    zone, at = noon_zone(now), now - timedelta(minutes=1)
    for chat in range(first, first + count):
        await store.subscriptions.put(
            Subscription(
                chat_id=ChatId(chat),
                language=Language.ZH,
                zone=zone,
                minute=local_minute(zone, at),
                since=now - timedelta(days=2),
                standing=Standing.ACTIVE,
                next_due_at=at,
            )
        )
    return range(first, first + count)


def person(chat: int) -> dict[str, Any]:
    return {"id": chat, "is_bot": False, "first_name": "Ada", "language_code": "zh-hans"}


def private(chat: int) -> dict[str, Any]:
    return {"id": chat, "type": "private", "first_name": "Ada"}


def message(chat: int, number: int, **fields: Any) -> dict[str, Any]:
    """A message of a reader's."""
    return {"message_id": number, "date": int(time.time()), "chat": private(chat), "from": person(chat), **fields}


def writes(api: Api, chat: int, text: str) -> int:
    """A reader writes; the update's number."""
    entities = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}] if text.startswith("/") else []
    return api.put("message", message(chat, 1, text=text, **({"entities": entities} if entities else {})))


def taps(api: Api, chat: int, data: str, *, under: int = 1) -> str:
    """A reader taps on a message; the id of the query."""
    query = f"{chat}-{len(api.answered)}-{time.monotonic_ns()}"
    shown = {"message_id": under, "date": 1, "chat": private(chat), "text": "x"}
    api.put(
        "callback_query",
        {"id": query, "from": person(chat), "message": shown, "chat_instance": "1", "data": data},
    )
    return query


def sends_file(api: Api, chat: int, name: str, content: bytes) -> None:
    """A reader sends a file; its size is stated as Telegram would."""
    file_id = f"{chat}-{len(api.files)}"
    api.files[file_id] = content
    size = {"file_size": len(content)}
    document = {"file_id": file_id, "file_unique_id": file_id, "file_name": name, **size}
    api.put("message", message(chat, 1, document=document))


async def waits(api: Api, chat: int, *, seconds: float = 60) -> float:
    """How long a reader who sends /help waits for it; `seconds` where nothing comes."""
    had, began = len(api.said[chat]), time.monotonic()
    writes(api, chat, "/help")
    await api.until(lambda: len(api.said[chat]) > had, seconds=seconds)
    return time.monotonic() - began


async def asked_in_turn(api: Api, chats: Sequence[int], while_: "asyncio.Future[Any]") -> list[float]:
    """What others wait, one after the other, while something goes on; at least once each."""
    waited: list[float] = []
    while not while_.done() or len(waited) < len(chats):
        waited.append(await waits(api, chats[len(waited) % len(chats)]))
    return waited


def p99(waited: Sequence[float]) -> float:
    return sorted(waited)[min(len(waited) - 1, int(len(waited) * 0.99))]
