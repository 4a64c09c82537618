"""From who is due to rows of the ledger: the first step of a delivery, and the only one that chooses what is sent."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.model import Clock, Delivery, Status, Subscription
from bot.schedule import Due, due, next_due
from bot.selection import select
from bot.store import Store

LOOK_AGAIN = timedelta(hours=1)
"""How soon a chat that nothing was found for is looked at again."""

_log = logging.getLogger(__name__)


async def owe_due(store: Store, clock: Clock, limit: int) -> int:
    """Owe up to `limit` chats whose time has come, longest waiting first; returns how many were looked at."""
    subscriptions = await store.subscriptions.due(clock(), limit)
    for subscription in subscriptions:
        now = clock()
        try:
            await owe(store, subscription, due(subscription, now), now)
        except Exception:  # one chat's trouble, such as a zone that is no more, must not keep the others waiting
            _log.exception("chat %s is not owed what is due", subscription.chat_id)
            await store.deliveries.owe(None, subscription, replace(subscription, next_due_at=now + LOOK_AGAIN))
    return len(subscriptions)


async def owe(store: Store, subscription: Subscription, owed: Due | None, now: datetime) -> None:
    """Write what is owed, if anything is, and when to look at the chat again."""
    if owed is None:
        await store.deliveries.owe(None, subscription, moved_on(subscription, None, now))
        return
    offer = await select(store, subscription, owed.local_date)
    if offer is None:
        await store.deliveries.owe(None, subscription, _looked_at(subscription, now))
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
    await store.deliveries.owe(delivery, subscription, moved_on(subscription, owed.local_date, now))


def moved_on(subscription: Subscription, owed: date | None, now: datetime) -> Subscription:
    """The subscription after `owed` has its row."""
    after = subscription if owed is None else replace(subscription, last_date=max(owed, subscription.last_date or owed))
    return replace(after, next_due_at=next_due(after, now))


def _looked_at(subscription: Subscription, now: datetime) -> Subscription:
    """Nothing was found: an instant that is still to come stands, one that has passed comes again in a while."""
    if subscription.next_due_at is None or subscription.next_due_at > now:
        return subscription
    return replace(subscription, next_due_at=now + LOOK_AGAIN)
