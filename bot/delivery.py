"""The daily push: owe, claim, send, settle.

The ledger keeps one promise: one digest a local date, never two, a late one rather than none.

- *owe*: a row for the chat and local date, whose primary key lets it exist once however often the tick runs. Dates
  before it that still wait give way.
- *claim*: pending -> sending, guarded, only rows that may leave at once and never more than `IN_FLIGHT`: a crash
  leaves in doubt no more than was on its way.
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
from dataclasses import replace
from datetime import datetime, timedelta

from telegram.error import TelegramError

from bot.model import Clock, Delivery, Listing, Status, Subscription
from bot.outcome import Outcome, What, outcome
from bot.owing import owe, owe_due
from bot.pacing import Pace
from bot.parcel import parcel
from bot.render.view import View
from bot.reply import Reply
from bot.schedule import LATE_AFTER, Due, delivering, due, local_date, owed_at, quiet_until
from bot.selection import select
from bot.settlement import Settlement
from bot.store import Store

LEASE = timedelta(minutes=2)
IN_FLIGHT = 64
"""Messages claimed and not settled, at most: enough for the full pace where an answer takes two seconds."""

_REFILL = IN_FLIGHT // 4
"""Where the pace allows, so many are claimed in one statement rather than one for each that has arrived."""

_OWED_AT_ONCE = 200
_ON_ITS_WAY = timedelta(seconds=15)
"""A claim younger than this is a message about to arrive; an older one may be a dead process's."""

_log = logging.getLogger(__name__)


