"""Planned trouble happens as planned, and looks to the bot as the real one does."""

from datetime import timedelta

import httpx
import pytest
from telegram.error import ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.sandbox import faults
from bot.sandbox.limits import Limits
from bot.sandbox.transport import AnyApplication
from bot.sandbox.world import World
from tests.kit.clock import Clock


async def failure(app: AnyApplication, chat_id: int, text: str = "x") -> TelegramError | None:
    try:
        await app.bot.send_message(chat_id, text)
    except TelegramError as error:
        return error
    return None


async def test_only_the_next_calls_for_the_chat_meet_the_fault(world: World, app: AnyApplication) -> None:
    one, two = world.reader(1, known=True), world.reader(2, known=True)
    world.faults.next(faults.BLOCKED, method="sendMessage", chat_id=1, times=2)
    assert await failure(app, 2) is None
    assert isinstance(await failure(app, 1), Forbidden)
    await app.bot.get_chat(1)
    assert isinstance(await failure(app, 1), Forbidden)
    assert await failure(app, 1) is None
    assert (len(one.received), len(two.received), world.faults.left) == (1, 1, [])
    assert [met.fault for met in world.faults.met] == [faults.BLOCKED] * 2


async def test_lost_answers_tell_apart_what_can_be_told_apart(world: World, app: AnyApplication) -> None:
    reader = world.reader(1, known=True)
    for fault in (faults.NeverLeft(), faults.LostBefore(), faults.LostAfter(), faults.NoAnswer()):
        world.faults.next(fault)
    never, before, after, silent = [await failure(app, 1, text) for text in "abcd"]
    assert isinstance(never, TimedOut)
    assert isinstance(never.__cause__, httpx.ConnectTimeout)
    assert type(before) is type(after) is NetworkError
    assert str(before) == str(after)
    assert isinstance(silent, TimedOut)
    assert isinstance(silent.__cause__, httpx.ReadTimeout)
    assert [message.text for message in reader.received] == ["c", "d"]


async def test_who_comes_back_before_retry_after_is_refused_and_counted(
    world: World, app: AnyApplication, clock: Clock
) -> None:
    world.reader(1, known=True)
    world.reader(2, known=True)
    world.faults.next(faults.TooMany(30), chat_id=1)
    refused = await failure(app, 1)
    assert isinstance(refused, RetryAfter)
    assert refused.retry_after == timedelta(seconds=30)
    assert await failure(app, 2) is None
    clock.move(seconds=10)
    early = await failure(app, 1)
    assert isinstance(early, RetryAfter)
    assert early.retry_after == timedelta(seconds=20)
    assert len(world.faults.too_soon) == 1
    clock.move(seconds=20)
    assert await failure(app, 1) is None


async def test_a_group_that_migrates_says_where_it_went(world: World, app: AnyApplication) -> None:
    member = world.reader(1)
    group = world.group(-5, members=[member])
    world.faults.next(faults.Migrate(), chat_id=-5)
    moved = await failure(app, -5)
    assert isinstance(moved, ChatMigrated)
    assert moved.new_chat_id == group.migrated_to == -1_000_000_000_005
    assert await failure(app, moved.new_chat_id) is None
    assert isinstance(await failure(app, -5), ChatMigrated)
    services = [update.body for update in world.inbox.take()]
    assert services[0]["migrate_to_chat_id"] == moved.new_chat_id
    assert services[1]["migrate_from_chat_id"] == -5


async def test_flood_limits_hold_when_they_are_switched_on(world: World, app: AnyApplication, clock: Clock) -> None:
    world.reader(1, known=True)
    world.limits = Limits(chat_burst=2, chat_seconds=2)
    assert [await failure(app, 1) for _ in range(2)] == [None, None]
    refused = await failure(app, 1)
    assert isinstance(refused, RetryAfter)
    clock.move(seconds=2)
    assert await failure(app, 1) is None


async def test_a_server_error_and_a_delay(world: World, app: AnyApplication) -> None:
    world.reader(1, known=True)
    world.faults.next(faults.SERVER_ERROR)
    world.faults.next(faults.Delay(0.01))
    assert isinstance(await failure(app, 1), NetworkError)
    assert await failure(app, 1) is None


@pytest.mark.parametrize(
    ("status", "words"),
    [("kicked", "bot was kicked from the group chat"), ("left", "bot is not a member of the group chat")],
)
async def test_a_group_without_the_bot_refuses_it(world: World, app: AnyApplication, status: str, words: str) -> None:
    member = world.reader(1)
    group = world.group(-5, members=[member])
    world.set_bot_status(group, status, by=member.user)
    refused = await failure(app, -5)
    assert isinstance(refused, Forbidden)
    assert words in str(refused)
