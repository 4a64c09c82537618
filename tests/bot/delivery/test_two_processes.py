"""Two processes on one database: each chat is brought its digest by one of them."""

import asyncio

from bot.model.delivery import Status
from bot.sandbox.server import serve
from bot.sandbox.world import World
from bot.store import open_store
from tests.kit.clock import START
from tests.kit.crowd import gather_crowd, ledger, received
from tests.kit.lives import Place, begin, ended

CHATS = 1000


async def test_a_thousand_chats_get_one_each(either_url: str, world: World) -> None:
    async with open_store(either_url) as store, serve(world) as api_url:
        await gather_crowd(store, world, CHATS)
        place = Place(either_url, api_url, world.token)
        processes = [begin(place, START) for _ in range(2)]
        assert await asyncio.gather(*map(ended, processes)) == [0, 0]
        came, rows = received(world), await ledger(store)
    assert set(came.values()) == {1}
    assert rows[Status.SENT] == set(came)
