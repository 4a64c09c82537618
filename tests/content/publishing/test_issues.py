"""An archive is filled date by date: what is there is not asked for again, what was stopped goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from content.fetch.fetching import Address, fetching
from content.files.check import read_library
from content.files.site_words import WORDS, SiteWords
from content.publishing.daily import Look, fill, look
from content.publishing.piece import Fate, Piece
from content.publishing.publisher import Publisher
from tests.kit.site import DAY, Website, blog, hosted, podcast, posts

TODAY = date(2026, 3, 9)


@pytest.fixture
def website(tmp_path: Path) -> Website:
    return Website(tmp_path / "site")


def publisher(library: Path, *, dry_run: bool = False) -> Publisher:
    return Publisher(library, keep_repeats=False, dry_run=dry_run)


def quiet(piece: Piece) -> None:
    assert piece.name


async def seen(
    library: Path, source: Path | str, *, cache: Path | None = None, allowed: Collection[Address] = ()
) -> Look:
    async with fetching(cache=cache, allowed=allowed) as fetch:
        return await look(publisher(library), source, fetch=fetch, today=TODAY, on_piece=quiet)


def fates(found: Look) -> Counter[Fate]:
    return Counter(piece.fate for piece in found.pieces)


def titles(library: Path) -> set[str]:
    found = read_library(library)
    assert found.faults == ()
    return {entry.episode.title for entry in found.entries}


async def test_an_archive_is_filled_date_by_date_over_one_address(tmp_path: Path, website: Website) -> None:
    website.issue("2026-03-05", [podcast("2026-03-05", "One"), posts("2026-03-05")], latest=False)
    website.issue("2026-03-08", [blog("2026-03-08", "Two")], latest=False)
    website.issue(DAY, [podcast(DAY, "Three")])
    library, days = tmp_path / "library", dict[date, bool]()
    async with hosted(website.root) as host, fetching(cache=tmp_path / "cache", allowed=[host.address]) as fetch:
        for _ in range(2):
            found = await fill(
                publisher(library),
                host.url,
                since=date(2026, 3, 4),
                today=TODAY,
                fetch=fetch,
                on_piece=quiet,
                on_day=days.__setitem__,
            )
            assert found.problems == ()
    assert titles(library) == {"One", "Ida Holm · @idaholm · 2026-03-05", "Two", "Three"}
    assert [day.day for day, there in days.items() if there] == [5, 8, 9]
    articles = {path: count for path, count in host.asked.items() if path.startswith("articles/")}
    assert set(articles.values()) == {1}
    assert host.unchanged["digest/2026-03-05.json"] == 1


async def test_a_folder_is_filled_from_as_well(tmp_path: Path, website: Website) -> None:
    website.issue("2026-03-05", latest=False)
    website.issue()
    days: list[date] = []
    found = await fill(
        publisher(tmp_path / "library"),
        website.root,
        since=TODAY - timedelta(days=7),
        today=TODAY,
        fetch=None,
        on_piece=quiet,
        on_day=lambda day, there: days.append(day) if there else None,
    )
    assert [day.day for day in days] == [5, 9]
    assert fates(found) == {Fate.PUBLISHED: 4, Fate.REPEAT: 4}


async def test_what_was_stopped_half_way_goes_on_with_what_is_missing(tmp_path: Path, website: Website) -> None:
    website.issue()
    library = tmp_path / "library"

    def stop(piece: Piece) -> None:
        raise KeyboardInterrupt

    async with hosted(website.root) as host:
        with pytest.raises(KeyboardInterrupt):
            async with fetching(allowed=[host.address]) as fetch:
                await look(publisher(library), host.url, fetch=fetch, today=TODAY, on_piece=stop)
        assert len(titles(library)) == 1
        found = await seen(library, host.url, allowed=[host.address])
    assert fates(found) == {Fate.PUBLISHED: 3}
    assert max(count for path, count in host.asked.items() if path.startswith("articles/")) == 1


async def test_a_piece_that_is_broken_is_asked_for_again_and_the_others_are_not(
    tmp_path: Path, website: Website
) -> None:
    website.issue()
    library, broken = tmp_path / "library", f"articles/{podcast()['id']}.json"
    website.write(broken, "{")
    async with hosted(website.root) as host:
        first = await seen(library, host.url, allowed=[host.address])
        assert (fates(first), len(first.problems)) == ({Fate.FAULTY: 1, Fate.PUBLISHED: 3}, 1)
        assert "not whole JSON" in first.problems[0]
        website.write(broken, podcast())
        assert fates(await seen(library, host.url, allowed=[host.address])) == {Fate.PUBLISHED: 1}
    assert host.asked[broken] == 2
    assert host.asked[f"articles/{blog()['id']}.json"] == 1


async def test_a_repeat_under_a_new_id_is_asked_for_once(tmp_path: Path, website: Website) -> None:
    website.issue("2026-02-28", [podcast("2026-02-28")])
    library = tmp_path / "library"
    async with hosted(website.root) as host:
        await seen(library, host.url, allowed=[host.address])
        website.issue(DAY, [podcast()])
        assert fates(await seen(library, host.url, allowed=[host.address])) == {Fate.REPEAT: 1}
        assert fates(await seen(library, host.url, allowed=[host.address])) == {}
    assert host.asked[f"articles/{podcast()['id']}.json"] == 1
    (entry,) = read_library(library).entries
    assert entry.episode.issue == date(2026, 2, 28)


async def test_the_same_posts_in_the_next_issue_are_no_news(tmp_path: Path, website: Website) -> None:
    website.issue("2026-03-08", [posts("2026-03-08")])
    await seen(tmp_path / "library", website.root)
    again = posts(DAY, paragraphs=posts("2026-03-08")["paragraphs"])
    website.issue(DAY, [again])
    assert fates(await seen(tmp_path / "library", website.root)) == {Fate.REPEAT: 1}


async def test_of_two_lists_of_one_day_the_later_wins_and_nothing_is_there_twice(
    tmp_path: Path, website: Website
) -> None:
    library = tmp_path / "library"
    website.issue(DAY, [podcast(), blog(), posts()])
    await seen(library, website.root)
    mended = podcast(paragraphs=podcast()["paragraphs"][:3])
    website.issue(DAY, [mended, posts()], made_at="T12:00:00.000Z")
    assert fates(await seen(library, website.root)) == {Fate.PUBLISHED: 1, Fate.REPEAT: 1}
    by_kind = {entry.episode.kind.value: entry.episode for entry in read_library(library).entries}
    assert len(by_kind["podcast"].segments) == 3
    assert by_kind["posts"].issue == TODAY
    assert (by_kind["blog"].issue, by_kind["blog"].issued) == (None, date(2026, 3, 2))
    website.issue(DAY, [podcast(), blog(), posts()])
    assert fates(await seen(library, website.root)) == {}
    assert len(read_library(library).entries) == 3


async def test_a_run_that_writes_nothing_takes_nothing(tmp_path: Path, website: Website) -> None:
    website.issue()
    website.words()
    library = tmp_path / "library"
    await look(publisher(library, dry_run=True), website.root, fetch=None, today=TODAY, on_piece=quiet)
    assert not library.exists()


async def test_what_leads_to_a_private_address_is_refused_and_the_others_come(tmp_path: Path, website: Website) -> None:
    website.issue()
    library = tmp_path / "library"
    async with hosted(website.root) as host:
        host.elsewhere[f"articles/{podcast()['id']}.json"] = "http://127.0.0.2:9/secret"
        found = await seen(library, host.url, allowed=[host.address])
    assert fates(found) == {Fate.FAULTY: 1, Fate.PUBLISHED: 3}
    assert "not fetched" in found.problems[0]
    assert "private" in found.problems[0] or "https" in found.problems[0]


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"podcasts": [], "tweets": [], "blogs": []}, "lists nothing"),
        ({"date": "2026-03-20"}, "to come"),
    ],
)
async def test_an_issue_of_no_use_is_one_clear_line(
    tmp_path: Path, website: Website, changes: dict[str, Any], word: str
) -> None:
    website.issue(**changes)
    found = await seen(tmp_path / "library", website.root)
    assert [word in line for line in found.problems] == [True]
    assert not (tmp_path / "library").exists()


async def test_a_dictionary_in_place_of_a_list_is_one_clear_line(tmp_path: Path, website: Website) -> None:
    website.words().rename(website.write("digest/latest.json", "{}"))
    found = await seen(tmp_path / "library", website.root)
    assert ["a dictionary, not the list of an issue" in line for line in found.problems] == [True]


async def test_the_dictionary_comes_along_and_again_only_when_it_changed(tmp_path: Path, website: Website) -> None:
    website.issue()
    website.words()
    library = tmp_path / "library"
    async with hosted(website.root) as host:
        for _ in range(2):
            await seen(library, host.url, cache=tmp_path / "cache", allowed=[host.address])
        assert host.unchanged["words.json"] == 1
        words = SiteWords(library / WORDS)
        found = words.find("Queues")
        assert found is not None
        assert (found.headword, found.meanings, found.ipa) == ("queue", ("队列", "排队"), "kju")
        assert words.find("gbrain") is None
        website.words(cache={"key": "cache", "zh": "缓存"})
        await seen(library, host.url, cache=tmp_path / "cache", allowed=[host.address])
        cached = words.find("cache")
    assert cached is not None
    assert (cached.meanings, cached.ipa) == (("缓存",), "")


async def test_a_dictionary_that_is_none_takes_no_piece_away(tmp_path: Path, website: Website) -> None:
    website.issue()
    website.write("words.json", {"queue": "队列"})
    found = await seen(tmp_path / "library", website.root)
    assert fates(found) == {Fate.PUBLISHED: 4, Fate.FAULTY: 1}
    assert "no dictionary" in found.problems[0]
