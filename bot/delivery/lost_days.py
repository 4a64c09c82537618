"""The days between a backup and its restoration: nobody knows any more what was sent on them.

What the bot would have sent then is worked out again, hour by hour, and written down as UNKNOWN: it may have arrived.
So nothing of it is pushed, no episode of those days counts as new, and whoever wants their day's digest asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.delivery.owing import take_due
from bot.model.clock import Clock
from bot.model.review_day import next_reminder
from bot.store import Store

AT_MOST = timedelta(days=14)
"""What is older than that is passed over in one step."""

_STEP = timedelta(hours=3)
_AT_ONCE = 500


async def pass_over(store: Store, since: datetime, now: datetime) -> int:
    """Bring the ledger, the subscriptions and the reminders from `since` to `now`; returns how many are in doubt."""
    for instant in _instants(max(since, now - AT_MOST), now):
        while (await take_due(store, _standing_at(instant), _AT_ONCE)).looked_at:
            pass
    await store.arrivals.clear()
    await store.inbox.clear()  # whatever readers did then was handled then
    in_doubt = await store.doubts.restored(now)
    while reminders := await store.review_settings.to_remind(now, _AT_ONCE):
        for due in reminders:
            subscription = await store.subscriptions.get(due.chat_id)
            following = None
            if subscription is not None and due.reminder is not None:
                following = next_reminder(subscription, due.reminder, now)
            await store.review_settings.claim(due, following, None)
    return in_doubt


def _standing_at(instant: datetime) -> Clock:
    return lambda: instant


def _instants(since: datetime, now: datetime) -> Iterator[datetime]:
    while since < now:
        yield since
        since += _STEP
    yield now
