"""A word where the page has it: which segment, and which characters of it; what was edited since is told as such."""

from __future__ import annotations

from bot.model.reading import WHOLE, Passage
from bot.reading.passages import open_listing
from bot.vocabulary.headwords import Span
from bot.vocabulary.lookup import MOST_CHARACTERS
from bot.web.endpoint import Asked
from bot.web.problems import changed, not_there


async def passage_at(asked: Asked, episode: int, segment: int) -> Passage:
    """A segment of the whole episode."""
    listing = await open_listing(asked.door.store, episode)
    whole = await asked.door.wholes.get(listing)
    if segment >= len(whole.segments):
        raise not_there()
    return Passage(listing, whole.segments[segment], WHOLE, segment)


async def span_at(asked: Asked, passage: Passage, sentence: int, start: int, end: int, surface: str) -> Span:
    """[start, end) of the segment's English, if that is still what the page shows there."""
    unit = (await asked.door.wholes.get(passage.listing)).units[passage.index]
    if sentence >= len(unit.english.starts):
        raise changed()
    at = unit.english.starts[sentence]
    span = (at + start, at + end)
    if not 0 < end - start <= MOST_CHARACTERS or passage.segment.english[slice(*span)] != surface:
        raise changed()
    return span
