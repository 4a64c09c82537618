"""Reads of many in one statement: each gets their own and what stands now, and nobody suffers for another."""

import asyncio
from collections.abc import Sequence

import asyncpg
import pytest

from bot.model.chat import ChatId
from bot.store import open_store
from bot.store.asking import Asking
from bot.store.owned import Own
from tests.kit.clock import START
from tests.kit.made import context, people, published, save, subscription
from tests.kit.wire import wire

CROWD = tuple(ChatId(chat_id) for chat_id in range(100, 140))
STRANGER = ChatId(1)


class Shelf:
    """Answers with what stands on it when it begins to look; a look goes on for as long as `open` is not set."""

    def __init__(self, *, faulty: int | None = None, error: Exception | None = None) -> None:
        self.stands = "old"
        self.looks: list[tuple[int, ...]] = []
        self.looking = asyncio.Event()
        self.open = asyncio.Event()
        self.open.set()
        self._faulty = faulty
        self._error = error

    async def one(self, key: int) -> str:
        return (await self.many([key]))[key]

    async def many(self, keys: Sequence[int]) -> dict[int, str]:
        self.looks.append(tuple(keys))
        self.looking.set()
        found = {key: f"{self.stands} {key}" for key in keys}
        await self.open.wait()
        if self._error:
            raise self._error
        if self._faulty in keys:
            raise ValueError("of this key")
        return found

    def asking(self, *, together: bool = True) -> Asking[int, str]:
        return Asking(self.one, self.many, together=together)


async def test_who_asks_in_one_turn_is_answered_by_one_look_and_each_with_their_own() -> None:
    shelf = Shelf()
    asking = shelf.asking()
    assert await asyncio.gather(*(asking.of(key) for key in (3, 1, 2, 1))) == ["old 3", "old 1", "old 2", "old 1"]
    assert shelf.looks == [(3, 1, 2)]


async def test_where_a_look_costs_no_way_each_looks_alone() -> None:
    shelf = Shelf()
    asking = shelf.asking(together=False)
    assert await asyncio.gather(*(asking.of(key) for key in (1, 2))) == ["old 1", "old 2"]
    assert shelf.looks == [(1,), (2,)]


async def test_who_asks_after_a_write_sees_it_though_an_older_look_still_goes_on() -> None:
    shelf = Shelf()
    asking = shelf.asking()
    shelf.open.clear()
    early = asyncio.gather(asking.of(1), asking.of(2))
    await shelf.looking.wait()
    shelf.looking.clear()
    shelf.stands = "new"
    late = asyncio.gather(asking.of(1), asking.of(2))
    await shelf.looking.wait()
    shelf.open.set()
    assert list(await late) == ["new 1", "new 2"]
    assert list(await early) == ["old 1", "old 2"]


async def test_who_stops_waiting_takes_nobody_along() -> None:
    shelf = Shelf()
    asking = shelf.asking()
    shelf.open.clear()
    impatient, same, other = (asyncio.create_task(asking.of(key)) for key in (1, 1, 2))
    await shelf.looking.wait()
    impatient.cancel()
    with pytest.raises(asyncio.CancelledError):
        await impatient
    shelf.open.set()
    assert [await same, await other] == ["old 1", "old 2"]


async def test_a_key_that_is_at_fault_is_told_alone() -> None:
    asking = Shelf(faulty=2).asking()
    told = await asyncio.gather(*(asking.of(key) for key in (1, 2, 2, 3)), return_exceptions=True)
    assert [str(each) for each in told] == ["old 1", "of this key", "of this key", "old 3"]


async def test_where_the_database_is_away_all_are_told_after_one_look() -> None:
    shelf = Shelf(error=asyncpg.ConnectionDoesNotExistError("connection was closed in the middle of operation"))
    asking = shelf.asking()
    told = await asyncio.gather(*(asking.of(key) for key in range(50)), return_exceptions=True)
    assert {type(each) for each in told} == {asyncpg.ConnectionDoesNotExistError}
    assert len(shelf.looks) == 1


async def test_nobody_waits_for_ever_for_a_look_that_was_cancelled() -> None:
    async def cancelled(keys: object) -> dict[int, str]:
        raise asyncio.CancelledError

    asking: Asking[int, str] = Asking(Shelf().one, cancelled, together=True)
    waiting = [asyncio.create_task(asking.of(key)) for key in (1, 2)]
    async with asyncio.timeout(20):
        await asyncio.wait(waiting)
    assert all(each.cancelled() for each in waiting)
    assert await asking.of(3) == "old 3"


async def test_a_crowd_reads_on_postgresql_in_a_few_round_trips_and_each_chat_its_own(postgres_url: str) -> None:
    async with wire(postgres_url) as line, open_store(line.url) as store:
        await people(store, *CROWD)
        (first, second) = await published(store, "One", "Two")
        for chat_id in CROWD[::2]:
            await save(store, chat_id, f"term {chat_id}", "词", context(0, episode_id=first))
            await store.known.set(chat_id, f"known {chat_id}", "知", START, known=True)
        places = [(first, 0), (second, 1), (first, 2), (10_000, 0)] * 10
        for _ in range(
            2
        ):  # each statement is prepared once a connection, and where an episode's segments stand is learnt
            before = line.answers
            who, own, passages = await asyncio.gather(
                asyncio.gather(*(store.subscriptions.get(chat_id) for chat_id in (*CROWD, STRANGER))),
                asyncio.gather(*(store.owned.own(chat_id) for chat_id in (*CROWD, STRANGER))),
                asyncio.gather(*(store.episodes.passage(episode, 0, index) for episode, index in places)),
            )
        assert line.answers - before <= 12  # three, and where it comes on another connection, its preparing
        assert who == [*(subscription(chat_id) for chat_id in CROWD), None]
        nothing = Own(frozenset(), frozenset())
        for chat_id, each in zip(CROWD[::2], own[::2], strict=False):
            assert each == Own(frozenset({f"term {chat_id}"}), frozenset({f"known {chat_id}"}))
        assert {*own[1::2], own[-1]} == {nothing}
        found = [each and (each.listing.id, each.index) for each in passages]
        assert found == [(first, 0), (second, 1), (first, 2), None] * 10
        assert [await store.owned.own(chat_id) for chat_id in CROWD[:4]] == own[:4], "alone as in the crowd"
