"""What a date brings a chat: the newest issue's lead, the next part of a serial, an evergreen piece, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.model.chat import ChatId
from bot.model.delivery import Status
from bot.model.reading import WHOLE, Listing, unread
from bot.model.subscription import EmptyDay, Mode, Subscription
from bot.store import Store

Asked = tuple[Subscription, date]
"""Who gets something, and on which local date of theirs."""


class Why(StrEnum):
    """Why an episode is offered: it is of an issue that is news, the next part of a serial, evergreen, or older."""

    NEWS = "news"
    PART = "part"
    EVERGREEN = "evergreen"
    OLDER = "older"


@dataclass(frozen=True, slots=True)
class Offer:
    """An episode and the reading of it that is offered: a digest's size, or WHOLE beginning at segment `first`."""

    listing: Listing
    size: int
    first: int = 0
    why: Why = Why.NEWS


async def select(store: Store, *asked: Asked) -> tuple[Offer | None, ...]:
    """What each chat gets on a local date; None is a normal state and is met with silence.

    News is told by the date of an issue, never by that of a piece, which may be a month older than the posts beside
    it: the newest issue brings its lead, on a day without another what else it has but posts. An episode is told from
    others by kind, show and title: one that a feed issues again is never new. What is older than anything that the
    chat had comes on days without news, after the evergreens.
    """
    offers = {each.chat_id: await _next_part(store, each) for each, _ in asked if each.mode is Mode.SERIAL}
    without = _without(offers, asked)
    _take(offers, without, await store.issues.news([(each.chat_id, day) for each, day in without]), Why.NEWS)
    without = [(each, day) for each, day in _without(offers, asked) if each.empty_day is EmptyDay.EVERGREEN]
    _take(offers, without, await store.issues.evergreens([each.chat_id for each, _ in without]), Why.EVERGREEN)
    without = _without(offers, without)
    _take(offers, without, await store.issues.older([(each.chat_id, day) for each, day in without]), Why.OLDER)
    for each, _ in _without(offers, asked):
        if each.empty_day is EmptyDay.SERIAL:
            offers[each.chat_id] = await _next_part(store, each)
    for each, _ in asked:
        offer = offers.get(each.chat_id)
        if each.mode is Mode.SERIAL and offer is not None and offer.why is not Why.PART:
            offers[each.chat_id] = await _begun(store, each.chat_id, offer)
    return tuple(offers.get(each.chat_id) for each, _ in asked)


def _without(offers: Mapping[ChatId, Offer | None], asked: Sequence[Asked]) -> list[Asked]:
    """Those for whom there is nothing yet."""
    return [(each, day) for each, day in asked if offers.get(each.chat_id) is None]


def _take(
    offers: dict[ChatId, Offer | None], asked: Sequence[Asked], found: Mapping[ChatId, Listing], why: Why
) -> None:
    """An episode as each chat reads: its digest, or in a serial the whole of it."""
    for each, _ in asked:
        if each.chat_id in found:
            size = WHOLE if each.mode is Mode.SERIAL else each.digest_size
            offers[each.chat_id] = Offer(found[each.chat_id], size, why=why)


async def _next_part(store: Store, subscription: Subscription) -> Offer | None:
    """The part after the one delivered last, or after what the reader read on their own; None at the end.

    A digest of an episode is followed by its whole text from the first segment not read in it; what was skipped, or
    refused by Telegram, is not followed at all. A part that never reached the chat comes again.
    """
    last = await store.deliveries.latest_had(subscription.chat_id)
    if last is None or last.status in (Status.SKIPPED, Status.REJECTED):
        return None
    listing = await store.episodes.get(last.episode_id)
    if listing is None or listing.withdrawn:
        return None
    had = last.first + subscription.digest_size if last.size == WHOLE else 0
    first = max(had, unread(listing, await store.progress.place_in(subscription.chat_id, listing.id)))
    return Offer(listing, WHOLE, first, Why.PART) if first < listing.length else None


async def _begun(store: Store, chat_id: ChatId, offer: Offer) -> Offer:
    """A new serial from the first segment that the reader has not read on their own; all of it where there is none."""
    first = unread(offer.listing, await store.progress.place_in(chat_id, offer.listing.id))
    return replace(offer, first=first if first < offer.listing.length else 0)
