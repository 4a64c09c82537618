"""From who is due to rows of the ledger: the first step of a delivery, and the only one that chooses what is sent."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.model import Clock, Delivery, Status, Subscription
from bot.schedule import Due, due, next_due_after
from bot.selection import Offer, select
from bot.store import Store
from bot.store.deliveries import Owing

LOOK_AGAIN = timedelta(hours=1)
"""How soon a chat that nothing was found for is looked at again."""

_log = logging.getLogger(__name__)


async def owe_due(store: Store, clock: Clock, limit: int) -> int:
    """Owe up to `limit` chats whose time has come, longest waiting first; returns how many were looked at.

    All of them at once; where that fails, one by one, so that one chat's trouble keeps no other waiting.
    """
    now = clock()
    subscriptions = await store.subscriptions.due(now, limit)
    try:
        await _owe(store, subscriptions, now)
    except Exception:
        for subscription in subscriptions:
            try:
                await _owe(store, (subscription,), now)
            except Exception:  # such as a zone that is no more
                _log.exception("chat %s is not owed what is due", subscription.chat_id)
                again = Owing(None, subscription, subscription.last_date, now + LOOK_AGAIN)
                await store.deliveries.owe(again)
    return len(subscriptions)


async def owe(store: Store, subscription: Subscription, owed: Due, now: datetime) -> None:
    """Write what is owed to one chat, if there is anything, and when to look at it again."""
    (offer,) = await select(store, (subscription, owed.local_date))
    await store.deliveries.owe(_owing(subscription, owed, offer, now))


async def _owe(store: Store, subscriptions: Sequence[Subscription], now: datetime) -> None:
    dates = [(subscription, due(subscription, now)) for subscription in subscriptions]
    owed = [(subscription, date.local_date) for subscription, date in dates if date]
    offers = dict(zip((each.chat_id for each, _ in owed), await select(store, *owed), strict=True))
    await store.deliveries.owe(*(_owing(each, date, offers.get(each.chat_id), now) for each, date in dates))


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
        status=Status.PENDING,
        due_at=now,
        updated_at=now,
        late=owed.late,
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
