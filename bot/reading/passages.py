"""What can be read: an episode, and a segment in its place."""

from __future__ import annotations

from dataclasses import replace

from bot.model.reading import Listing, Passage, Place
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
