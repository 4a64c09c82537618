"""There is no room for what is to be written down: nothing is sent, nobody is put off, and it goes on once there is."""

import logging
import sqlite3

import pytest

from bot.app.errors import report
from bot.delivery.courier import IN_FLIGHT
from bot.model.delivery import Status
from tests.kit.crowd import gather_crowd, ledger, received
from tests.kit.story import Story

CROWD = 150


async def room(story: Story, pages: int | None) -> None:
    """How large the database may grow: not at all more, or as it likes."""
    async with story.store.database.single() as connection:
        (now,) = await (await connection.execute("PRAGMA page_count")).fetchone()
        await connection.execute(f"PRAGMA max_page_count = {now if pages is None else pages}")


async def ticks(story: Story, count: int) -> None:
    for _ in range(count):
        await story.tick(seconds=20)


async def test_while_the_disk_is_full_nobody_is_put_off_and_afterwards_everybody_gets_theirs(
    story: Story, caplog: pytest.LogCaptureFixture
) -> None:
    await gather_crowd(story.store, story.world, CROWD)
    await room(story, None)
    with pytest.raises(sqlite3.OperationalError) as full:
        await ticks(story, 20)
    with caplog.at_level(logging.WARNING):
        await report(None, full.value, story.desk)
    assert [line.partition("\n")[0] for line in caplog.messages] == ["the database does not answer: OperationalError"]
    assert max(received(story.world).values(), default=0) <= 1
    await room(story, 1_000_000)
    await ticks(story, 9)
    found, came = await ledger(story.store), received(story.world)
    assert max(came.values()) == 1
    assert found[Status.SENT] | found[Status.UNKNOWN] == set(range(1, CROWD + 1))
    assert {chat for chat in range(1, CROWD + 1) if not came[chat]} <= found[Status.UNKNOWN]
    assert len(found[Status.UNKNOWN]) <= IN_FLIGHT
    assert not {chat for chat in found[Status.UNKNOWN] if came[chat]}, "what arrived is written down once there is room"
