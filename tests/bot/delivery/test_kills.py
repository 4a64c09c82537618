"""Killed without warning, twenty times and more, in the middle of a push to two thousand chats."""

import asyncio
import random
import sys
from datetime import timedelta

import pytest

from bot.delivery.courier import IN_FLIGHT
from bot.model.delivery import Status
from bot.sandbox.server import serve
from bot.sandbox.world import World
from bot.store import open_store
from tests.kit.clock import START
from tests.kit.crowd import gather_crowd, ledger, received
from tests.kit.lives import Place, begin, ended

CHATS = 2000
KILLS = 20
_LEASE_AND_MORE = timedelta(minutes=3)


async def lives_and_deaths(place: Place, world: World, *, resend_unknown: bool, chance: random.Random) -> int:
    """Kill a courier at random points until KILLS are done, then let one finish; returns how often it was killed."""
    kills, now = 0, START
    while True:
        process = begin(place, now, resend_unknown=resend_unknown)
        if kills < KILLS:
            await _calls(world, len(world.calls) + chance.randint(1, 30))
            await asyncio.sleep(chance.uniform(0, 0.01))
            process.kill()
        code = await ended(process)
        now += _LEASE_AND_MORE
        if code == 0:
            return kills
        assert code == -9, f"the courier ended by itself with {code}"
        kills += 1


async def _calls(world: World, count: int) -> None:
    await world.until(lambda: len(world.calls) >= count, seconds=60)


@pytest.mark.parametrize("seed", [1])
async def test_no_chat_gets_two_and_those_unsent_are_parked(
    sqlite_url: str, world: World, seed: int, capsys: pytest.CaptureFixture[str]
) -> None:
    async with open_store(sqlite_url) as store, serve(world) as api_url:
        await gather_crowd(store, world, CHATS)
        place = Place(sqlite_url, api_url, world.token)
        kills = await lives_and_deaths(place, world, resend_unknown=False, chance=random.Random(seed))
        came, rows = received(world), await ledger(store)
    unsent = {chat_id for chat_id, count in came.items() if count == 0}
    parked = rows[Status.UNKNOWN]
    with capsys.disabled():
        sys.stdout.write(
            f"\n{CHATS} chats, {kills} kills: {len(rows[Status.SENT])} settled as sent, {len(parked)} parked, of which "
            f"{len(parked - unsent)} had arrived and {len(unsent)} had not; twice: {sum(n > 1 for n in came.values())}"
        )
    assert kills >= KILLS
    assert max(came.values()) == 1
    assert unsent <= parked
    assert len(unsent) <= kills * IN_FLIGHT
    assert rows[Status.SENT] | parked == set(came)
    assert rows[Status.SENT].isdisjoint(unsent)


async def test_with_resend_nobody_is_left_without(
    sqlite_url: str, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    async with open_store(sqlite_url) as store, serve(world) as api_url:
        await gather_crowd(store, world, CHATS)
        place = Place(sqlite_url, api_url, world.token)
        kills = await lives_and_deaths(place, world, resend_unknown=True, chance=random.Random(2))
        came, rows = received(world), await ledger(store)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{CHATS} chats, {kills} kills, resend: none unsent, twice or more: {sum(n > 1 for n in came.values())}"
        )
    assert kills >= KILLS
    assert min(came.values()) == 1
    assert rows[Status.SENT] == set(came)
