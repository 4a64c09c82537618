"""A world under a clock that the test moves, and a real Application in it."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import ApplicationBuilder, CallbackQueryHandler, CommandHandler, ContextTypes

from bot.sandbox.page import Page
from bot.sandbox.server import serve
from bot.sandbox.transport import AnyApplication, InProcess
from bot.sandbox.world import World
from tests.kit.page_seen import READER, Nobody, Seen

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("下一段 ▶", callback_data="n:1")]])


async def greet(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message
    await update.message.reply_html(f"<b>你好</b> {' '.join(context.args or [])}", reply_markup=KEYBOARD)


async def step(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.callback_query
    await update.callback_query.answer("好")
    await update.callback_query.edit_message_text("第二段")


def small_bot(builder: "ApplicationBuilder[Any, Any, Any, Any, Any, Any]") -> AnyApplication:
    application = builder.build()
    application.add_handler(CommandHandler("start", greet))
    application.add_handler(CallbackQueryHandler(step))
    return application


@pytest.fixture
async def app(world: World) -> AsyncIterator[AnyApplication]:
    transports = ApplicationBuilder().token(world.token).request(InProcess(world))
    async with small_bot(transports.get_updates_request(InProcess(world))) as application:
        yield application


@pytest.fixture
async def seen(world: World) -> AsyncIterator[Seen]:
    world.reader(READER, name="小林", known=True)
    backstage = Nobody()
    page = Page(world, backstage)
    async with serve(world, more=[page.route]) as base, httpx.AsyncClient() as client:
        yield Seen(world, backstage, base, page.path, client)
        page.close()
