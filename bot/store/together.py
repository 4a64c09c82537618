"""Writes of many readers in one transaction.

A commit and the way to it cost the same for one row as for fifty. What comes while a group is being written waits
for it and is the next group: alone, a write is as quick as ever; in a crowd, all of it takes hardly longer.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from bot.store.unusable import passing

Row = Mapping[str, Any]


class Together:
    """Collects rows for `write`, which stores all of them or raises and stores none."""

    def __init__(self, write: Callable[[Sequence[Row]], Awaitable[None]]) -> None:
        self._write = write
        self._waiting: list[tuple[Row, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None

    def add(self, row: Row) -> asyncio.Future[None]:
        """Done when the row is committed, or with the reason why not; cancelled, it is written all the same."""
        written: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((row, written))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_all(), name="rows together")
        return written

    async def _write_all(self) -> None:
        try:
            await asyncio.sleep(0)  # of a crowd more are about to come, and the first alone would keep them waiting
            while self._waiting:
                group, self._waiting = self._waiting, []
                await self._write_group(group)
        finally:
            self._writing = None

    async def _write_group(self, group: list[tuple[Row, asyncio.Future[None]]], *, again: bool = True) -> None:
        """All at once; where that fails, one by one, so that a faulty row takes no other with it.

        Where it is the database that is away, none is to blame: once more all at once, and no more, since fifty would
        each wait for it anew.
        """
        try:
            await self._write([row for row, _ in group])
        except Exception as error:
            away = passing(error)
            if away and again and len(group) > 1:
                await self._write_group(group, again=False)
            elif away or len(group) == 1:
                for _, written in group:
                    _tell(written, error)
            else:
                for one in group:
                    await self._write_group([one])
        except BaseException:  # nobody may wait for ever
            for _, written in group:
                written.cancel()
            raise
        else:
            for _, written in group:
                _tell(written, None)


def _tell(written: asyncio.Future[None], error: Exception | None) -> None:
    """Unless nobody waits any more."""
    if written.done():
        return
    if error is None:
        written.set_result(None)
    else:
        written.set_exception(error)
