"""What a date brings a chat: the newest episode, the next part of a serial, an evergreen one, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.model import WHOLE, EmptyDay, Listing, Mode, Status, Subscription
from bot.store import Store


@dataclass(frozen=True, slots=True)
class Offer:
    """An episode and the reading of it that is offered: a digest's size, or WHOLE beginning at segment `first`."""

    listing: Listing
    size: int
    first: int = 0


async def select(store: Store, subscription: Subscription, day: date) -> Offer | None:
    """What the chat gets on its local date `day`; None is a normal state and is met with silence.

    An episode is told from others by kind, show and title: one that a feed issues again is never new.
    """
    serial = subscription.mode is Mode.SERIAL
    if serial and (part := await _next_part(store, subscription)):
        return part
    size = WHOLE if serial else subscription.digest_size
    if news := await store.episodes.next_dated(subscription.chat_id, day):
        return Offer(news, size)
    match subscription.empty_day:
        case EmptyDay.EVERGREEN:
            evergreen = await store.episodes.next_evergreen(subscription.chat_id)
            return Offer(evergreen, size) if evergreen else None
        case EmptyDay.SERIAL:
            return await _next_part(store, subscription)
        case EmptyDay.NOTHING:
            return None


async def _next_part(store: Store, subscription: Subscription) -> Offer | None:
    """The part after the one delivered last, or after what the reader read on their own; None at the end.

    A digest of an episode is followed by its whole text from the start; what was skipped is not followed at all.
    """
    last = await store.deliveries.latest(subscription.chat_id)
    if last is None or last.status is Status.SKIPPED:
        return None
    listing = await store.episodes.get(last.episode_id)
    if listing is None or listing.withdrawn:
        return None
    first = last.first + subscription.digest_size if last.size == WHOLE else 0
    place = await store.progress.place_in(subscription.chat_id, listing.id)
    if place is not None and place.size == WHOLE:
        first = max(first, place.index + 1)
    return Offer(listing, WHOLE, first) if first < listing.length else None
