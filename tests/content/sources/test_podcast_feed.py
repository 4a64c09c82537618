"""A podcast's feed gives the newest items, each from the best of its transcripts that can be read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from content.episode.faults import ContentError, Fault
from content.fetch.fetching import Fetch, Fetched
from content.sources import podcast_feed
from content.sources.document import Document
from content.sources.recognising import read_document
from tests.kit.sources import read_sources

FEED = Path(__file__).with_name("feed.xml")
JSON = """{"version": "1.0.0", "segments": [
 {"speaker": "Ida", "startTime": 0.5, "endTime": 0.9, "body": "A"},
 {"speaker": "Ida", "startTime": 1.0, "endTime": 1.9, "body": "backup.\\n"},
 {"speaker": "Ada", "startTime": 2.0, "body": "[laughter] Really?"},
 {"startTime": "x", "body": "Yes."}]}"""
SRT = (
    "1\n00:00:00,000 --> 00:00:02,760\nSarah: In this\nepisode,\n\n2\n00:00:02,760 --> 00:00:04,000\nSarah: we wait.\n"
)
HTML = (
    "<cite>Ida:</cite>\n<time>0:00</time>\n<p>We restore &amp; test.</p>\n"
    "<cite>Ada :</cite><time>1:09</time><p>Good.</p>"
)


def serving(pages: Mapping[str, str]) -> Fetch:
    async def fetch(url: str) -> Fetched:
        if url not in pages:
            raise ContentError([Fault(url, 0, "not fetched: the server answers 404")])
        return Fetched(url, pages[url].encode())

    return fetch


PAGES = {
    "https://example.org/feed": FEED.read_text(encoding="utf-8"),
    "https://example.org/slow/3.json": JSON,
    "https://example.org/slow/2.srt": SRT,
    "https://example.org/slow/0.html": HTML,
}


async def test_the_best_transcript_of_each_item_is_read() -> None:
    reading = await read_sources("https://example.org/feed", fetch=serving(PAGES))
    assert reading.faults == ()
    first, second, third = reading.episodes
    assert (first.show, first.title, first.url, first.date) == (
        "Slow & Steady",
        "Backups & restores",
        "https://example.org/slow/3",
        date(2026, 3, 9),
    )
    assert [(each.speaker, each.english, each.start, each.end) for each in first.segments] == [
        ("Ida", "A backup.", 0, 2),
        ("Ada", "Really? Yes.", 2, 2),
    ]
    assert (second.title, second.date, second.url) == (
        "A bad date – and an old namespace",
        None,
        "https://example.org/slow/2.mp3",
    )
    assert [(each.speaker, each.english) for each in second.segments] == [("Sarah", "In this episode, we wait.")]
    assert (third.date, third.url) == (date(2026, 3, 1), None)
    assert [(each.speaker, each.english, each.start) for each in third.segments] == [
        ("Ida", "We restore & test.", 0),
        ("Ada", "Good.", 69),
    ]


def test_every_transcript_link_in_english_is_seen_the_best_first() -> None:
    feed = podcast_feed.read(Document(PAGES["https://example.org/feed"], "feed.xml", url="https://example.org/feed"))
    assert [(item.line, len(item.transcripts)) for item in feed.items] == [(19, 3), (32, 1), (40, 0), (45, 1)]
    assert [link.url.rpartition("/")[2] for link in feed.items[0].transcripts] == ["3.json", "3.vtt", "3.txt"]


async def test_where_the_best_cannot_be_read_the_next_is() -> None:
    pages = {**PAGES, "https://example.org/slow/3.json": "{", "https://example.org/slow/3.txt": "A backup, restored."}
    reading = await read_sources("https://example.org/feed", fetch=serving(pages), most=1)
    assert [each.english for each in reading.episodes[0].segments] == ["A backup, restored."]


async def test_an_item_that_cannot_be_read_hides_no_other(tmp_path: Path) -> None:
    pages = {url: page for url, page in PAGES.items() if not url.endswith(".srt")}
    reading = await read_sources("https://example.org/feed", fetch=serving(pages))
    assert len(reading.episodes) == 2
    assert [(fault.where, fault.line) for fault in reading.faults] == [
        ("https://example.org/feed", 32),
        ("https://example.org/slow/2.srt", 0),
    ]


async def test_a_feed_on_disk_asks_for_fetching(tmp_path: Path) -> None:
    assert len((await read_sources(FEED, fetch=serving(PAGES))).episodes) == 2
    nothing = await read_sources(FEED)
    assert nothing.episodes == ()
    assert any("switched off" in fault.what for fault in nothing.faults)
    with pytest.raises(ContentError, match="to be fetched"):
        read_document(Document(PAGES["https://example.org/feed"], "feed.xml"))


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    "<rss><channel>&b;</channel></rss>"
)
OUTSIDE = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss><channel><title>&x;</title></channel></rss>'


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        (BOMB, 1, "declares entities"),
        (OUTSIDE, 1, "declares entities"),
        ("<rss>\n<channel>\n<title>x</channel></rss>", 3, "not whole XML"),
        ("<rss><channel>\n<item><title>x", 2, "not whole XML"),
        ("<rss><channel><item><title>&nbsp;</title></item></channel></rss>", 1, "not whole XML"),
        ("<rss><channel></channel></rss>", 1, "0 items, none with a transcript"),
    ],
)
async def test_a_broken_feed_says_where(tmp_path: Path, text: str, line: int, word: str) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(text, encoding="utf-8")
    reading = await read_sources(path)
    assert [(fault.line, word in fault.what) for fault in reading.faults] == [(line, True)]


async def test_a_feed_in_another_encoding_is_read(tmp_path: Path) -> None:
    text = PAGES["https://example.org/feed"].replace("UTF-8", "iso-8859-1").replace("No transcript", "Café")
    path = tmp_path / "feed.xml"
    path.write_bytes(text.encode("latin-1"))
    document = Document(text, str(path))
    assert podcast_feed.read(document).items[2].title == "Café"
    assert (await read_sources(path, fetch=serving(PAGES))).episodes
