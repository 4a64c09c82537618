"""The bot itself: the application as `buildspeak run` builds it, over a database in a file."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import orjson
from telegram.request import RequestData

from bot.app.build import build
from bot.app.config import Settings
from bot.app.dispatch import App, desk_of
from bot.app.running import running
from bot.cli import collector
from bot.edge.building import Building
from bot.edge.transport import AiohttpRequest, Ready
from bot.model.delivery import Status
from bot.store import Store, open_store
from tests.bench import canned
from tests.bench.fill import DAY_BEGINS
from tests.bench.loops import Job, Rate

UNPACED = 1_000_000.0
"""Pushes a second: no pause between two."""


class Watched(AiohttpRequest):
    """Our transport, which tells when a chat's message has been edited, and when `edits` have."""

    def __init__(self, edits: int = 0) -> None:
        super().__init__()
        self.all_edited = asyncio.Event()
        self._left = edits
        self._waiting: dict[int, asyncio.Future[None]] = {}

    def edited(self, chat_id: int) -> "asyncio.Future[None]":
        """Done when the next edit in this chat is."""
        return self._waiting.setdefault(chat_id, asyncio.get_running_loop().create_future())

    async def do_request(self, url: str, method: str, request_data: Any = None, *args: Any, **more: Any) -> Any:
        answer = await super().do_request(url, method, request_data, *args, **more)
        if url.endswith("/editMessageText"):
            self._left -= 1
            if not self._left:
                self.all_edited.set()
            waiting = self._waiting.pop(request_data.parameters["chat_id"], None)
            if waiting is not None and not waiting.done():
                waiting.set_result(None)
        return answer


@asynccontextmanager
async def ready(url: str) -> AsyncIterator[Job]:
    """Our transport alone, with bytes that only lack the chat."""
    card = {"text": canned.TEXT, "reply_markup": canned.keyboard(canned.CARD_KEYS), "parse_mode": "HTML"}
    rest = b"," + orjson.dumps(card | {"link_preview_options": {"is_disabled": True}})[1:]
    transport = AiohttpRequest()
    await transport.initialize()

    async def send(number: int) -> Any:
        body = b'{"chat_id":%d' % (canned.FIRST_CHAT + number) + rest
        return await transport.post(f"{url}/bot{canned.TOKEN}/sendMessage", request_data=cast(RequestData, Ready(body)))

    yield send
    await transport.shutdown()


@asynccontextmanager
async def application(
    url: str, database: Path | str, transport: AiohttpRequest, at: datetime = DAY_BEGINS
) -> AsyncIterator[tuple[App, Store]]:
    """The application, its clock started `at` an instant; the database, a file or an address, is filled for one."""
    settings = Settings(telegram_bot_token=canned.TOKEN, telegram_api_url=url, pushes_per_second=UNPACED)
    offset = at - datetime.now(UTC)

    def clock() -> datetime:
        return datetime.now(UTC) + offset

    async with open_store(database if isinstance(database, str) else f"sqlite:///{database}") as store:
        app = build(settings, store, clock, requests=(transport, AiohttpRequest(connections=2)))
        collector.settle_in()
        yield app, store


@asynccontextmanager
async def tapped(url: str, taps: list[bytes], database: Path | str) -> AsyncIterator[Job]:
    """A tap on ▶: from an update's bytes until both the answer and the edit are through."""
    transport = Watched()
    async with application(url, database, transport) as (app, _), app:
        yield tapping(app, transport, taps)


def tapping(app: App, transport: Watched, taps: list[bytes]) -> Job:
    """The job of handling the tap with a number whole."""

    handle = Building(app.bot, app.process_update)

    async def tap(number: int) -> None:
        update = orjson.loads(taps[number % len(taps)])
        edited = transport.edited(update["callback_query"]["message"]["chat"]["id"])
        await handle(update)
        await edited

    return tap


async def polled(url: str, taps: int, database: Path) -> Rate:
    """The whole bot over long polling, from its start until every tap that the feed has is done; no push is due yet."""
    transport = Watched(taps)
    async with application(url, database, transport, DAY_BEGINS - timedelta(hours=1)) as (app, _):
        began, cpu = time.monotonic(), time.process_time()
        async with running(app):
            await transport.all_edited.wait()
            spent, cpu = time.monotonic() - began, time.process_time() - cpu
    return Rate(taps / spent, cpu / taps * 1e6, 0)


async def pushed(url: str, chats: int, database: Path) -> Rate:
    """One tick that brings every chat of the database its digest."""
    async with application(url, database, AiohttpRequest()) as (app, store), app:
        began, cpu = time.monotonic(), time.process_time()
        await desk_of(app).courier.tick()
        spent, cpu = time.monotonic() - began, time.process_time() - cpu
        sent = (await store.deliveries.counts(DAY_BEGINS)).get(Status.SENT, 0)
    return Rate(sent / spent, cpu / max(sent, 1) * 1e6, chats - sent)
