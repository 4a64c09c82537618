"""A database that goes away while the bot runs is told from a fault of ours: it may pass, and gets one line."""

from pathlib import Path

import pytest

from bot.model.chat import ChatId
from bot.store import Store, open_store, passing
from bot.store.postgres import PostgresDatabase
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
        with pytest.raises(Exception) as met:  # nor is a short read its chat's trouble
            await store.subscriptions.get(ChatId(7))
        assert passing(met.value), repr(met.value)
        line.mend()


async def test_where_nobody_listens_is_known_to_pass_too() -> None:
    with pytest.raises(OSError) as met:
        await PostgresDatabase.connect("postgresql://reader:word@127.0.0.1:9/speak", pooled=False)
    assert passing(met.value)


def test_an_error_of_the_system_elsewhere_is_none_of_the_database() -> None:
    with pytest.raises(OSError) as met:
        Path("/nowhere/at/all").read_bytes()
    assert not passing(met.value)
