"""The chat asks for its day: the digest if it has not come yet, else where its reader stands in it."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime

from bot.delivery.courier import Courier
from bot.edge.reply import Reply
from bot.model.chat import is_shared
from bot.model.clock import Clock
from bot.model.delivery import DOUBT_LASTS, RESTORED, Delivery, Status
from bot.model.reading import Listing, Place
from bot.model.schedule import delivering
from bot.reading.cards import passage_card
from bot.reading.covers import cover
from bot.reading.passages import open_passage
from bot.reading.readers import Reader
from bot.reading.voices import Voices
from bot.render.digest import nothing_today
from bot.render.view import View
from bot.store import Store
from bot.vocabulary.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Today:
    """Answers /today and what follows /start."""

    store: Store
    reply: Reply
    courier: Courier
    clock: Clock
    voices: Voices
    lexicon: Lexicon

    async def if_in_doubt(self, reader: Reader, seen: Set[int]) -> None:
        """A reader whose digest may not have arrived is here: bring it, unless its episode is among what they see.

        After a restoration it most likely did: only who asks for the day gets it.
        """
        now = self.clock()
        row = await self.store.doubts.of(reader.chat_id)
        if row is None or not delivering(reader.subscription, now):
            return
        if row.local_date < reader.today(now) and now - row.updated_at > DOUBT_LASTS:
            return
        if row.episode_id in seen:
            await self.store.deliveries.change(row, Status.SENT)
        elif row.error != RESTORED:
            await self.courier.again(row)

    async def send(self, reader: Reader, *, asked_at: datetime | None = None, opened: bool = False) -> None:
        """Bring today's digest if it has not come yet, nor since it was asked for; else where the reader stands.

        `opened`, today's comes as its first segment, which is then where the reader stands. A shared chat hears nothing
        of a day without one: it has read nothing, and has no archive.
        """
        chat_id, now = reader.chat_id, self.clock()

        async def first_segment(owed: Delivery) -> View:
            passage = await open_passage(self.store, Place(owed.episode_id, owed.size, owed.first))
            return await passage_card(self.store, passage, reader, self.voices, self.lexicon)

        making = first_segment if opened else None
        delivery, brought = await self.courier.today(reader.subscription, asked_at or now, opened=making)
        if brought:
            if opened and delivery is not None:
                place = Place(delivery.episode_id, delivery.size, delivery.first)
                await self.store.progress.reached(chat_id, place, now)
            return
        listing = await self.store.episodes.get(delivery.episode_id) if delivery else None
        refused = delivery is not None and delivery.status is Status.REJECTED
        if delivery is None or listing is None or listing.withdrawn or refused:
            if not is_shared(chat_id):
                await self.reply.send(chat_id, nothing_today(reader.words))
            return
        await self.reply.send(chat_id, await self._where(reader, delivery, listing, now))

    async def translate(self, reader: Reader) -> None:
        """The chat's language has changed: today's message is shown anew, as its reader stands in it."""
        now = self.clock()
        delivery = await self.store.deliveries.get(reader.chat_id, reader.today(now))
        listing = await self.store.episodes.get(delivery.episode_id) if delivery else None
        if delivery is None or delivery.message_id is None or listing is None or listing.withdrawn:
            return
        self.reply.edits.want(
            reader.chat_id, delivery.message_id, await self._where(reader, delivery, listing, now, opened=True)
        )

    async def _where(
        self, reader: Reader, delivery: Delivery, listing: Listing, now: datetime, *, opened: bool = False
    ) -> View:
        """Where the reader stands: at a segment, also the first one if it was `opened`, or before the cover."""
        place = await self.store.progress.place_in(reader.chat_id, listing.id)
        if place is not None and 0 < place.index + opened <= len(listing.positions(place.size)) - 1 + opened:
            passage = await open_passage(self.store, place)
            return await passage_card(self.store, passage, reader, self.voices, self.lexicon)
        link = self.reply.deep_link(reader.chat_id, listing.id, delivery.size)
        hears = self.voices.offers_digest(listing)
        page = self.reply.page_of(reader.chat_id, listing.id)
        return await cover(
            self.store, listing, delivery.size, reader, now, private_url=link, place=place, hears=hears, page=page
        )
