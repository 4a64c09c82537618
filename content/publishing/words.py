"""The website's dictionary, taken along with its issues."""

from __future__ import annotations

import asyncio

from content.episode.faults import Absent, ContentError, Fault
from content.files.site_words import WORDS, read_words, write_words, written_from
from content.publishing.publisher import Publisher
from content.sources import site
from content.sources.place import Place


async def take_words(publisher: Publisher, place: Place) -> None:
    """Keep the dictionary that lies at `place`, if there is one and it changed; raises ContentError, OSError."""
    path = publisher.library / WORDS
    try:
        document = await place.open(site.WORDS)
    except Absent:
        return
    mark = await asyncio.to_thread(document.mark)
    if publisher.dry_run or await asyncio.to_thread(written_from, path) == mark:
        return
    if not site.is_dictionary(document):
        raise ContentError([Fault(document.name, 1, "no dictionary: it has no words with their Chinese")])
    await asyncio.to_thread(lambda: write_words(path, read_words(document.object), mark))
