"""An episode's digest card as one reader sees it, whether it is pushed or opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.model.chat import is_shared
from bot.model.reading import Listing, Place
from bot.model.review import Ahead
from bot.reading.ahead import look_ahead
from bot.reading.readers import Reader
from bot.render.digest import digest_card
from bot.render.view import View
from bot.store import Store


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a card arrives by itself: `part` is [first, last) of a serial's segments, `missed` how many episodes came out
    since `missed_since` without reaching the chat.
    """

    part: tuple[int, int] | None = None
    late: bool = False
    missed: int = 0
    missed_since: date | None = None


_OPENED, _NOTHING_AHEAD = Arrival(), Ahead()


async def cover(
    store: Store,
    listing: Listing,
    size: int,
    reader: Reader,
    now: datetime,
    *,
    private_url: str | None,
    place: Place | None = None,
    learner: bool | None = None,
    arrival: Arrival | None = None,
    hears: bool = False,
    page: str | None = None,
) -> View:
    """The digest card of an episode.

    `private_url` opens the episode in a reader's own chat: a shared chat's card leads there, and says nothing of
    anybody's words and reviews. `learner` says whether the chat has terms, where that is known already.
    """
    shared, ahead, arrival = is_shared(reader.chat_id), _NOTHING_AHEAD, arrival or _OPENED
    if not shared and (await store.terms.any(reader.chat_id) if learner is None else learner):
        ahead = await look_ahead(store, reader.subscription, listing, size, now)
    return digest_card(
        listing,
        size,
        reader.words,
        today=reader.today(now),
        place=place,
        late=arrival.late,
        part=arrival.part,
        missed=arrival.missed,
        missed_since=arrival.missed_since,
        ahead=ahead,
        private_url=private_url if shared else None,
        hears=hears,
        page=page,
    )
