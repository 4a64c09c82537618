"""Large sources take no more time and memory than a small machine has."""

from __future__ import annotations

import json
import time
import tracemalloc
from contextlib import suppress
from pathlib import Path

import pytest

from content.episode.faults import ContentError
from content.sources.document import Document
from content.sources.place import LARGEST_SOURCE
from content.sources.recognising import read_document
from tests.kit.sources import read_sources

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


@pytest.mark.parametrize(
    "text",
    [
        "WEBVTT\n\n" + "00:00.000 --> 00:01.000\nso\n\n" * 25_000,
        "<html>" + "<div>x" * 35_000,
        "<!--a-->" * 400 + "<rss",
        json.dumps({"podcasts": [{"name": "S", "title": "T", "transcript": "one two " * 150_000}]}),
        json.dumps({"podcasts": [{"name": "S", "title": "T", "transcript": ">> so " * 35_000}]}),
    ],
    ids=["cues", "blocks", "comments", "characters", "turns"],
)
def test_what_is_made_to_be_slow_is_not(text: str) -> None:
    began = time.process_time()
    with suppress(ContentError):
        read_document(Document(text, "x"))
    assert time.process_time() - began < 20
