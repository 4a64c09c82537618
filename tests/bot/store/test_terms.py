"""The vocabulary: each chat its own, nothing lost that was not taken back."""

from datetime import timedelta

import pytest

from bot.model.chat import ChatId
from bot.model.term import TERMS_PAGE, Term
from bot.store import Store
from tests.kit.clock import START
from tests.kit.made import ONE, OTHER, context, people, save

LATER = START + timedelta(hours=1)


async def all_terms(store: Store, chat_id: ChatId) -> list[str]:
    return [term.headword for term in (await store.terms.page(chat_id, 0))[0]]


async def known(store: Store, chat_id: ChatId, term_id: int) -> Term:
    term = await store.terms.get(chat_id, term_id)
    assert term is not None
    return term


async def test_a_term_is_kept_with_its_meaning_and_sentence(store: Store) -> None:
    await people(store)
    term_id = await save(store, ONE, "Scaling laws", "扩展定律", context(3))
    term = await known(store, ONE, term_id)
    assert (term.headword, term.meaning, term.created_at, term.deleted) == ("Scaling laws", "扩展定律", START, False)
    (met,) = term.contexts
    assert (met.sentence, met.translation, met.position, met.episode_id) == ("Sentence 3.", "第 3 句。", 3, 1)
    assert await store.terms.context(ONE, met.id) == met


@pytest.mark.parametrize("again", ["scaling-laws", "SCALING LAWS", "scaling  laws", "ｓcaling laws"])
async def test_met_again_in_another_place_it_is_one_term_with_two_contexts(store: Store, again: str) -> None:
    await people(store)
    first = await save(store, ONE, "scaling laws", "扩展定律", context(3))
    second = await save(store, ONE, again, "别的说法", context(5, minutes=1))
    assert first == second
    term = await known(store, ONE, first)
    assert (term.headword, term.meaning) == ("scaling laws", "扩展定律")
    assert [met.position for met in term.contexts] == [5, 3]
    assert await store.terms.page(ONE, 0) == ((await newest_only(store, first),), 1)


async def newest_only(store: Store, term_id: int) -> Term:
    term = await known(store, ONE, term_id)
    return Term(term.id, term.key, term.headword, term.meaning, term.created_at, term.contexts[:1])


async def test_saved_twice_in_one_place_it_is_met_once(store: Store) -> None:
    await people(store)
    for _ in range(2):
        term_id = await save(store, ONE, "cache", "缓存", context(3))
    assert len((await known(store, ONE, term_id)).contexts) == 1


async def test_cards_know_what_is_saved_here_and_what_elsewhere(store: Store) -> None:
    await people(store)
    await save(store, ONE, "cache", "缓存", context(3))
    await save(store, ONE, "queue", "队列", context(4))
    asked = ("Cache", "queue", "shard")
    assert await store.owned.saved(ONE, asked, 1, 3) == {"Cache": True, "queue": False}
    assert await store.owned.saved(ONE, asked, 2, 3) == {"Cache": False, "queue": False}
    assert await store.owned.saved(OTHER, asked, 1, 3) == {}
    assert await store.owned.saved(ONE, (), 1, 3) == {}


async def test_taken_back_in_one_place_it_stays_for_the_other(store: Store) -> None:
    await people(store)
    for position in (3, 5):
        term_id = await save(store, ONE, "cache", "缓存", context(position))
    await store.terms.unsave(ONE, "cache", 1, 9, LATER)  # never met there
    await store.terms.unsave(ONE, "cache", 1, 5, LATER)
    assert [met.position for met in (await known(store, ONE, term_id)).contexts] == [3]
    await store.terms.unsave(ONE, "cache", 1, 3, LATER)
    assert await all_terms(store, ONE) == []
    assert (await known(store, ONE, term_id)).deleted


