"""One row that cannot be read, as a version taken back may leave it, hides itself and nothing else."""

import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.model.chat import ChatId
from bot.model.delivery import Status
from bot.model.review import Rating
from bot.sandbox.world import World
from bot.store import Store, open_store
from tests.kit.clock import START, Clock
from tests.kit.crowd import gather_crowd, ledger, received
from tests.kit.made import ONE, context, people, published, save
from tests.kit.story import Story, episode

CROWD = 60
OPERATOR = 1_000_009


@pytest.fixture
async def own_story(either_url: str, clock: Clock, world: World) -> AsyncIterator[Story]:
    """A story on each database in turn, with an operator."""
    story = Story(either_url, clock, world, settings={"admin_ids": frozenset({OPERATOR})})
    async with story.bot() as running:
        yield running


async def spoil(store: Store, statement: str) -> None:
    async with store.database.single() as connection:
        await connection.execute(statement)


@pytest.mark.parametrize("column", ["language", "mode", "translation", "empty_day", "standing", "last_date"])
async def test_of_sixty_readers_one_unreadable_waits_and_fifty_nine_get_theirs(
    own_story: Story, column: str, caplog: pytest.LogCaptureFixture
) -> None:
    story, operator = own_story, own_story.reader(OPERATOR)
    await gather_crowd(story.store, story.world, CROWD)
    await spoil(story.store, f"UPDATE subscriptions SET {column} = 'tomorrow''s' WHERE chat_id = 1")  # noqa: S608
    with caplog.at_level(logging.ERROR):
        for _ in range(9):
            await story.tick(minutes=10)
    counts = received(story.world)
    del counts[OPERATOR]
    assert counts == {chat: int(chat != 1) for chat in range(1, CROWD + 1)}
    assert len([line for line in caplog.messages if "subscription of chat_id 1 " in line]) == 2
    assert "tomorrow" not in caplog.text
    (told,) = operator.received
    assert told.text.splitlines()[-1] == "1"
    await spoil(story.store, "UPDATE subscriptions SET language = 'zh', mode = 'digest' WHERE chat_id = 1")


async def test_what_the_newer_version_wrote_is_as_it_was_when_that_comes_back(own_story: Story) -> None:
    story = own_story
    await gather_crowd(story.store, story.world, 3)
    await spoil(story.store, "UPDATE subscriptions SET language = 'fr' WHERE chat_id = 1")
    await story.tick()
    await spoil(
        story.store, "UPDATE subscriptions SET language = 'en' WHERE language = 'fr'"
    )  # it knows the value again
    await story.tick(hours=1)
    assert received(story.world)[1] == 1


async def test_a_whole_page_of_unreadable_readers_keeps_nobody_behind_them_waiting(own_story: Story) -> None:
    story = own_story
    await gather_crowd(story.store, story.world, CROWD)
    await spoil(story.store, f"UPDATE subscriptions SET language = 'fr' WHERE chat_id < {CROWD}")  # noqa: S608
    await story.tick()
    assert (await ledger(story.store))[Status.SENT] == {CROWD}


async def test_a_row_that_waits_for_an_unreadable_reader_is_not_taken_for_one_that_may_have_arrived(
    own_story: Story,
) -> None:
    story = own_story
    await gather_crowd(story.store, story.world, 1)
    subscription = await story.store.subscriptions.get(ChatId(1))
    assert subscription is not None
    await story.tick()
    (row,) = await story.store.deliveries.listed(None, None, 5)
    assert await story.store.deliveries.change(row, Status.PENDING, START)
    await spoil(story.store, "UPDATE subscriptions SET language = 'fr'")
    for _ in range(10):
        await story.tick(minutes=1)
    (row,) = await story.store.deliveries.listed(None, None, 5)
    assert row.status is Status.PENDING


async def test_an_unreadable_episode_gives_the_day_to_another(own_story: Story) -> None:
    story = own_story
    await gather_crowd(story.store, story.world, 5)
    await story.publish(episode("Newest"), episode("Second", day=None))
    await spoil(story.store, "UPDATE episodes SET kind = 'film' WHERE title = 'Newest'")
    await story.tick()
    assert set(received(story.world).values()) == {1}
    assert {chat.last.text.splitlines()[1] for chat in story.world.readers.values() if chat.received} == {"Second"}


async def test_an_unreadable_term_sentence_or_card_leaves_the_others_in_every_list(store: Store) -> None:
    await people(store)
    await published(store, "One")
    ids = [await save(store, ONE, word, "义", context(n)) for n, word in enumerate(("cache", "quorum", "shard"))]
    await spoil(store, f"UPDATE contexts SET date = 'never' WHERE term_id = {ids[0]}")  # noqa: S608
    await spoil(store, f"UPDATE cards SET state = 'dreaming' WHERE term_id = {ids[1]}")  # noqa: S608
    terms, total = await store.terms.page(ONE, 0)
    assert (len(terms), total) == (3, 3)
    assert len((await store.terms.search(ONE, "a"))[0]) == 2
    book = await store.books.read(ONE)
    assert len(book.entries) == 3
    assert [entry.card is not None for entry in book.entries] == [True, False, True]
    found = await store.terms.get(ONE, ids[0])
    assert found is not None
    assert found.contexts == ()


@pytest.mark.parametrize(
    "memory",
    [
        "state = 'dreaming'",
        "state = 'review', stability = NULL",
        "state = 'relearning', stability = 1, difficulty = 5, step = NULL",
    ],
)
async def test_a_review_goes_on_past_a_card_that_cannot_be_read(own_story: Story, memory: str) -> None:
    story, reader = own_story, own_story.reader(ONE)
    await story.publish(episode())
    await story.begins(reader)
    await story.taps(reader, "▶ 开始阅读")
    for _ in range(3):
        await story.taps(reader, "①")
        await story.taps(reader, "下一段 ▶")
    await story.writes(reader, "/review")
    await spoil(story.store, f"UPDATE cards SET {memory} WHERE term_id = (SELECT MIN(term_id) FROM cards)")  # noqa: S608
    await story.writes(reader, "/review")
    given: list[Any] = []
    while len(given) < 5 and "看答案" in str(reader.last.labels):
        await story.taps(reader, "看答案")
        await story.taps(reader, "🙂")
        session = await story.store.reviews.session(ONE)
        assert session is not None
        given = list(await story.store.reviews.of_session(ONE, session.id))
    assert {review.rating for review in given} == {Rating.GOOD}
    assert len({review.before.term_id for review in given}) == len(given) >= 2


@pytest.mark.parametrize("statement", ["kind = 'film'", "digests = 'x'", "digests = '{}x'", "date = '9999'"])
async def test_an_unreadable_episode_leaves_the_others_in_the_archive(either_url: str, statement: str) -> None:
    async with open_store(either_url) as store:
        await published(store, "One", "Two", "Three")
        await spoil(store, f"UPDATE episodes SET {statement} WHERE title = 'Two'")  # noqa: S608
        (one, *_) = [each for each in [await store.episodes.get(1)] if each]
        assert one.together is not None
        assert {piece.listing.title for piece in await store.issues.pieces(one.together, ONE)} == {"One", "Three"}
