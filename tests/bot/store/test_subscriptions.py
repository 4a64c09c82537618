"""Subscriptions as they were stored."""

from datetime import date, timedelta

from bot.model.chat import ChatId, Language
from bot.model.known import ReaderLevel
from bot.model.subscription import EmptyDay, Lead, Mode, Standing, Translation
from bot.store import Store
from tests.kit.clock import START
from tests.kit.made import ONE, OTHER, subscription

FULL = {
    "language": Language.EN,
    "zone": "America/Argentina/ComodRivadavia",
    "minute": 1439,
    "days": 0b0011111,
    "digest_size": 12,
    "translation": Translation.CHINESE,
    "mode": Mode.SERIAL,
    "empty_day": EmptyDay.NOTHING,
    "lead": Lead.BLOG,
    "level": ReaderLevel.IELTS,
    "silent": True,
    "quiet_from": 1320,
    "quiet_to": 0,
    "standing": Standing.ACTIVE,
    "paused_until": START + timedelta(days=3),
    "last_date": date(2026, 6, 4),
    "next_due_at": START + timedelta(days=1, milliseconds=1),
}


async def test_a_subscription_comes_back_as_it_was_put(store: Store) -> None:
    assert await store.subscriptions.get(ONE) is None
    full = subscription(ChatId(-1001234567890123), **FULL)
    for wanted in (full, subscription(ONE)):
        await store.subscriptions.put(wanted)
        assert await store.subscriptions.get(wanted.chat_id) == wanted


async def test_the_latest_date_that_was_owed_never_goes_back(store: Store) -> None:
    await store.subscriptions.put(subscription(last_date=date(2026, 6, 5)))
    await store.subscriptions.put(subscription(last_date=date(2026, 6, 4), minute=1))
    await store.subscriptions.put(subscription(last_date=None, minute=2))
    found = await store.subscriptions.get(ONE)
    assert found is not None
    assert (found.last_date, found.minute) == (date(2026, 6, 5), 2)


async def test_who_is_due_is_asked_longest_waiting_first(store: Store) -> None:
    never, late, sooner, ahead = (ChatId(n) for n in (1, 2, 3, 4))
    await store.subscriptions.put(subscription(never))
    for chat_id, hours in ((late, -1), (sooner, -2), (ahead, 1)):
        await store.subscriptions.put(subscription(chat_id, next_due_at=START + timedelta(hours=hours)))
    assert [found.chat_id for found in await store.subscriptions.due(START, 10)] == [sooner, late]
    assert [found.chat_id for found in await store.subscriptions.due(START, 1)] == [sooner]


async def test_chats_are_counted_by_standing(store: Store) -> None:
    await store.subscriptions.put(subscription(ONE, standing=Standing.ACTIVE))
    await store.subscriptions.put(subscription(OTHER))
    assert await store.subscriptions.standings() == {Standing.ACTIVE: 1, Standing.STOPPED: 1}
