"""Terms saved for themselves, and found again by name, on both databases."""

from datetime import UTC, datetime

from bot.model.chat import ChatId, Language
from bot.model.subscription import Subscription
from bot.store import Store

CHAT, OTHER = ChatId(7), ChatId(8)
NOW = datetime(2026, 6, 4, 8, tzinfo=UTC)


async def known(store: Store, chat_id: ChatId) -> None:
    """Whoever saves has a subscription: it counts the chat's ids."""
    await store.subscriptions.put(Subscription(chat_id, Language.ZH, "Asia/Shanghai", 480, since=NOW))


async def test_a_term_is_saved_without_a_sentence_and_found_by_its_headword(store: Store) -> None:
    await known(store, CHAT)
    await store.terms.save(CHAT, "Black Hole", "黑洞", NOW)
    found = await store.terms.find(CHAT, "black hole")
    assert found is not None
    assert (found.headword, found.meaning, found.contexts) == ("Black Hole", "黑洞", ())
    assert await store.terms.find(OTHER, "black hole") is None
    assert [term.headword for term in (await store.terms.page(CHAT, 0))[0]] == ["Black Hole"]


async def test_a_deleted_term_is_not_found_and_saving_it_again_brings_it_back(store: Store) -> None:
    await known(store, CHAT)
    term_id = await store.terms.save(CHAT, "mouse", "老鼠", NOW)
    await store.terms.delete(CHAT, term_id, NOW)
    assert await store.terms.find(CHAT, "mouse") is None
    assert await store.terms.save(CHAT, "mouse", "鼠标", NOW) == term_id
    found = await store.terms.find(CHAT, "mouse")
    assert found is not None
    assert found.meaning == "老鼠"
