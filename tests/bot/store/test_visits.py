"""What the page has in the store, on both databases."""

from datetime import date, timedelta

from bot.model.chat import ChatId
from bot.model.reading import Place
from bot.model.visit import AT_ONCE, LASTS, Visit
from bot.store import Store
from bot.store.sent_once import STALE_AFTER, Answered
from tests.kit.clock import START
from tests.kit.made import context, people, published, save
from tests.kit.story import episode, library

ADA, BOB = ChatId(7), ChatId(8)


async def test_a_visit_is_of_its_reader_alone_and_the_oldest_of_many_ends(store: Store) -> None:
    for minute in range(AT_ONCE + 1):
        began = START + timedelta(minutes=minute)
        await store.visits.begin(Visit(ADA, began, began + LASTS), f"hash {minute}")
    assert await store.visits.get(ADA, "hash 0") is None
    assert await store.visits.get(BOB, "hash 1") is None
    later = START + timedelta(hours=5)
    await store.visits.prolong(ADA, "hash 1", later)
    await store.visits.expire(later - timedelta(minutes=1))
    assert await store.visits.get(ADA, "hash 2") is None
    assert (await store.visits.get(ADA, "hash 1")) == Visit(ADA, START + timedelta(minutes=1), later)


async def test_a_key_is_the_first_ones_until_it_was_cut_off(store: Store) -> None:
    sent = store.sent_once
    assert await sent.claim(ADA, "a", START) is None
    assert await sent.claim(ADA, "a", START + STALE_AFTER) == Answered(0, "")
    assert await sent.claim(ADA, "a", START + STALE_AFTER + timedelta(seconds=1)) is None, "it was cut off"
    await sent.settle(ADA, "a", Answered(200, "{}"))
    assert await sent.claim(ADA, "a", START + timedelta(days=1)) == Answered(200, "{}")
    assert await sent.claim(BOB, "a", START) is None
    await sent.give_up(BOB, "a")
    assert await sent.claim(BOB, "a", START) is None
    await sent.expire(START + timedelta(days=2))
    assert await sent.claim(ADA, "a", START) is None


async def test_texts_are_searched_whatever_stands_in_what_is_searched_for(store: Store) -> None:
    await published(store, "One")
    today = date(2026, 6, 4)
    (title,) = await store.searching.titles("one", today, 5)
    assert title.title == "One"
    assert (await store.searching.texts("THIS IS PART 3", today, 5))[0].position == 3
    found = await store.searching.texts("再动手改", today, 2)
    assert [(each.position, each.chinese) for each in found] == [(0, True), (1, True)]
    for nothing in ("100%", "_", "\\", '"', "'", "glosses", "Speaker"):
        assert not await store.searching.texts(nothing, today, 5), nothing


async def test_terms_that_stand_in_an_episode_come_with_where_they_were_saved(store: Store) -> None:
    (one,) = await published(store, "One")
    await people(store, ADA)
    await save(store, ADA, "cache", "缓存", context(3, episode_id=one))
    await save(store, ADA, "cache", "缓存", context(5, episode_id=one))
    await save(store, ADA, "latency", "延迟", context(1, episode_id=one))
    found = {each.headword: each.here for each in await store.owned.standing(ADA, {"cache", "queue"}, one)}
    assert found == {"cache": (3, 5), "latency": (1,)}
    assert await store.owned.keys(ADA) == {"cache", "latency"}


async def test_a_version_is_another_after_each_thing_that_may_have_changed(store: Store) -> None:
    (one,) = await published(store, "One")
    await people(store, ADA)
    seen = [(await store.progress.version(ADA, one))[0]]
    assert (await store.progress.version(ADA, one))[0] == seen[0]
    await store.progress.reached(ADA, Place(one, 8, 3), START)
    version, place = await store.progress.version(ADA, one)
    assert place == Place(one, 8, 3)
    seen.append(version)
    await save(store, ADA, "cache", "缓存", context(3, episode_id=one))
    seen.append((await store.progress.version(ADA, one))[0])
    await store.known.set(ADA, "cache", "", START, known=True)
    seen.append((await store.progress.version(ADA, one))[0])
    assert len(set(seen)) == 4


async def test_days_come_with_their_lead_and_evergreen_pieces_by_themselves(store: Store) -> None:
    day = date(2026, 6, 4)
    long, short, ever = episode("Long", day=day), episode("Short", day=day, length=6), episode("Ever", day=None)
    await store.episodes.sync(library(long, short, ever))
    await people(store, ADA)
    (led,) = await store.issues.leads(ADA, date(2026, 6, 5), 5)
    assert (led.day, led.lead.title, led.pieces, led.read) == (day, "Long", 2, False)
    await store.progress.reached(ADA, Place(led.lead.id, 0, 11), START)
    assert [each.read for each in await store.issues.leads(ADA, date(2026, 6, 5), 5)] == [True]
    assert await store.issues.leads(ADA, day, 5) == ()
    assert [piece.listing.title for piece in await store.issues.evergreen(ADA)] == ["Ever"]
    assert await store.episodes.hash_of(led.lead.id) == repr(long)


async def test_the_store_says_when_a_chat_was_forgotten(store: Store) -> None:
    await people(store, ADA, BOB)
    assert await store.forgotten.when(ADA) is None
    await store.chats.forget(ADA, START)
    assert (await store.forgotten.when(ADA), await store.forgotten.when(BOB)) == (START, None)
