"""On PostgreSQL a page is taken in a few round trips, however many chats are on it."""

from bot.delivery.owing import take_due
from bot.sandbox.world import World
from bot.store import open_store
from tests.kit.clock import START
from tests.kit.crowd import gather_crowd
from tests.kit.wire import wire


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
