"""What a reader's day brings, for whoever asks without wanting it sent."""

from __future__ import annotations

from datetime import datetime

from bot.delivery.selection import Offer, select
from bot.reading.readers import Reader
from bot.store import Store


async def piece_of_day(store: Store, reader: Reader, now: datetime) -> Offer | None:
    """What came today, else what would come; None on a day that brings nothing."""
    today = reader.today(now)
    row = await store.deliveries.get(reader.chat_id, today)
    listing = await store.episodes.get(row.episode_id) if row else None
    if row is not None and listing is not None and not listing.withdrawn:
        return Offer(listing, row.size, row.first)
    return next(iter(await select(store, (reader.subscription, today))), None)
