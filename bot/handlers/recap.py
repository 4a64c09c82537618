"""The end of a reading: what was saved in it, and saving the rest."""

from __future__ import annotations

from dataclasses import replace

from bot.edge.incoming import Tap
from bot.handlers.desk import Desk
from bot.locales import plural
from bot.model.known import ReaderLevel
from bot.model.reading import Listing, Passage, Place
from bot.reading.cards import set_apart
from bot.reading.keeping import keep
from bot.reading.passages import open_listing
from bot.reading.readers import Reader
from bot.render.buttons.reading import Recap, SaveRest, UnsaveRest
from bot.render.digest import recap
from bot.render.view import View
from bot.vocabulary.headwords import identity
from content.episode.episode import Gloss


async def show_recap(tap: Tap[Recap], reader: Reader, desk: Desk) -> None:
    """The end of a reading."""
    listing, size = await open_listing(desk.store, tap.button.episode), tap.button.size
    asks = await _asks_level(listing, reader, desk)
    await desk.reply.show(tap, await _recap(listing, size, reader, desk, asks_level=asks))
    if asks:
        await desk.readers.put(reader, replace(reader.subscription, level=ReaderLevel.OFF))
    end = Place(listing.id, size, len(listing.positions(size)))
    await desk.store.progress.reached(tap.chat_id, end, desk.clock())


async def save_rest(tap: Tap[SaveRest], reader: Reader, desk: Desk) -> None:
    """Save every term that the reading offered and that is not saved from it yet."""
    listing, size = await open_listing(desk.store, tap.button.episode), tap.button.size
    rest = await _rest(listing, size, reader, desk)
    after = await desk.store.terms.last_id(tap.chat_id)
    for passage, gloss in rest:
        await keep(desk.store, tap.chat_id, passage, gloss, desk.clock())
    toast = plural(reader.words.rest_saved, len(rest)) if rest else ""  # the second of two taps finds nothing left
    undo = UnsaveRest(listing.id, size, after, await desk.store.terms.last_id(tap.chat_id)) if rest else None
    await desk.reply.show(tap, await _recap(listing, size, reader, desk, undo=undo), toast)


async def unsave_rest(tap: Tap[UnsaveRest], reader: Reader, desk: Desk) -> None:
    """Take back what that one tap saved; what was saved by hand stays."""
    listing, size = await open_listing(desk.store, tap.button.episode), tap.button.size
    together = await desk.store.terms.saved_between(tap.chat_id, listing.id, tap.button.after, tap.button.last)
    for headword, position in together:
        await desk.store.terms.unsave(tap.chat_id, headword, listing.id, position, desk.clock())
    toast = plural(reader.words.rest_unsaved, len(together)) if together else ""
    await desk.reply.show(tap, await _recap(listing, size, reader, desk), toast)


async def _recap(
    listing: Listing, size: int, reader: Reader, desk: Desk, *, undo: UnsaveRest | None = None, asks_level: bool = False
) -> View:
    """The recap of a reading as it stands now."""
    saved = await desk.store.terms.of_episode(reader.chat_id, listing.id)
    rest = await _rest(listing, size, reader, desk)
    return recap(
        listing, size, reader.words, saved=tuple(saved.values()), rest=len(rest), undo=undo, asks_level=asks_level
    )


async def _asks_level(listing: Listing, reader: Reader, desk: Desk) -> bool:
    """Once, at the end of a second reading, where there is a lexicon that knows levels."""
    if not desk.lexicon.present or reader.subscription.level is not ReaderLevel.UNASKED:
        return False
    return await desk.store.progress.finished_others(reader.chat_id, listing.id) > 0


async def _rest(listing: Listing, size: int, reader: Reader, desk: Desk) -> list[tuple[Passage, Gloss]]:
    """What a reading offers and the chat has not saved from this episode, each headword once."""
    segments = await desk.store.episodes.segments(listing.id)
    seen = set(await desk.store.terms.of_episode(reader.chat_id, listing.id))
    own = await desk.store.terms.own(reader.chat_id)
    rest = []
    for index, position in enumerate(listing.positions(size)):
        whole = await set_apart(Passage(listing, segments[position], size, index), reader, own, desk.lexicon)
        for passage in (replace(whole, part=part) for part in range(whole.parts)):
            for place, _ in passage.offers:
                gloss = passage.segment.glosses[place]
                if identity(gloss.headword) not in seen:
                    seen.add(identity(gloss.headword))
                    rest.append((passage, gloss))
    return rest
