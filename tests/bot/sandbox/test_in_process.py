"""A real Application talks to the world without sockets."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, Forbidden
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, CommandHandler, ContextTypes

from bot.sandbox.transport import InProcess, deliver
from bot.sandbox.world import World

AnyApplication = Application[Any, Any, Any, Any, Any, Any]
KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("下一段 ▶", callback_data="n:1")]])


async def greet(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message
    await update.message.reply_html(f"<b>你好</b> {' '.join(context.args or [])}", reply_markup=KEYBOARD)


async def step(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.callback_query
    await update.callback_query.answer("好")
    await update.callback_query.edit_message_text("第二段")


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 6, 4, 0, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def world(clock: Clock) -> World:
    return World(clock=clock)


@pytest.fixture
async def app(world: World) -> AsyncIterator[AnyApplication]:
    application = (
        ApplicationBuilder()
        .token(world.token)
        .request(InProcess(world))
        .get_updates_request(InProcess(world))
        .build()
    )
    application.add_handler(CommandHandler("start", greet))
    application.add_handler(CallbackQueryHandler(step))
    async with application:
        yield application


async def test_a_reader_writes_and_taps_and_sees_the_answer(world: World, app: AnyApplication) -> None:
    reader = world.reader(7)
    reader.send("/start from-a-friend")
    await deliver(world, app)
    assert reader.last.text == "你好 from-a-friend"
    assert [e.type for e in reader.last.entities] == ["bold"]
    tap = reader.tap(reader.last, "下一段")
    await deliver(world, app)
    assert tap.answer and tap.answer.text == "好"
    assert reader.last.text == "第二段"
    assert reader.last.labels == []
    assert [v.content.text for v in reader.last.versions] == ["你好 from-a-friend", "第二段"]


async def test_a_tap_answered_late_is_refused_but_was_delivered(
    world: World, app: AnyApplication, clock: Clock
) -> None:
    reader = world.reader(7)
    reader.send("/start")
    await deliver(world, app)
    tap = reader.tap(reader.last, "n:1")
    clock.now += timedelta(seconds=16)
    with pytest.raises(BadRequest, match="Query is too old"):
        await app.bot.answer_callback_query(tap.id)


async def test_who_blocked_the_bot_is_not_reached(world: World, app: AnyApplication) -> None:
    reader = world.reader(7, known=True)
    reader.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await app.bot.send_message(7, "x")
    with pytest.raises(BadRequest, match="Chat not found"):
        await app.bot.send_message(8, "x")
