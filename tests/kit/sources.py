"""Sources read whole, where a test asks what is in them and not how one waits for it."""

from pathlib import Path
from typing import Any

from content.episode.episode import Episode
from content.episode.faults import ContentError
from content.sources.document import Reading
from content.sources.reading import readings
from content.sources.recognising import open_document, read_document


def read_source(path: Path) -> Episode:
    """The one episode in the file; raises ContentError with every fault and its line."""
    found = read_document(open_document(path))
    if found.faults:
        raise ContentError(found.faults)
    (episode,) = found.episodes
    return episode


async def read_sources(source: Path | str, **given: Any) -> Reading:
    """Everything of a source at once; never raises ContentError."""
    found = [reading async for reading in readings(source, **given)]
    return Reading(
        tuple(episode for reading in found for episode in reading.episodes),
        tuple(fault for reading in found for fault in reading.faults),
        next((reading.issue for reading in found if reading.issue), None),
    )
