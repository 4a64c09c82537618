"""The end of a reading: what was saved in it, and saving the rest."""

from __future__ import annotations

from bot.edge.incoming import Tap
from bot.handlers.desk import Desk
from bot.locales import plural
from bot.model.chat import ChatId
from bot.model.reading import Listing, Place
from bot.render.buttons.packing import Button
from bot.render.buttons.reading import Recap, SaveRest
from bot.render.digest import recap
from bot.render.view import View
from bot.vocabulary.headwords import identity
from content.episode.episode import Gloss, Segment
from content.episode.learning import offered


async def show_recap(tap: Tap[Recap], desk: Desk) -> None:
    """The end of a reading."""
    listing = await desk.listing(tap.button.episode)
    end = Place(listing.id, tap.button.size, len(listing.positions(tap.button.size)))
    await desk.store.progress.reached(tap.chat_id, end, desk.clock())
    await desk.reply.show(tap, await _recap(tap, listing, tap.button.size, desk))


async def save_rest(tap: Tap[SaveRest], desk: Desk) -> None:
    """Save every term that the reading offered and that is not saved from it yet."""
    _, words = await desk.reader(tap)
    listing = await desk.listing(tap.button.episode)
    rest = await _rest(tap.chat_id, listing, tap.button.size, desk)
    for position, segment, gloss in rest:
        await desk.keep(tap.chat_id, listing, position, segment, gloss)
    toast = plural(words.rest_saved, len(rest)) if rest else ""  # the second of two taps finds nothing left
    await desk.reply.show(tap, await _recap(tap, listing, tap.button.size, desk), toast)


async def _recap(tap: Tap[Button], listing: Listing, size: int, desk: Desk) -> View:
    """The recap of a reading as it stands now."""
    _, words = await desk.reader(tap)
    saved = await desk.store.terms.of_episode(tap.chat_id, listing.id)
    rest = await _rest(tap.chat_id, listing, size, desk)
    return recap(listing, size, words, saved=tuple(saved.values()), rest=len(rest))


async def _rest(chat_id: ChatId, listing: Listing, size: int, desk: Desk) -> list[tuple[int, Segment, Gloss]]:
    """What a reading offers and the chat has not saved from this episode, each headword once."""
    segments = await desk.store.episodes.segments(listing.id)
    seen = set(await desk.store.terms.of_episode(chat_id, listing.id))
    rest = []
    for position in listing.positions(size):
        for gloss in (segments[position].glosses[index] for index in offered(segments[position])):
            if identity(gloss.headword) not in seen:
                seen.add(identity(gloss.headword))
                rest.append((position, segments[position], gloss))
    return rest
