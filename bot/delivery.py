"""The daily push: owe, claim, send, settle.

The ledger keeps one promise: one digest a local date, never two, a late one rather than none.

- *owe*: a row for the chat and local date, whose primary key lets it exist once however often the tick runs.
- *claim*: pending -> sending, guarded, and never more rows than can be in flight: a crash leaves no more in doubt.
- *send*: paced, outside any transaction.
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
from datetime import date, datetime, timedelta

from telegram.error import TelegramError

from bot.locales import WORDS
from bot.model import ChatId, Clock, Delivery, Listing, Standing, Status, Subscription
from bot.outcome import Outcome, What, outcome
from bot.pacing import Pace
from bot.render.digest import digest_card
from bot.render.view import View
from bot.reply import Reply
from bot.schedule import Due, due, local_date, next_due
from bot.selection import select
from bot.store import Store

LEASE = timedelta(minutes=2)
IN_FLIGHT = 32
MAX_ATTEMPTS = 6
LOOK_AGAIN = timedelta(hours=1)
"""How soon a chat that nothing was found for is looked at again."""

_OWED_AT_ONCE = 500
_BACKOFF = timedelta(seconds=30)
MISSED_SHOWN = 6
MISSED_SINCE = timedelta(days=14)
"""How far back a late digest looks for what else was missed."""

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
        self._resend_unknown = resend_unknown
        self._chance = chance or random.Random()  # noqa: S311  # jitter, not a secret
        self._ticking = asyncio.Lock()
        self._closing = False
        self.refusals = 0
        """How often Telegram answered 429 since the start."""

    async def tick(self) -> None:
        """Do all that is due now. Run it as often as you like, in as many processes as you like."""
        async with self._ticking:
            await self._park()
            await self._owe_due()
            await self._send_due()

    async def close(self) -> None:
        """Claim no more, and wait until what is in flight is settled."""
        self._closing = True
        async with self._ticking:
            return

    async def today(self, subscription: Subscription) -> tuple[Delivery | None, bool]:
        """The chat asks for today's digest: the row of its local date, and whether it was brought just now.

        Asked for before its time, it is the day's digest all the same and will not come a second time.
        """
        now = self._clock()
        day = local_date(subscription.zone, now)
        if await self._store.deliveries.get(subscription.chat_id, day) is None:
            await self._owe(subscription, Due(day, late=False), now)
        claimed = await self._store.deliveries.claim_one(subscription.chat_id, day, now)
        if claimed is not None:
            await self._bring(claimed)
        return await self._store.deliveries.get(subscription.chat_id, day), claimed is not None

    async def _park(self) -> None:
        now = self._clock()
        for parked in await self._store.deliveries.park(now - LEASE, now):
            _log.warning("delivery unknown: chat %s, %s: interrupted while sending", parked.chat_id, parked.local_date)
            if self._resend_unknown:
                await self._store.deliveries.change(parked, Status.PENDING, now, now)

    async def _owe_due(self) -> None:
        while not self._closing and (subscriptions := await self._due()):
            for subscription in subscriptions:
                now = self._clock()
                await self._owe(subscription, due(subscription, now), now)
            if len(subscriptions) < _OWED_AT_ONCE:
                return

    async def _due(self) -> tuple[Subscription, ...]:
        return await self._store.subscriptions.due(self._clock(), _OWED_AT_ONCE)

    async def _owe(self, subscription: Subscription, owed: Due | None, now: datetime) -> None:
        """Write what is owed, if anything is, and when to look at the chat again."""
        if owed is None:
            await self._store.deliveries.owe(None, subscription, moved_on(subscription, None, now))
            return
        offer = await select(self._store, subscription, owed.local_date)
        if offer is None:
            later = replace(subscription, next_due_at=now + LOOK_AGAIN if subscription.next_due_at else None)
            await self._store.deliveries.owe(None, subscription, later)
            return
        delivery = Delivery(
            chat_id=subscription.chat_id,
            local_date=owed.local_date,
            episode_id=offer.listing.id,
            size=offer.size,
            first=offer.first,
            status=Status.PENDING,
            due_at=now,
            updated_at=now,
            late=owed.late,
        )
        await self._store.deliveries.owe(delivery, subscription, moved_on(subscription, owed.local_date, now))

    async def _send_due(self) -> None:
        """Keep up to IN_FLIGHT deliveries under way, oldest due first, until nothing is due or we are closing."""
        sending: set[asyncio.Task[None]] = set()
        while True:
            free = 0 if self._closing or self._pace.held else IN_FLIGHT - len(sending)
            claimed = await self._store.deliveries.claim(self._clock(), free) if free else ()
            sending |= {asyncio.create_task(self._bring(delivery, paced=True)) for delivery in claimed}
            if not sending:
                return
            done, sending = await asyncio.wait(sending, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()

    async def _bring(self, claimed: Delivery, *, paced: bool = False) -> None:
        """Send one claimed delivery and settle it. One that fails never stops the others."""
        try:
            subscription = await self._store.subscriptions.get(claimed.chat_id)
            listing = await self._store.episodes.get(claimed.episode_id)
            if subscription is None or listing is None or listing.withdrawn:
                await self._store.deliveries.settle(claimed, Status.SKIPPED, self._clock(), error="episode withdrawn")
                return
            card = await self._card(claimed, listing, subscription)
            if paced:
                await self._pace.turn(claimed.chat_id)
            message_id = await self._reply.send(claimed.chat_id, card, silent=subscription.silent)
        except TelegramError as error:
            await self._failed(claimed, outcome(error))
        except Exception as error:
            # A fault of ours before or while sending: whether the message left is not known.
            _log.exception("delivery to chat %s, %s", claimed.chat_id, claimed.local_date)
            await self._store.deliveries.settle(claimed, Status.UNKNOWN, self._clock(), error=type(error).__name__)
        else:
            await self._store.deliveries.settle(claimed, Status.SENT, self._clock(), message_id=message_id)

    async def _card(self, claimed: Delivery, listing: Listing, subscription: Subscription) -> View:
        today = local_date(subscription.zone, self._clock())
        missed = 0
        if claimed.late:
            since = today - MISSED_SINCE
            missed = len(await self._store.episodes.missed(claimed.chat_id, since, today, MISSED_SHOWN))
        return digest_card(
            listing,
            claimed.size,
            WORDS[subscription.language],
            today=today,
            late=claimed.late,
            part=(claimed.first, min(claimed.first + subscription.digest_size, listing.length)),
            missed=missed,
            private_url=self._reply.deep_link(listing.id, claimed.size) if claimed.chat_id < 0 else None,
        )

    async def _failed(self, claimed: Delivery, failure: Outcome) -> None:
        now = self._clock()
        match failure.what:
            case What.RETRY:
                await self._again(claimed, failure, now)
                return
            case What.MOVED if failure.moved_to is not None:
                # Settled first: the row goes with the rest of the chat, and waits there under its new key.
                await self._store.deliveries.settle(claimed, Status.PENDING, now, due_at=now, error=failure.reason)
                await self._store.chats.move(claimed.chat_id, ChatId(failure.moved_to))
                return
            case What.UNKNOWN if self._resend_unknown:
                await self._again(claimed, failure, now)
                return
            case What.GONE:
                await self._store.deliveries.settle(claimed, Status.GONE, now, error=failure.reason)
                await self.gone(claimed.chat_id)
                return
        status = Status.UNKNOWN if failure.what is What.UNKNOWN else Status.REJECTED
        _log.error("delivery %s: chat %s, %s: %s", status, claimed.chat_id, claimed.local_date, failure.reason)
        await self._store.deliveries.settle(claimed, status, now, error=failure.reason)

    async def _again(self, claimed: Delivery, failure: Outcome, now: datetime) -> None:
        """Try again later, never sooner than Telegram asked; after MAX_ATTEMPTS give up, loudly."""
        if failure.retry_after is not None:
            self.refusals += 1
            self._pace.refused(claimed.chat_id, failure.retry_after)
        if claimed.attempts >= MAX_ATTEMPTS:
            _log.error("delivery failed: chat %s, %s: %s", claimed.chat_id, claimed.local_date, failure.reason)
            await self._store.deliveries.settle(claimed, Status.FAILED, now, error=failure.reason)
            return
        again = now + max(failure.retry_after or timedelta(), self._backoff(claimed.attempts))
        await self._store.deliveries.settle(claimed, Status.PENDING, now, due_at=again, error=failure.reason)

    async def gone(self, chat_id: ChatId) -> None:
        """The chat blocked us or no longer exists: stop delivering, keep everything."""
        subscription = await self._store.subscriptions.get(chat_id)
        if subscription is not None and subscription.standing is Standing.ACTIVE:
            await self._store.subscriptions.put(replace(subscription, standing=Standing.GONE, next_due_at=None))

    def _backoff(self, attempts: int) -> timedelta:
        """Exponential with jitter, so that chats refused together do not come back together."""
        return _BACKOFF * int(2 ** (attempts - 1)) * self._chance.uniform(0.5, 1)


def moved_on(subscription: Subscription, owed: date | None, now: datetime) -> Subscription:
    """The subscription after `owed` has its row."""
    after = subscription if owed is None else replace(subscription, last_date=max(owed, subscription.last_date or owed))
    return replace(after, next_due_at=next_due(after, now))
