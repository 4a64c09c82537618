"""What several processes share on PostgreSQL: updates that wait, leases, one pace, and a month's Stars on either."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.model.chat import ChatId
from bot.store import Store, open_store
from bot.store.arrivals import SHARDS, TRIES, shard_of
from tests.kit.clock import START
from tests.kit.made import ONE, OTHER

ALL = range(SHARDS)


@pytest.fixture
async def shared(postgres_url: str) -> AsyncIterator[Store]:
    async with open_store(postgres_url) as opened:
        yield opened


async def test_an_update_waits_in_telegrams_order_once_until_it_is_handled_and_then_without_its_words(
    shared: Store,
) -> None:
    arrivals = shared.arrivals
    woken = asyncio.Event()
    async with arrivals.heard(woken.set):
        await asyncio.wait_for(woken.wait(), 60)
        woken.clear()
        for number, chat in ((12, ONE), (11, ONE), (13, OTHER), (12, ONE), (14, None)):
            await arrivals.keep(chat, {"update_id": number, "text": "words"}, START)
        await asyncio.wait_for(woken.wait(), 60)
    assert [each.update_id for each in await arrivals.waiting(ALL, 9)] == [11, 12, 13, 14]
    assert [each.update_id for each in await arrivals.waiting([shard_of(OTHER)], 9)] == [13]
    assert (await arrivals.count()).count == 4
    await asyncio.gather(*(arrivals.done(number) for number in (11, 12)))
    await arrivals.keep(ONE, {"update_id": 11}, START)
    assert [each.update_id for each in await arrivals.waiting(ALL, 9)] == [13, 14]
    async with shared.database.single() as connection:
        rows = await connection.fetch("SELECT chat_id, body FROM arrivals WHERE update_id IN (11, 12)")
    assert [tuple(row) for row in rows] == [(0, None), (0, None)]
    await arrivals.expire(START + timedelta(seconds=1))
    assert await arrivals.waiting(ALL, 9) == ()


async def test_of_what_came_the_numbers_are_forgotten_after_a_while_however_many_there_are(shared: Store) -> None:
    days = [START + timedelta(seconds=number % 2) for number in range(2_101)]
    await asyncio.gather(*(shared.arrivals.keep(ONE, {"update_id": at}, day) for at, day in enumerate(days)))
    await shared.arrivals.expire(START + timedelta(seconds=1))
    assert (await shared.arrivals.count()).count == 1_050


async def test_an_update_that_ends_whoever_handles_it_is_dropped_in_the_end_and_no_other_with_it(
    shared: Store,
) -> None:
    await shared.arrivals.keep(ONE, {"update_id": 1}, START)
    await shared.arrivals.keep(OTHER, {"update_id": 2}, START)
    dropped = [await shared.arrivals.taken_over([shard_of(ONE)]) for _ in range(TRIES + 1)]
    assert dropped == [0] * TRIES + [1]
    assert [each.update_id for each in await shared.arrivals.waiting(ALL, 9)] == [2]


async def test_what_waits_follows_an_operator_from_one_process_to_many_and_back(shared: Store) -> None:
    await shared.inbox.keep([(ONE, {"update_id": 5})])
    await shared.arrivals.adopt(START)
    assert [each.update_id for each in await shared.arrivals.waiting([shard_of(ONE)], 9)] == [5]
    await shared.leases.prepare(["worker:a"])
    await shared.leases.take("a", ["worker:a"], 60, 1)
    await shared.arrivals.hand_back(START)
    assert await shared.inbox.left() == (), "a worker is at work on it"
    await shared.leases.give_back("a", ["worker:a"])
    await shared.arrivals.hand_back(START)
    assert await shared.inbox.left() == ({"update_id": 5},)


async def test_a_lease_has_one_holder_until_it_runs_out_or_is_given_back(shared: Store) -> None:
    leases, names = shared.leases, [f"shard:{n:02}" for n in range(8)]
    await leases.prepare(names)
    took = await asyncio.gather(*(leases.take(who, names, 60, 4) for who in "abc"))
    held = [name for each in took for name in each]
    assert len(held) == len(set(held)) == 8
    first = next(who for who, each in zip("abc", took, strict=True) if each)
    assert await leases.renew(first, 0.001) == set(took["abc".index(first)])
    await asyncio.sleep(0.02)
    assert await leases.renew(first, 60) == frozenset(), "whoever was late holds nothing"
    assert await leases.take("d", names, 60, 8) == dict.fromkeys(took["abc".index(first)], True)
    await leases.give_back("d", names)
    assert set((await leases.take("e", names, 60, 8)).values()) == {False}
    assert await leases.live("shard:") == 8


async def test_instants_are_handed_out_one_after_the_other_whoever_asks(shared: Store) -> None:
    taken = await asyncio.gather(*(shared.bucket.take(5, every=1.0, burst=0.0) for _ in range(6)))
    waits = sorted(each.wait for each in taken)
    assert all(2 < after - before < 5.5 for before, after in pairwise(waits)), "five apart, but for what each took"
    await shared.bucket.give_back(10, every=1.0)
    after = await shared.bucket.take(1, every=1.0, burst=0.0)
    assert waits[-1] - 15 < after.wait < waits[-1] - 8


async def test_a_chat_has_its_second_a_group_its_three_and_a_refused_one_its_rest(shared: Store) -> None:
    group = ChatId(-100)
    loop = asyncio.get_running_loop()
    began = loop.time()
    first, second = [await shared.bucket.turns([ONE, group, OTHER]) for _ in range(2)]
    took = loop.time() - began
    assert set(first) == {ONE, OTHER, group}
    assert all(wait <= 0 for wait in first.values())
    assert 0.9 - took < second[ONE] <= 1
    assert 2.9 - took < second[group] <= 3
    await shared.bucket.take(1, every=0.01, burst=0.0)
    await shared.bucket.refused(ONE, timedelta(seconds=30), within=2, chats=3)
    assert (await shared.bucket.turns([ONE]))[ONE] > 25
    slowed = await shared.bucket.take(10, every=1.0, burst=0.0)
    assert (slowed.wait > 15, slowed.held) == (True, 0), "one chat's own limit slows everybody and stops nobody"
    for chat in (OTHER, group):
        await shared.bucket.refused(chat, timedelta(seconds=30), within=2, chats=3)
    assert (await shared.bucket.take(1, every=0.01, burst=0.0)).held > 25
    await shared.bucket.sweep()


HOUR = 3_600


async def set_back(shared: Store) -> None:
    """As the rows look when the database's clock was set back by an hour."""
    async with shared.database.single() as connection:
        await connection.execute(f"UPDATE bucket SET free_at = free_at + {HOUR}000000")  # noqa: S608
        await connection.execute(
            f"UPDATE turns SET free_at = free_at + {HOUR}000000, refused_at = refused_at + {HOUR}000000"  # noqa: S608
        )
        await connection.execute(f"UPDATE leases SET until = until + {HOUR}000 WHERE until > 0")  # noqa: S608


