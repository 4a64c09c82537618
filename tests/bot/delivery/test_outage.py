"""Telegram is away for an hour: nobody loses the day by it, nobody gets two, and nobody has to sit and watch."""

import logging
from dataclasses import replace
from typing import Any

import pytest

from bot.edge.line import LOST_IN_A_ROW
from bot.model.chat import ChatId
from bot.model.delivery import Status
from bot.sandbox.chat import Message
from bot.sandbox.faults import BAD_GATEWAY, SERVER_ERROR, Fault, LostAfter, LostBefore, NeverLeft, NoAnswer
from bot.sandbox.reader import Reader
from bot.sandbox.world import World
from tests.kit.clock import Clock
from tests.kit.crowd import TODAY, gather_crowd, ledger, received
from tests.kit.story import Story

CROWD = 120
OPERATOR = 1_000_009
TOLD = "Telegram 有一阵没有应答，{} 份精选可能没送到。"
FOR_EVER = 1_000_000


async def outage(story: Story, fault: Fault, *, minutes: int, whole: bool = True, **fields: Any) -> None:
    """Readers in a crowd are due while every call fails; without `whole` only messages do, as of a gateway."""
    story.app.bot_data["desk"] = replace(story.desk, admin_ids=frozenset({OPERATOR}))
    story.reader(OPERATOR)
    await gather_crowd(story.store, story.world, CROWD, **fields)
    story.world.faults.next(fault, method=None if whole else "sendMessage", times=FOR_EVER)
    for _ in range(minutes * 3):
        await story.tick(seconds=20)
    story.world.faults.clear()
    for _ in range(200):
        await story.tick(seconds=20)


@pytest.mark.parametrize("whole", [True, False], ids=["all of it", "messages only"])
@pytest.mark.parametrize(
    "fault", [BAD_GATEWAY, LostBefore(), LostAfter(), NoAnswer(), NeverLeft(), SERVER_ERROR], ids=str
)
async def test_an_hours_outage_leaves_in_doubt_what_was_on_its_way_and_brings_all_others_theirs(
    story: Story, fault: Fault, whole: bool
) -> None:
    await outage(story, fault, minutes=60, whole=whole)
    found = await ledger(story.store)
    arrived = received(story.world)
    del arrived[OPERATOR]
    doubtful = found[Status.UNKNOWN]
    certain = fault in (NeverLeft(), SERVER_ERROR)
    assert len(doubtful) <= (0 if certain else LOST_IN_A_ROW + (0 if whole else 9))
    assert found[Status.SENT] | doubtful == set(range(1, CROWD + 1))
    assert {chat for chat, count in arrived.items() if count != 1} <= doubtful
    assert max(arrived.values()) == 1


async def test_operators_hear_of_it_once_with_a_button_that_resends_what_is_in_doubt(story: Story) -> None:
    await outage(story, BAD_GATEWAY, minutes=60)
    operator = story.reader(OPERATOR)
    (told,) = operator.received
    assert told.text.startswith("Telegram 有一阵没有应答，3 份精选可能没送到。")
    await story.taps(operator, "↻ 重发存疑的 3 条", told)
    await story.tick(seconds=20)
    assert set(received(story.world).values()) == {1}
    assert (await ledger(story.store))[Status.UNKNOWN] == set()


async def test_operators_hear_of_what_came_to_be_in_doubt_in_a_process_that_died(
    sqlite_url: str, clock: Clock, world: World
) -> None:
    """Of the second of two within an hour they would have heard in the next: by then it is another process's."""
    story = Story(sqlite_url, clock, world, settings={"admin_ids": frozenset({OPERATOR})})
    operator = story.reader(OPERATOR)
    async with story.bot():
        for number in (1, 2):
            world.faults.next(LostAfter(), method="sendMessage")
            await gather_crowd(story.store, world, 1, first=number)
            await story.tick(minutes=5)
        assert [said.text.splitlines()[0] for said in operator.received] == [TOLD.format(1)]
    async with story.bot():
        for _ in range(9):
            await story.tick(minutes=20)
    assert [said.text.splitlines()[0] for said in operator.received] == [TOLD.format(1), TOLD.format(2)]


async def test_operators_hear_nothing_of_an_outage_that_left_nothing_in_doubt(story: Story) -> None:
    await outage(story, NeverLeft(), minutes=60)
    assert story.reader(OPERATOR).received == []


