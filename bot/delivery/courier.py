"""The daily push: take or claim, send, settle.

The ledger keeps one promise: one digest a local date, never two, a late one rather than none.

- *take*: a row for the chat and local date, whose primary key lets it exist once however often the tick runs, as
  `sending` from the first. Dates before it that still wait give way.
- *claim*: pending -> sending, guarded, for a row that waited: to be tried again, or put off by its reader. Only rows
  that may leave at once are taken or claimed, never more than `IN_FLIGHT`: a crash leaves in doubt no more than was
  on its way.
- *send*: paced, outside any transaction, and only if it is still wanted: a chat that stopped or paused meanwhile
  gets nothing, one in its quiet hours gets it after them.
- *settle*: sent with its message id, or by `outcome`: again later, chat gone, refused, or UNKNOWN.

UNKNOWN is for a message that may have arrived: its answer was lost, or the process died with the claim in hand. It
is parked and never resent blindly. A claim is held for `LEASE` at most, longer than any request lives; a row that
is still `sending` after that has lost its sender and is parked, by whichever process ticks next.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta

from telegram.error import TelegramError

from bot.delivery.claiming import Claiming
from bot.delivery.in_flight import InFlight
from bot.delivery.owing import take
from bot.delivery.parcel import Opened, Preparing, read_together
from bot.delivery.sending import LEASE, Sending
from bot.delivery.settlement import Settlement
from bot.edge.line import Line
from bot.edge.pace import Paces
from bot.edge.reply import Reply
from bot.model.chat import ChatId
from bot.model.clock import Clock
from bot.model.delivery import Delivery, Status
from bot.model.reading import Listing
from bot.model.schedule import Due, local_date
from bot.model.subscription import Subscription
from bot.store import Store

IN_FLIGHT = 64
"""Messages claimed and not settled, at most: enough for the full pace where an answer takes two seconds."""

_REFILL = IN_FLIGHT // 2
"""Where the pace allows, so many are taken at once rather than one for each that has arrived."""

_ON_ITS_WAY = timedelta(seconds=15)
"""A claim younger than this is a message about to arrive; an older one may be a dead process's."""

_log = logging.getLogger(__name__)


