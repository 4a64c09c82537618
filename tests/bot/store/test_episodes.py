"""The library in the store: what a sync changes, and what it never does."""

from dataclasses import replace
from datetime import date

import pytest

from bot.model.reading import WHOLE
from bot.store import Store
from bot.store.episodes import Synced
from content.episode.episode import Gloss, Kind, Segment
from tests.kit.made import ONE, published, served
from tests.kit.story import episode, library


async def test_an_edited_episode_keeps_its_id_and_shows_its_new_text(store: Store) -> None:
    before = episode("One")
    assert await store.episodes.sync(library(before)) == Synced(added=1, changed=0, withdrawn=0)
    (listing,) = await served(store)
    after = replace(before, segments=before.segments[:2])
    assert await store.episodes.sync(library(after)) == Synced(added=0, changed=1, withdrawn=0)
    (again,) = await served(store)
    assert again.id == listing.id
    assert again.length == 2
    assert len(await store.episodes.segments(again.id)) == 2


async def test_an_episode_issued_again_under_a_later_date_is_the_same_episode(store: Store) -> None:
    await store.episodes.sync(library(episode("One", day=date(2026, 6, 4))))
    (listing,) = await served(store)
    again = episode("ONE ", day=date(2026, 6, 14))
    assert await store.episodes.sync(library(again)) == Synced(added=0, changed=1, withdrawn=0)
    (found,) = await served(store)
    assert (found.id, found.date) == (listing.id, date(2026, 6, 14))


async def test_nothing_changes_where_nothing_changed(store: Store) -> None:
    await store.episodes.sync(library(episode("One")))
    assert await store.episodes.sync(library(episode("One"))) == Synced(0, 0, 0)


async def test_the_text_of_a_withdrawn_episode_is_gone_and_it_comes_back_under_its_id(store: Store) -> None:
    one, _ = await published(store, "One", "Two")
    assert await store.episodes.sync(library(episode("Two"))) == Synced(0, 0, 1)
    assert await store.episodes.passage(one, 8, 0) is None
    assert [listing.title for listing in await served(store)] == ["Two"]
    assert set(await store.episodes.hashes()) == {episode("Two").key}
    withdrawn = await store.episodes.get(one)
    assert withdrawn is not None
    assert withdrawn.withdrawn
    assert await store.episodes.segments(one) == ()
    assert await store.episodes.sync(library(episode("One"), episode("Two"))) == Synced(0, 1, 0)
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
    listing = (await store.issues.evergreens([ONE])).get(ONE)
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
