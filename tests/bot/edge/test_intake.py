"""One chat's flood is its own: others are answered as quickly as ever, and memory stays what it was."""

import asyncio
import random
import time
from functools import partial
from typing import Any

import pytest

from bot.edge.intake import ROOM, SHARE, Intake, chat_of
from bot.edge.receiving import Raw
from bot.edge.texts import MOST
from bot.sandbox.world import World
from tests.kit.alive import alive


class Nowhere:
    def __init__(self) -> None:
        self.kept: list[int] = []

    async def keep(self, updates: list[tuple[Any, Raw]]) -> None:
        self.kept += [update["update_id"] for _, update in updates]

    def done(self, update_id: int) -> "asyncio.Future[None]":
        self.kept.remove(update_id)
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        done.set_result(None)
        return done


def message(number: int, chat: int) -> Raw:
    return {"update_id": number, "message": {"message_id": number, "chat": {"id": chat}}}


async def nothing(_update: Raw) -> None:
    pass


async def test_of_one_chat_a_share_waits_in_its_order_and_the_rest_is_turned_away() -> None:
    handled: list[int] = []
    turned: list[int] = []

    async def handle(update: Raw) -> None:
        await asyncio.sleep(0.001)
        handled.append(update["update_id"])

    async def turn_away(update: Raw) -> None:
        turned.append(update["update_id"])

    intake = Intake(handle, turn_away, Nowhere())
    for number in range(5000):
        intake.take(message(number, 7))
    for number in range(5000, 5100):
        intake.take(message(number, number))
    began = time.process_time()
    await intake.close(within=60)
    assert time.process_time() - began < 5
    assert [number for number in handled if number < 5000] == list(range(SHARE + 1))
    assert {number for number in handled if number >= 5000} == set(range(5000, 5100))
    assert intake.turned_away == 5000 - SHARE - 1
    assert 0 < len(turned) < 100


async def test_a_person_who_sends_forty_commands_at_once_has_all_of_them_handled() -> None:
    handled: list[int] = []

    async def handle(update: Raw) -> None:
        await asyncio.sleep(0)
        handled.append(update["update_id"])

    intake = Intake(handle, nothing, Nowhere())
    for number in range(40):
        intake.take(message(number, 7))
    await intake.close(within=60)
    assert handled == list(range(40))


async def test_more_is_fetched_only_while_there_is_room() -> None:
    go_on = asyncio.Event()

    async def handle(_update: Raw) -> None:
        await go_on.wait()

    intake = Intake(handle, nothing, Nowhere())
    for number in range(ROOM + 50):
        intake.take(message(number, number))
    waiting = asyncio.create_task(intake.room())
    done, _ = await asyncio.wait([waiting], timeout=0.1)
    assert not done
    go_on.set()
    await asyncio.wait_for(waiting, 30)
    await intake.close(within=60)


async def test_what_is_handled_while_it_is_being_kept_is_not_kept_for_ever() -> None:
    being_kept, some_handled, much_later = asyncio.Event(), asyncio.Event(), asyncio.Event()
    handled: list[int] = []

    class Slow(Nowhere):
        async def keep(self, updates: list[tuple[Any, Raw]]) -> None:
            being_kept.set()
            await some_handled.wait()
            await super().keep(updates)

    places = Slow()

    async def handle(update: Raw) -> None:
        await (being_kept if update["update_id"] % 2 else much_later).wait()
        handled.append(update["update_id"])
        if len(handled) == 5:
            some_handled.set()

    intake = Intake(handle, nothing, places)
    for number in range(10):
        intake.take(message(number, number))
    await intake.settled(within=0.001)
    assert set(places.kept) == {0, 2, 4, 6, 8}
    much_later.set()
    await intake.close(within=60)
    assert places.kept == []


async def test_a_handler_that_fails_takes_neither_its_chat_nor_another_with_it() -> None:
    handled: list[int] = []

    async def handle(update: Raw) -> None:
        if update["update_id"] == 0:
            raise RuntimeError
        handled.append(update["update_id"])

    intake = Intake(handle, nothing, Nowhere())
    intake.take(message(0, 7))
    intake.take(message(1, 8))
    await asyncio.sleep(0.01)
    intake.take(message(2, 7))
    await intake.close(within=0.2)
    assert handled == [1, 2]


@pytest.mark.parametrize(
    ("update", "chat"),
    [
        (message(1, 7), 7),
        ({"update_id": 1, "callback_query": {"id": "1", "message": {"chat": {"id": -5}}}}, -5),
        ({"update_id": 1, "my_chat_member": {"chat": {"id": 9}, "from": {"id": 3}}}, 9),
        ({"update_id": 1, "inline_query": {"id": "1", "from": {"id": 3}}}, None),
        ({"update_id": 1, "message": {"chat": {"id": "7"}}}, None),
        ({"update_id": 1, "message": {"chat": None, "message": 5}}, None),
        ({"update_id": 1, "message": []}, None),
        ({"update_id": 1}, None),
    ],
)
def test_an_updates_chat_is_found_whatever_its_kind(update: Raw, chat: int | None) -> None:
    assert chat_of(update) == chat


async def test_two_hundred_messages_a_second_from_one_chat_leave_others_taps_alone(sqlite_url: str) -> None:
    world = World()
    flooding, others = world.reader(7), [world.reader(100 + number) for number in range(20)]
    async with alive(sqlite_url, world):
        taken: list[float] = []
        quiet = await _answers(world, others)
        flood = asyncio.create_task(_flood(flooding, seconds=2))
        for _ in range(MOST - 2):  # of more texts in a minute nobody would have an answer, however idle the bot
            if flood.done():
                break
            taken += (await asyncio.gather(_answers(world, others), asyncio.sleep(0.15)))[0]
        await flood
        pressed = [flooding.press(flooding.received[0], "m:1:8:2") for _ in range(200)]
        await world.until(
            lambda: "慢一点：前面的还没处理完。" in [tap.answer.text for tap in pressed if tap.answer], seconds=60
        )
    assert sorted(taken)[int(len(taken) * 0.99)] < 2 + 3 * max(quiet)


async def _flood(reader: Any, *, seconds: float) -> None:
    async with asyncio.timeout(seconds + 120):
        for _ in range(int(seconds * 20)):
            for _ in range(10):
                reader.send(random.choice(["/help", "/vocab", "/settings", "latency"]))
            await asyncio.sleep(0.05)


def _has_more(reader: Any, before: int) -> bool:
    return len(reader.received) > before


async def _answers(world: World, readers: list[Any]) -> list[float]:
    """Seconds until each of them has an answer to /help."""
    taken = []
    for reader in readers:
        before, began = len(reader.received), time.monotonic()
        reader.send("/help")
        await world.until(partial(_has_more, reader, before), seconds=60)
        taken.append(time.monotonic() - began)
    return taken


async def test_where_someone_is_is_not_written_down_for_the_next_start() -> None:
    keeps = Nowhere()

    async def never(_update: Raw) -> None:
        await asyncio.sleep(60)

    intake = Intake(never, nothing, keeps)
    told = message(1, 7)
    told["message"]["location"] = {"latitude": 31.23, "longitude": 121.47}
    intake.take(told)
    intake.take(message(2, 8))
    await intake.close(within=0.05)
    assert keeps.kept == [2]