class Courier:
    """Brings each chat its digest. With `resend_unknown`, what may have arrived is sent again rather than parked.

    `hears` says whether a card offers to be listened to.
    """

    def __init__(
        self,
        store: Store,
        reply: Reply,
        clock: Clock,
        pace: Paces,
        line: Line,
        *,
        resend_unknown: bool = False,
        chance: random.Random | None = None,
        hears: Callable[[Listing], bool] = lambda _: False,
    ) -> None:
        self._store = store
        self._reply = reply
        self._clock = clock
        self._pace = pace
        self._line = line
        self._settlement = Settlement(store, clock, pace, resend_unknown=resend_unknown, chance=chance)
        self._claiming = Claiming(store, clock, self._stopped)
        preparing = Preparing(store, reply, clock, self._settlement, hears)
        self.sending = Sending(preparing, self._settlement, reply, clock, pace, line, self._stopped)
        self._ticking = asyncio.Lock()
        self._in_flight = InFlight()
        self._closing = False
        self.last_tick: datetime | None = None
        self.last_step: datetime | None = None
        """When a tick last began, or took something on: a long one is many steps."""

    @property
    def in_flight(self) -> int:
        """Messages claimed and not settled."""
        return len(self._in_flight)

    @property
    def outcomes(self) -> Mapping[str, int]:
        """How sendings ended since the start."""
        return self._settlement.outcomes

    @property
    def busy(self) -> bool:
        """Whether a tick is under way: another would only wait for it."""
        return self._ticking.locked()

    @property
    def refusals(self) -> int:
        """How often Telegram answered 429 since the start."""
        return self._settlement.refusals

    async def tick(self) -> None:
        """Do all that is due now. Run it as often as you like, in as many processes as you like."""
        async with self._ticking:
            self.last_tick = self.last_step = self._clock()
            self._claiming.look_at_once()
            await self._settlement.park(LEASE)
            if not self._line.held or await self._is_back():
                await self._deliver()

    async def close(self, *, within: float) -> None:
        """Claim no more, and settle what is in flight; what is still on its way after so many seconds is UNKNOWN.

        Nor is a database waited for longer that does not answer: what it is not told will be found in doubt.
        """
        self._closing = True
        for _ in range(2):
            with suppress(TimeoutError):
                async with asyncio.timeout(within), self._ticking:
                    return
            self._in_flight.cancel()

    async def today(
        self, subscription: Subscription, asked_at: datetime, *, opened: Opened | None = None
    ) -> tuple[Delivery | None, bool]:
        """The chat asks for today's digest: the row of its local date, and whether that brings it now.

        Asked for before its time, it is the day's digest all the same and will not come a second time. One that a
        tick brought since `asked_at`, or is about to bring, is not brought twice. `opened` makes its
        message in place of a cover.
        """
        now = self._clock()
        day = local_date(subscription.zone, now)
        claimed = None
        if await self._store.deliveries.get(subscription.chat_id, day) is None:
            claimed = await take(self._store, subscription, Due(day, late=False), now)
        if claimed is None:
            claimed = await self._store.deliveries.claim_one(subscription.chat_id, day, now)
        if claimed is not None:
            await self._bring_at_once(claimed, opened)
        row = await self._store.deliveries.get(subscription.chat_id, day)
        if row is None:
            return None, False
        match row.status:
            case Status.SENDING:
                return row, now - row.updated_at < _ON_ITS_WAY
            case Status.SENT:
                return row, claimed is not None or row.updated_at > asked_at
        return row, claimed is not None and row.status in (Status.PENDING, Status.UNKNOWN)

    async def again(self, doubtful: Delivery) -> None:
        """Bring what may not have arrived to a chat that is there; nothing happens where it is no longer in doubt."""
        claimed = await self._store.deliveries.claim_one(doubtful.chat_id, doubtful.local_date, self._clock())
        if claimed is not None:
            await self._bring_at_once(claimed)

    async def _bring_at_once(self, claimed: Delivery, opened: Opened | None = None) -> None:
        settling = await self.sending.bring(claimed, read_together(self._store, (claimed,)), asked=True, opened=opened)
        if settling is not None:
            await settling

    async def returned(self, subscription: Subscription) -> None:
        """A chat that was gone is active again: what could not be sent today may be."""
        now = self._clock()
        row = await self._store.deliveries.get(subscription.chat_id, local_date(subscription.zone, now))
        if row is not None and row.status is Status.GONE:
            await self._store.deliveries.change(row, Status.PENDING, now)

    @property
    def held(self) -> bool:
        """Whether Telegram does not answer, and nothing is sent."""
        return self._line.held

    @property
    def doubtful(self) -> frozenset[ChatId]:
        """Chats whose digest of these days may or may not have arrived."""
        return self._settlement.doubtful

    @property
    def unsure(self) -> bool:
        """Whether it is not known yet that Telegram answers again: then all that is in doubt is told at once."""
        return self._line.held or self._line.on_trial

    def _stopped(self) -> bool:
        """Whether nothing more may be claimed now."""
        return self._closing or self._pace.held or self._line.held

    async def _is_back(self) -> bool:
        """Whether Telegram, which did not answer, does so again: asked by a call that nobody notices."""
        if not self._line.worth_asking:
            return False
        try:
            await self._reply.probe()
        except TelegramError:
            return False
        self._line.back()
        _log.warning("Telegram answers again: one message goes alone, then the others")
        return True

    async def _deliver(self) -> None:
        """As the pace allows, longest due first, until nothing is due or we are closing."""
        try:
            while not self._stopped() and await self._set_off():
                self.last_step = self._clock()
                await self._heard()
        finally:
            await self._in_flight.at_most(0)

    async def _heard(self) -> None:
        """Wait while nothing of what was sent is answered, and for a message that goes alone."""
        while self._in_flight and not self._stopped() and (self._line.on_trial or self._line.silent):
            await self._pace.breath()

    async def _set_off(self) -> bool:
        """Wait until messages may leave, and send so many of those that wait longest; False where nothing is due.

        Only as many are claimed as may leave at once: a crash leaves in doubt what was on its way, nothing that waited.
        """
        together = 1 if self._line.on_trial else self._pace.at_once
        await self._in_flight.at_most(IN_FLIGHT - min(together, _REFILL))
        lot = await self._pace.lot(min(together, IN_FLIGHT - len(self._in_flight)))
        sent = 0
        try:
            if claimed := await self._claiming.claim(lot.count):
                sent = len(claimed.rows)
                for delivery in claimed.rows:
                    self._in_flight.add(self.sending.bring(delivery, claimed.known, paid=lot.paid))
        finally:
            await self._pace.unused(lot, lot.count - sent)
        if not sent and self._in_flight and not self._stopped():
            await self._in_flight.at_most(len(self._in_flight) // 2)  # and look again: something may have come due
            return True
        return sent > 0
