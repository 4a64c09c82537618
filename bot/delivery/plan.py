"""What a new reader would get, day by day: the selection at work, with nobody to send anything to."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.delivery.selection import Offer, select
from bot.model.chat import ChatId, Language
from bot.model.delivery import Delivery, Status
from bot.model.schedule import wall
from bot.model.subscription import Mode, Subscription
from bot.store import Store
from bot.store.delivery_rows import Owing

_ZONE, _EIGHT = "UTC", 8 * 60
_READER = ChatId(1)


@dataclass(frozen=True, slots=True)
class Planned:
    """What a day brings, if anything; `leads` says that it is the lead of its issue."""

    day: date
    offer: Offer | None
    leads: bool = False


async def plan(store: Store, first: date, days: int, mode: Mode = Mode.DIGEST) -> AsyncIterator[Planned]:
    """One reader's days from `first` on, each as if the one before had been read. Into a store of its own."""
    since = wall(_ZONE, first, 0)
    reader = Subscription(_READER, Language.ZH, _ZONE, _EIGHT, since, mode=mode)
    await store.subscriptions.put(reader)
    for day in (first + timedelta(days=n) for n in range(days)):
        (offer,) = await select(store, (reader, day))
        if offer is None:
            yield Planned(day, None)
            continue
        now, listing = wall(_ZONE, day, _EIGHT), offer.listing
        row = Delivery(_READER, day, listing.id, offer.size, offer.first, Status.SENDING, now, now)
        await store.deliveries.take(Owing(row, reader, day, None))
        together = await store.issues.pieces(listing.together, _READER) if listing.together else ()
        yield Planned(day, offer, bool(together) and together[0].listing.id == listing.id)
