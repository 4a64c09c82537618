"""An episode's digest card as a reader opens it themselves: where they stand in it, and whether it can be heard."""

from __future__ import annotations

from bot.handlers.desk import Desk
from bot.model.reading import Listing
from bot.reading.covers import cover
from bot.reading.readers import Reader
from bot.render.view import View


async def opened_cover(listing: Listing, size: int, reader: Reader, desk: Desk) -> View:
    """The card of an episode in a reading of `size`."""
    place = await desk.store.progress.place_in(reader.chat_id, listing.id)
    return await cover(
        desk.store,
        listing,
        size,
        reader,
        desk.clock(),
        private_url=desk.reply.deep_link(reader.chat_id, listing.id, size),
        place=place,
        hears=desk.voices.offers_digest(listing),
        page=desk.reply.page_of(reader.chat_id, listing.id),
    )
