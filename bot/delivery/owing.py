"""From who is due to rows of the ledger: the first step of a delivery, and the only one that chooses what is sent."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.delivery.parcel import NOTHING, Known
from bot.delivery.selection import Offer, select
from bot.model.clock import Clock
from bot.model.delivery import Delivery, Status
from bot.model.schedule import Due, due, next_due_after
from bot.model.subscription import Subscription
from bot.store import Store, passing
from bot.store.delivery_rows import Owing
from bot.store.subscriptions import Claim

LOOK_AGAIN = timedelta(hours=1)
"""How soon a chat that nothing was found for is looked at again."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Taken:
    """Rows that are now ours to send and what is known of them, and how many chats were looked at."""

    rows: tuple[Delivery, ...]
    known: Known
    looked_at: int


async def take_due(store: Store, clock: Clock, limit: int, *, look_at: int = 0) -> Taken:
    """Take what is owed to up to `limit` chats whose time has come, longest waiting first.

    With `look_at`, more of them are looked at than may be taken: on a day without news most get nothing.

    Where that fails, the first of them alone, and where that fails too, it waits for an hour: one chat's trouble keeps
    no other waiting for long. Where it is the database that is away or full, that is nobody's trouble, and is raised.
    """
    now, claim = clock(), Claim()
    try:
        async with store.subscriptions.claiming(now, max(limit, look_at)) as claim:
            return await _take(store, claim, limit, now)
    except Exception as error:
        if not claim.readers or passing(error):
            raise
    claim = Claim()
    try:
        async with store.subscriptions.claiming(now, 1) as claim:
            return await _take(store, claim, limit, now)
    except Exception as error:  # such as a zone that is no more
        if not claim.readers or passing(error):
            raise
        (first,) = claim.readers
        _log.exception("chat %s is not owed what is due", first.chat_id)
        await store.deliveries.take(Owing(None, first, first.last_date, now + LOOK_AGAIN))
        return Taken((), NOTHING, 1)


async def take(store: Store, subscription: Subscription, owed: Due, now: datetime) -> Delivery | None:
    """Take what is owed to one chat; None if there is nothing, or somebody else took it."""
    (offer,) = await select(store, (subscription, owed.local_date))
    return next(iter(await store.deliveries.take(_owing(subscription, owed, offer, now))), None)


async def _take(store: Store, claim: Claim, limit: int, now: datetime) -> Taken:
    """Everything is read before anything is written: a row that was taken is sent or settled, whatever fails.

    Who gets something, but not among the first `limit`, is left as they are.
    """
    if not claim.readers:
        return Taken((), NOTHING, 0)
    dates = [(subscription, due(subscription, now)) for subscription in claim.readers]
    owed = [(subscription, date.local_date) for subscription, date in dates if date]
    offers = dict(zip((each.chat_id for each, _ in owed), await select(store, *owed), strict=True))
    known = Known(
        readers={each.chat_id: each for each, _ in owed},
        learners=claim.learners,
        listings={offer.listing.id: offer.listing for offer in offers.values() if offer},
        fresh=True,
    )
    later = set([chat_id for chat_id, offer in offers.items() if offer][limit:])
    owings = [_owing(each, date, offers.get(each.chat_id), now) for each, date in dates if each.chat_id not in later]
    return Taken(await store.deliveries.take(*owings, within=claim.within), known, len(owings))


def _owing(subscription: Subscription, owed: Due | None, offer: Offer | None, now: datetime) -> Owing:
    if owed is None:
        return Owing(None, subscription, *moved_on(subscription, None, now))
    if offer is None:
        return Owing(None, subscription, subscription.last_date, _looked_at(subscription, now))
    delivery = Delivery(
        chat_id=subscription.chat_id,
        local_date=owed.local_date,
        episode_id=offer.listing.id,
        size=offer.size,
        first=offer.first,
        status=Status.SENDING,
        due_at=now,
        updated_at=now,
        late=owed.late,
        attempts=1,
    )
    return Owing(delivery, subscription, *moved_on(subscription, owed.local_date, now))


def moved_on(subscription: Subscription, owed: date | None, now: datetime) -> tuple[date | None, datetime | None]:
    """The subscription's last date after `owed` has its row, and its next instant."""
    last = subscription.last_date if owed is None else max(owed, subscription.last_date or owed)
    return last, next_due_after(subscription, last, now)


def _looked_at(subscription: Subscription, now: datetime) -> datetime | None:
    """Nothing was found: an instant that is still to come stands, one that has passed comes again in a while."""
    if subscription.next_due_at is None or subscription.next_due_at > now:
        return subscription.next_due_at
    return now + LOOK_AGAIN