class Courier:
    """Brings each chat its digest. With `resend_unknown`, what may have arrived is sent again rather than parked."""

    def __init__(
        self,
        store: Store,
        reply: Reply,
        clock: Clock,
        pace: Pace,
        *,
        resend_unknown: bool = False,
        chance: random.Random | None = None,
    ) -> None:
        self._store = store
        self._reply = reply
        self._clock = clock
        self._pace = pace
        self._settlement = Settlement(store, clock, pace, resend_unknown=resend_unknown, chance=chance)
        self._ticking = asyncio.Lock()
        self._sending: set[asyncio.Task[None]] = set()
        self._landed = asyncio.Event()
        self._fault: BaseException | None = None
        self._closing = False
        self.last_tick: datetime | None = None

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
            self.last_tick = self._clock()
            await self._settlement.park(LEASE)
            await self._deliver()

    async def close(self, *, within: float) -> None:
        """Claim no more, and settle what is in flight; what is still on its way after so many seconds is UNKNOWN."""
        self._closing = True
        try:
            async with asyncio.timeout(within), self._ticking:
                return
        except TimeoutError:
            for task in self._sending:
                task.cancel()
        async with self._ticking:
            return

    async def today(self, subscription: Subscription, asked_at: datetime) -> tuple[Delivery | None, bool]:
        """The chat asks for today's digest: the row of its local date, and whether that brings it now.

        Asked for before its time, it is the day's digest all the same and will not come a second time. One that a
        tick brought since `asked_at`, or is about to bring, is not brought twice.
        """
        now = self._clock()
        day = local_date(subscription.zone, now)
        if await self._store.deliveries.get(subscription.chat_id, day) is None:
            await owe(self._store, subscription, Due(day, late=False), now)
        claimed = await self._store.deliveries.claim_one(subscription.chat_id, day, now)
        if claimed is not None:
            await self._bring(claimed, asked=True)
        row = await self._store.deliveries.get(subscription.chat_id, day)
        if row is None:
            return None, False
        match row.status:
            case Status.SENDING:
                return row, now - row.updated_at < _ON_ITS_WAY
            case Status.SENT:
                return row, claimed is not None or row.updated_at > asked_at
        return row, claimed is not None and row.status in (Status.PENDING, Status.UNKNOWN)

    async def returned(self, subscription: Subscription) -> None:
        """A chat that was gone is active again: what could not be sent today may be."""
        now = self._clock()
        row = await self._store.deliveries.get(subscription.chat_id, local_date(subscription.zone, now))
        if row is not None and row.status is Status.GONE:
            await self._store.deliveries.change(row, Status.PENDING, now)

    async def _deliver(self) -> None:
        """As the pace allows, longest due first, until nothing is due or we are closing."""
        try:
            while not self._closing and not self._pace.held and (count := await self._set_off()):
                await self._pace.slot(count)
        finally:
            await self._at_most(0)

    async def _set_off(self) -> int:
        """Claim the deliveries that wait longest and send them beside the others; returns how many, 0 at the end.

        Only as many as may leave at once: a crash leaves in doubt what was on its way, nothing that waited.
        """
        together = self._pace.at_once
        while True:
            await self._at_most(IN_FLIGHT - min(together, _REFILL))
            room = IN_FLIGHT - len(self._sending)
            claimed = await self._store.deliveries.claim(self._clock(), min(together, room))
            for delivery in claimed:
                task = asyncio.create_task(self._bring(delivery))
                self._sending.add(task)
                task.add_done_callback(self._land)
            if claimed or self._closing:
                return len(claimed)
            if not await owe_due(self._store, self._clock, _OWED_AT_ONCE):
                if not self._sending:
                    return 0
                await self._at_most(len(self._sending) // 2)  # and look again: something may have come due

    async def _at_most(self, in_flight: int) -> None:
        """Wait until no more than so many are on their way; raises what one of them could not settle."""
        while len(self._sending) > in_flight:
            self._landed.clear()
            await self._landed.wait()
        if self._fault is not None:
            fault, self._fault = self._fault, None
            raise fault

    def _land(self, task: asyncio.Task[None]) -> None:
        self._sending.discard(task)
        self._landed.set()
        if not task.cancelled():
            self._fault = self._fault or task.exception()

    async def _bring(self, claimed: Delivery, *, asked: bool = False) -> None:
        """Send one claimed delivery and settle it. One that fails never stops the others."""
        try:
            ready = await self._ready(claimed, asked=asked)
        except Exception as error:
            # Nothing has left: as good as a connection that was never made.
            _log.exception("delivery to chat %s, %s", claimed.chat_id, claimed.local_date)
            await self._settlement.failed(claimed, Outcome(What.RETRY, type(error).__name__))
            return
        if ready is None:
            return
        claimed, card, silent = ready
        try:
            message_id = await self._reply.send(claimed.chat_id, card, silent=silent)
        except TelegramError as error:
            await self._settlement.failed(claimed, outcome(error))
        except asyncio.CancelledError:
            await self._settlement.failed(claimed, Outcome(What.UNKNOWN, "stopped while sending"))
            raise
        except Exception as error:
            # A fault of ours while sending: whether the message left is not known.
            _log.exception("delivery to chat %s, %s", claimed.chat_id, claimed.local_date)
            await self._settlement.failed(claimed, Outcome(What.UNKNOWN, type(error).__name__))
        else:
            await self._settlement.sent(claimed, message_id)

    async def _ready(self, claimed: Delivery, *, asked: bool) -> tuple[Delivery, View, bool] | None:
        """The row, its card, and whether it comes without a sound; None once settled without sending.

        What the reader asked for is not paced and comes at any hour, but without a sound in quiet hours.
        """
        subscription = await self._store.subscriptions.get(claimed.chat_id)
        if subscription is None or not (asked or await self._wanted(claimed, subscription)):
            return None
        found = await self._episode(claimed, subscription)
        if found is None:
            return None
        offered, listing = found
        ready = replace(offered, late=not asked and self._is_late(offered, subscription))
        link = self._reply.deep_link(listing.id, ready.size) if ready.chat_id < 0 else None
        card = await parcel(self._store, ready, listing, subscription, self._clock(), private_url=link)
        if not asked:
            await self._pace.turn(claimed.chat_id)
            if self._closing or self._pace.held:
                await self._settlement.later(claimed, claimed.due_at)
                return None
        silent = subscription.silent or quiet_until(subscription, self._clock()) is not None
        return ready, card, silent

    async def _wanted(self, claimed: Delivery, subscription: Subscription) -> bool:
        """Whether it may come now: the chat may have stopped, paused or gone quiet, or a newer date come, since."""
        now = self._clock()
        if not delivering(subscription, now):
            await self._settlement.drop(claimed, "the chat stopped or paused")
            return False
        newer = due(subscription, now)
        if newer is not None and newer.local_date > claimed.local_date:
            await self._settlement.drop(claimed, "a newer date came first")
            return False
        quiet = quiet_until(subscription, now)
        if quiet is not None:
            await self._settlement.later(claimed, quiet)
        return quiet is None

    async def _episode(self, claimed: Delivery, subscription: Subscription) -> tuple[Delivery, Listing] | None:
        """The row with an episode that can be read: another one in place of one that was withdrawn meanwhile."""
        listing = await self._store.episodes.get(claimed.episode_id)
        if listing is not None and not listing.withdrawn:
            return claimed, listing
        offers = await select(self._store, (subscription, claimed.local_date)) if claimed.message_id is None else ()
        offer = next(iter(offers), None)
        if offer is None:
            await self._settlement.drop(claimed, "episode withdrawn")
            return None
        instead = replace(claimed, episode_id=offer.listing.id, size=offer.size, first=offer.first)
        return (instead, offer.listing) if await self._store.deliveries.offer(claimed, instead) else None

    def _is_late(self, claimed: Delivery, subscription: Subscription) -> bool:
        """Late by what the reader set, not by what they put off themselves."""
        if claimed.late or claimed.message_id is not None:
            return claimed.late
        return self._clock() - owed_at(subscription, claimed.local_date) > LATE_AFTER
