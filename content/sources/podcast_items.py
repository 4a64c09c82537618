"""The items of a podcast's feed, each from the best transcript that it links to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

from content.episode.episode import Episode, Kind
from content.episode.faults import ContentError, Fault
from content.fetch.fetching import Fetch
from content.sources import any_transcript, podcast_feed
from content.sources.document import Document, Reading
from content.sources.place import fetched
from content.sources.podcast_feed import Feed, Item
from content.sources.raw import address, draft

NEWEST_ITEMS = 3
"""Items of a podcast's feed that are read unless more are asked for."""


def is_feed(document: Document) -> bool:
    """Whether the document is a podcast's feed."""
    return podcast_feed.recognises(document)


async def read_items(document: Document, fetch: Fetch | None, most: int) -> AsyncIterator[Reading]:
    """The newest `most` items that have a transcript; raises ContentError where none has."""
    feed = await asyncio.to_thread(podcast_feed.read, document)
    items = [item for item in feed.items if item.transcripts]
    if not items:
        what = f"a feed of {len(feed.items)} items, none with a transcript in English"
        raise ContentError([Fault(document.name, 1, what)])
    for item in podcast_feed.newest(items, most):
        yield await _read_item(item, feed, document, fetch)


async def _read_item(item: Item, feed: Feed, document: Document, fetch: Fetch | None) -> Reading:
    """The episode of `item` from the best transcript that can be read; all their faults where none can."""
    label = f"{item.title[:60]!r}"
    faults: list[Fault] = []
    for link in item.transcripts:
        try:
            transcript = await fetched(link.url, fetch)
            episode, told = await asyncio.to_thread(_episode, item, feed, transcript)
        except ContentError as error:
            faults.extend(replace(fault, what=f"{label}: {fault.what}") for fault in error.faults)
        else:
            return Reading((episode,), tuple(told))
    return Reading(faults=(Fault(document.name, item.line, f"{label}: no transcript can be read"), *faults))


def _episode(item: Item, feed: Feed, transcript: Document) -> tuple[Episode, list[Fault]]:
    paragraphs, faults = any_transcript.read(transcript)
    try:
        episode = draft(
            kind=Kind.PODCAST,
            show=feed.show,
            title=item.title,
            paragraphs=paragraphs,
            url=address(item.url),
            day=item.day,
        )
    except ValueError as error:
        raise ContentError([*faults, Fault(transcript.name, 0, str(error))]) from None
    return episode, faults
