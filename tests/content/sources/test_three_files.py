"""The daily feed in three files is one source: a folder or an address, whole only when all three are of one day."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from content.episode.episode import Kind
from content.fetch.fetching import fetching
from tests.kit.feeds import BLOG, BUILDER, PODCAST
from tests.kit.site import hosted
from tests.kit.sources import read_sources

KINDS = [Kind.PODCAST, Kind.BLOG, Kind.POSTS]


def write(folder: Path, **days: str) -> Path:
    """The three files, each made on the day that is given for its list."""
    folder.mkdir(exist_ok=True)
    for name, key, pieces in (("podcasts", "podcasts", [PODCAST]), ("blogs", "blogs", [BLOG]), ("x", "x", [BUILDER])):
        made_at = f"{days.get(name, '2026-03-09')}T07:11:00.000Z"
        feed = {"generatedAt": made_at, "lookbackHours": 24, key: pieces, "stats": {}}
        (folder / f"feed-{name}.json").write_text(json.dumps(feed), "utf-8")
    return folder


async def test_a_folder_with_the_three_files_is_one_issue(tmp_path: Path) -> None:
    reading = await read_sources(write(tmp_path / "feeds"))
    assert (reading.faults, reading.issue) == ((), date(2026, 3, 9))
    assert [each.kind for each in reading.episodes] == KINDS
    assert {each.issue for each in reading.episodes} == {date(2026, 3, 9)}
    posts = reading.episodes[2]
    assert (posts.handle, posts.bio) == ("idaholm", "builds caches")


async def test_its_address_is_the_same_source(tmp_path: Path) -> None:
    async with hosted(write(tmp_path / "feeds")) as host, fetching(allowed=[host.address]) as fetch:
        for address in (host.url, f"{host.url}/"):
            assert [each.kind for each in (await read_sources(address, fetch=fetch)).episodes] == KINDS


async def test_until_the_last_file_is_of_the_day_the_issue_is_the_one_before(tmp_path: Path) -> None:
    reading = await read_sources(write(tmp_path / "feeds", podcasts="2026-03-08"))
    assert reading.issue == date(2026, 3, 8)
    assert [each.issue for each in reading.episodes] == [date(2026, 3, 8), date(2026, 3, 9), date(2026, 3, 9)]


async def test_a_file_that_is_missing_or_broken_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    folder = write(tmp_path / "feeds")
    (folder / "feed-blogs.json").unlink()
    (folder / "feed-x.json").write_text("{", "utf-8")
    reading = await read_sources(folder)
    assert [each.kind for each in reading.episodes] == [Kind.PODCAST]
    assert ["no such file" in fault.what or "not whole JSON" in fault.what for fault in reading.faults] == [True, True]
    assert reading.issue is None


async def test_a_day_without_articles_is_no_fault_and_one_without_anything_is(tmp_path: Path) -> None:
    folder = write(tmp_path / "feeds")
    empty = {"generatedAt": "2026-03-09T07:11:00.000Z", "blogs": []}
    (folder / "feed-blogs.json").write_text(json.dumps(empty), "utf-8")
    assert (await read_sources(folder)).faults == ()
    for name, key in (("podcasts", "podcasts"), ("x", "x")):
        (folder / f"feed-{name}.json").write_text(json.dumps({"generatedAt": empty["generatedAt"], key: []}), "utf-8")
    assert "nothing in it" in (await read_sources(folder)).faults[0].what


@pytest.mark.parametrize("key", ["podcasts", "x", "blogs"])
async def test_one_of_the_files_alone_is_a_feed_too(tmp_path: Path, key: str) -> None:
    folder = write(tmp_path / "feeds")
    assert len((await read_sources(folder / f"feed-{key}.json")).episodes) == 1
