"""There is no room for what is to be written down: nothing is sent, nobody is put off, and it goes on once there is."""

import logging
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from bot.app.errors import report
from bot.delivery.courier import IN_FLIGHT
from bot.delivery.owing import take
from bot.delivery.settlement import Settlement
from bot.edge.pace import Pace
from bot.model.delivery import Status
from bot.model.schedule import Due
from tests.kit.crowd import TODAY, gather_crowd, ledger, received, subscriber
from tests.kit.story import Story

CROWD = 150
HOLDS = timedelta(minutes=2)


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


async def test_what_arrived_while_the_database_was_held_is_written_down_later_and_never_in_doubt(story: Story) -> None:
    await gather_crowd(story.store, story.world, 1)
    settlement = Settlement(story.store, story.clock, Pace(25), resend_unknown=False, chance=None)
    claimed = await take(story.store, subscriber(1), Due(TODAY, late=False), story.clock())
    assert claimed is not None
    async with story.store.database.single() as connection:
        await connection.execute("PRAGMA busy_timeout = 1")
    with closing(sqlite3.connect(story.url.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError):
            await settlement.sent(claimed, 5)
    story.clock.move(minutes=5)
    await settlement.park(HOLDS)
    (row,) = await story.store.deliveries.listed(None, None, 5)
    assert (row.status, row.message_id) == (Status.SENT, 5)
    assert settlement.doubtful == frozenset()
