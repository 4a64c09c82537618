"""What a day's card says of reviewing: how many cards wait, and how many saved terms the reading will meet."""

from __future__ import annotations

from collections.abc import Set
from datetime import datetime
from functools import lru_cache

from bot.model.reading import Listing
from bot.model.review import Ahead
from bot.model.review_day import review_day
from bot.model.subscription import Subscription
from bot.store import Store
from bot.vocabulary.headwords import candidates


async def look_ahead(store: Store, subscription: Subscription, listing: Listing, size: int, now: datetime) -> Ahead:
    """Counts by index, for a chat that has terms: for any other it would be work for nothing."""
    segments = await store.episodes.segments_of(listing, size)
    met = await store.owned.met(subscription.chat_id, _keys(tuple(segment.english for segment in segments)))
    return Ahead(await waiting(store, subscription, now), len(met))


async def waiting(store: Store, subscription: Subscription, now: datetime) -> int:
    """How many cards a chat may review today, those of a session begun and those saved since."""
    chat_id, day = subscription.chat_id, review_day(subscription.zone, now)
    session, left = await store.reviews.session(chat_id), 0
    if session is not None and session.day == day.day:
        left = len({term for _, term in await store.reviews.left(chat_id, session, now)})
    settings = await store.review_settings.get(chat_id)
    caps = (settings.new_per_day, settings.due_per_day)
    # What a session has left is due as well, but for cards forgotten once the caps of the day are reached.
    return max(left, (await store.reviews.waiting(chat_id, now, day.opens, day.closes, caps)).total)


@lru_cache(maxsize=16)
def _keys(texts: tuple[str, ...]) -> Set[str]:
    """Keys of all that could be a term in some texts: worked out once for all chats that read them."""
    return frozenset(key for text in texts for key in candidates(text))
