"""A large minute is spread in order and keeps nobody from being answered; quick fingers cost few edits."""

import asyncio
import gc
import sys
import time
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from telegram import Bot

from bot.delivery.courier import IN_FLIGHT, Courier
from bot.edge.line import Line
from bot.edge.pace import Pace
from bot.edge.reply import Reply
from bot.sandbox.faults import TooMany
from bot.sandbox.limits import Limits
from bot.sandbox.reader import Tap
from bot.sandbox.transport import InProcess
from bot.sandbox.world import Change, World
from bot.store import open_store
from tests.kit.alive import alive
from tests.kit.clock import START, Clock
from tests.kit.crowd import gather_crowd, received
from tests.kit.story import episode, library

CHATS = 10_000
PER_SECOND = 25
PUSHED = 60


@pytest.mark.slow
async def test_ten_thousand_in_one_minute_come_in_order_as_fast_as_allowed(
    sqlite_url: str, clock: Clock, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    arrivals: list[tuple[int, datetime]] = []
    alive_objects: list[int] = []

    async def pause(seconds: float) -> None:
        clock.move(seconds=seconds)
        await asyncio.sleep(0)
        if len(arrivals) // 2000 > len(alive_objects):
            gc.collect()
            alive_objects.append(len(gc.get_objects()))

    def seconds() -> float:
        return clock().timestamp()

    def hear(change: Change) -> None:
        """Note the arrival and forget the message: what grows must not be the world."""
        if change.kind == "sent" and change.chat is not None:
            arrivals.append((change.chat.id, clock()))
            change.chat.history.clear()
        world.calls.clear()

    bot = Bot(world.token, request=InProcess(world), get_updates_request=InProcess(world))
    async with open_store(sqlite_url) as store, bot:
        await gather_crowd(store, world, CHATS)
        world.listen(hear)
        pace = Pace(PER_SECOND, monotonic=seconds, pause=pause)
        courier = Courier(store, Reply(bot), clock, pace, Line(seconds))
        began = time.perf_counter()
        await courier.tick()
        took = time.perf_counter() - began
    grown = max(alive_objects) - alive_objects[0]
    last, fair = (arrivals[-1][1] - START).total_seconds(), CHATS / PER_SECOND
    with capsys.disabled():
        sys.stdout.write(
            f"\n{CHATS} chats at {PER_SECOND}/s: the last after {last:.0f} s of {fair:.0f}, simulated in {took:.0f} s; "
            f"{grown:+d} objects in memory between 2000 and {CHATS}\n"
        )
    assert len(arrivals) == len({chat_id for chat_id, _ in arrivals}) == CHATS
    for place, (chat_id, at) in enumerate(arrivals, 1):
        assert abs(place - chat_id) <= IN_FLIGHT
        assert at - START <= timedelta(seconds=(place + IN_FLIGHT) / PER_SECOND)
    for (_, earlier), (_, later) in zip(arrivals, arrivals[PER_SECOND + 1 :], strict=False):
        assert later - earlier >= timedelta(seconds=0.9), "more than 25 in a second"
    assert grown < 2 * (CHATS - 2000) + 2000, "more than the arrivals that this test notes"


async def test_taps_are_answered_within_a_second_all_through_a_push(
    sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    world = World()
    async with open_store(sqlite_url) as store:
        now = world.now()
        await gather_crowd(store, world, PUSHED, now=now, since=now - timedelta(days=2), minute=0)
    reader = world.reader(999, known=True)
    async with alive(sqlite_url, world, tick_seconds=1):
        reader.send("/today")
        await world.until(lambda: reader.received)
        card = reader.last
        calm: list[Tap] = []
        for _ in range(5):
            calm.append(reader.press(card, "r:1:8:0"))
            await world.until(lambda: calm[-1].answer)
        taps: list[Tap] = []
        while min(list(received(world).values())[:PUSHED]) == 0 and len(taps) < 200:
            taps.append(reader.press(card, f"r:1:8:{len(taps) % 8}"))
            await asyncio.sleep(0.05)
        await world.until(lambda: all(tap.answer for tap in taps))
    waits, quiet = _waits(taps), _waits(calm)
    with capsys.disabled():
        sys.stdout.write(f"\n{len(taps)} taps during a push of {PUSHED}: slowest answer {waits[-1] * 1000:.0f} ms\n")
    assert len(taps) >= 5
    assert waits[len(waits) * 95 // 100] < 1 + 10 * quiet[-1]  # a busy machine is slow before it too, and stalls
    assert set(list(received(world).values())[:PUSHED]) == {1}


def _waits(taps: Sequence[Tap]) -> list[float]:
    """Seconds until each was answered, the longest last."""
    return sorted((tap.answer.at - tap.at).total_seconds() for tap in taps if tap.answer)


async def test_thirty_taps_in_five_seconds_get_thirty_answers_a_handful_of_edits_and_the_right_end(
    sqlite_url: str,
) -> None:
    world = World(limits=Limits())
    async with alive(sqlite_url, world) as store:
        await store.episodes.sync(library(episode(day=world.now().date(), length=40)))
        reader = world.reader(7, known=True)
        reader.send("/today")
        await world.until(lambda: reader.received)
        card = reader.last
        taps, began = [], time.monotonic()
        for index in range(30):
            taps.append(reader.press(card, f"r:1:0:{index}"))
            await asyncio.sleep(5 / 30)
        await world.until(lambda: all(tap.answer for tap in taps))
        await world.until(lambda: " 30/40 " in card.text, seconds=60)
        took = time.monotonic() - began
    edits = world.calls_of("editMessageText")
    assert len([call for call in edits if call.status == 200]) <= 2 + took  # seven, where five seconds are five
    assert len([call for call in edits if call.status == 429]) <= 1


async def test_an_edit_that_telegram_wants_later_is_made_later_and_only_the_newest(sqlite_url: str) -> None:
    world = World()
    async with alive(sqlite_url, world) as store:
        await store.episodes.sync(library(episode(day=world.now().date(), length=12)))
        reader = world.reader(7, known=True)
        reader.send("/today")
        await world.until(lambda: reader.received)
        world.faults.next(TooMany(2), method="editMessageText")
        for index in range(5):
            reader.press(reader.last, f"r:1:0:{index}")
        await world.until(lambda: " 5/12 " in reader.last.text)
    assert len([call for call in world.calls_of("editMessageText") if call.status == 200]) == 1
    assert [met for met in world.faults.too_soon if met.method == "editMessageText"] == []
