"""What is too old goes, and nothing that a reader had comes a second time."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.app.clockwork import INBOX_KEPT, LEDGER_KEPT, TRACES_KEPT, expire, tidy
from bot.delivery.selection import select
from bot.model.chat import ChatId
from bot.model.delivery import Status
from bot.model.subscription import Mode
from bot.model.trace import What
from bot.sandbox.world import World
from bot.store import Store, open_store
from bot.store.forgotten import Entry, read_list
from bot.store.had_before import ROWS_AT_ONCE
from tests.kit.clock import START, Clock
from tests.kit.crowd import subscriber
from tests.kit.every_table import rows
from tests.kit.made import ONE, people, published, served
from tests.kit.story import Story, episode, library

READERS = [ChatId(number) for number in range(1, 9)]
TODAY = START.date()
YEAR = [TODAY - timedelta(days=ago) for ago in range(1, 366)]
KEPT_SINCE = TODAY - LEDGER_KEPT
HAD = "SELECT DISTINCT chat_id, episode_id FROM had ORDER BY chat_id, episode_id"
LEFT = "SELECT chat_id, local_date, status FROM deliveries ORDER BY chat_id, local_date"


async def put(store: Store, chat_id: int, day: date, piece: int, status: str = "sent", **given: int) -> None:
    await put_all(store, chat_id, [(day, piece)], status, **given)


async def put_all(
    store: Store, chat_id: int, had: list[tuple[date, int]], status: str = "sent", *, size: int = 8, first: int = 0
) -> None:
    message = 1 if status == "sent" else "NULL"
    values = ", ".join(
        f"({chat_id}, '{day}', {piece}, {size}, {first}, '{status}', 1, 1, 0, 1, {message}, NULL)" for day, piece in had
    )
    async with store.database.single() as connection:
        await connection.execute(f"INSERT INTO deliveries VALUES {values}")  # noqa: S608


async def a_year(store: Store) -> int:
    """Each reader had a piece a day, one of twelve evergreens, all but the last; returns that one."""
    ids = await published(store, *(f"Number {number}" for number in range(12)))
    for chat_id in READERS:
        await store.subscriptions.put(subscriber(chat_id))
        await put_all(store, chat_id, [(day, ids[number % 11]) for number, day in enumerate(YEAR)])
    return ids[11]


async def test_of_a_year_of_deliveries_ninety_days_stay_and_no_piece_comes_again(
    either_url: str, clock: Clock, world: World
) -> None:
    async with Story(either_url, clock, world).bot() as story:
        store, never_had = story.store, await a_year(story.store)
        had = [tuple(row) for row in await rows(store, HAD)]
        await expire(story.desk)
        left = [tuple(row) for row in await rows(store, LEFT)]
        assert [tuple(row) for row in await rows(store, HAD)] == had
        assert {day for _, day, _ in left} == {day.isoformat() for day in YEAR if day >= KEPT_SINCE}
        assert len(left) == len(READERS) * LEDGER_KEPT.days
        await expire(story.desk)
        assert [tuple(row) for row in await rows(store, LEFT)] == left
        readers = [await store.subscriptions.get(chat_id) for chat_id in READERS]
        offers = await select(store, *[(reader, TODAY) for reader in readers if reader])
        assert [offer.listing.id for offer in offers if offer] == [never_had] * len(READERS)


async def test_others_write_while_the_ledger_shrinks(store: Store) -> None:
    await a_year(store)
    shrinking = asyncio.create_task(store.had_before.shrink(KEPT_SINCE))
    batches = len(READERS) * (len(YEAR) - LEDGER_KEPT.days) // ROWS_AT_ONCE
    written = 0
    while not shrinking.done():
        await store.traces.note(ONE, START + timedelta(seconds=written), What.ERROR, "written meanwhile")
        written += 1
    assert written >= batches
    assert await shrinking == len(READERS) * (len(YEAR) - LEDGER_KEPT.days)


async def test_what_waits_stays_and_what_never_reached_a_chat_may_come(store: Store) -> None:
    (one, other, third) = await published(store, "One", "Other", "Third")
    await people(store)
    old = KEPT_SINCE - timedelta(days=10)
    await put(store, ONE, old, one, "gone")
    await put(store, ONE, old + timedelta(days=1), other, "unknown")
    await put(store, ONE, old + timedelta(days=2), third, "pending")
    await put(store, ONE, TODAY, third)
    assert await store.had_before.shrink(KEPT_SINCE) == 2
    assert {row["episode_id"] for row in await rows(store, HAD)} == {other, third}
    assert [row["status"] for row in await rows(store, LEFT)] == ["pending", "sent"]


async def test_a_serial_that_was_left_for_a_year_goes_on_where_it_stopped(store: Store) -> None:
    await store.episodes.sync(library(episode("A Long One", day=None, length=40)))
    (piece,) = await served(store)
    reader = replace(subscriber(ONE), mode=Mode.SERIAL, digest_size=8)
    await store.subscriptions.put(reader)
    long_ago = TODAY - timedelta(days=365)
    await put(store, ONE, long_ago, piece.id, size=0)
    await put(store, ONE, long_ago + timedelta(days=1), piece.id, size=0, first=8)
    assert await store.had_before.shrink(KEPT_SINCE) == 1
    (offer,) = await select(store, (reader, TODAY))
    assert offer is not None
    assert (offer.listing.id, offer.first) == (piece.id, 16)
    latest = await store.deliveries.latest_had(ONE)
    assert latest is not None
    assert latest.status is Status.SENT


async def test_traces_are_kept_for_ninety_days(store: Store) -> None:
    for day in range(1500):
        await store.traces.note(ONE, START - timedelta(hours=2 * day), What.SETTINGS, "minute 480 → 510")
    await store.traces.expire(START - TRACES_KEPT)
    (kept,) = await rows(store, "SELECT COUNT(*) AS c FROM traces")
    assert kept["c"] == 24 // 2 * TRACES_KEPT.days + 1


@pytest.mark.parametrize("chat_id", [ONE, None])
async def test_an_update_that_nobody_comes_back_for_is_kept_for_two_days(store: Store, chat_id: ChatId | None) -> None:
    await store.inbox.keep([(chat_id, {"update_id": 5})])
    for hours in (0, 24, 48):
        now = START + timedelta(hours=hours)
        await store.inbox.expire(now - INBOX_KEPT, now)
        assert len(await rows(store, "SELECT 1 FROM inbox")) == 1
    now = START + timedelta(hours=49)
    await store.inbox.expire(now - INBOX_KEPT, now)
    assert await rows(store, "SELECT 1 FROM inbox") == []


async def test_a_step_of_tidying_that_fails_keeps_nothing_else_from_going(
    sqlite_url: str, clock: Clock, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    async with Story(sqlite_url, clock, world).bot() as story:
        await people(story.store)
        await story.store.traces.note(ONE, START, What.CAME, "long ago")
        async with story.store.database.single() as connection:
            await connection.execute("DROP TABLE imports")
        clock.move(days=91)
        await tidy(story.desk)
        assert await story.store.traces.of_chat(ONE, START - timedelta(days=1)) == ()
    assert "OperationalError" in caplog.text


async def test_a_start_beside_a_list_of_the_forgotten_that_cannot_be_read_names_it_and_goes_on(
    sqlite_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "list").mkdir()
    async with open_store(sqlite_url, apart=tmp_path / "list") as store:
        assert await store.subscriptions.get(ONE) is None
    assert str(tmp_path / "list") in caplog.text


def test_a_damaged_line_of_the_list_hides_no_other(tmp_path: Path) -> None:
    entry = Entry("00" * 16, "ab" * 32, START)
    (tmp_path / "list").write_bytes(b"\xff\xfe\x00 damaged\n" + entry.line.encode())
    assert read_list(tmp_path / "list") == (entry,)
