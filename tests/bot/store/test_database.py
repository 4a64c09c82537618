"""What both databases promise: many sets of parameters are one transaction, short reads see what is committed."""

import asyncio

import asyncpg
import pytest

from bot.model.chat import ChatId
from bot.model.reading import Place
from bot.store import Store, open_store, passing
from tests.kit.clock import START
from tests.kit.made import ONE, OTHER, people, published, subscription


async def test_of_many_rows_all_are_written_or_none(store: Store) -> None:
    (episode_id,) = await published(store, "One")
    sql = store.database.queries("progress")
    rows = [
        {"chat_id": ONE, "episode_id": episode_id, "size": 8, "place": 1, "now": 1},
        {"chat_id": ONE, "episode_id": 99, "size": 8, "place": 1, "now": 1},  # no such episode
    ]
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        async with store.database.single() as connection:
            await sql.reached(connection, rows)
    assert await store.progress.latest(ONE) is None
    await store.progress.reached(ONE, Place(episode_id, 8, 2), START)
    assert await store.progress.latest(ONE) == Place(episode_id, 8, 2)


async def test_one_readers_trouble_leaves_the_places_of_the_others(store: Store) -> None:
    (episode_id,) = await published(store, "One")
    places = [(ONE, Place(episode_id, 8, 3)), (OTHER, Place(99, 8, 1)), (ChatId(9), Place(episode_id, 5, 4))]
    told = await asyncio.gather(
        *(store.progress.reached(chat_id, place, START) for chat_id, place in places), return_exceptions=True
    )
    assert [isinstance(each, Exception) for each in told] == [False, True, False]
    assert await store.progress.latest(ONE) == Place(episode_id, 8, 3)
    assert await store.progress.latest(ChatId(9)) == Place(episode_id, 5, 4)


async def test_a_short_read_sees_what_is_committed_and_nothing_before(store: Store) -> None:
    await people(store, ONE)
    sql = store.database.queries("subscriptions")
    async with store.database.transaction() as connection:
        await sql.leave(connection, chat_id=ONE)
        await sql.set_last_id(connection, last_id=5, chat_id=ONE)
        assert await store.subscriptions.get(ONE) == subscription(ONE)
        row = await sql.get(store.database.near, chat_id=ONE)
        assert row["last_id"] == 0
    row = await sql.get(store.database.near, chat_id=ONE)
    assert row["last_id"] == 5


async def test_connections_that_the_server_ended_are_opened_anew(postgres_url: str) -> None:
    async with open_store(postgres_url) as store:
        await people(store, ONE)
        await asyncio.gather(*(store.subscriptions.get(ONE) for _ in range(12)))
        operator = await asyncpg.connect(postgres_url)
        ended = (
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> $1"
        )
        await operator.execute(ended, operator.get_server_pid())
        await operator.close()
        told = await asyncio.gather(*(store.subscriptions.get(ONE) for _ in range(12)), return_exceptions=True)
        assert all(passing(each) for each in told if isinstance(each, BaseException)), told  # nobody's own trouble
        assert await asyncio.gather(*(store.subscriptions.get(ONE) for _ in range(12))) == [subscription(ONE)] * 12


async def test_a_connection_that_broke_while_it_was_kept_is_not_asked(postgres_url: str) -> None:
    async with open_store(postgres_url) as store:
        near = store.database.near
        broken = [await near.take() for _ in range(4)]
        for connection in broken:
            await near.give(connection, whole=True)
        for connection in broken:
            connection.terminate()
        assert await asyncio.gather(*(near.fetchval("SELECT 1") for _ in range(12))) == [1] * 12


async def test_who_stops_waiting_for_a_read_breaks_no_other(postgres_url: str) -> None:
    async with open_store(postgres_url) as store:
        await people(store, ONE)
        for _ in range(20):
            reading = asyncio.create_task(store.subscriptions.get(ONE))
            await asyncio.sleep(0)
            reading.cancel()
            await asyncio.wait((reading,))
            assert await store.subscriptions.get(ONE) == subscription(ONE)


@pytest.mark.parametrize(
    ("error", "passes"),
    [
        (asyncpg.InterfaceError("connection is closed"), True),
        (asyncpg.InternalClientError("cannot switch to state 12; another operation (2) is in progress"), True),
        (asyncpg.CannotConnectNowError("the database system is starting up"), True),
        (asyncpg.DataError("invalid input for query argument $1: value out of int32 range"), False),
        (asyncpg.ForeignKeyViolationError("no such episode"), False),
        (ValueError("no such zone"), False),
    ],
)
def test_a_connection_that_broke_is_nobodys_trouble_and_a_value_is_its_own(error: Exception, passes: bool) -> None:
    assert passing(error) is passes
