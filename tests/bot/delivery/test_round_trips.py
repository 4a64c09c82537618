"""On PostgreSQL a page is taken in a few round trips, however many chats are on it."""

from datetime import timedelta

from bot.delivery.owing import take_due
from bot.model.chat import ChatId
from bot.sandbox.world import World
from bot.store import open_store
from bot.store.delivery_rows import Owing
from tests.kit.clock import START
from tests.kit.crowd import gather_crowd
from tests.kit.wire import wire

_THOUSANDS = """
INSERT INTO subscriptions
SELECT (jsonb_populate_record(s, jsonb_build_object('chat_id', other, 'next_due_at', NULL))).*
FROM subscriptions s, generate_series(1001, 4000) other WHERE s.chat_id = 1
"""
_A_THOUSAND_EVERGREENS = """
INSERT INTO episodes
SELECT (jsonb_populate_record(e, jsonb_build_object(
    'id', 1000 + other, 'key', e.key || other, 'issue', NULL,
    'date', CASE WHEN other % 2 = 0 THEN '2020-01-01' END,
    'together', CASE WHEN other % 2 = 0 THEN 'day ' || other % 32 END
))).*
FROM episodes e, generate_series(1, 2000) other WHERE e.id = (SELECT MIN(id) FROM episodes)
"""
_TOUCHED = "SELECT COALESCE(idx_tup_fetch, 0) FROM pg_stat_user_tables WHERE relname = 'episodes'"
_READ_THROUGH = "SELECT seq_tup_read FROM pg_stat_xact_user_tables WHERE relname = 'subscriptions'"


async def test_a_page_of_twenty_takes_as_few_round_trips_as_one_chat(postgres_url: str, world: World) -> None:
    async with wire(postgres_url) as line, open_store(line.url) as store:
        await gather_crowd(store, world, 33)
        for _ in range(3):  # each statement is prepared once a connection
            await take_due(store, lambda: START, 4)
        costs = []
        for count in (1, 20):
            before = line.answers
            taken = await take_due(store, lambda: START, count)
            assert len(taken.rows) == count
            costs.append(line.answers - before)
    assert costs[0] == costs[1] <= 5  # begin, who is due, what each gets, take it, commit


async def test_who_is_taken_moves_on_without_a_look_at_thousands_who_are_not(postgres_url: str, world: World) -> None:
    async with open_store(postgres_url) as store:
        await gather_crowd(store, world, 20)
        async with store.database.single() as connection:
            await connection.execute(_THOUSANDS)
            await connection.execute("ANALYZE subscriptions")
        async with store.subscriptions.claiming(START, 20) as claim:
            later = [Owing(None, each, None, START + timedelta(days=1)) for each in claim.readers]
            await store.deliveries.take(*later, within=claim.within)
            assert await claim.within.fetchval(_READ_THROUGH) == 0
        assert len(claim.readers) == 20
        assert not await store.subscriptions.due(START, 20)


async def test_a_thousand_evergreens_are_put_in_order_without_going_through_all_for_each(
    postgres_url: str, world: World
) -> None:
    async with open_store(postgres_url) as store:
        await gather_crowd(store, world, 1)
        async with store.database.single() as connection:
            await connection.execute(_A_THOUSAND_EVERGREENS)
            await connection.execute("ANALYZE episodes")
            await connection.execute("SELECT pg_stat_force_next_flush()")
            before = await connection.fetchval(_TOUCHED)
        assert await store.issues.evergreens([ChatId(1)])
        async with store.database.single() as connection:
            await connection.execute("SELECT pg_stat_force_next_flush()")
            assert await connection.fetchval(_TOUCHED) - before < 50_000
