"""aiogram 3 as it comes. The one module here that imports it: it runs in an environment of its own."""

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, LinkPreviewOptions, Message

from tests.bench import canned
from tests.bench.loops import Job, Rate

_PREVIEW = LinkPreviewOptions(is_disabled=True)


@asynccontextmanager
async def _bot(url: str) -> AsyncIterator[Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    async with Bot(canned.TOKEN, session=session) as bot:
        yield bot


def _markup(keys: canned.Keys) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup.model_validate(canned.keyboard(keys))


@asynccontextmanager
async def sending(url: str) -> AsyncIterator[Job]:
    """Bot.send_message in a loop."""
    markup = _markup(canned.CARD_KEYS)
    async with _bot(url) as bot:

        async def send(number: int) -> int:
            look = {"parse_mode": "HTML", "link_preview_options": _PREVIEW, "reply_markup": markup}
            sent = await bot.send_message(canned.FIRST_CHAT + number, canned.TEXT, **look)
            return int(sent.message_id)

        yield send


class _Handler:
    """Answers and edits, and tells when it has done so `left` times."""

    def __init__(self, left: int) -> None:
        self.all_done = asyncio.Event()
        self._left = left
        self._markup = _markup(canned.SEGMENT_KEYS)

    async def __call__(self, query: CallbackQuery) -> None:
        assert isinstance(query.message, Message)
        look = {"parse_mode": "HTML", "link_preview_options": _PREVIEW, "reply_markup": self._markup}
        await query.answer()
        await query.message.edit_text(canned.SEGMENT, **look)
        self._left -= 1
        if not self._left:
            self.all_done.set()


@asynccontextmanager
async def tapped(url: str, taps: list[bytes]) -> AsyncIterator[Job]:
    """A dispatcher with one handler, which answers and edits."""
    dispatcher = Dispatcher()
    dispatcher.callback_query.register(_Handler(sys.maxsize).__call__)
    async with _bot(url) as bot:

        async def tap(number: int) -> None:
            await dispatcher.feed_raw_update(bot, json.loads(taps[number % len(taps)]))

        yield tap


async def polled(url: str, taps: int) -> Rate:
    """The same over long polling, until every tap that the feed has is done."""
    dispatcher, handler = Dispatcher(), _Handler(taps)
    dispatcher.callback_query.register(handler.__call__)
    async with _bot(url) as bot:
        began, cpu = time.monotonic(), time.process_time()
        polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False, close_bot_session=False))
        await handler.all_done.wait()
        spent, cpu = time.monotonic() - began, time.process_time() - cpu
        await dispatcher.stop_polling()
        await polling
    return Rate(taps / spent, cpu / taps * 1e6, 0)
