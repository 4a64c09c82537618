"""Two hands on one row: the key, the claim guard and the fence of the settlement each hold on their own."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from functools import partial

from bot.delivery.owing import take, take_due
from bot.model.chat import ChatId
from bot.model.delivery import Status
from bot.model.review import ReviewSettings
from bot.model.schedule import Due
from bot.sandbox.faults import Held
from bot.sandbox.world import World
from bot.store import Store, open_store
from tests.kit.clock import START, Clock
from tests.kit.crowd import TODAY, gather_crowd, subscriber
from tests.kit.days import daily
from tests.kit.story import Story

MINUTE = timedelta(minutes=1)


async def test_owed_many_times_at_once_is_owed_once(store: Store, world: World) -> None:
    await gather_crowd(store, world, 1)
    seen = subscriber(1)
    takers = await asyncio.gather(*(take(store, seen, Due(TODAY, late=False), START) for _ in range(8)))
    assert sum(taken is not None for taken in takers) == 1
    assert len(await store.deliveries.listed(ChatId(1), None, 10)) == 1


async def test_a_page_taken_by_two_is_shared_out_and_each_row_taken_once(store: Store, world: World) -> None:
    await gather_crowd(store, world, 40)
    pages = await asyncio.gather(*(take_due(store, lambda: START, 32) for _ in range(4)))
    taken = [row.chat_id for page in pages for row in page.rows]
    assert len(taken) == len(set(taken)) >= 32
    assert all(row.status is Status.SENDING for row in await store.deliveries.listed(None, None, 100))


async def test_of_many_who_are_looked_at_only_so_many_are_taken_and_the_others_stay_due(
    store: Store, world: World
) -> None:
    await gather_crowd(store, world, 20)
    for chat_id in range(1, 6):
        await store.subscriptions.put(replace(subscriber(chat_id, last_date=TODAY), next_due_at=START))
    taken = await take_due(store, lambda: START, 3, look_at=200)
    assert [row.chat_id for row in taken.rows] == [6, 7, 8]
    assert [each.chat_id for each in await store.subscriptions.due(START, 100)] == list(range(9, 21))


async def test_of_many_claimers_one_gets_what_waits(store: Store, world: World) -> None:
    await gather_crowd(store, world, 1)
    taken = await take(store, subscriber(1), Due(TODAY, late=False), START)
    assert taken is not None
    await store.deliveries.settle(taken, Status.PENDING, START, due_at=START)
    claims = await asyncio.gather(*(store.deliveries.claim(START, 1) for _ in range(8)))
    assert sum(map(len, claims)) == 1


async def test_who_is_to_be_reminded_is_shared_out_and_each_claimed_once(store: Store, world: World) -> None:
    await gather_crowd(store, world, 40)
    for chat_id in range(1, 41):
        await store.review_settings.put(ReviewSettings(ChatId(chat_id), reminder=480, remind_at=START))

    async def claimed() -> list[ChatId]:
        async with store.review_settings.claiming(START, 20) as (found, within):
            claim = partial(store.review_settings.claim, remind_at=START + MINUTE, today=TODAY, within=within)
            return [due.chat_id for due in found if await claim(due)]

    chats = [chat_id for page in await asyncio.gather(*(claimed() for _ in range(4))) for chat_id in page]
    assert len(chats) == len(set(chats)) >= 20


async def test_who_was_parked_meanwhile_settles_nothing(store: Store, world: World) -> None:
    await gather_crowd(store, world, 1)
    lost = await take(store, subscriber(1), Due(TODAY, late=False), START)
    assert lost is not None
    (again,) = await store.doubts.park(START + MINUTE, START + MINUTE, again=5)
    assert again.status is Status.PENDING
    (held,) = await store.deliveries.claim(START + 2 * MINUTE, 1)
    assert not await store.deliveries.settle(lost, Status.SENT, START + 2 * MINUTE, message_id=1)
    await store.deliveries.sent(lost, 1, START + 2 * MINUTE)
    assert [row.status for row in await store.deliveries.listed(ChatId(1), None, 5)] == [Status.SENDING]
    assert await store.deliveries.settle(held, Status.SENT, START + 2 * MINUTE, message_id=2)


async def test_resending_is_bounded_too(store: Store, world: World) -> None:
    await gather_crowd(store, world, 1)
    await take(store, subscriber(1), Due(TODAY, late=False), START)
    now = START
    for _ in range(3):
        now += MINUTE
        (parked,) = await store.doubts.park(now, now, again=3)
        await store.deliveries.claim(now, 1)
    assert parked.status is Status.UNKNOWN


async def test_a_setting_changed_while_a_date_is_owed_stands(store: Store, world: World) -> None:
    await gather_crowd(store, world, 1)
    seen = subscriber(1)
    changed = subscriber(1, days=0b0001000)  # Thursdays only; due at the same instant as before
    assert changed.next_due_at == seen.next_due_at
    await store.subscriptions.put(changed)
    await take(store, seen, Due(TODAY, late=False), START)
    found = await store.subscriptions.get(ChatId(1))
    assert found is not None
    assert (found.days, found.last_date, found.next_due_at) == (0b0001000, TODAY, START)


async def struck(story: Story) -> None:
    """Until a call has met what was planned for it, and is under way."""
    async with asyncio.timeout(60):
        while not story.world.faults.met:  # noqa: ASYNC110
            await asyncio.sleep(0)


async def test_asking_for_today_while_it_is_being_sent_brings_it_once(story: Story) -> None:
    await gather_crowd(story.store, story.world, 1)
    reader = story.world.readers[1]
    go_on = asyncio.Event()
    story.world.faults.next(Held(go_on), method="sendMessage")
    tick = asyncio.create_task(story.desk.courier.tick())
    await struck(story)
    reader.send("/today")
    await story.settle()
    go_on.set()
    await tick
    assert len(reader.received) == 1


async def test_asking_for_today_again_shows_it_without_a_sound_and_the_ledger_stays(story: Story) -> None:
    reader = await daily(story)
    sounded = reader.last
    again = await story.writes(reader, "/today")
    assert not sounded.silent
    assert again.silent
    (row,) = await story.store.deliveries.listed(ChatId(7), None, 5)
    assert (row.attempts, row.message_id) == (1, sounded.id)


async def test_a_tick_during_the_greeting_does_not_make_two_cards(story: Story, clock: Clock) -> None:
    await daily(story)
    other = story.reader(8)
    go_on = asyncio.Event()
    story.world.faults.next(Held(go_on), method="sendMessage", chat_id=8)
    other.send("/start")
    greeting = asyncio.create_task(story.settle())
    await struck(story)
    await story.tick(seconds=1)
    go_on.set()
    await greeting
    assert sum("The Test Bench" in message.text for message in other.received) == 1  # opened or closed


async def test_a_transaction_cancelled_at_its_start_leaves_the_database_usable(sqlite_url: str) -> None:
    async with open_store(sqlite_url) as store:
        for _ in range(20):
            task = asyncio.create_task(store.subscriptions.put(subscriber(1)))
            await asyncio.sleep(0)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        await store.subscriptions.put(subscriber(2))
        assert await store.subscriptions.get(ChatId(2)) is not None
