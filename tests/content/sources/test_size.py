"""Large sources take no more time and memory than a small machine has."""

from __future__ import annotations

import json
import time
import tracemalloc
from pathlib import Path

from content.sources import LARGEST_SOURCE, read_document
from content.sources.document import Document
from content.sources.reading import read_sources

_SAID = "So the cache keeps a copy of the answer, and it has to decide when that copy is wrong. Few people notice. " * 4


def test_a_transcript_of_150_paragraphs_is_read_well_under_a_second() -> None:
    blocks = (f"Speaker {at % 2 + 1} | {at // 2:02}:{at % 2 * 30:02} - {at // 2:02}:59\n{_SAID}" for at in range(150))
    podcast = {"name": "S", "title": "T", "publishedAt": "2026-03-09", "transcript": "\n\n".join(blocks)}
    text = json.dumps({"podcasts": [podcast]})
    began = time.process_time()
    (episode,) = read_document(Document(text, "feed.json")).episodes
    assert time.process_time() - began < 1
    assert episode.words > 12_000


async def test_a_feed_of_50_megabytes_is_refused_without_being_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    with path.open("wb") as stream:
        stream.write(b"<rss><channel>")
        stream.truncate(50_000_000)
    tracemalloc.start()
    try:
        reading = await read_sources(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert "larger than" in reading.faults[0].what
    assert peak < 3 * LARGEST_SOURCE
