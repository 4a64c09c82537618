"""The library in the store: what a sync changes, and what it never does."""

from dataclasses import replace
from datetime import date

import pytest

from bot.model.chat import ChatId
from bot.model.reading import WHOLE
from bot.store import Store
from bot.store.episodes import MONTH_PAGE, Synced
from content.episode.episode import Gloss, Kind, Segment
from tests.kit.made import ONE, OTHER, published
from tests.kit.story import episode, library


async def test_an_edited_episode_keeps_its_id_and_shows_its_new_text(store: Store) -> None:
    before = episode("One")
    assert await store.episodes.sync(library(before)) == Synced(added=1, changed=0, withdrawn=0)
    (listing,) = await store.episodes.of_month("2026-06", 0)
    after = replace(before, segments=before.segments[:2])
    assert await store.episodes.sync(library(after)) == Synced(added=0, changed=1, withdrawn=0)
    (again,) = await store.episodes.of_month("2026-06", 0)
    assert again.id == listing.id
    assert again.length == 2
    assert len(await store.episodes.segments(again.id)) == 2


async def test_an_episode_issued_again_under_a_later_date_is_the_same_episode(store: Store) -> None:
    await store.episodes.sync(library(episode("One", day=date(2026, 6, 4))))
    (listing,) = await store.episodes.of_month("2026-06", 0)
    again = episode("ONE ", day=date(2026, 6, 14))
    assert await store.episodes.sync(library(again)) == Synced(added=0, changed=1, withdrawn=0)
    (found,) = await store.episodes.of_month("2026-06", 0)
    assert (found.id, found.date) == (listing.id, date(2026, 6, 14))


async def test_nothing_changes_where_nothing_changed(store: Store) -> None:
    await store.episodes.sync(library(episode("One")))
    assert await store.episodes.sync(library(episode("One"))) == Synced(0, 0, 0)


async def test_a_withdrawn_episode_is_not_read_nor_listed_and_comes_back_under_its_id(store: Store) -> None:
    one, _ = await published(store, "One", "Two")
    assert await store.episodes.sync(library(episode("Two"))) == Synced(0, 0, 1)
    assert await store.episodes.passage(one, 8, 0) is None
    assert [listing.title for listing in await store.episodes.of_month("2026-06", 0)] == ["Two"]
    assert await store.episodes.months() == (("2026-06", 1),)
    assert set(await store.episodes.hashes()) == {episode("Two").key}
    withdrawn = await store.episodes.get(one)
    assert withdrawn is not None
    assert withdrawn.withdrawn
    assert await store.episodes.sync(library(episode("One"), episode("Two"))) == Synced(0, 0, 0)
    passage = await store.episodes.passage(one, 8, 0)
    assert passage is not None
    assert passage.listing.id == one


async def test_a_withdrawn_episode_that_comes_back_edited_is_served_too(store: Store) -> None:
    (one,) = await published(store, "One")
    await store.episodes.sync({})
    await store.episodes.sync(library(episode("One", length=3)))
    passage = await store.episodes.passage(one, WHOLE, 0)
    assert passage is not None
    assert passage.total == 3


async def test_a_file_that_became_faulty_leaves_its_last_sound_version(store: Store) -> None:
    one, _ = await published(store, "One", "Two")
    assert (await store.episodes.sync(library(episode("Two")), spared={episode("One").key})).withdrawn == 0
    assert (await store.episodes.sync({}, withdraw=False)).withdrawn == 0
    assert await store.episodes.passage(one, 8, 0) is not None


async def test_a_passage_comes_back_as_it_was_published(store: Store) -> None:
    whole = Segment(
        english="The “compute” we have, 😀 <b>&amp;</b>.\nA second paragraph.",
        chinese="我们有的 compute（算力）。\n第二段。",
        speaker="Dan Roberts & co",
        start=3661,
        end=3670,
        glosses=(Gloss("compute", "算力", (5, 12)), Gloss("elsewhere", "别处")),
    )
    bare = Segment(english="Bare.", chinese="光。")
    given = episode("One", segments=(whole, bare), kind=Kind.POSTS, url=None, title_zh="一", day=None)
    await store.episodes.sync(library(given))
    listing = (await store.episodes.evergreens([ONE])).get(ONE)
    assert listing is not None
    assert (listing.kind, listing.show, listing.title, listing.title_zh, listing.url, listing.date) == (
        Kind.POSTS,
        "The Test Bench",
        "One",
        "一",
        None,
        None,
    )
    assert await store.episodes.segments(listing.id) == (whole, bare)


@pytest.mark.parametrize("index", [7, 8, 2**31 - 1])
async def test_a_place_past_the_end_is_the_last_one(store: Store, index: int) -> None:
    (one,) = await published(store, "One")
    passage = await store.episodes.passage(one, 8, index)
    assert passage is not None
    assert (passage.index, passage.total, passage.size) == (7, 8, 8)


async def test_a_size_that_is_not_on_offer_reads_the_whole(store: Store) -> None:
    (one,) = await published(store, "One")
    passage = await store.episodes.passage(one, 99, 11)
    assert passage is not None
    assert (passage.size, passage.total, passage.position) == (WHOLE, 12, 11)
    assert await store.episodes.passage(one + 1, 8, 0) is None


async def test_months_are_paged_newest_first_and_evergreens_stand_last(store: Store) -> None:
    june = [episode(f"June {n}", day=date(2026, 6, n + 1)) for n in range(MONTH_PAGE + 1)]
    await store.episodes.sync(
        library(*june, episode("May", day=date(2026, 5, 31)), episode("Ever", day=None), episode("Green", day=None))
    )
    assert await store.episodes.months() == (("2026-06", MONTH_PAGE + 1), ("2026-05", 1), ("", 2))
    first = await store.episodes.of_month("2026-06", 0)
    assert [listing.title for listing in first] == [f"June {n}" for n in range(MONTH_PAGE, 0, -1)]
    assert [listing.title for listing in await store.episodes.of_month("2026-06", 1)] == ["June 0"]
    assert [listing.title for listing in await store.episodes.of_month("", 0)] == ["Ever", "Green"]
    assert await store.episodes.of_month("2026-13", 0) == ()
    assert await store.episodes.newest_date() == date(2026, 6, MONTH_PAGE + 1)


async def test_what_is_dated_after_a_readers_day_is_not_out_yet(store: Store) -> None:
    await store.episodes.sync(library(episode("One", day=date(2026, 6, 4)), episode("Two", day=date(2026, 6, 5))))
    news = await store.episodes.news(
        [(ONE, date(2026, 6, 4)), (OTHER, date(2026, 6, 5)), (ChatId(9), date(2026, 6, 3))]
    )
    assert {chat_id: listing.title for chat_id, listing in news.items()} == {ONE: "One", OTHER: "Two"}
