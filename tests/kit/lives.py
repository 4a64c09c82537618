"""A courier in a process of its own, over real HTTP: it can be killed at any instant, and live again."""

import asyncio
import os
from dataclasses import dataclass
from datetime import UTC, datetime

from telegram import Bot

from bot.delivery.courier import Courier
from bot.edge.line import Line
from bot.edge.pace import Pace
from bot.edge.reply import Reply
from bot.edge.transport import AiohttpRequest
from bot.store import open_store


@dataclass(frozen=True)
class Place:
    """Where a courier works: its database, its Bot API and token."""

    store_url: str
    api_url: str
    token: str


def live(place: Place, now: datetime, resend_unknown: bool = False, per_second: float = 2000) -> None:
    """Bring all that is due, and end."""
    os.environ["PTB_TIMEDELTA"] = "true"
    asyncio.run(_courier(place, now, resend_unknown, per_second))


async def _courier(place: Place, now: datetime, resend_unknown: bool, per_second: float) -> None:
    offset = now - datetime.now(UTC)

    def clock() -> datetime:
        return datetime.now(UTC) + offset

    request = AiohttpRequest()
    bot = Bot(place.token, base_url=f"{place.api_url}/bot", request=request, get_updates_request=request)
    async with open_store(place.store_url) as store, bot:
        courier = Courier(store, Reply(bot), clock, Pace(per_second), Line(), resend_unknown=resend_unknown)
        await courier.tick()
