"""The pace of the bot's token where several processes send with it: as `Pace`, handed out by the database.

Instants are taken before anything is sent, and come one after the other for all processes together. What is taken is
slower than the rate by MARGIN, which covers that a message leaves a little after its instant: so no window of half a
minute has more than the rate allows. An instant that has passed by STALE, as in a process that was frozen, is not used.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from datetime import timedelta

from bot.edge.pace import GLOBAL_CHATS, GLOBAL_WITHIN, Lot, Monotonic, Pause, Purse
from bot.model.chat import ChatId
from bot.store.bucket import Bucket

MARGIN = 0.98
STALE = 0.25
BURST = 0.15
"""Seconds of instants nobody took that are made up for: what lies between two lots of one process."""

_LOT = 0.1
"""Seconds of instants that are taken together: a claim costs the same for three as for one."""

_LARGEST_LOT = 32
"""Half of what may be on its way: while one page is, the next is taken, in several round trips."""

_BREATH = 0.1


class SharedPace:
    """`monotonic` tells seconds, `pause` is how it waits, so that tests need not."""

    def __init__(
        self,
        per_second: float,
        bucket: Bucket,
        *,
        purse: Purse | None = None,
        monotonic: Monotonic = time.monotonic,
        pause: Pause = asyncio.sleep,
    ) -> None:
        self.at_once = min(_LARGEST_LOT, max(1, int(per_second * _LOT)))
        self._per_second = per_second
        self._bucket = bucket
        self._purse = purse
        self._monotonic = monotonic
        self._pause = pause
        self._held_until = float("-inf")
        self._asking: dict[ChatId, asyncio.Future[float]] = {}
        self._asked: asyncio.Task[None] | None = None

    @property
    def held(self) -> bool:
        """Whether nothing may be sent to anyone now: claim nothing."""
        return self._monotonic() < self._held_until

    async def lot(self, most: int | None = None) -> Lot:
        """Take instants of the whole bot's, and wait until they have come; nothing where nobody may send."""
        wanted = min(self.at_once, most or self.at_once)
        while True:
            lot = await self._afforded(wanted)
            taken = await self._bucket.take(lot.count, every=lot.every, burst=BURST)
            now = self._monotonic()
            if taken.held > 0:
                self._held_until = now + taken.held
                await self.unused(lot, lot.count)
                return Lot(0, lot.every)
            if taken.wait > 0:
                await self._pause(taken.wait)
            if self._monotonic() - now - max(0.0, taken.wait) <= STALE:
                return lot

    async def unused(self, lot: Lot, count: int) -> None:
        """Give back what was not sent."""
        if count > 0:
            await self._bucket.give_back(count, every=lot.every)
            if self._purse is not None:
                await self._purse.give_back(lot, count)

    async def turn(self, chat_id: ChatId) -> None:
        """Wait for this chat's turn to be sent to, whichever process sent to it before."""
        while chat_id in self._asking:  # two to one chat in one moment: one after the other
            await asyncio.wait((self._asking[chat_id],))
        self._asking[chat_id] = answer = asyncio.get_running_loop().create_future()
        if self._asked is None:
            self._asked = asyncio.create_task(self._ask(), name="turns")
        wait = await answer
        if wait > 0:
            await self._pause(wait)

    async def breath(self) -> None:
        """Wait a moment, for an answer to come."""
        await self._pause(_BREATH)

    async def refused(self, chat_id: ChatId, wait: timedelta) -> None:
        """Telegram answered 429: every process slows down until `wait` is over, or stops if several chats heard it."""
        await self._bucket.refused(chat_id, wait, within=GLOBAL_WITHIN, chats=GLOBAL_CHATS)

    async def _afforded(self, count: int) -> Lot:
        lot = Lot(count, 1 / self._per_second)
        if self._purse is not None:
            lot = await self._purse.afford(lot)
        return replace(lot, every=lot.every / MARGIN)

    async def _ask(self) -> None:
        """Those who ask while a question is under way are the next one."""
        await asyncio.sleep(0)
        try:
            while self._asking:
                asking, self._asking = self._asking, {}
                try:
                    waits = await self._bucket.turns(asking)
                except Exception as error:
                    for answer in asking.values():
                        if not answer.done():
                            answer.set_exception(error)
                except BaseException:  # nobody may wait for ever
                    for answer in asking.values():
                        answer.cancel()
                    raise
                else:
                    for chat, answer in asking.items():
                        if not answer.done():
                            answer.set_result(waits.get(chat, 0.0))
        finally:
            self._asked = None
