"""A real Application talks to the world without sockets."""

import asyncio

import pytest
from telegram.error import BadRequest, Forbidden

from bot.sandbox.transport import AnyApplication, deliver
from bot.sandbox.world import World
from tests.kit.clock import Clock


async def test_a_reader_writes_and_taps_and_sees_the_answer(world: World, app: AnyApplication) -> None:
    reader = world.reader(7)
    reader.send("/start from-a-friend")
    await deliver(world, app)
    assert reader.last.text == "你好 from-a-friend"
    assert [e.type for e in reader.last.entities] == ["bold"]
    tap = reader.tap(reader.last, "下一段")
    await deliver(world, app)
    assert tap.answer
    assert tap.answer.text == "好"
    assert reader.last.labels == []
    assert [version.content.text for version in reader.last.versions] == ["你好 from-a-friend", "第二段"]


async def test_polling_delivers_without_sockets_too(world: World, app: AnyApplication) -> None:
    assert app.updater
    await app.start()
    await app.updater.start_polling()
    reader = world.reader(7)
    reader.send("/start")
    await world.until(lambda: reader.received)
    await app.updater.stop()
    await app.stop()


async def test_a_tap_answered_late_is_refused_but_was_delivered(
    world: World, app: AnyApplication, clock: Clock
) -> None:
    reader = world.reader(7)
    reader.send("/start")
    await deliver(world, app)
    tap = reader.tap(reader.last, "n:1")
    clock.move(seconds=16)
    assert [update.kind for update in world.inbox.pending] == ["callback_query"]
    with pytest.raises(BadRequest, match="Query is too old"):
        await app.bot.answer_callback_query(tap.id)
    assert tap.answer is None


async def test_a_tap_not_fetched_in_150_seconds_is_lost_and_a_message_is_not(world: World, clock: Clock) -> None:
    reader = world.reader(7)
    reader.press(reader.send("/start"), "x")
    clock.move(seconds=151)
    assert [update.kind for update in world.inbox.take()] == ["message"]


async def test_who_blocked_the_bot_is_not_reached_until_they_write(world: World, app: AnyApplication) -> None:
    reader = world.reader(7, known=True)
    reader.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await app.bot.send_message(7, "x")
    reader.send("/start")
    assert [update.kind for update in world.inbox.pending] == ["my_chat_member", "my_chat_member", "message"]
    await app.bot.send_message(7, "x")


async def test_a_stranger_is_not_found(app: AnyApplication, world: World) -> None:
    world.reader(8)
    with pytest.raises(BadRequest, match="Chat not found"):
        await app.bot.send_message(8, "x")


async def test_a_second_poller_ends_the_first(world: World) -> None:
    first = asyncio.create_task(world.inbox.fetch(0, 100, 5))
    await asyncio.sleep(0)
    second = asyncio.create_task(world.inbox.fetch(0, 100, 0.01))
    with pytest.raises(Exception, match="only one bot instance is running"):
        await first
    assert await second == []
