"""Many processes on one PostgreSQL are one bot: each reader is answered once and in order, each date comes once."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial

import pytest

from bot.app.dispatch import App, hearing_of
from bot.app.roles import Role
from bot.edge.tenure import CLOCK, POLLER
from bot.model.chat import ChatId
from bot.sandbox.webhook import bringing
from bot.sandbox.world import World
from bot.store import open_store
from bot.store.arrivals import SHARDS
from tests.bot.web.test_operating import free_port
from tests.kit.crowd import gather_crowd, received
from tests.kit.fleet import Fleet, fleet
from tests.kit.polled import until
from tests.kit.pooler import pooled

PATIENCE = 60
READERS = range(101, 101 + SHARDS, 4)


@pytest.fixture
def world() -> World:
    """In real time."""
    return World()


@pytest.fixture
async def parts(postgres_url: str, world: World) -> AsyncIterator[Fleet]:
    """A fleet to which Telegram brings updates."""
    port = free_port()
    address = {"webhook_url": f"http://127.0.0.1:{port}/in", "web_listen": ("127.0.0.1", port)}
    async with bringing(world), fleet(postgres_url, world, tick_seconds=1, **address) as started:
        yield started


def shards(app: App) -> int:
    tenure = hearing_of(app).tenure
    assert tenure is not None
    return len(tenure.shards)


def has_all(app: App) -> bool:
    return shards(app) == SHARDS


async def settled(world: World, answers: int) -> None:
    """Every reader has so many answers, and nothing is on its way."""
    await until(lambda: all(len(world.reader(r).received) >= answers for r in READERS), PATIENCE)
    await until(lambda: not world.inbox.pending, PATIENCE)


async def test_each_reader_is_answered_once_and_in_order_whichever_worker_has_their_chat(
    parts: Fleet, world: World, postgres_url: str
) -> None:
    await parts.start(Role.WEB)
    one, two = await parts.start(Role.WORKER), await parts.start(Role.WORKER)
    await until(lambda: shards(one) == shards(two) == SHARDS // 2, PATIENCE)
    for reader in READERS:
        for text in ("/help", "/settings", "/privacy"):
            world.reader(reader).send(text)
    await settled(world, 3)
    said = Counter(tuple(m.content.text[:12] for m in world.reader(r).received) for r in READERS)
    assert len(said) == 1, "all of them have the same three answers in the same order"
    times = [hearing_of(app).receiving.intake.times["message"] for app in (one, two)]

    def handled() -> list[int]:
        return [timing.up_to[-1][1] for timing in times]

    await until(lambda: sum(handled()) >= 3 * len(READERS), PATIENCE)  # who is answered is handled a moment later
    assert sum(handled()) == 3 * len(READERS)
    assert min(handled()) > 0
    async with open_store(postgres_url) as store, asyncio.timeout(PATIENCE):
        while await store.arrivals.waiting(range(SHARDS), 9) != ():  # noqa: ASYNC110  # of rows nobody tells
            await asyncio.sleep(0.01)


async def test_workers_and_the_web_are_replaced_one_by_one_without_a_lost_message(parts: Fleet, world: World) -> None:
    await parts.start(Role.WEB)
    await parts.start(Role.WORKER)
    sent = 0
    for replaced in (Role.WORKER, Role.WORKER, Role.WEB):
        for reader in READERS:
            world.reader(reader).send("/help")
        sent += 1
        if replaced is Role.WEB:
            await parts.stop(0)
            for reader in READERS:
                world.reader(reader).send("/help")
            sent += 1
            await parts.start(Role.WEB)
        else:
            fresh = await parts.start(replaced)
            await parts.stop(1)
            await until(partial(has_all, fresh), PATIENCE)
    await settled(world, sent)
    assert set(Counter(received(world)).values()) == {sent}


async def test_one_process_holds_the_clock_and_another_takes_it_when_it_stops(parts: Fleet) -> None:
    first = await parts.start(Role.CLOCK)
    tenures = [hearing_of(first).tenure]
    await until(lambda: tenures[0] is not None and tenures[0].holds(CLOCK), PATIENCE)
    second = await parts.start(Role.CLOCK)
    for _ in range(2):
        await hearing_of(second).tenure.beat()  # type: ignore[union-attr]  # on PostgreSQL there is one
    assert (hearing_of(first).alone, hearing_of(second).alone) == (True, False)
    await parts.stop(0)
    await until(lambda: hearing_of(second).alone, PATIENCE)


async def test_who_receives_may_also_poll_one_at_a_time_and_the_next_goes_on(
    postgres_url: str, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    async with fleet(postgres_url, world, tick_seconds=1) as started:
        first = await started.start(Role.WEB)
        await until(lambda: (tenure := hearing_of(first).tenure) is not None and tenure.holds(POLLER), PATIENCE)
        second = await started.start(Role.WEB)
        await started.start(Role.WORKER)
        for reader in READERS:
            world.reader(reader).send("/help")
        await settled(world, 1)
        await started.stop(0)
        await until(lambda: (tenure := hearing_of(second).tenure) is not None and tenure.holds(POLLER), PATIENCE)
        for reader in READERS:
            world.reader(reader).send("/help")
        await settled(world, 2)
    assert set(received(world).values()) == {2}
    assert "another process polls" not in caplog.text


async def test_a_worker_that_was_frozen_begins_nothing_that_may_be_anothers(parts: Fleet, world: World) -> None:
    """Its leases run out by its own clock, which went on while it stood still."""
    await parts.start(Role.WEB)
    worker = await parts.start(Role.WORKER)
    await until(lambda: shards(worker) == SHARDS, PATIENCE)
    tenure, receiving = hearing_of(worker).tenure, hearing_of(worker).receiving
    assert tenure is not None
    await tenure.leave()
    for reader in READERS:
        receiving.intake.take({"update_id": reader, "message": {"chat": {"id": reader}}}, kept=True)
    await until(lambda: receiving.intake.in_hand == 0, PATIENCE)
    assert not any(received(world).values())
    await until(lambda: shards(worker) == SHARDS, PATIENCE)
    world.reader(READERS[0]).send("/help")
    await until(lambda: world.reader(READERS[0]).received, PATIENCE)


async def test_several_workers_bring_each_reader_one_digest_together_no_faster_than_is_allowed(
    postgres_url: str, world: World
) -> None:
    now = world.now()
    async with open_store(postgres_url) as store:
        await gather_crowd(store, world, 40, now=now, since=now - timedelta(days=2), minute=0)
    async with fleet(postgres_url, world, tick_seconds=1, pushes_per_second=20) as started:
        for _ in range(3):
            await started.start(Role.WORKER)
        await until(lambda: sum(received(world).values()) >= 40, PATIENCE)
    assert set(received(world).values()) == {1}
    sent = sorted(call.at for call in world.calls_of("sendMessage"))
    assert (sent[-1] - sent[0]).total_seconds() >= 39 / 20 - 0.9  # three that did not share would take 0.65
    async with open_store(postgres_url) as store:
        assert await store.subscriptions.due(world.now(), 9) == ()
        assert await store.deliveries.latest(ChatId(1)) is not None


@pytest.mark.parametrize("directly", [True, False], ids=["notified", "unnotified"])
async def test_through_a_pooler_of_transactions_readers_are_answered_and_digests_come(
    postgres_url: str, world: World, directly: bool
) -> None:
    now = world.now()
    async with open_store(postgres_url) as store:
        await gather_crowd(store, world, 12, now=now, since=now - timedelta(days=2), minute=0)
    async with pooled(postgres_url) as through:
        direct = postgres_url if directly else ""
        async with fleet(through, world, tick_seconds=1, pushes_per_second=20, direct=direct) as started:
            for role in (Role.WEB, Role.WORKER, Role.WORKER, Role.CLOCK):
                await started.start(role)
            for reader in READERS:
                world.reader(reader).send("/help")
            await settled(world, 1)
            await until(lambda: sum(received(world).values()) >= 12 + len(READERS), PATIENCE)
    assert set(received(world).values()) == {1}


async def test_what_one_process_left_in_its_inbox_is_handled_by_the_workers(
    parts: Fleet, world: World, postgres_url: str
) -> None:
    reader = world.reader(READERS[0])
    reader.send("/help")
    (pending,) = world.inbox.take()
    async with open_store(postgres_url) as store:
        await store.inbox.keep([(ChatId(reader.chat.id), pending.as_json())])
    await parts.start(Role.WORKER)
    await until(lambda: reader.received, PATIENCE)
    await asyncio.sleep(0)
    assert len(reader.received) == 1
