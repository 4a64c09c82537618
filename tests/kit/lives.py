"""A courier in a process of its own, over real HTTP: it can be killed at any instant, and live again."""

import asyncio
import multiprocessing
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.process import BaseProcess

from telegram import Bot

from bot.delivery.courier import Courier
from bot.edge.line import Line
from bot.edge.pace import Pace
from bot.edge.reply import Reply
from bot.edge.transport import AiohttpRequest
from bot.store import open_store

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload([__name__])


@dataclass(frozen=True)
class Place:
    """Where a courier works: its database, its Bot API and token."""

    store_url: str
    api_url: str
    token: str


def begin(place: Place, now: datetime, *, resend_unknown: bool = False, per_second: float = 2000) -> BaseProcess:
    """Start a courier whose clock shows `now`; it ends by itself when nothing more is due."""
    process = _context.Process(target=live, args=(place, now, resend_unknown, per_second), daemon=True)
    process.start()
    return process


async def ended(process: BaseProcess) -> int:
    """Wait for its end; the exit code."""
    await asyncio.to_thread(process.join)
    code = process.exitcode
    assert code is not None
    return code


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
