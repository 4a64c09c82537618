"""Rows made for the tests of the store."""

from datetime import timedelta
from typing import Any

from bot.model.chat import ChatId, Language
from bot.model.memory import rate
from bot.model.reading import Listing
from bot.model.review import Rating, Review, ReviewSettings
from bot.model.subscription import Subscription
from bot.model.term import Context
from bot.store import Store
from tests.kit.clock import START
from tests.kit.story import episode, library

ONE, OTHER = ChatId(7), ChatId(8)


def subscription(chat_id: ChatId = ONE, **fields: Any) -> Subscription:
    """As a new reader in Shanghai has it."""
    given: dict[str, Any] = {"language": Language.ZH, "zone": "Asia/Shanghai", "minute": 480, "since": START}
    return Subscription(chat_id=chat_id, **(given | fields))


def context(position: int = 0, *, episode_id: int | None = 1, minutes: int = 0) -> Context:
    """A place where a term was met."""
    return Context(
        id=0,
        term_id=0,
        episode_id=episode_id,
        position=position,
        sentence=f"Sentence {position}.",
        translation=f"第 {position} 句。",
        show="The Test Bench",
        date=START.date(),
        created_at=START + timedelta(minutes=minutes),
    )


async def people(store: Store, *chats: ChatId) -> None:
    """Chats that have spoken to the bot; ids of terms are counted in their rows."""
    for chat_id in chats or (ONE, OTHER):
        await store.subscriptions.put(subscription(chat_id))


async def published(store: Store, *titles: str) -> tuple[int, ...]:
    """Serve episodes of these titles; returns their ids."""
    await store.episodes.sync(library(*(episode(title) for title in titles)))
    ids = {listing.title: listing.id for listing in await served(store)}
    return tuple(ids[title] for title in titles)


async def served(store: Store) -> tuple[Listing, ...]:
    """Every episode that can be read, in the order in which they came."""
    found = [await store.episodes.by_key(key) for key in await store.episodes.hashes()]
    return tuple(sorted((each for each in found if each is not None), key=lambda listing: listing.id))


async def save(store: Store, chat_id: ChatId, headword: str, meaning: str, met: Context) -> int:
    """Save a term when it was met there."""
    return await store.terms.save(chat_id, headword, meaning, met.created_at, met)


async def review(store: Store, chat_id: ChatId, term_id: int) -> None:
    """Begin a review of the chat's, rate a term once, and have settings of its own."""
    day = (START - timedelta(hours=4), START + timedelta(hours=20))
    session = await store.reviews.begin(chat_id, START.date(), START, *day, (10, 40))
    card = await store.reviews.card(chat_id, term_id)
    assert session is not None
    assert card is not None
    rated = rate(card, Rating.GOOD, START)
    past = Review(0, session.id, 0, Rating.GOOD, rated.reviewed_at, card)
    assert await store.reviews.grade(chat_id, session, past, rated.after, again=False)
    await store.review_settings.put(ReviewSettings(chat_id))
