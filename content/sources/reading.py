"""Reading whatever an operator names: a file, a folder or an address, and what it says lies elsewhere.

What a source is shows in what it holds, not in how it is named: the website's publications (a folder with
`digest/latest.json`, or the list of one issue), the daily feed in three files, a document of any kind.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from content.episode.episode import Day
from content.episode.faults import Absent, ContentError, Fault
from content.fetch.fetching import Fetch
from content.sources import daily_feed, site, web_article
from content.sources.document import Document, Reading
from content.sources.place import Place, fetched
from content.sources.podcast_items import NEWEST_ITEMS, is_feed, read_items
from content.sources.recognising import open_document, read_document


@dataclass(frozen=True, slots=True)
class Site:
    """The website's publications at a place; `latest` is the list of the latest issue, or of the one that was named."""

    place: Place
    latest: Document
    one: bool = False

    async def digest(self, *, today: Day | None = None, day: Day | None = None) -> site.Digest:
        """The issue of `day`, or the latest; raises Absent, ContentError."""
        if day is None:
            return site.digest_of(self.latest, today=today)
        return await site.read_digest(self.place, today=today, day=day)


@dataclass(frozen=True, slots=True)
class Feeds:
    """The daily feed in three files."""

    place: Place


Source = Site | Feeds | Document

_LISTING = re.compile(r"<title>\s*(?:Index of|Directory listing)", re.IGNORECASE)


def is_address(source: Path | str) -> bool:
    """Whether `source` is to be fetched."""
    return isinstance(source, str) and source.strip().casefold().startswith(("https://", "http://"))


async def locate(source: Path | str, fetch: Fetch | None, *, daily: bool = False) -> Source:
    """What lies there; raises ContentError. With `daily` a web page is no source, but what stands above one may be."""
    if not is_address(source):
        path = Path(source)
        if not await asyncio.to_thread(path.is_dir):
            return await _known(await asyncio.to_thread(open_document, path), Place(path.parent))
        return await _folder(Place(path)) or await _nothing(path)
    url = str(source).strip()
    try:
        document = await fetched(url, fetch)
    except ContentError:
        if (found := await _folder(Place(url, fetch)) if _may_be_folder(url) else None) is None:
            raise
        return found
    is_page = web_article.recognises(document) and (daily or _LISTING.search(document.text[:2000]))
    if is_page and _may_be_folder(url) and (above := await _folder(Place(url, fetch))) is not None:
        return above
    if is_page and daily:
        raise ContentError([Fault(url, 0, "a web page, which is no daily source: name a feed, or a folder of issues")])
    return await _known(document, Place(url.rpartition("/")[0], fetch))


async def readings(
    source: Path | str, *, fetch: Fetch | None = None, most: int = NEWEST_ITEMS, today: Day | None = None
) -> AsyncIterator[Reading]:
    """Every episode of a source and every fault, as they are read; never raises ContentError.

    Without `fetch` nothing is fetched. Of the website every issue of a folder is read, of an address the latest; of a
    podcast's feed the newest `most` items with a transcript.
    """
    try:
        found = await locate(source, fetch)
        async for reading in read(found, fetch=fetch, most=most, today=today):
            yield reading
    except ContentError as error:
        yield Reading(faults=error.faults)


async def read(
    found: Source, *, fetch: Fetch | None = None, most: int = NEWEST_ITEMS, today: Day | None = None
) -> AsyncIterator[Reading]:
    """What a source holds; raises ContentError where it as a whole is of no use."""
    if isinstance(found, Site):
        digests, faults = await _digests(found, today)
        if faults:
            yield Reading(faults=tuple(faults))
        for digest in digests:
            async for reading in site.read_whole(found.place, digest):
                yield reading
    elif isinstance(found, Feeds):
        yield await _read_feeds(found.place)
    elif is_feed(found):
        async for reading in read_items(found, fetch, most):
            yield reading
    else:
        yield await asyncio.to_thread(read_document, found)


async def _digests(found: Site, today: Day | None) -> tuple[list[site.Digest], list[Fault]]:
    """The issues of a place in their order, of two lists of one day the later made, and what is wrong with others."""
    digests: dict[Day, site.Digest] = {}
    faults: list[Fault] = []
    for day in (None, *([] if found.one else await asyncio.to_thread(site.days_in, found.place))):
        try:
            digest = await found.digest(today=today, day=day)
        except ContentError as error:
            faults.extend(error.faults)
            continue
        other = digests.get(digest.day)
        if other is None or site.is_earlier(other, digest):
            digests[digest.day] = digest
    return [digests[day] for day in sorted(digests)], faults


def _may_be_folder(url: str) -> bool:
    parts = urlsplit(url)
    return not parts.query and "." not in PurePosixPath(parts.path).name


async def _known(document: Document, beside: Place) -> Source:
    """`document`, or the website's issue that it lists."""
    if not site.recognises(document):
        return document
    above = site.place_of(document, beside)
    if above is None:
        what = "the list of an issue outside a folder `digest`: name the folder that has digest/ and articles/"
        raise ContentError([Fault(document.name, 1, what)])
    return Site(above, document, one=True)


async def _folder(place: Place) -> Source | None:
    """What a folder holds, None where it is no source; raises ContentError where that cannot be said."""
    try:
        return Site(place, await place.open(site.LATEST))
    except Absent:
        pass
    for name in daily_feed.FILES:
        try:
            await place.open(name)
        except Absent:
            continue
        return Feeds(place)
    return None


async def _nothing(path: Path) -> Source:
    what = f"a folder with neither {site.LATEST} nor {', '.join(daily_feed.FILES)}"
    raise ContentError([Fault(str(path), 0, what)])


async def _read_feeds(place: Place) -> Reading:
    """The three files as one issue: its day is that of the oldest, for upstream writes them one after the other."""
    readings: list[Reading] = []
    for name in daily_feed.FILES:
        try:
            document = await place.open(name)
            readings.append(await asyncio.to_thread(daily_feed.read, document, part=True))
        except ContentError as error:
            readings.append(Reading(faults=error.faults))
    episodes = tuple(episode for reading in readings for episode in reading.episodes)
    faults = tuple(fault for reading in readings for fault in reading.faults)
    if not episodes and not faults:
        faults = (Fault(str(place), 0, "a daily feed with nothing in it"),)
    days = [reading.issue for reading in readings]
    whole = [day for day in days if day is not None]
    return Reading(episodes, faults, min(whole) if whole and len(whole) == len(days) else None)
