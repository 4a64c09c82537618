"""A vocabulary goes from one chat to another whole, or not at all."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model.book import Book, Entry
from bot.model.term import Field
from bot.store import Store
from bot.vocabulary.book import document
from tests.kit.books import AT, entry
from tests.kit.clock import START
from tests.kit.made import ONE, OTHER, context, people, review, save


def bare(book: Book) -> Book:
    """Without the ids, which are each chat's own."""
    return document.read(document.write(book))


async def lived_with(store: Store) -> Book:
    """A reviewed, a known, a noted, a deleted term, one met twice in the same words; and one only known."""
    await people(store)
    reviewed = await save(store, ONE, "cache", "缓存", replace(context(1), start=20, url="https://example.org/a"))
    await review(store, ONE, reviewed)
    known = await save(store, ONE, "queue", "队列", context(2, minutes=1))
    await store.terms.set_known(ONE, known, known=True)
    noted = await save(store, ONE, "shard", "", context(3, minutes=2))
    await store.terms.write(ONE, noted, Field.NOTE, "分片 <b>\n🎙️")
    gone = await save(store, ONE, "ledger", "账本", context(4, minutes=3))
    await store.terms.delete(ONE, gone, START)
    await save(store, ONE, "token", "词元", context(5, minutes=4))
    await save(store, ONE, "tokens", "词元", replace(context(5, minutes=5), position=9))
    await store.builders.follow(ONE, "@levie", START)
    await store.builders.follow(ONE, "ada lovelace", START)
    await store.known.set(ONE, "quorum", "法定人数", START, known=True)
    return await store.books.read(ONE)


async def test_terms_contexts_cards_and_reviews_are_the_same_elsewhere(store: Store) -> None:
    book = await lived_with(store)
    assert [entry.term.headword for entry in book.entries] == ["cache", "queue", "shard", "token"]
    assert book.entries[0].reviews
    assert len(book.entries[3].term.contexts) == 2
    for counts in ((4, 0), (0, 0)):
        done = await store.books.add(OTHER, bare(book), START + timedelta(days=1))
        assert (done.added, done.updated) == counts
        assert bare(await store.books.read(OTHER)) == bare(book)
    assert list(await store.builders.followed(OTHER)) == ["@levie", "ada lovelace"]
    assert [word.headword for word in (await store.known.page(OTHER, 0))[0]] == ["quorum"]
    again = await store.books.read(OTHER)
    ids = [one.term.id for one in again.entries] + [c.id for one in again.entries for c in one.term.contexts]
    assert len(set(ids)) == len(ids)
    assert await save(store, OTHER, "fresh", "新", context(6)) > max(ids)


async def test_what_is_known_waits_for_no_review_and_what_was_deleted_comes_back(store: Store) -> None:
    book = await lived_with(store)
    await store.books.add(OTHER, bare(book), START)
    figures = await store.reviews.figures(OTHER)
    assert (figures.terms, figures.known) == (4, 1)
    await store.books.add(ONE, Book((Entry(replace(entry("ledgers").term, meaning="账")),)), START)
    back = await store.terms.find(ONE, "ledger")
    assert back is not None
    assert back.meaning == "账本"


async def test_an_import_that_fails_leaves_nothing(store: Store) -> None:
    await people(store)
    broken = Entry(replace(entry("cache").term, note=None))  # type: ignore[arg-type]  # refused by the database
    with pytest.raises(Exception, match=r"(?i)null"):
        await store.books.add(ONE, Book((entry("queue"), broken)), AT)
    assert await store.books.read(ONE) == Book(())


async def test_a_word_listed_twice_is_one_term(store: Store) -> None:
    await people(store)
    twice = Book((entry("cache", "", ratings=0), entry("Caches", "缓存", ratings=0)))
    done = await store.books.add(ONE, twice, AT)
    assert (done.added, done.updated) == (1, 0)
    (one,) = (await store.books.read(ONE)).entries
    assert (one.term.headword, one.term.meaning) == ("cache", "缓存")


async def test_what_an_import_did_is_taken_back_whole_and_once(store: Store) -> None:
    book = await lived_with(store)
    await save(store, OTHER, "cache", "", context(9))
    await store.builders.follow(OTHER, "@levie", START)
    before = bare(await store.books.read(OTHER))
    done = await store.books.add(OTHER, bare(book), START + timedelta(days=1), message_id=5)
    assert (done.added, done.updated) == (3, 1)
    assert await store.imports.asked_by(OTHER, 5) == done
    assert await store.imports.asked_by(ONE, 5) is None
    assert await store.imports.undo(OTHER, done.id, START + timedelta(days=2))
    assert bare(await store.books.read(OTHER)) == before
    assert not await store.imports.undo(OTHER, done.id, START + timedelta(days=2))
    assert await store.imports.asked_by(OTHER, 5) is None
    assert bare(await store.books.read(ONE)) == bare(book)


async def test_how_to_take_an_import_back_is_kept_for_as_long_as_its_terms_are(store: Store) -> None:
    await people(store)
    done = await store.books.add(ONE, Book((entry("queue"),)), AT, message_id=5)
    await store.imports.purge(AT)
    assert await store.imports.asked_by(ONE, 5) == done
    await store.imports.purge(AT + timedelta(seconds=1))
    assert await store.imports.asked_by(ONE, 5) is None
