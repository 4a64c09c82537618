"""The chat asks for its day: the digest if it has not come yet, else where its reader stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.delivery.courier import Courier
from bot.edge.reply import Reply
from bot.model.chat import is_shared
from bot.model.clock import Clock
from bot.model.delivery import Status
from bot.model.schedule import delivering
from bot.reading.cards import passage_card
from bot.reading.covers import cover
from bot.reading.passages import open_passage
from bot.reading.readers import Reader
from bot.reading.voices import Voices
from bot.render.digest import nothing_today
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

    async def if_in_doubt(self, reader: Reader, episode: int | None) -> None:
        """A reader whose digest may not have arrived is here: bring it, unless what they tapped on is of it."""
        now = self.clock()
        row = await self.store.deliveries.get(reader.chat_id, reader.today(now))
        if row is None or row.status is not Status.UNKNOWN or not delivering(reader.subscription, now):
            return
        if episode == row.episode_id:
            await self.store.deliveries.change(row, Status.SENT)
        else:
            await self.courier.today(reader.subscription, now)

    async def send(self, reader: Reader, *, asked_at: datetime | None = None) -> None:
        """Bring today's digest if it has not come yet, nor since it was asked for; else where the reader stands.

        A shared chat hears nothing of a day without one: it has read nothing, and has no archive.
        """
        chat_id, now = reader.chat_id, self.clock()
        delivery, brought = await self.courier.today(reader.subscription, asked_at or now)
        if brought:
            return
        listing = await self.store.episodes.get(delivery.episode_id) if delivery else None
        refused = delivery is not None and delivery.status is Status.REJECTED
        if delivery is None or listing is None or listing.withdrawn or refused:
            if not is_shared(chat_id):
                await self.reply.send(chat_id, nothing_today(reader.words))
            return
        place = await self.store.progress.place_in(chat_id, listing.id)
        if place is not None and 0 < place.index < len(listing.positions(place.size)):
            passage = await open_passage(self.store, place)
            await self.reply.send(chat_id, await passage_card(self.store, passage, reader, self.voices, self.lexicon))
            return
        link = self.reply.deep_link(listing.id, delivery.size)
        hears = self.voices.offers_digest(listing)
        card = await cover(self.store, listing, delivery.size, reader, now, private_url=link, place=place, hears=hears)
        await self.reply.send(chat_id, card)
