"""Whatever a source is given, it gives episodes that read back, or faults; never a traceback, never half a file."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.episode.faults import ContentError
from content.fetch.fetching import Fetched
from content.files.library import write_episode
from content.files.markdown import parse, write
from content.sources.document import Document, Reading, decode
from content.sources.recognising import read_document
from tests.content.sources import test_captions, test_podcast_feed, test_web_article
from tests.kit.feeds import feed, page_as_article
from tests.kit.samples import PAGE
from tests.kit.sources import read_sources

CORPUS = {
    "feed.json": feed().encode(),
    "article.json": page_as_article().encode(),
    "page.txt": PAGE.read_bytes(),
    "talk.vtt": test_captions.VTT.encode(),
    "talk.srt": test_captions.SRT.encode(),
    "transcript.json": test_podcast_feed.JSON.encode(),
    "feed.xml": test_podcast_feed.FEED.read_bytes(),
    "page.html": test_web_article.PAGE.encode(),
    "episode.md": b"---\nkind: blog\nshow: S\ntitle: T\nevergreen: true\ndraft: true\n---\n\n## 1\n\nA cache.\n",
}
PIECES = [
    b"-->", b"00:00:01.000 --> 00:00:02.000", b"<", b">", b"</p>", b"<p>", b"{", b"}", b"[", b"]", b'"', b"&#x27;",
    b"&amp;",
    b"\x00", b"\xff\xfe", b"\xe4\xbd", b"\n\n", b">>", b" | 00:00 - 00:01\n", b"<!DOCTYPE", b"<!--", b"<![CDATA[",
    b"---\n",
    b"\xf0\x9f\x94\xa5", "【音乐】缓存".encode(), b"a" * 3000, b"9" * 30, b"null", b"1e999",
]  # fmt: skip


def read(data: bytes, name: str) -> Reading:
    try:
        return read_document(Document(decode(data, name), name))
    except ContentError as error:
        return Reading(faults=error.faults)


def holds(reading: Reading, name: str) -> None:
    assert reading.episodes or reading.faults
    assert all(fault.where == name and fault.line >= 0 and fault.what for fault in reading.faults)
    for episode in reading.episodes:
        assert parse(write(episode), "x.md") == episode


@pytest.mark.parametrize("name", CORPUS)
@given(data=st.data())
def test_a_source_cut_or_with_anything_put_in(name: str, data: st.DataObject) -> None:
    whole = CORPUS[name]
    since, until = sorted(data.draw(st.tuples(st.integers(0, len(whole)), st.integers(0, len(whole)))))
    piece = data.draw(st.sampled_from(PIECES) | st.binary(max_size=8))
    broken = whole[:since] + piece + whole[since if data.draw(st.booleans()) else until :]
    holds(read(broken, name), name)


@given(st.lists(st.sampled_from(PIECES) | st.binary(max_size=20) | st.text(max_size=20).map(str.encode)).map(b"".join))
def test_any_bytes(data: bytes) -> None:
    holds(read(data, "x"), "x")


@given(data=st.lists(st.sampled_from(PIECES) | st.text(max_size=20).map(str.encode), max_size=12).map(b"".join))
@pytest.mark.parametrize("head", [b"WEBVTT\n\n", b"<html>", b"<rss>", b'{"segments": [', b'{"podcasts": [', b"---\n"])
def test_anything_after_a_sound_beginning(head: bytes, data: bytes) -> None:
    holds(read(head + data, "x"), "x")


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=20).map(str.encode)).map(b"".join))
def test_any_transcript_of_a_feed(data: bytes) -> None:
    async def fetch(url: str) -> Fetched:
        return Fetched(url, data)

    reading = asyncio.run(read_sources(test_podcast_feed.FEED, fetch=fetch))
    assert reading.faults or reading.episodes
    for episode in reading.episodes:
        assert parse(write(episode), "x.md") == episode


async def test_nothing_is_written_of_what_is_refused(tmp_path: Path) -> None:
    for name, data in CORPUS.items():
        (tmp_path / name).write_bytes(data[: len(data) // 2] + b"\x00\xff")
        reading = await read_sources(tmp_path / name)
        assert reading.faults
        for episode in reading.episodes:
            write_episode(episode, tmp_path / "out")
    assert not (tmp_path / "out").exists()
