"""The end of a reading: what was saved in it, and saving the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.edge.incoming import Tap
from bot.handlers.desk import Desk
from bot.handlers.opening import page_key
from bot.locales import plural
from bot.model.known import ReaderLevel
from bot.model.reading import Listing, Place
from bot.reading.keeping import keep_together, take_back
from bot.reading.passages import open_listing
from bot.reading.readers import Reader
from bot.reading.recaps import recap_of, rest_of
from bot.render.buttons.reading import Recap, SaveRest, UnsaveRest
from bot.render.view import View, beside


async def show_recap(tap: Tap[Recap], reader: Reader, desk: Desk) -> None:
    """The end of a reading."""
    listing, size = await open_listing(desk.store, tap.button.episode), tap.button.size
    asks, now = await _asks_level(listing, reader, desk), desk.clock()
    await desk.reply.show(tap, await _card(listing, size, reader, desk, now, asks_level=asks))
    if asks:
        await desk.readers.put(reader, replace(reader.subscription, level=ReaderLevel.OFF))
    end = Place(listing.id, size, len(listing.positions(size)))
    await desk.store.progress.reached(tap.chat_id, end, now)


async def save_rest(tap: Tap[SaveRest], reader: Reader, desk: Desk) -> None:
    """Save every term that the reading offered and that is not saved from it yet."""
    listing, size, now = await open_listing(desk.store, tap.button.episode), tap.button.size, desk.clock()
    rest = await rest_of(desk.store, listing, size, reader, desk.lexicon)
    kept = await keep_together(desk.store, tap.chat_id, rest, now)
    toast = plural(reader.words.rest_saved, len(rest)) if rest else ""  # the second of two taps finds nothing left
    undo = UnsaveRest(listing.id, size, *kept) if rest else None
    await desk.reply.show(tap, await _card(listing, size, reader, desk, now, undo=undo), toast)


async def unsave_rest(tap: Tap[UnsaveRest], reader: Reader, desk: Desk) -> None:
    """Take back what that one tap saved; what was saved by hand stays."""
    listing, size, now = await open_listing(desk.store, tap.button.episode), tap.button.size, desk.clock()
    count = await take_back(desk.store, tap.chat_id, listing.id, (tap.button.after, tap.button.last), now)
    toast = plural(reader.words.rest_unsaved, count) if count else ""
    await desk.reply.show(tap, await _card(listing, size, reader, desk, now), toast)


async def _card(
    listing: Listing,
    size: int,
    reader: Reader,
    desk: Desk,
    now: datetime,
    *,
    asks_level: bool = False,
    undo: UnsaveRest | None = None,
) -> View:
    """The end of a reading, with the way to its page where there is one."""
    card = await recap_of(desk.store, listing, size, reader, desk.lexicon, now, asks_level=asks_level, undo=undo)
    return beside(card, page_key(reader, desk, episode=listing.id))


async def _asks_level(listing: Listing, reader: Reader, desk: Desk) -> bool:
    """Once, at the end of a second reading, where there is a lexicon that knows levels."""
    if not desk.lexicon.present or reader.subscription.level is not ReaderLevel.UNASKED:
        return False
    return await desk.store.progress.finished_others(reader.chat_id, listing.id) > 0