async def test_while_it_lasts_the_log_has_a_few_lines(story: Story, caplog: pytest.LogCaptureFixture) -> None:
    await outage(story, BAD_GATEWAY, minutes=60)
    assert len([record for record in caplog.records if record.levelno >= logging.WARNING]) < 15


async def test_while_it_lasts_telegram_is_asked_by_a_call_that_nobody_notices(story: Story) -> None:
    await outage(story, LostBefore(), minutes=60)
    tried = [call for call in story.world.calls_of("sendMessage") if call.lost and call.chat_id != OPERATOR]
    assert len(tried) <= LOST_IN_A_ROW
    assert story.world.calls_of("getMe")


def digests(reader: Reader) -> list[Message]:
    """The day's cards that they have, whatever was made of them since."""
    return [said for said in reader.received if "▶ 开始阅读" in str(said.versions[0].content.keyboard)]


async def in_doubt(story: Story) -> ChatId:
    """A reader whose digest Telegram took or not, and who is told of nothing."""
    await outage(story, LostBefore(), minutes=1)
    (first, *_) = sorted((await ledger(story.store))[Status.UNKNOWN])
    return ChatId(first)


@pytest.mark.parametrize("said", ["/help", "latency", "/today", "/why"])
async def test_a_reader_in_doubt_who_writes_anything_that_day_gets_it_then_and_once(story: Story, said: str) -> None:
    chat_id = await in_doubt(story)
    reader = story.reader(chat_id)
    await story.writes(reader, said)
    await story.writes(reader, "/help")
    assert len(digests(reader)) == 1
    row = await story.store.deliveries.get(chat_id, TODAY)
    assert row is not None
    assert row.status is Status.SENT


async def test_a_reader_in_doubt_who_taps_on_anything_else_gets_it_then(story: Story) -> None:
    chat_id = await in_doubt(story)
    reader = story.reader(chat_id)
    reader.press(reader.send("hello"), "s:")
    await story.settle()
    assert len(digests(reader)) == 1


async def test_a_reader_in_doubt_who_says_where_they_are_gets_it_then(story: Story) -> None:
    reader = story.reader(await in_doubt(story))
    reader.send_place(31.2, 121.5)
    await story.settle()
    assert len(digests(reader)) == 1


@pytest.mark.parametrize("hours", [0.1, 9])
@pytest.mark.parametrize("said", ["/help", "/today"])
async def test_an_outage_across_midnight_takes_nobodys_day(story: Story, said: str, hours: float) -> None:
    """Due at half past eleven, in an hour without Telegram: those in doubt show up that night, or in the morning."""
    story.clock.move(hours=15, minutes=30)
    await outage(story, LostBefore(), minutes=60, minute=23 * 60 + 30)
    doubtful = (await ledger(story.store))[Status.UNKNOWN]
    assert doubtful
    story.clock.move(hours=hours)
    await story.tick()
    for chat_id in doubtful:
        await story.writes(story.reader(chat_id), said)
    assert (await ledger(story.store))[Status.UNKNOWN] == set()
    of_the_day = [await story.store.deliveries.get(ChatId(chat_id), TODAY) for chat_id in range(1, CROWD + 1)]
    assert [row.status for row in of_the_day if row] == [Status.SENT] * CROWD
    assert {len(digests(story.reader(chat_id))) for chat_id in doubtful} == {1}


@pytest.mark.parametrize("button", ["▶ 开始阅读", "⚙️ 设置", "📚 归档"])
async def test_a_tap_on_the_digest_itself_says_that_it_arrived_and_brings_no_second(story: Story, button: str) -> None:
    story.world.faults.next(LostAfter(), method="sendMessage")
    await gather_crowd(story.store, story.world, 1)
    await story.tick()
    reader = story.reader(1)
    assert (await ledger(story.store))[Status.UNKNOWN] == {1}
    await story.taps(reader, button)
    before = len(reader.received)
    await story.writes(reader, "/help")
    assert len(reader.received) == before + 1
    assert len(digests(reader)) == 1
    assert (await ledger(story.store))[Status.SENT] == {1}


async def test_what_came_to_be_in_doubt_a_day_ago_is_left_alone(story: Story) -> None:
    chat_id = await in_doubt(story)
    reader = story.reader(chat_id)
    story.clock.move(days=1)
    await story.tick()
    before = len(reader.received)
    await story.writes(reader, "/help")
    assert len(reader.received) == before + 1
