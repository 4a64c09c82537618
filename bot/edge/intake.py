"""Updates from where they come in to where they are handled: of different chats side by side, of one in their order.

One chat may have `SHARE` of them waiting: whoever sends two hundred a second keeps nobody else from being answered,
and what is over is turned away with a word. Until an update is handled it is in hand, and whoever fetched it can ask
what is, and keep it where a dead process does not lose it.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any, Protocol

from bot.edge.receiving import Raw
from bot.edge.trimming import trimmed
from bot.model.chat import ChatId
from bot.model.timing import Timings

SHARE = 40
"""Updates of one chat that may wait: more than a person taps while one is being answered."""

ROOM = 1024
"""Updates in hand with which more are fetched; what there is beyond waits at Telegram, which has more room."""

REMEMBERED = 20_000
"""Numbers of updates that were brought: minutes of a busy bot, and Telegram brings one again within seconds."""

_TURNED_AWAY_AT_ONCE = 16
"""So many are told at once that there are too many of theirs; the others of a flood hear nothing."""

KINDS = frozenset({"message", "channel_post", "callback_query", "my_chat_member", "inline_query"})
"""What the bot asks for."""

_log = logging.getLogger(__name__)


class Keeps(Protocol):
    """Where updates outlive the process."""

    async def keep(self, updates: list[tuple[ChatId | None, Raw]]) -> None:
        """Keep them until they are done."""

    def done(self, update_id: int) -> asyncio.Future[None]:
        """One of them is handled."""


class Intake:
    """Takes updates and has `handle` called with each; `turn_away` with those that are too many."""

    def __init__(
        self,
        handle: Callable[[Raw], Awaitable[None]],
        turn_away: Callable[[Raw], Awaitable[None]],
        keeps: Keeps,
        *,
        share: int = SHARE,
        room: int = ROOM,
    ) -> None:
        self._handle = handle
        self._turn_away = turn_away
        self._keeps = keeps
        self._share = share
        self._room = room
        self._lines: dict[ChatId, deque[Raw]] = {}
        self._in_hand: dict[int, Raw] = {}
        self._came_at: dict[int, float] = {}
        self._kept: set[int] = set()
        self._working: set[asyncio.Task[None]] = set()
        self._turning: set[asyncio.Task[None]] = set()
        self._fewer = asyncio.Event()
        self._ends: dict[int, asyncio.Future[None]] = {}
        self._brought: OrderedDict[int, None] = OrderedDict()
        self.turned_away = 0
        """Updates since the start that were too many of one chat."""
        self.times = Timings()
        """From an update's arrival to its end, by what it brings."""

    @property
    def in_hand(self) -> int:
        """Updates that are not handled yet."""
        return len(self._in_hand)

    def take(self, update: Raw, *, kept: bool = False) -> None:
        """Handle an update when those before it in its chat are done. `kept` says that it is kept already."""
        chat = chat_of(update)
        line = self._lines.get(chat) if chat is not None else None
        if line is not None and len(line) > self._share:
            self._turn(update, kept=kept)
            return
        self._in_hand[update["update_id"]] = update
        self._came_at[update["update_id"]] = time.perf_counter()
        if kept:
            self._kept.add(update["update_id"])
        if line is not None:
            line.append(update)
            return
        line = deque([update])
        if chat is not None:
            self._lines[chat] = line
        _begin(self._work(chat, line), self._working)

    async def room(self) -> None:
        """Wait until there is room for as many as come at once."""
        await self._until(lambda: len(self._in_hand) <= self._room)

    async def accept(self, update: Raw, *, within: float) -> None:
        """Take one that was brought to us, and return when it is handled; after so many seconds, when it is kept.

        Raises what the place where it is kept does. One that is brought again is not taken again.
        """
        number = update["update_id"]
        if number not in self._brought:
            self._brought[number] = None
            if len(self._brought) > REMEMBERED:
                self._brought.popitem(last=False)
            self.take(update)
        if number in self._in_hand:
            end = self._ends.setdefault(number, asyncio.get_running_loop().create_future())
            await asyncio.wait((end,), timeout=within)
            if number in self._in_hand and number not in self._kept:
                await self._keep((update,))

    async def settled(self, *, within: float) -> None:
        """Wait until all in hand is handled, or kept; what is neither after so many seconds is kept then.

        Raises what the place where it is kept does.
        """
        try:
            async with asyncio.timeout(within):
                await self._until(lambda: len(self._in_hand) == len(self._kept))
        except TimeoutError:
            await self._keep(self._unkept())

    async def close(self, *, within: float) -> None:
        """Handle what is in hand; what is still there after so many seconds is kept, for the next start."""
        try:
            async with asyncio.timeout(within):
                await self._until(lambda: not self._in_hand)
        except TimeoutError:
            await self._keep(self._unkept())
        for task in (*self._working, *self._turning):
            task.cancel()
        await asyncio.gather(*self._working, *self._turning, return_exceptions=True)

    def _unkept(self) -> Sequence[Raw]:
        return [update for number, update in self._in_hand.items() if number not in self._kept]

    async def _keep(self, left: Sequence[Raw]) -> None:
        await self._keeps.keep([(chat_of(update), trimmed(update)) for update in left if not _tells_where(update)])
        for update in left:  # some may have been handled while they were being written
            number = update["update_id"]
            if number in self._in_hand:
                self._kept.add(number)
            else:
                self._forget(number)

    async def _work(self, chat: ChatId | None, line: deque[Raw]) -> None:
        try:
            while line:
                await self._handle(line[0])
                self._handled(line.popleft())
        finally:
            if chat is not None:
                del self._lines[chat]

    def _handled(self, update: Raw) -> None:
        update_id = update["update_id"]
        del self._in_hand[update_id]
        if (end := self._ends.pop(update_id, None)) is not None:
            end.set_result(None)
        self.times[kind_of(update)].observe(time.perf_counter() - self._came_at.pop(update_id))
        if update_id in self._kept:
            self._kept.discard(update_id)
            self._forget(update_id)
        if len(self._in_hand) in (len(self._kept), self._room):
            self._fewer.set()

    def _forget(self, update_id: int) -> None:
        self._keeps.done(update_id).add_done_callback(_not_forgotten)

    def _turn(self, update: Raw, *, kept: bool) -> None:
        self.turned_away += 1
        if kept:
            self._forget(update["update_id"])
        if len(self._turning) < _TURNED_AWAY_AT_ONCE:
            _begin(self._turn_away(update), self._turning)

    async def _until(self, holds: Callable[[], bool]) -> None:
        while not holds():
            self._fewer.clear()
            await self._fewer.wait()


def kind_of(update: Raw) -> str:
    """What an update brings, in Telegram's word for it; one that we know no word for is `other`."""
    return next((name for name in update if name in KINDS), "other")


def chat_of(update: Raw) -> ChatId | None:
    """The chat of an update of any kind, None for one without: whichever field has one, itself or in its message."""
    for told in _dicts(update):
        for place in (told, told.get("message")):
            match place:
                case {"chat": {"id": int(chat_id)}}:
                    return ChatId(chat_id)
    return None


def _tells_where(update: Raw) -> bool:
    """Where someone is must not be written down: if the process ends before it was looked at, it is sent once more."""
    return any("location" in told or "venue" in told for told in _dicts(update))


def _dicts(update: Raw) -> Iterator[dict[str, Any]]:
    return (value for value in update.values() if isinstance(value, dict))


def _begin(work: Any, among: set[asyncio.Task[None]]) -> None:
    task = asyncio.get_running_loop().create_task(work)
    among.add(task)
    task.add_done_callback(among.discard)


def _not_forgotten(done: asyncio.Future[None]) -> None:
    """It will be handled again after the next start: better twice than not at all."""
    if not done.cancelled() and (error := done.exception()) is not None:
        _log.error("an update that is handled stays kept: %s", type(error).__name__)
