"""python-telegram-bot: as it comes, and on our transport."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from telegram import Bot, CallbackQuery, InlineKeyboardMarkup, LinkPreviewOptions, Update
from telegram.constants import ParseMode
from telegram.ext import ApplicationBuilder, CallbackQueryHandler

from bot.edge.transport import AiohttpRequest
from tests.bench import canned
from tests.bench.loops import Job


def _markup(keys: canned.Keys) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup.de_json(canned.keyboard(keys), None)


@asynccontextmanager
async def sending(url: str, *, ours: bool = False) -> AsyncIterator[Job]:
    """Bot.send_message through PTB's own client or through our transport; the answer becomes a Message."""
    transports: dict[str, Any] = {}
    if ours:
        transports = {"request": AiohttpRequest(), "get_updates_request": AiohttpRequest()}
    markup, preview = _markup(canned.CARD_KEYS), LinkPreviewOptions(is_disabled=True)
    async with Bot(canned.TOKEN, base_url=f"{url}/bot", **transports) as bot:

        async def send(number: int) -> int:
            chat_id = canned.FIRST_CHAT + number
            look: dict[str, Any] = {"parse_mode": ParseMode.HTML, "link_preview_options": preview}
            return (await bot.send_message(chat_id, canned.TEXT, reply_markup=markup, **look)).message_id

        yield send


@asynccontextmanager
async def tapped(url: str, taps: list[bytes]) -> AsyncIterator[Job]:
    """An application with one handler, which answers and edits."""
    app = ApplicationBuilder().token(canned.TOKEN).base_url(f"{url}/bot").build()
    markup, preview = _markup(canned.SEGMENT_KEYS), LinkPreviewOptions(is_disabled=True)

    async def handle(update: Update, context: object) -> None:
        query = update.callback_query
        assert isinstance(query, CallbackQuery)
        look: dict[str, Any] = {"parse_mode": ParseMode.HTML, "link_preview_options": preview}
        await query.answer()
        await query.edit_message_text(canned.SEGMENT, reply_markup=markup, **look)

    app.add_handler(CallbackQueryHandler(handle))
    async with app:

        async def tap(number: int) -> None:
            await app.process_update(Update.de_json(json.loads(taps[number % len(taps)]), app.bot))

        yield tap
