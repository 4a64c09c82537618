"""The rest of an episode's words: what the recap offers, saved in one go, and taken back in one."""

from __future__ import annotations

import asyncio

from bot.model.reading import WHOLE, Listing, Passage
from bot.reading.keeping import keep_together, take_back
from bot.reading.passages import open_listing
from bot.reading.recaps import rest_of
from bot.web.endpoint import Asked, Endpoint
from bot.web.shapes.episode import RestKept, RestTold
from content.episode.episode import Gloss, Segment
from content.text.parts import parts_of


async def rest(asked: Asked) -> RestTold:
    """As the recap in the chat offers it, of the whole episode."""
    found = await _rest(asked, await open_listing(asked.door.store, asked.number("id")))
    return RestTold(
        tuple((passage.position, passage.segment.glosses.index(gloss), gloss.headword) for passage, gloss in found)
    )


async def save(asked: Asked) -> RestKept:
    """What is not saved yet by now; `after` and `last` name what it was, to take it back."""
    found = await _rest(asked, await open_listing(asked.door.store, asked.number("id")))
    return RestKept(len(found), *await keep_together(asked.door.store, asked.chat_id, found, asked.now))


async def unsave(asked: Asked) -> RestKept:
    """What was saved so, as in the chat; what was saved by hand stays."""
    listing = await open_listing(asked.door.store, asked.number("id"))
    kept = asked.query_number("after"), asked.query_number("last")
    return RestKept(await take_back(asked.door.store, asked.chat_id, listing.id, kept, asked.now), *kept)


async def _rest(asked: Asked, listing: Listing) -> list[tuple[Passage, Gloss]]:
    whole = await asked.door.wholes.get(listing)
    await asyncio.to_thread(_divide, whole.segments)
    return await rest_of(asked.door.store, listing, WHOLE, await asked.reader(), asked.door.lexicon)


def _divide(segments: tuple[Segment, ...]) -> None:
    """Beside the loop, and kept: dividing a long episode takes a tenth of a second."""
    for segment in segments:
        parts_of(segment)


_TOGETHER = {"after": "as it was told when it was saved", "last": "the same"}

ENDPOINTS = (
    Endpoint("GET", "/episodes/{id}/rest", "What the recap offers to save", rest, gives=RestTold),
    Endpoint("POST", "/episodes/{id}/rest", "Save all of it", save, gives=RestKept),
    Endpoint("DELETE", "/episodes/{id}/rest", "Take that back", unsave, gives=RestKept, query=_TOGETHER),
)
