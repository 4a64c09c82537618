"""Reading whatever an operator names: a file or an address, and for a podcast's feed the transcripts it links to."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

from content.episode.episode import Episode, Kind
from content.episode.faults import ContentError, Fault
from content.fetch.fetching import Fetch
from content.sources import any_transcript, open_document, podcast_feed, read_document
from content.sources.document import Document, Reading, decode
from content.sources.podcast_feed import Feed, Item
from content.sources.raw import address, draft

NEWEST_ITEMS = 3
"""Items of a podcast's feed that are read unless more are asked for."""


async def read_sources(source: Path | str, *, fetch: Fetch | None = None, most: int = NEWEST_ITEMS) -> Reading:
    """Every episode of a file or an `https://` address, and every fault; never raises ContentError.

    Without `fetch` nothing is fetched. Of a podcast's feed the newest `most` items with a transcript are read.
    """
    try:
        document = await _open(source, fetch)
        if not podcast_feed.recognises(document):
            return await asyncio.to_thread(read_document, document)
        feed = await asyncio.to_thread(podcast_feed.read, document)
    except ContentError as error:
        return Reading(faults=error.faults)
    return await _read_feed(feed, document, fetch, most)


def is_address(source: Path | str) -> bool:
    """Whether `source` is to be fetched."""
    return isinstance(source, str) and source.strip().casefold().startswith(("https://", "http://"))


async def _open(source: Path | str, fetch: Fetch | None) -> Document:
    if not is_address(source):
        return await asyncio.to_thread(open_document, Path(source))
    return await _fetched(str(source).strip(), fetch)


async def _fetched(url: str, fetch: Fetch | None) -> Document:
    if fetch is None:
        raise ContentError([Fault(url, 0, "not fetched: fetching is switched off")])
    fetched = await fetch(url)
    if not fetched.data.strip():
        raise ContentError([Fault(url, 0, "an empty document")])
    text = await asyncio.to_thread(decode, fetched.data, url, charset=fetched.charset)
    return Document(text, url, url=fetched.url)


async def _read_feed(feed: Feed, document: Document, fetch: Fetch | None, most: int) -> Reading:
    items = [item for item in feed.items if item.transcripts]
    if not items:
        what = f"a feed of {len(feed.items)} items, none with a transcript in English"
        return Reading(faults=(Fault(document.name, 1, what),))
    readings = [await _read_item(item, feed, document, fetch) for item in podcast_feed.newest(items, most)]
    return Reading(
        tuple(episode for reading in readings for episode in reading.episodes),
        tuple(fault for reading in readings for fault in reading.faults),
    )


async def _read_item(item: Item, feed: Feed, document: Document, fetch: Fetch | None) -> Reading:
    """The episode of `item` from the best transcript that can be read; all their faults where none can."""
    label = f"{item.title[:60]!r}"
    faults: list[Fault] = []
    for link in item.transcripts:
        try:
            transcript = await _fetched(link.url, fetch)
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
