"""Rows of many in one write: nobody waits for long, and a faulty row takes no other with it."""

import asyncio
from collections.abc import Sequence

import asyncpg
import pytest

from bot.store.together import Row, Together


class Disk:
    """Keeps what is written in groups; refuses rows that say so."""

    def __init__(self) -> None:
        self.groups: list[list[int]] = []

    async def write(self, rows: Sequence[Row]) -> None:
        await asyncio.sleep(0.01)
        if any(row.get("faulty") for row in rows):
            raise OSError("refused")
        self.groups.append([row["n"] for row in rows])


async def test_what_comes_during_a_write_is_the_next_group() -> None:
    disk = Disk()
    together = Together(disk.write)
    first = together.add({"n": 0})
    await asyncio.sleep(0.005)
    await asyncio.gather(first, *(together.add({"n": n}) for n in range(1, 5)))
    assert disk.groups == [[0], [1, 2, 3, 4]]
    await together.add({"n": 5})
    assert disk.groups[-1] == [5]


async def test_a_faulty_row_is_told_alone() -> None:
    disk = Disk()
    together = Together(disk.write)
    rows: list[Row] = [{"n": 0}, {"n": 1, "faulty": True}, {"n": 2}]
    told = await asyncio.gather(*(together.add(row) for row in rows), return_exceptions=True)
    assert [type(each) for each in told] == [type(None), OSError, type(None)]
    assert sorted(n for group in disk.groups for n in group) == [0, 2]


async def test_who_stops_waiting_is_written_all_the_same_and_keeps_nobody_waiting() -> None:
    disk = Disk()
    together = Together(disk.write)
    impatient = together.add({"n": 0})
    patient = together.add({"n": 1})
    await asyncio.sleep(0.005)
    impatient.cancel()
    await patient
    with pytest.raises(asyncio.CancelledError):
        await impatient
    assert sorted(n for group in disk.groups for n in group) == [0, 1]


async def test_where_the_database_is_away_all_are_told_after_one_more_try() -> None:
    tries: list[int] = []

    async def away(rows: Sequence[Row]) -> None:
        tries.append(len(rows))
        raise asyncpg.ConnectionDoesNotExistError("connection was closed in the middle of operation")

    together = Together(away)
    told = await asyncio.gather(*(together.add({"n": n}) for n in range(50)), return_exceptions=True)
    assert {type(each) for each in told} == {asyncpg.ConnectionDoesNotExistError}
    assert tries == [50, 50]


async def test_nobody_waits_for_ever_for_a_write_that_was_cancelled() -> None:
    async def cancelled(rows: Sequence[Row]) -> None:
        raise asyncio.CancelledError

    written = Together(cancelled).add({"n": 0})
    async with asyncio.timeout(20):
        await asyncio.wait((written,))
    assert written.cancelled()
