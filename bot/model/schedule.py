"""When is a subscription due, for which local date, and when next. Pure: the instant is an argument.

A local date D is owed at `owed_at(D)`: the reader's wall-clock time on D, moved past the end of quiet hours. A
time that daylight saving skips happens at the first valid minute after it; a time that happens twice counts
once, the first time. Of several dates that have come due, only the newest is owed: a late digest rather than
none, never a pile of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.model.subscription import Standing, Subscription

LATE_AFTER = timedelta(minutes=30)
"""A digest sent later than this after its time says that it is late."""

DAY_MINUTES = 24 * 60
_DAY = timedelta(days=1)

FOREVER = datetime(9999, 1, 1, tzinfo=UTC)
"""The end of a pause that lasts until the reader resumes."""

_KEPT = 1024
"""Wall-clock minutes whose instants are kept: many readers share a zone and a time."""

_LOOK_BACK = 8
"""Days to look back for a date that is owed: a weekly subscription's last one is at most this old."""


@dataclass(frozen=True, slots=True)
class Due:
    """The digest of `local_date` is owed now."""

    local_date: date
    late: bool


@lru_cache(64)
def local_date(zone: str, now: datetime) -> date:
    """The calendar date in `zone` at `now`. Kept for moments: a page of chats is looked at with one `now`."""
    return now.astimezone(ZoneInfo(zone)).date()


def local_minute(zone: str, now: datetime) -> int:
    """Minutes after midnight in `zone` at `now`."""
    local = now.astimezone(ZoneInfo(zone))
    return local.hour * 60 + local.minute


@lru_cache(_KEPT)
def wall(zone: str, day: date, minute: int) -> datetime:
    """The UTC instant of a wall-clock minute: the first of two, or the first valid one after a skipped one.

    PEP 495: with fold=0 an ambiguous time is the earlier one, and a skipped time is read with the offset from
    before the gap, which lands after it by as much as the time lay inside; the gap's end is what we want.
    """
    info = ZoneInfo(zone)
    naive = datetime.combine(day, time(minute // 60, minute % 60))
    instant = naive.replace(tzinfo=info).astimezone(UTC)
    if instant.astimezone(info).replace(tzinfo=None) == naive:
        return instant
    before = naive.replace(tzinfo=info, fold=0).utcoffset() or timedelta()
    after = naive.replace(tzinfo=info, fold=1).utcoffset() or timedelta()
    return _gap_end(info, instant, before - after)


def _gap_end(info: ZoneInfo, instant: datetime, width: timedelta) -> datetime:
    """The first whole minute whose offset is the one after the gap; `instant` lies at most a gap beyond it."""
    low, high = instant - abs(width) - timedelta(minutes=1), instant
    offset = instant.astimezone(info).utcoffset()
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) // 2
        middle = middle.replace(second=0, microsecond=0)
        if middle <= low:
            break
        if middle.astimezone(info).utcoffset() == offset:
            high = middle
        else:
            low = middle
    return high


def quiet_until(subscription: Subscription, now: datetime) -> datetime | None:
    """When the quiet hours that hold at `now` end, or None outside them. Equal ends mean no quiet hours."""
    start, end = subscription.quiet_from, subscription.quiet_to
    if start is None or end is None or start == end:
        return None
    today = local_date(subscription.zone, now)
    for day in (today - timedelta(days=1), today):
        ends_on = day if start < end else day + timedelta(days=1)
        opens, closes = wall(subscription.zone, day, start), wall(subscription.zone, ends_on, end)
        if opens <= now < closes:
            return closes
    return None


def owed_at(subscription: Subscription, day: date) -> datetime:
    """When the digest of a local date is to be sent: its wall-clock time, or the end of quiet hours after it."""
    instant = wall(subscription.zone, day, subscription.minute)
    return quiet_until(subscription, instant) or instant


def delivering(subscription: Subscription, now: datetime) -> bool:
    """Whether the chat gets digests at all at `now`: it is active and not paused. Quiet hours are another matter."""
    if subscription.standing is not Standing.ACTIVE:
        return False
    return subscription.paused_until is None or subscription.paused_until <= now


def due(subscription: Subscription, now: datetime) -> Due | None:
    """The newest local date that is owed at `now` and has no row in the ledger, if there is one."""
    return _due(subscription, subscription.last_date, now)


def _due(subscription: Subscription, last_date: date | None, now: datetime) -> Due | None:
    if not delivering(subscription, now) or quiet_until(subscription, now):
        return None
    today = local_date(subscription.zone, now)
    for back in range(_LOOK_BACK):
        day = today - back * _DAY
        if last_date is not None and day <= last_date:
            return None
        if not _reads_on(subscription, day):
            continue
        instant = owed_at(subscription, day)
        if instant < subscription.since:
            return None
        if instant <= now:
            return Due(day, late=now - instant > LATE_AFTER)
    return None


def next_due(subscription: Subscription, now: datetime) -> datetime | None:
    """The next instant at which something is owed, `now` itself if it already is; None for never."""
    return next_due_after(subscription, subscription.last_date, now)


def next_due_after(subscription: Subscription, last_date: date | None, now: datetime) -> datetime | None:
    """The same for a ledger whose latest row is of another local date than the subscription says."""
    if subscription.standing is not Standing.ACTIVE or not subscription.days or subscription.paused_until == FOREVER:
        return None
    start = max(now, subscription.paused_until or now)
    if _due(subscription, last_date, start):
        return start
    quiet = quiet_until(subscription, start)
    if quiet and _due(subscription, last_date, quiet):
        return quiet
    today = local_date(subscription.zone, start)
    for ahead in range(-1, 2 * _LOOK_BACK):
        day = today + ahead * _DAY
        if (last_date is None or day > last_date) and _reads_on(subscription, day):
            instant = owed_at(subscription, day)
            if instant >= max(start, subscription.since):
                return instant
    return None


def _reads_on(subscription: Subscription, day: date) -> bool:
    """Whether the reader reads on this date."""
    return bool(subscription.days >> day.weekday() & 1) and _has(subscription.zone, day, subscription.minute)


@lru_cache(_KEPT)
def _has(zone: str, day: date, minute: int) -> bool:
    """Whether there is such a minute: Samoa had no 30 December 2011."""
    return local_date(zone, wall(zone, day, minute)) == day
