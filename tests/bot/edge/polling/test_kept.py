"""What was heard is not lost with a process: handled, or kept for the next, before Telegram is told."""

import asyncio
import time

from telegram import Bot, Update

from bot.edge.intake import Intake
from bot.edge.polling import Polling
from bot.edge.receiving import Raw
from bot.sandbox.faults import Delay
from bot.sandbox.transport import InProcess
from bot.sandbox.world import World
from bot.store import Store, open_store
from tests.kit.alive import alive
from tests.kit.polled import ignore, polling, until


async def test_what_is_handled_at_once_is_written_nowhere(world: World, store: Store) -> None:
    heard: list[int] = []

    async def hear(update: Update) -> None:
        heard.append(update.update_id)

    async with polling(world, store, hear):
        for number in range(50):
            world.reader(7 + number % 5).send("早")
        await until(lambda: len(heard) == 50 and not world.inbox.pending)
        assert await store.inbox.left() == ()


async def test_what_is_not_handled_when_a_process_is_killed_is_handled_by_the_next(world: World, store: Store) -> None:
    async def hang(_update: Update) -> None:
        await asyncio.Event().wait()

    heard: list[str] = []

    async def hear(update: Update) -> None:
        assert update.message
        heard.append(update.message.text or "")

    async with polling(world, store, hang):
        for number in range(20):
            world.reader(7 + number % 3).send(f"{number}")
        await until(lambda: not world.inbox.pending)  # Telegram has been told that they arrived
    async with polling(world, store, hear):
        await until(lambda: len(heard) == 20)
        for user in (7, 8, 9):
            own = [int(each) for each in heard if int(each) % 3 == user - 7]
            assert own == sorted(own)
    assert await store.inbox.left() == ()


async def test_telegram_is_told_of_nothing_while_it_can_neither_be_handled_nor_kept(world: World, store: Store) -> None:
    class Full:
        async def keep(self, _updates: object) -> None:
            raise OSError("No space left on device")

        def done(self, update_id: int) -> "asyncio.Future[None]":
            raise AssertionError(update_id)

    go_on, heard = asyncio.Event(), 0

    async def wait(_update: Raw) -> None:
        nonlocal heard
        await go_on.wait()
        heard += 1

    request = InProcess(world)
    bot = Bot(world.token, request=request, get_updates_request=request)
    loop = Polling(bot, request, Intake(wait, ignore, Full()))
    running = asyncio.create_task(loop.run())
    for number in range(5):
        world.reader(7 + number).send("早")
    await asyncio.sleep(0.5)
    assert len(world.inbox.pending) == 5
    go_on.set()
    await until(lambda: not world.inbox.pending)
    running.cancel()
    assert heard == 5


async def test_an_update_that_ends_every_process_is_handed_out_no_third_time(store: Store) -> None:
    await store.inbox.keep([(None, {"update_id": 5})])
    assert [len(await store.inbox.left()) for _ in range(3)] == [1, 1, 0]


async def test_a_bot_with_thousands_of_updates_waiting_stops_at_once_and_loses_none(
    sqlite_url: str, world: World
) -> None:
    for number in range(3000):
        world.reader(7 + number % 500).send("/help")
    async with alive(sqlite_url, world):
        await world.until(lambda: world.calls_of("sendMessage"), seconds=60)
        world.faults.next(Delay(60), method="sendMessage", times=100_000)
        began = time.monotonic()
    assert time.monotonic() - began < 30
    answered = {call.chat_id for call in world.calls_of("sendMessage") if not call.lost}
    said = len([call for call in world.calls_of("sendMessage") if not call.lost])
    async with open_store(sqlite_url) as store:
        kept = {update["update_id"] for update in await store.inbox.left()}
    waiting = {update.id for update in world.inbox.pending}
    assert answered
    assert len(kept | waiting) + said >= 3000
