"""A reader's day of reviewing begins at 04:00 on their clock: the small hours belong to the evening. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.model.schedule import local_date, quiet_until, wall
from bot.model.subscription import Standing, Subscription

DAY_STARTS = 4 * 60
"""Minutes after local midnight."""

REMIND_WITHIN = timedelta(hours=2)
"""A reminder later than this after its time is not sent: the hour was chosen for a reason."""


@dataclass(frozen=True, slots=True)
class ReviewDay:
    """A day of reviewing: from `opens` up to, not including, `closes`."""

    day: date
    opens: datetime
    closes: datetime


def review_day(zone: str, now: datetime) -> ReviewDay:
    """The day of reviewing that `now` lies in."""
    day = local_date(zone, now)
    if now < wall(zone, day, DAY_STARTS):
        day -= timedelta(days=1)
    return ReviewDay(day, wall(zone, day, DAY_STARTS), wall(zone, day + timedelta(days=1), DAY_STARTS))


def next_reminder(subscription: Subscription, minute: int, now: datetime) -> datetime:
    """The first instant after `now` at which it is this minute on the reader's clock."""
    today = local_date(subscription.zone, now)
    instants = (wall(subscription.zone, today + timedelta(days=ahead), minute) for ahead in range(3))
    return next(instant for instant in instants if instant > now)


def reminds_now(subscription: Subscription, minute: int, reminded_on: date | None, now: datetime) -> date | None:
    """The local date that a reminder at `now` is for; None if it must not be sent.

    That is: not delivering, in quiet hours, not within two hours after its time, or sent for that date already.
    """
    paused = subscription.paused_until is not None and subscription.paused_until > now
    if subscription.standing is not Standing.ACTIVE or paused or quiet_until(subscription, now):
        return None
    today = local_date(subscription.zone, now)
    for day in (today, today - timedelta(days=1)):
        instant = wall(subscription.zone, day, minute)
        if instant <= now < instant + REMIND_WITHIN:
            return day if reminded_on is None or reminded_on < day else None
    return None
