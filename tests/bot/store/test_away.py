"""A database that goes away while the bot runs is told from a fault of ours: it may pass, and gets one line."""

import pytest

from bot.store import Store, open_store, passing
from tests.kit.wire import wire


async def asked(store: Store) -> None:
    async with store.database.single() as connection:
        await connection.execute("SELECT 1")


async def test_whatever_breaks_when_the_way_to_postgresql_is_cut_is_known_to_pass(postgres_url: str) -> None:
    async with wire(postgres_url) as line, open_store(line.url) as store:
        await asked(store)
        line.cut()
        for _ in range(5):  # in the middle of a connection that was open, and then where none can be made
            with pytest.raises(Exception) as met:
                await asked(store)
            assert passing(met.value), repr(met.value)
        line.mend()
