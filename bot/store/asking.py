"""Reads of many readers in one statement.

A round trip to a server costs the same for one chat as for fifty. Those who ask the same within one turn of the loop
are answered together: alone, a read is as quick as ever; in a crowd, all of them take hardly longer.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from bot.store.unusable import passing

Key = TypeVar("Key", bound=Hashable)
Answer = TypeVar("Answer")


class Asking(Generic[Key, Answer]):
    """Collects keys for `many`, which answers each of them; a key alone is asked of `one`, and each if not `together`.

    What is asked is read after it was asked, never by a statement that runs already: whoever wrote before sees it.
    """

    def __init__(
        self,
        one: Callable[[Key], Awaitable[Answer]],
        many: Callable[[Sequence[Key]], Awaitable[Mapping[Key, Answer]]],
        *,
        together: bool,
    ) -> None:
        self._one = one
        self._many = many
        self._together = together
        self._waiting: dict[Key, list[asyncio.Future[Answer]]] = {}
        self._answering: set[asyncio.Task[None]] = set()

    async def of(self, key: Key) -> Answer:
        """The answer to a key, or why there is none; who stops waiting leaves it to the others."""
        if not self._together:
            return await self._one(key)
        answered: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        if not self._waiting:
            task = asyncio.create_task(self._answer_all(), name="answers together")
            self._answering.add(task)
            task.add_done_callback(self._answering.discard)
        self._waiting.setdefault(key, []).append(answered)
        return await answered

    async def _answer_all(self) -> None:
        asked: dict[Key, list[asyncio.Future[Answer]]] = {}
        try:
            try:
                await asyncio.sleep(0)  # of a crowd more are about to ask
            finally:
                asked, self._waiting = self._waiting, {}
            await self._answer(asked)
        finally:
            for waiting in asked.values():  # nobody may wait for ever
                for answered in _still(waiting):
                    answered.cancel()

    async def _answer(self, asked: Mapping[Key, Sequence[asyncio.Future[Answer]]]) -> None:
        """All at once; where that fails and the database is not away, one by one: only who is to blame goes without."""
        keys = list(asked)
        try:
            found = await self._many(keys) if len(keys) > 1 else {keys[0]: await self._one(keys[0])}
        except Exception as error:
            if len(keys) > 1 and not passing(error):
                for key, waiting in asked.items():
                    await self._answer({key: waiting})
                return
            for waiting in asked.values():
                for answered in _still(waiting):
                    answered.set_exception(error)
        else:
            for key, waiting in asked.items():
                for answered in _still(waiting):
                    answered.set_result(found[key])


def _still(waiting: Iterable[asyncio.Future[Answer]]) -> Iterator[asyncio.Future[Answer]]:
    """Those who have not stopped waiting."""
    return (answered for answered in waiting if not answered.done())
