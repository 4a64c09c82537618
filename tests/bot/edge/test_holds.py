"""What Telegram asks for with 429 is kept to, and whoever wrote is answered all the same."""

import asyncio
from datetime import timedelta
from functools import partial

import pytest
from telegram.error import RetryAfter

from bot.edge.holds import LONGEST, Holds
from bot.model.chat import ChatId
from bot.render.buttons.start import Privacy
from bot.sandbox.faults import TooMany
from bot.sandbox.limits import Limits
from bot.sandbox.world import World
from tests.kit.clock import Clock
from tests.kit.story import Story

CHAT = ChatId(7)


async def passing(clock: Clock, seconds: float) -> None:
    clock.move(seconds=seconds)
    await asyncio.sleep(0)


async def test_thirty_commands_at_once_are_thirty_answers_and_no_apology(
    sqlite_url: str, clock: Clock, world: World
) -> None:
    world.limits = Limits()
    async with Story(sqlite_url, clock, world, pause=partial(passing, clock)).bot() as story:
        reader = story.reader()
        for _ in range(30):
            reader.send("/help")
        await story.settle()
        assert len(reader.received) == 30
        assert {message.text[:3] for message in reader.received} == {"怎么用"}
    refused = [call for call in world.calls if call.status == 429]
    assert len(refused) <= 30 / 5


async def test_a_refusal_that_would_take_minutes_is_no_reason_to_keep_the_chat_waiting_nor_to_apologise(
    story: Story, caplog: pytest.LogCaptureFixture
) -> None:
    reader = story.reader()
    story.world.faults.next(TooMany(3600), method="sendMessage", chat_id=7)
    for _ in range(5):
        reader.send("/help")
    await story.settle()
    assert reader.received == []
    assert len(story.world.calls_of("sendMessage")) == 1
    assert caplog.messages == ["Telegram did not take an answer: RetryAfter"] * 5
    story.clock.move(hours=1, seconds=1)
    await story.writes(reader, "/help")
    assert len(reader.received) == 1


async def test_whoever_tapped_meanwhile_hears_no_apology_either(story: Story) -> None:
    reader = story.reader()
    said = await story.writes(reader, "/help")
    story.world.faults.next(TooMany(3600), method="sendMessage", chat_id=7)
    tap = reader.press(said, Privacy().pack())
    await story.settle()
    assert tap.answer is not None
    assert tap.answer.text == ""
    assert len(story.world.calls_of("answerCallbackQuery")) == 1


async def test_one_chats_rest_is_not_anothers(story: Story) -> None:
    story.world.faults.next(TooMany(30), method="sendMessage", chat_id=7)
    story.reader(7).send("/help")
    await story.settle()
    other = story.reader(8)
    await story.writes(other, "/help")
    assert len(other.received) == 1


async def test_an_answer_is_tried_once_more_and_no_oftener() -> None:
    calls = 0

    async def refuse() -> None:
        nonlocal calls
        calls += 1
        raise RetryAfter(timedelta(seconds=2))

    async def no_wait(_seconds: float) -> None:
        await asyncio.sleep(0)

    holds = Holds(pause=no_wait)
    with pytest.raises(RetryAfter):
        await holds.patiently(CHAT, refuse)
    assert calls == 2


async def test_what_is_held_for_long_is_refused_without_a_call() -> None:
    seconds = 0.0
    holds = Holds(monotonic=lambda: seconds)

    async def refuse() -> None:
        raise RetryAfter(timedelta(seconds=LONGEST + 1))

    async def never() -> None:
        raise AssertionError

    with pytest.raises(RetryAfter):
        await holds.noting(CHAT, refuse)
    with pytest.raises(RetryAfter):
        await holds.patiently(CHAT, never)
    with pytest.raises(RetryAfter):
        holds.refuse(CHAT)
    seconds = LONGEST + 2
    holds.refuse(CHAT)
