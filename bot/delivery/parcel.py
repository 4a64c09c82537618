"""From a claimed row to the message that it brings, or to its end without one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.delivery.selection import select
from bot.delivery.settlement import Settlement
from bot.edge.reply import Reply
from bot.model.chat import ChatId
from bot.model.clock import Clock
from bot.model.delivery import Delivery
from bot.model.reading import WHOLE, Listing
from bot.model.schedule import LATE_AFTER, delivering, due, local_date, owed_at, quiet_until
from bot.model.subscription import Subscription
from bot.reading.covers import Arrival, cover
from bot.reading.readers import Reader
from bot.render.view import View
from bot.store import Store
from bot.store.subscriptions import UNREADABLE_AGAIN

MISSED_SHOWN = 6
MISSED_SINCE = timedelta(days=14)
"""How far back a late digest looks for what else was missed."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is read at once for rows that leave together; `learners` are the chats that saved terms.

    With `fresh` it is what the rows were made from a moment ago: that they are wanted has just been found out.
    """

    readers: Mapping[ChatId, Subscription]
    learners: Set[ChatId]
    listings: Mapping[int, Listing]
    fresh: bool = False


NOTHING = Known({}, frozenset(), {})


async def read_together(store: Store, claimed: Sequence[Delivery]) -> Known:
    """What their cards are made from."""
    chats = [row.chat_id for row in claimed]
    found = {episode_id: await store.episodes.get(episode_id) for episode_id in {row.episode_id for row in claimed}}
    return Known(
        readers=await store.subscriptions.of(chats),
        learners=await store.terms.learners(chats),
        listings={episode_id: listing for episode_id, listing in found.items() if listing is not None},
    )


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is sent: the row, possibly with another episode than was owed, its card, and whether without a sound."""

    delivery: Delivery
    card: View
    silent: bool


Opened = Callable[[Delivery], Awaitable[View]]
"""Makes the message of a delivery that comes opened."""


class Preparing:
    """Looks once more, right before sending, whether a delivery is still wanted, and makes its card."""

    def __init__(
        self, store: Store, reply: Reply, clock: Clock, settlement: Settlement, hears: Callable[[Listing], bool]
    ) -> None:
        self._store = store
        self._reply = reply
        self._clock = clock
        self._settlement = settlement
        self._hears = hears

    async def parcel(
        self, claimed: Delivery, known: Known, *, asked: bool, opened: Opened | None = None
    ) -> Parcel | None:
        """What to send; None once settled without sending.

        What the reader asked for comes at any hour, but without a sound in quiet hours. `opened` makes its
        message in place of a cover.
        """
        now = self._clock()
        subscription = known.readers.get(claimed.chat_id)
        if subscription is None:  # forgotten, and the row with it; or their settings cannot be read just now
            await self._settlement.later(claimed, now + UNREADABLE_AGAIN)
            return None
        if not (asked or known.fresh or await self._wanted(claimed, subscription, now)):
            return None
        delivery, listing = claimed, known.listings.get(claimed.episode_id)
        if listing is None or listing.withdrawn:
            instead = await self._instead(claimed, subscription)
            if instead is None:
                return None
            delivery, listing = instead
        if not known.fresh:
            delivery = replace(delivery, late=not asked and _is_late(delivery, subscription, now))
        learner = claimed.chat_id in known.learners
        if opened is not None:
            card = await opened(delivery)
        else:
            card = await self._card(delivery, listing, subscription, now, learner=learner)
        return Parcel(delivery, card, subscription.silent or quiet_until(subscription, now) is not None)

    async def _wanted(self, claimed: Delivery, subscription: Subscription, now: datetime) -> bool:
        """Whether it may come now: the chat may have stopped, paused or gone quiet, or a newer date come, since."""
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

    async def _instead(self, claimed: Delivery, subscription: Subscription) -> tuple[Delivery, Listing] | None:
        """The row with another episode in place of one that was withdrawn meanwhile."""
        offers = await select(self._store, (subscription, claimed.local_date)) if claimed.message_id is None else ()
        offer = next(iter(offers), None)
        if offer is None:
            await self._settlement.drop(claimed, "episode withdrawn")
            return None
        instead = replace(claimed, episode_id=offer.listing.id, size=offer.size, first=offer.first)
        return (instead, offer.listing) if await self._store.deliveries.offer(claimed, instead) else None

    async def _card(
        self, delivery: Delivery, listing: Listing, subscription: Subscription, now: datetime, *, learner: bool
    ) -> View:
        arrival = None
        if delivery.late or delivery.size == WHOLE:
            arrival = await self._arrival(delivery, listing, subscription, now)
        return await cover(
            self._store,
            listing,
            delivery.size,
            Reader(subscription),
            now,
            private_url=self._reply.deep_link(delivery.chat_id, listing.id, delivery.size),
            learner=learner,
            arrival=arrival,
            hears=self._hears(listing),
            page=self._reply.page_of(delivery.chat_id, listing.id),
        )

    async def _arrival(
        self, delivery: Delivery, listing: Listing, subscription: Subscription, now: datetime
    ) -> Arrival:
        """Which part of a serial it is. A late one counts the episodes since the last that reached the chat."""
        part = (delivery.first, min(delivery.first + subscription.digest_size, listing.length))
        before = None
        if delivery.late:
            before = await self._store.deliveries.latest_sent(delivery.chat_id, delivery.local_date)
        if before is None:
            return Arrival(part, late=delivery.late)
        today = local_date(subscription.zone, now)
        since = max(before.local_date, today - MISSED_SINCE)
        missed = await self._store.issues.missed(delivery.chat_id, since, today, MISSED_SHOWN)
        return Arrival(part, late=True, missed=len(missed), missed_since=since)


def _is_late(delivery: Delivery, subscription: Subscription, now: datetime) -> bool:
    """Late by what the reader set, not by what they put off themselves."""
    if delivery.late or delivery.message_id is not None:
        return delivery.late
    return now - owed_at(subscription, delivery.local_date) > LATE_AFTER
