"""An issue of the website is read as published: nothing that readers want is dropped, nothing hides the rest."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from content.episode.episode import Episode, Kind
from content.episode.faults import ContentError
from content.fetch.fetching import fetching
from content.sources.document import Document, Reading
from content.sources.place import LARGEST_SOURCE
from content.sources.reading import Site, locate
from content.sources.recognising import open_document
from content.sources.site import MOST_LISTED, digest_of
from tests.kit.site import DAY, Website, blog, hosted, podcast, posts
from tests.kit.sources import read_source, read_sources


@pytest.fixture
def website(tmp_path: Path) -> Website:
    return Website(tmp_path / "site")


async def read(website: Website, relative: str = "") -> Reading:
    return await read_sources(website.root / relative)


def english(episode: Episode) -> list[str]:
    return [each.english for each in episode.segments]


async def test_an_issue_has_its_podcast_first_then_articles_then_builders(website: Website) -> None:
    website.issue()
    reading = await read(website)
    assert (reading.faults, reading.issue) == ((), date(2026, 3, 9))
    assert [(each.kind, each.show, each.title, each.draft) for each in reading.episodes] == [
        (Kind.PODCAST, "The Slow Server Hour", 'Ida Holm on "queues"', False),
        (Kind.BLOG, "Workshop & Co", "Why queues fill", False),
        (Kind.POSTS, "Ida Holm", "Ida Holm · @idaholm · 2026-03-09", False),
        (Kind.POSTS, "Ada Tester", "Ada Tester · @adatests · 2026-03-09", False),
    ]
    assert {each.issued for each in reading.episodes} == {date(2026, 3, 9)}


async def test_who_speaks_and_when_is_kept_also_where_the_website_left_it_in_the_text(website: Website) -> None:
    website.issue()
    spoken = (await read(website)).episodes[0]
    assert (spoken.id, spoken.date) == ("podcast-slow-server-hour-queues-2026-03-09", date(2026, 2, 26))
    assert [(each.speaker, each.start, each.end) for each in spoken.segments] == [
        ("Speaker 1", 0, 12),
        ("Speaker 2", 12, 40),
        ("Speaker 1", 40, 41),
        ("Speaker 2", 3723, 3729),
    ]
    assert (english(spoken)[-1], spoken.segments[-1].chinese) == (
        "Yes. And it never came back.",
        "对。它再也没有回来。",
    )


async def test_a_name_in_the_translation_stays_as_it_is(website: Website) -> None:
    website.issue()
    spoken = (await read(website)).episodes[0]
    assert (spoken.segments[2].english, spoken.segments[2].chinese) == ("It's called Slowpoke, right?", "Slowpoke。")


async def test_posts_have_builder_counts_time_and_address_and_no_links_to_their_pictures(website: Website) -> None:
    website.issue()
    builder = (await read(website)).episodes[2]
    assert (builder.handle, builder.bio, builder.url) == (
        "idaholm",
        "builds caches @slowserver",
        "https://x.com/idaholm",
    )
    first, second = builder.segments
    assert (first.english, first.chinese) == ("Latency < 5 ms today", "今天延迟 < 5 ms")
    assert (first.url, first.likes, first.reposts, first.replies, first.posted_at) == (
        "https://x.com/idaholm/status/2",
        1202,
        12,
        0,
        datetime(2026, 3, 9, 2, 0, 7, tzinfo=UTC),
    )
    assert (second.english, second.chinese) == ("!!!! 🥹", "!!!! 🥹")


async def test_an_article_has_its_chinese_title(website: Website) -> None:
    website.issue()
    article = (await read(website)).episodes[1]
    assert (article.title_zh, article.url) == ("队列为什么会满", "https://example.org/queues")


async def test_the_list_of_one_issue_names_that_issue(website: Website) -> None:
    older = website.issue("2026-03-08", latest=False)
    website.issue()
    assert (await read(website, "digest/2026-03-08.json")).issue == date(2026, 3, 8)
    outside = older.rename(website.root / "list.json")
    assert "articles/" in (await read_sources(outside)).faults[0].what
    with pytest.raises(ContentError, match="articles/"):
        read_source(outside)


async def test_one_article_alone_is_read_too(website: Website) -> None:
    website.issue()
    episode = read_source(website.root / f"articles/x-idaholm-{DAY}.json")
    assert (episode.issue, len(episode.segments)) == (date(2026, 3, 9), 2)


async def test_what_is_wrong_with_a_piece_is_told_and_the_others_are_read(website: Website) -> None:
    website.issue()
    whole = json.dumps(podcast())
    website.write(f"articles/{podcast()['id']}.json", whole[: len(whole) // 2])
    (website.root / f"articles/{blog()['id']}.json").unlink()
    website.write(f"articles/{posts()['id']}.json", json.dumps(posts()) + " " * LARGEST_SOURCE)
    reading = await read(website)
    assert [each.show for each in reading.episodes] == ["Ada Tester"]
    assert [fault.what.partition(":")[0] for fault in reading.faults] == [
        "not whole JSON",
        "listed in the issue of 2026-03-09, but not there",
        "larger than 20480 kB",
    ]
    assert all(website.root.name in fault.where for fault in reading.faults)


@pytest.mark.parametrize(
    ("digest", "word"),
    [
        ({"date": DAY, "podcasts": [], "tweets": [], "blogs": []}, "lists nothing"),
        ({"queue": {"key": "queue", "zh": "队列"}}, "a dictionary"),
        ({"date": "2026-03-11", "podcasts": [{"id": "a"}]}, "to come"),
        ({"date": "soon", "podcasts": [{"id": "a"}]}, "without its date"),
        ({"date": DAY, "podcasts": [{"id": "../a"}]}, "is no id"),
        ({"date": DAY, "podcasts": {"id": "a"}}, "no podcasts"),
        ({"date": DAY, "podcasts": [], "tweets": "x"}, "tweets is no list"),
        ([1], "not the list of an issue"),
    ],
)
def test_a_list_that_is_none_says_why(website: Website, digest: object, word: str) -> None:
    document = open_document(website.write("digest/latest.json", digest))
    with pytest.raises(ContentError) as caught:
        digest_of(document, today=date(2026, 3, 9))
    assert word in str(caught.value)


def test_a_clock_may_be_a_day_ahead(website: Website) -> None:
    website.issue("2026-03-10")
    document = open_document(website.root / "digest/latest.json")
    assert digest_of(document, today=date(2026, 3, 9)).day == date(2026, 3, 10)


async def test_an_entry_of_the_list_that_is_none_never_hides_the_others(website: Website) -> None:
    website.issue()
    digest = json.loads((website.root / "digest/latest.json").read_text("utf-8"))
    digest["blogs"] = ["x", {"title": "no id"}, *digest["blogs"], *digest["blogs"]]
    website.write("digest/latest.json", digest)
    reading = await read(website)
    assert len(reading.episodes) == 4
    assert [fault.what.partition(":")[0] for fault in reading.faults] == ["blogs 1", "blogs 2"]


async def test_a_folder_that_is_no_source_says_so(tmp_path: Path) -> None:
    assert "neither digest/latest.json" in (await read_sources(tmp_path)).faults[0].what


def test_of_an_endless_list_the_beginning_is_read_and_the_rest_said(website: Website) -> None:
    pieces = [{"id": f"x-{number}"} for number in range(MOST_LISTED + 1)]
    document = open_document(website.write("digest/latest.json", {"date": DAY, "tweets": pieces}))
    digest = digest_of(document)
    assert len(digest.pieces) == MOST_LISTED
    assert "101 pieces" in digest.faults[0].what


async def test_a_web_page_is_no_daily_source_but_a_folder_that_shows_itself_as_one_is(website: Website) -> None:
    website.issue()
    page = "<!DOCTYPE html><title>Index of /</title><p>" + "a word to read " * 200
    async with hosted(website.root, {"": page, "about": page}) as host, fetching(allowed=[host.address]) as fetch:
        assert isinstance(await locate(host.url, fetch, daily=True), Site)
        assert isinstance(await locate(f"{host.url}/", fetch), Site)
        with pytest.raises(ContentError, match="no daily source"):
            await locate(f"{host.url}/about", fetch, daily=True)
        assert isinstance(await locate(f"{host.url}/about", fetch), Document)
