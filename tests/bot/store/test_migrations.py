"""The schema comes to an empty database, once, whoever is first; a database that has it opens at once."""

import asyncio
import sys
from pathlib import Path

import pytest

from bot.model.chat import ChatId
from bot.store import open_store
from bot.store.database import connect, from_ms, to_ms
from bot.store.migrations import head
from tests.kit.clock import START
from tests.kit.made import people, subscription

OPEN = """
import asyncio, sys
from bot.store import open_store
async def main():
    async with open_store(sys.argv[1]) as store:
        await store.subscriptions.standings()
asyncio.run(main())
"""


async def test_an_empty_database_gets_the_newest_schema(unmade_url: str) -> None:
    async with open_store(unmade_url) as store:
        sql = store.database.queries("schema")
        async with store.database.single() as connection:
            assert await sql.revision(connection) == head()
        assert await store.subscriptions.standings() == {}


async def test_several_processes_may_start_at_once(unmade_url: str) -> None:
    command = (sys.executable, "-W", "error", "-c", OPEN, unmade_url)
    pipe = asyncio.subprocess.PIPE
    started = [await asyncio.create_subprocess_exec(*command, stderr=pipe) for _ in range(3)]
    told = await asyncio.gather(*(process.communicate() for process in started))
    assert [(process.returncode, said) for process, (_, said) in zip(started, told, strict=True)] == [(0, b"")] * 3


async def test_several_databases_may_be_made_at_once_in_one_process(tmp_path: Path) -> None:
    urls = [f"sqlite:///{tmp_path / name}.db" for name in "abc"]
    await asyncio.gather(*(_made(url) for url in urls))
    for url in urls:
        async with open_store(url) as store:
            assert await store.subscriptions.standings() == {}


async def _made(url: str) -> None:
    async with open_store(url):
        pass


async def test_reopening_keeps_everything_and_needs_no_alembic(unmade_url: str) -> None:
    async with open_store(unmade_url) as store:
        await people(store)
    code = f"{OPEN}\nassert 'alembic' not in sys.modules"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", code, unmade_url)
    assert await process.wait() == 0
    async with open_store(unmade_url) as store:
        assert await store.subscriptions.get(ChatId(7)) == subscription()


@pytest.mark.parametrize("url", ["mysql://x", "sqlite://x", "", "file.db"])
async def test_another_database_is_refused_by_name(url: str) -> None:
    with pytest.raises(ValueError, match="DATABASE_URL must begin"):
        await connect(url)


def test_instants_come_back_to_the_millisecond() -> None:
    assert from_ms(to_ms(START)) == START