async def test_a_database_whose_clock_is_set_back_by_an_hour_keeps_nobody_waiting_for_an_hour(shared: Store) -> None:
    await shared.bucket.take(5, every=0.04, burst=0.0)
    await shared.bucket.turns([ONE, OTHER])
    await shared.bucket.refused(OTHER, timedelta(seconds=5), within=2, chats=3)
    await set_back(shared)
    assert (await shared.bucket.take(1, every=0.04, burst=0.0)).wait < 70
    assert max((await shared.bucket.turns([ONE, OTHER])).values()) < 70
    await shared.bucket.refused(OTHER, timedelta(seconds=HOUR), within=2, chats=3)
    assert (await shared.bucket.turns([OTHER]))[OTHER] > HOUR - 60, "what Telegram asks for is kept to"


async def test_what_a_dead_worker_held_when_the_clock_was_set_back_runs_out_with_the_next_lease(shared: Store) -> None:
    leases, names = shared.leases, ["shard:00", "shard:01"]
    await leases.prepare(names)
    await leases.take("dead", ["shard:00"], 60, 1)
    await leases.take("alive", ["shard:01"], 60, 1)
    await set_back(shared)
    assert await leases.renew("alive", 60) == {"shard:01"}
    assert await leases.take("heir", names, 60, 2) == {}, "it may be alive, and renew it in a moment"
    left = "SELECT until - CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT) AS ms FROM leases"
    async with shared.database.single() as connection:
        assert all(0 < row["ms"] <= 60_000 for row in await connection.fetch(left))


async def test_a_months_stars_are_never_passed_however_many_spend_them(store: Store) -> None:
    spent = await asyncio.gather(*(store.stars.spend("2026-06", 30, most=100) for _ in range(6)))
    assert sum(spent) == 3
    assert await store.stars.spent("2026-06") == 90
    await store.stars.give_back("2026-06", 20)
    assert await store.stars.spend("2026-06", 30, most=100)
    assert not await store.stars.spend("2026-06", 1, most=100)
    assert await store.stars.spend("2026-07", 1, most=100)
