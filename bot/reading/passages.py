"""What can be read: an episode, and a segment in its place."""

from __future__ import annotations

from dataclasses import replace

from bot.model.chat import ChatId
from bot.model.reading import WHOLE, Listing, Passage, Place
from bot.model.term import Context
from bot.store import Store


class Withdrawn(Exception):
    """The episode that is asked for can no longer be read."""


async def open_listing(store: Store, episode_id: int) -> Listing:
    """An episode that can be read; raises Withdrawn for one that no longer can."""
    found = await store.episodes.get(episode_id)
    if found is None or found.withdrawn:
        raise Withdrawn
    return found


async def open_passage(store: Store, place: Place, part: int = 0) -> Passage:
    """A segment that can be read, at a part of it; the last one for a place past the end. Raises Withdrawn."""
    found = await store.episodes.passage(place.episode_id, place.size, place.index)
    if found is None:
        raise Withdrawn
    return replace(found, part=part) if part else found


async def counted(store: Store, chat_id: ChatId, listing: Listing, position: int) -> Place:
    """A segment as its reader counts it: in the reading they had last where it has it, else in the whole."""
    last = await store.progress.place_in(chat_id, listing.id)
    positions = listing.positions(last.size) if last else ()
    if last is None or position not in positions:
        return Place(listing.id, WHOLE, position)
    return Place(listing.id, last.size, positions.index(position))


def position_of(listing: Listing, place: Place | None) -> int:
    """The segment at which a place stands in the whole episode: the first without one, behind its end the last."""
    positions = listing.positions(place.size) if place else ()
    if place is None or not positions:
        return 0
    return positions[min(place.index, len(positions) - 1)]


async def stands_at(store: Store, episode_id: int, context: Context) -> tuple[Listing, int]:
    """The segment in which a context stands. Raises Withdrawn.

    An edit may have moved the sentence since: where the segment no longer has it, the one that has is meant. A context
    imported from another bot names that bot's episode: what has neither its sentence nor its address is not opened.
    """
    segments = await store.episodes.segments(episode_id)
    holding = [position for position, segment in enumerate(segments) if context.sentence in segment.english]
    listing = await open_listing(store, episode_id)
    if not holding and context.url != listing.url:
        raise Withdrawn
    return listing, min(holding, key=lambda found: abs(found - context.position), default=context.position)
