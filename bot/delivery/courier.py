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
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from telegram.error import TelegramError

from bot.delivery.in_flight import InFlight
from bot.delivery.owing import take, take_due
from bot.delivery.parcel import NOTHING, Known, Opened, Preparing, read_together
from bot.delivery.settlement import Settlement
from bot.edge.line import Line
from bot.edge.outcome import Outcome, What, is_unanswered, outcome
from bot.edge.pace import Paces
from bot.edge.reply import Reply
from bot.model.chat import ChatId
from bot.model.clock import Clock
from bot.model.delivery import Delivery, Status
from bot.model.errand import errand, of_delivery
from bot.model.reading import Listing
from bot.model.schedule import Due, local_date
from bot.model.subscription import Subscription
from bot.model.timing import PATIENT, Timing
from bot.store import Store, passing

LEASE = timedelta(minutes=2)
FENCE = LEASE / 2
"""A claim older than this is not sent any more: whoever was frozen may find it parked or sent by another."""

IN_FLIGHT = 64
"""Messages claimed and not settled, at most: enough for the full pace where an answer takes two seconds."""

_REFILL = IN_FLIGHT // 2
"""Where the pace allows, so many are taken at once rather than one for each that has arrived."""

_LOOK_EVERY = timedelta(seconds=1)
"""While others are due, so often what waits for another try is looked for."""

_LOOKED_AT = 200
"""Where nobody of those who are due gets anything, so many are looked at together."""

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
        self._preparing = Preparing(store, reply, clock, self._settlement, hears)
        self._ticking = asyncio.Lock()
        self._in_flight = InFlight()
        self._closing = False
        self._none_waited: datetime | None = None
        self.last_tick: datetime | None = None
        self.last_step: datetime | None = None
        """When a tick last began, or took something on: a long one is many steps."""
        self.sending = Timing()
        """What Telegram takes to answer a push."""
        self.lateness = Timing(PATIENT)
        """By how much digests left after their time."""

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
            self._none_waited = None
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
        settling = await self._bring(claimed, read_together(self._store, (claimed,)), asked=True, opened=opened)
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

    @property
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
            while not self._stopped and await self._set_off():
                self.last_step = self._clock()
                await self._heard()
        finally:
            await self._in_flight.at_most(0)

    async def _heard(self) -> None:
        """Wait while nothing of what was sent is answered, and for a message that goes alone."""
        while self._in_flight and not self._stopped and (self._line.on_trial or self._line.silent):
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
            claimed, known = await self._claimed(lot.count)
            sent = len(claimed)
            for delivery in claimed:
                self._in_flight.add(self._bring(delivery, known, paid=lot.paid))
        finally:
            await self._pace.unused(lot, lot.count - sent)
        if not sent and self._in_flight and not self._stopped:
            await self._in_flight.at_most(len(self._in_flight) // 2)  # and look again: something may have come due
            return True
        return sent > 0

    async def _claimed(self, most: int) -> tuple[Sequence[Delivery], Awaitable[Known]]:
        """What waits for another try, else what is due; none where there is nothing.

        Hardly anything ever waits: while much is due, it is looked for once in a while.
        """
        if not most or self._stopped:
            return (), _at_hand(NOTHING)
        look = self._none_waited is None or self._clock() - self._none_waited >= _LOOK_EVERY
        if look and (waiting := await self._waiting(most)):
            return waiting
        look_at = 0
        while True:
            taken = await take_due(self._store, self._clock, most, look_at=look_at)
            if taken.rows or self._stopped:
                return taken.rows, _at_hand(taken.known)
            if not taken.looked_at:
                break
            look_at = _LOOKED_AT
        if not look and (waiting := await self._waiting(most)):
            return waiting
        return (), _at_hand(NOTHING)

    async def _waiting(self, most: int) -> tuple[Sequence[Delivery], Awaitable[Known]] | None:
        now = self._clock()
        waiting = await self._store.deliveries.claim(now, most)
        self._none_waited = None if waiting else now
        return (waiting, asyncio.ensure_future(read_together(self._store, waiting))) if waiting else None

    async def _bring(
        self,
        claimed: Delivery,
        known: Awaitable[Known],
        *,
        asked: bool = False,
        opened: Opened | None = None,
        paid: bool = False,
    ) -> asyncio.Future[None] | None:
        """Send one claimed delivery and settle it: what has arrived when the returned future is done.

        One that fails never stops the others.
        """
        if not asked:  # else it is part of what the reader asked for
            errand.set(of_delivery(claimed.chat_id, claimed.local_date))
        try:
            of_all = await known
            parcel = await self._preparing.parcel(claimed, of_all, asked=asked, opened=opened)
        except Exception as error:
            # Nothing has left: as good as a connection that was never made.
            _tell(claimed, error)
            await self._settlement.failed(claimed, Outcome(What.RETRY, type(error).__name__))
            return None
        if parcel is None or not (asked or await self._may_leave(claimed)):
            return None
        if self._clock() - claimed.updated_at > FENCE:
            _log.warning(
                "delivery to chat %s, %s: claimed too long ago to be sent", claimed.chat_id, claimed.local_date
            )
            await self._settlement.later(claimed, claimed.due_at)
            return None
        claimed = parcel.delivery
        try:
            with self._line.call():
                began = time.perf_counter()
                message_id = await self._reply.push(claimed.chat_id, parcel.card, silent=parcel.silent, paid=paid)
        except TelegramError as error:
            self._hear(error)
            await self._settlement.failed(claimed, outcome(error))
        except asyncio.CancelledError:
            await self._settlement.failed(claimed, Outcome(What.UNKNOWN, "stopped while sending"))
            raise
        except Exception as error:
            # A fault of ours while sending: whether the message left is not known.
            _tell(claimed, error)
            await self._settlement.failed(claimed, Outcome(What.UNKNOWN, type(error).__name__))
        else:
            self._line.answered()
            self.sending.observe(time.perf_counter() - began)
            if of_all.fresh and (due_at := of_all.readers[claimed.chat_id].next_due_at) is not None:
                self.lateness.observe((self._clock() - due_at).total_seconds())
            return self._settlement.sent(claimed, message_id)
        return None

    def _hear(self, error: TelegramError) -> None:
        """Of an error as well it is told whether Telegram answered."""
        if not is_unanswered(error):
            self._line.answered()
        elif self._line.lost():
            _log.error("Telegram does not answer (%s): nothing is sent until it does", type(error).__name__)

    async def _may_leave(self, claimed: Delivery) -> bool:
        """Wait for the chat's turn; False, and the row waits on, if meanwhile we are closing or held."""
        await self._pace.turn(claimed.chat_id)
        if self._stopped:
            await self._settlement.later(claimed, claimed.due_at)
            return False
        return True


def _tell(claimed: Delivery, error: Exception) -> None:
    places = None if passing(error) else error
    _log.error(
        "delivery to chat %s, %s: %s", claimed.chat_id, claimed.local_date, type(error).__name__, exc_info=places
    )


def _at_hand(known: Known) -> asyncio.Future[Known]:
    ready = asyncio.get_running_loop().create_future()
    ready.set_result(known)
    return ready
