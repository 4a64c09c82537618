"""The card that a delivery brings, and what a late one says of what was missed before it."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.ahead import look_ahead
from bot.locales import WORDS
from bot.model import Delivery, Listing, Subscription
from bot.render.digest import digest_card
from bot.render.view import View
from bot.review_model import Ahead
from bot.schedule import local_date
from bot.store import Store

MISSED_SHOWN = 6
MISSED_SINCE = timedelta(days=14)
"""How far back a late digest looks for what else was missed."""


async def parcel(
    store: Store,
    delivery: Delivery,
    listing: Listing,
    subscription: Subscription,
    now: datetime,
    *,
    private_url: str | None,
) -> View:
    """The card of a delivery. A late one counts the episodes since the last that reached the chat."""
    today = local_date(subscription.zone, now)
    since, missed = today, 0
    if delivery.late and (before := await store.deliveries.latest_sent(delivery.chat_id, delivery.local_date)):
        since = max(before.local_date, today - MISSED_SINCE)
        missed = len(await store.episodes.missed(delivery.chat_id, since, today, MISSED_SHOWN))
    # A group's card is everyone's: nobody's words and reviews stand on it.
    group = delivery.chat_id < 0
    ahead = Ahead() if group else await look_ahead(store, subscription, listing, delivery.size, now)
    return digest_card(
        listing,
        delivery.size,
        WORDS[subscription.language],
        today=today,
        late=delivery.late,
        part=(delivery.first, min(delivery.first + subscription.digest_size, listing.length)),
        missed=missed,
        ahead=ahead,
        missed_since=since,
        private_url=private_url,
    )
