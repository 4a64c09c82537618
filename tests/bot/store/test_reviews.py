"""Cards, sessions and ratings on both databases."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.model.chat import ChatId, Language
from bot.model.memory import rate
from bot.model.review import Card, Rating, Review, ReviewSettings, Session, Waiting
from bot.model.subscription import Subscription
from bot.model.term import Context, Field, Sort
from bot.store import Store
from tests.bot.model.test_memory import SEQUENCE

CHAT = ChatId(7)
NOW = datetime(2026, 6, 4, tzinfo=UTC)
OPENS, CLOSES = NOW - timedelta(hours=4), NOW + timedelta(hours=20)
CAPS = (10, 40)


async def subscribe(store: Store, chat_id: ChatId = CHAT) -> None:
    await store.subscriptions.put(Subscription(chat_id, Language.ZH, "Asia/Shanghai", 480, NOW))


async def saved(store: Store, *headwords: str, chat_id: ChatId = CHAT, now: datetime = NOW) -> list[int]:
    await subscribe(store, chat_id)
    return [await store.terms.save(chat_id, headword, f"{headword} 的意思", now) for headword in headwords]


async def begin(store: Store, now: datetime = NOW, caps: tuple[int, int] = CAPS) -> Session:
    session = await store.reviews.begin(
        CHAT, now.date(), now, now - timedelta(hours=4), now + timedelta(hours=20), caps
    )
    assert session is not None
    return session


async def graded(store: Store, session: Session, rating: Rating, now: datetime) -> tuple[Session, Card]:
    """Rate the next card; returns the session after it."""
    place, term = (await store.reviews.left(CHAT, session, now))[0]
    card = await store.reviews.card(CHAT, term)
    assert card is not None
    rated = rate(card, rating, now)
    review = Review(0, session.id, place, rating, rated.reviewed_at, card)
    assert await store.reviews.grade(CHAT, session, review, rated.after, again=rating is Rating.AGAIN)
    after = await store.reviews.session(CHAT)
    assert after is not None
    return after, rated.after


async def rows(store: Store, table: str) -> list[dict[str, Any]]:
    """A table as the database has it, reals as their exact bits."""
    async with store.database.single() as connection:
        query = "SELECT * FROM " + table + " ORDER BY 1, 2"  # noqa: S608  # the names of tables stand in this file
        if store.database.dialect == "sqlite":
            async with connection.execute(query) as cursor:
                found = [dict(row) async for row in cursor]
        else:
            found = [dict(row) for row in await connection.fetch(query)]
    return [{k: v.hex() if isinstance(v, float) else v for k, v in row.items()} for row in found]


async def test_a_golden_sequence_is_stored_and_read_back_and_each_undo_restores_the_row_to_the_bit(
    store: Store,
) -> None:
    (term,) = await saved(store, "compute")
    now, history = NOW, []
    for rating, passed in SEQUENCE:
        now += passed
        history.append(await rows(store, "cards"))
        session, after = await graded(store, await begin(store, now), rating, now)
        assert await store.reviews.card(CHAT, term) == after
        (last,) = await store.reviews.of_session(CHAT, session.id)
        assert await store.reviews.undo(CHAT, session, last)
        assert await rows(store, "cards") == history[-1]
        reopened = await store.reviews.session(CHAT)
        assert reopened is not None
        assert await store.reviews.left(CHAT, reopened, now) == ((0, term),)
        await graded(store, reopened, rating, now)
    reviews = await store.reviews.of_term(CHAT, term)
    assert [review.rating for review in reviews] == [rating for rating, _ in SEQUENCE]


async def test_a_rating_of_an_earlier_turn_changes_nothing(store: Store) -> None:
    await saved(store, "one", "two")
    first = await begin(store)
    second, _ = await graded(store, first, Rating.GOOD, NOW)
    before = await rows(store, "cards"), await rows(store, "reviews"), await rows(store, "sessions")
    card = await store.reviews.card(CHAT, first.queue[0])
    assert card is not None
    rated = rate(card, Rating.AGAIN, NOW)
    late = Review(0, first.id, 0, Rating.AGAIN, NOW, card)
    assert not await store.reviews.grade(CHAT, first, late, rated.after, again=True)
    assert (await rows(store, "cards"), await rows(store, "reviews"), await rows(store, "sessions")) == before
    (last,) = await store.reviews.of_session(CHAT, second.id)
    assert not await store.reviews.undo(CHAT, first, last)
    assert await store.reviews.undo(CHAT, second, last)
    assert not await store.reviews.grade(CHAT, first, late, rated.after, again=True), "a tap from before the undo"


async def test_the_caps_of_a_day_count_what_was_done_in_it_and_the_overdue_come_least_remembered_first(
    store: Store,
) -> None:
    terms = await saved(store, *[f"word{n}" for n in range(6)])
    session = await begin(store, caps=(4, 40))
    assert session.queue == tuple(terms[:4])
    session, _ = await graded(store, session, Rating.EASY, NOW)
    for rating in (Rating.GOOD, Rating.HARD, Rating.AGAIN):
        session, _ = await graded(store, session, rating, NOW)
    assert session.queue[-1] == terms[3], "forgotten: once more at the end"
    assert await store.reviews.waiting(CHAT, NOW, OPENS, CLOSES, (4, 40)) == Waiting(due=2, new=0)
    later = NOW + timedelta(days=30)
    day = (later - timedelta(hours=4), later + timedelta(hours=20))
    assert await store.reviews.waiting(CHAT, later, *day, (4, 3)) == Waiting(due=3, new=2, overdue=1)
    returning = await begin(store, later, caps=(4, 3))
    assert returning.queue == (terms[3], terms[2], terms[1], terms[4], terms[5])


async def test_known_deleted_and_put_off_terms_are_passed_over_and_come_back_with_their_memory(store: Store) -> None:
    known, deleted, hidden, left = await saved(store, "known", "deleted", "hidden", "left")
    session = await begin(store)
    await store.terms.set_known(CHAT, known, known=True)
    await store.terms.delete(CHAT, deleted, NOW)
    await store.reviews.hide(CHAT, hidden, NOW + timedelta(days=1))
    assert await store.reviews.left(CHAT, session, NOW) == ((3, left),)
    assert await store.reviews.waiting(CHAT, NOW, OPENS, CLOSES, CAPS) == Waiting(0, 1)
    await store.terms.set_known(CHAT, known, known=False)
    await store.terms.restore(CHAT, deleted)
    tomorrow = NOW + timedelta(days=1)
    assert len(await store.reviews.left(CHAT, session, tomorrow)) == 4


async def test_a_term_and_its_card_are_saved_together_and_deleting_keeps_the_memory(store: Store) -> None:
    (term,) = await saved(store, "compute")
    _, after = await graded(store, await begin(store), Rating.GOOD, NOW)
    await store.terms.delete(CHAT, term, NOW)
    assert await store.terms.save(CHAT, "Compute", "算力", NOW) == term
    assert await store.reviews.card(CHAT, term) == after
    await store.terms.delete(CHAT, term, NOW)
    await store.terms.purge(NOW + timedelta(days=1))
    assert await rows(store, "cards") == []
    assert await rows(store, "reviews") == []


async def test_a_meaning_and_a_note_are_written_and_a_term_saved_without_a_meaning_takes_the_first_one(
    store: Store,
) -> None:
    await subscribe(store)
    term = await store.terms.save(CHAT, "compute", "", NOW)
    await store.terms.save(CHAT, "compute", "算力", NOW)
    assert await store.terms.write(CHAT, term, Field.NOTE, "名词")
    found = await store.terms.get(CHAT, term)
    assert found is not None
    assert (found.meaning, found.note) == ("算力", "名词")
    await store.terms.save(CHAT, "compute", "计算", NOW)
    assert await store.terms.write(CHAT, term, Field.MEANING, "算力资源")
    assert not await store.terms.write(ChatId(8), term, Field.MEANING, "别人的")
    found = await store.terms.get(CHAT, term)
    assert found is not None
    assert found.meaning == "算力资源"


@pytest.mark.parametrize("text", ["100%", "snake_case", "back\\slash", "it's"])
async def test_search_takes_every_character_literally(store: Store, text: str) -> None:
    await saved(store, "plain", "snakeXcase", f"a {text} b")
    terms, hits = await store.terms.search(CHAT, text)
    assert [term.headword for term in terms] == [f"a {text} b"]
    assert hits == 1


async def test_the_vocabulary_is_sorted_by_age_by_name_and_by_when_it_is_due(store: Store) -> None:
    await saved(store, "beta", now=NOW)
    (alpha,) = await saved(store, "alpha", now=NOW + timedelta(minutes=1))
    await saved(store, "gamma", now=NOW + timedelta(minutes=2))
    await store.terms.set_known(CHAT, alpha, known=True)
    order = {}
    for sort in Sort:
        terms, total = await store.terms.page(CHAT, 0, sort)
        order[sort] = [term.headword for term in terms]
        assert total == 3
    assert order == {
        Sort.NEWEST: ["gamma", "alpha", "beta"],
        Sort.DUE: ["beta", "gamma", "alpha"],
        Sort.NAME: ["alpha", "beta", "gamma"],
    }


async def test_a_context_keeps_the_second_and_the_address_of_its_video(store: Store) -> None:
    await subscribe(store)
    context = Context(
        0,
        0,
        None,
        3,
        "We need compute.",
        "我们需要算力。",
        "The Show",
        date(2026, 6, 4),
        NOW,
        151,
        "https://youtu.be/x",
    )
    term = await store.terms.save(CHAT, "compute", "算力", NOW, context)
    found = await store.terms.get(CHAT, term)
    assert found is not None
    assert (found.contexts[0].start, found.contexts[0].url) == (151, "https://youtu.be/x")
    assert await store.owned.met(CHAT, {"compute", "other"}) == {"compute": ("compute", False)}
    assert await store.owned.met(ChatId(8), {"compute"}) == {}


async def test_of_ratings_at_the_same_moment_one_counts(store: Store) -> None:
    await saved(store, "one")
    session = await begin(store)
    card = await store.reviews.card(CHAT, session.queue[0])
    assert card is not None
    rated = rate(card, Rating.GOOD, NOW)
    review = Review(0, session.id, 0, Rating.GOOD, NOW, card)
    tries = [store.reviews.grade(CHAT, session, review, rated.after, again=False) for _ in range(5)]
    assert sorted(await asyncio.gather(*tries)) == [False] * 4 + [True]
    assert len(await rows(store, "reviews")) == 1


async def test_a_chat_moves_with_its_memory_and_is_forgotten_with_it(store: Store) -> None:
    (term,) = await saved(store, "one")
    context = Context(0, 0, None, 0, "One.", "一。", "The Show", None, NOW)
    await store.terms.save(CHAT, "one", "", NOW, context)
    await graded(store, await begin(store), Rating.GOOD, NOW)
    await store.prompts.ask_of_term(CHAT, 5, term, Field.NOTE, NOW)
    await store.review_settings.put(ReviewSettings(CHAT, four_grades=True))
    tables = ("terms", "contexts", "cards", "reviews", "prompts", "sessions", "review_settings")
    before = {table: await rows(store, table) for table in tables}
    assert all(before.values())
    moved = ChatId(-1007)
    await store.chats.move(CHAT, moved)
    for table in tables:
        assert await rows(store, table) == [{**row, "chat_id": moved} for row in before[table]]
    await store.chats.forget(moved, NOW)
    assert not any([await rows(store, table) for table in tables])