async def test_deleted_it_is_nowhere_and_undo_brings_it_back_as_it_was(store: Store) -> None:
    await people(store)
    term_id = await save(store, ONE, "cache", "缓存", context(3))
    before = await known(store, ONE, term_id)
    await store.terms.delete(ONE, term_id, LATER)
    assert await store.terms.page(ONE, 0) == ((), 0)
    assert await store.owned.saved(ONE, ("cache",), 1, 3) == {}
    assert await store.owned.of_episode(ONE, 1) == {}
    assert await store.terms.restore(ONE, term_id)
    assert await known(store, ONE, term_id) == before


async def test_what_was_deleted_long_ago_is_really_gone(store: Store) -> None:
    await people(store)
    old = await save(store, ONE, "cache", "缓存", context(3))
    new = await save(store, ONE, "queue", "队列", context(3))
    kept = await save(store, ONE, "shard", "分片", context(3))
    met = (await known(store, ONE, old)).contexts[0].id
    await store.terms.delete(ONE, old, START)
    await store.terms.delete(ONE, new, LATER)
    await store.terms.purge(LATER)
    assert await store.terms.get(ONE, old) is None
    assert await store.terms.context(ONE, met) is None
    assert not await store.terms.restore(ONE, old)
    assert await store.terms.restore(ONE, new)
    assert not (await known(store, ONE, kept)).deleted


async def test_saved_anew_after_deleting_it_is_all_there_again(store: Store) -> None:
    await people(store)
    term_id = await save(store, ONE, "cache", "缓存", context(3))
    await store.terms.delete(ONE, term_id, LATER)
    await save(store, ONE, "Cache", "高速缓存", context(5, minutes=90))
    assert (await store.terms.page(ONE, 0))[1] == 1
    term = await known(store, ONE, term_id)
    assert (term.headword, term.meaning, [met.position for met in term.contexts]) == ("cache", "缓存", [5, 3])


async def test_two_chats_with_the_same_ids_never_see_each_others_words(store: Store) -> None:
    await people(store)
    mine = await save(store, ONE, "cache", "缓存", context(3))
    theirs = await save(store, OTHER, "queue", "队列", context(4))
    assert mine == theirs
    met = (await known(store, ONE, mine)).contexts[0].id
    assert (await known(store, OTHER, theirs)).headword == "queue"
    await store.terms.delete(OTHER, theirs, LATER)
    await store.terms.unsave(OTHER, "cache", 1, 3, LATER)
    assert await all_terms(store, ONE) == ["cache"]
    found = await store.terms.context(OTHER, met)
    assert found is not None
    assert found.sentence == "Sentence 4."
    assert await store.terms.get(ChatId(9), mine) is None
    assert await store.terms.context(ChatId(9), met) is None


async def test_ids_are_never_used_twice(store: Store) -> None:
    await people(store)
    first = await save(store, ONE, "cache", "缓存", context(3))
    await store.terms.delete(ONE, first, START)
    await store.terms.purge(LATER)
    assert await save(store, ONE, "cache", "缓存", context(3)) > first


async def test_pages_are_newest_first_and_hold_eight(store: Store) -> None:
    await people(store)
    for number in range(TERMS_PAGE + 2):
        await save(store, ONE, f"word {number}", "词", context(number, minutes=number))
    first, total = await store.terms.page(ONE, 0)
    second, _ = await store.terms.page(ONE, 1)
    assert total == TERMS_PAGE + 2
    assert [term.headword for term in (*first, *second)] == [f"word {n}" for n in reversed(range(TERMS_PAGE + 2))]
    assert await store.terms.page(ONE, 2**31 - 1) == ((), total)


async def test_an_episodes_terms_stand_in_the_order_in_which_they_were_saved(store: Store) -> None:
    await people(store)
    for word, position in (("queue", 5), ("cache", 1), ("Queue", 7)):
        await save(store, ONE, word, "词", context(position))
    await save(store, ONE, "shard", "分片", context(1, episode_id=2))
    assert await store.owned.of_episode(ONE, 1) == {"queue": ("queue", "词"), "cache": ("cache", "词")}
