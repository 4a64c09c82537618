"""Whatever goes wrong with one chat ends as the ledger says, and the others get their digest."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.delivery.settlement import MAX_ATTEMPTS
from bot.model.chat import ChatId
from bot.model.delivery import Delivery, Status
from bot.model.subscription import Standing
from bot.sandbox.faults import (
    BAD_GATEWAY,
    BLOCKED,
    SERVER_ERROR,
    Fault,
    LostAfter,
    LostBefore,
    Migrate,
    NeverLeft,
    NoAnswer,
    Refuse,
    TooMany,
)
from tests.kit.crowd import TODAY, gather_crowd, received
from tests.kit.story import Story, episode

BAD_MARKUP = Refuse(400, "Bad Request: can't parse entities: unsupported start tag")
BAD_LINK = Refuse(400, "Bad Request: BUTTON_URL_INVALID")
TOO_LONG = Refuse(400, "Bad Request: message is too long")
NO_CHAT = Refuse(400, "Bad Request: chat not found")
NO_RIGHTS = Refuse(400, "Bad Request: not enough rights to send text messages to the chat")


async def row_of(story: Story, chat_id: int) -> Delivery:
    found = await story.store.deliveries.get(ChatId(chat_id), TODAY)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("faults", "status", "arrived"),
    [
        ([SERVER_ERROR], Status.SENT, 1),
        ([TooMany(40)], Status.SENT, 1),
        ([TooMany(40), SERVER_ERROR, TooMany(90)], Status.SENT, 1),
        ([NeverLeft()], Status.SENT, 1),
        ([LostBefore()], Status.UNKNOWN, 0),
        ([LostAfter()], Status.UNKNOWN, 1),
        ([NoAnswer()], Status.UNKNOWN, 1),
        ([BAD_GATEWAY], Status.UNKNOWN, 0),
        ([BLOCKED], Status.GONE, 0),
        ([NO_CHAT], Status.GONE, 0),
        ([NO_RIGHTS], Status.GONE, 0),
        ([BAD_MARKUP], Status.SENT, 1),
        ([BAD_LINK], Status.SENT, 1),
        ([BAD_MARKUP, BAD_MARKUP], Status.REJECTED, 0),
        ([TOO_LONG], Status.REJECTED, 0),
        ([SERVER_ERROR] * MAX_ATTEMPTS, Status.FAILED, 0),
    ],
    ids=str,
)
async def test_each_fault_has_its_end_and_the_other_chats_do_not_notice(
    story: Story, faults: Sequence[Fault], status: Status, arrived: int
) -> None:
    await gather_crowd(story.store, story.world, 20)
    for fault in faults:
        story.world.faults.next(fault, method="sendMessage", chat_id=7)
    await story.tick()
    others = received(story.world)
    del others[7]
    assert set(others.values()) == {1}
    for _ in range(60):
        await story.tick(minutes=15)
    found = await row_of(story, 7)
    assert found.status is status
    assert received(story.world)[7] == arrived
    assert story.world.faults.too_soon == []
    assert story.world.faults.left == []


async def test_a_refused_rest_is_kept_to_the_second(story: Story) -> None:
    await gather_crowd(story.store, story.world, 1)
    story.world.faults.next(TooMany(3600), method="sendMessage", chat_id=1)
    for _ in range(60):
        await story.tick(minutes=1)
    assert received(story.world)[1] == 0
    await story.tick(minutes=1)
    assert received(story.world)[1] == 1
    assert story.world.faults.too_soon == []


async def test_a_limit_on_the_whole_bot_makes_every_push_wait(story: Story) -> None:
    await gather_crowd(story.store, story.world, 50)
    story.world.faults.next(TooMany(300, everywhere=True), method="sendMessage")
    await story.tick()
    before = len(story.world.calls_of("sendMessage"))
    assert before <= 3 + 1, "three chats refused at once are enough to know"
    for _ in range(4):
        await story.tick(minutes=1)
    assert len(story.world.calls_of("sendMessage")) == before
    for _ in range(10):
        await story.tick(minutes=1)
    assert set(received(story.world).values()) == {1}


async def test_a_network_that_is_down_all_morning_costs_nobody_the_day(story: Story) -> None:
    await gather_crowd(story.store, story.world, 5)
    story.world.faults.next(NeverLeft(), method="sendMessage", times=10_000)
    for _ in range(4 * 60):
        await story.tick(minutes=1)
    story.world.faults.clear()
    for _ in range(31):
        await story.tick(minutes=1)
    assert set(received(story.world).values()) == {1}
    assert all(reader.last.text.startswith("补发") for reader in story.world.readers.values())


async def test_who_blocked_keeps_everything_and_coming_back_brings_todays(story: Story) -> None:
    await gather_crowd(story.store, story.world, 1)
    reader = story.world.readers[1]
    reader.chat.blocked = True
    await story.tick()
    assert (await row_of(story, 1)).status is Status.GONE
    assert (await story.subscription(reader)).standing is Standing.GONE
    reader.unblock()
    await story.settle()
    await story.tick()
    assert (await row_of(story, 1)).status is Status.SENT
    assert (await story.subscription(reader)).next_due_at == story.clock() + timedelta(days=1)


async def test_blocking_is_known_at_once_and_costs_no_call(story: Story) -> None:
    await gather_crowd(story.store, story.world, 1)
    story.world.readers[1].block()
    await story.settle()
    await story.tick()
    assert story.world.calls_of("sendMessage") == []


async def test_who_deleted_the_account_is_written_to_once(story: Story) -> None:
    await gather_crowd(story.store, story.world, 1)
    story.world.readers[1].delete_account()
    await story.tick()
    assert (await row_of(story, 1)).status is Status.GONE
    before = len(story.world.calls_of("sendMessage"))
    story.clock.move(days=1)
    await story.tick()
    assert len(story.world.calls_of("sendMessage")) == before


@pytest.mark.parametrize("news_first", [True, False])
async def test_a_group_that_grows_gets_one_under_its_new_id(story: Story, news_first: bool) -> None:
    await gather_crowd(story.store, story.world, 1)
    leader = story.world.readers[1]
    group = story.world.group(-500, admins=[leader])
    leader.send("/start@buildspeak_bot", chat=group)
    await story.settle()
    assert len([m for m in group.messages if m.sender is story.world.bot]) == 2
    await story.publish(episode(day=TODAY), episode("Next", day=TODAY + timedelta(days=1)))
    story.clock.move(days=1)
    if news_first:
        grown = story.world.migrate(group)
        await story.settle()
    else:
        story.world.faults.next(Migrate(), method="sendMessage", chat_id=-500)
    await story.tick()
    grown = story.world.chats[-1_000_000_000_500]
    await story.settle()
    await story.tick()
    (card,) = [message for message in grown.messages if message.sender is story.world.bot]
    assert "Next" in card.text
    assert await story.store.subscriptions.get(ChatId(-500)) is None
    rows = await story.store.deliveries.listed(ChatId(grown.id), None, 10)
    assert [row.status for row in rows] == [Status.SENT, Status.SENT]


async def test_an_episode_withdrawn_between_owing_and_sending_gives_its_date_to_another(story: Story) -> None:
    await gather_crowd(story.store, story.world, 1)
    story.world.faults.next(SERVER_ERROR, method="sendMessage")
    await story.tick()
    await story.publish(episode("The Other", day=TODAY))
    await story.tick(minutes=5)
    assert "The Other" in story.world.readers[1].last.text
    assert (await row_of(story, 1)).status is Status.SENT


async def test_a_chat_that_stops_or_pauses_while_its_digest_waits_gets_nothing(story: Story) -> None:
    await gather_crowd(story.store, story.world, 2)
    story.world.faults.next(SERVER_ERROR, method="sendMessage", times=2)
    await story.tick()
    await story.writes(story.world.readers[1], "/stop")
    await story.writes(story.world.readers[2], "/pause 2026-06-10")
    before = received(story.world)
    for _ in range(10):
        await story.tick(minutes=5)
    assert received(story.world) == before
    assert {(await row_of(story, chat)).status for chat in (1, 2)} == {Status.EXPIRED}
    await story.begins(story.world.readers[1])
    assert "On Measuring" in story.world.readers[1].last.text
    assert (await row_of(story, 1)).status is Status.SENT


async def test_quiet_hours_that_began_meanwhile_are_waited_out(story: Story) -> None:
    await gather_crowd(story.store, story.world, 1)
    story.world.faults.next(SERVER_ERROR, method="sendMessage")
    await story.tick()
    await story.writes(story.world.readers[1], "/quiet 08:00-12:00")
    for _ in range(23):
        await story.tick(minutes=10)
    assert len(story.world.readers[1].received) == 1
    await story.tick(minutes=10)
    assert len(story.world.readers[1].received) == 2
    assert not story.world.readers[1].last.silent


async def test_a_refused_episode_is_stepped_past_the_next_day(story: Story) -> None:
    await gather_crowd(story.store, story.world, 1)
    story.world.faults.next(TOO_LONG, method="sendMessage")
    await story.tick()
    await story.tick(days=1)
    assert story.world.readers[1].received == []  # the library has nothing else
    await story.publish(episode(day=TODAY), episode("Next", day=TODAY + timedelta(days=1)))
    await story.tick(hours=1)
    assert "Next" in story.world.readers[1].last.text
