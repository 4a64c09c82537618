"""One digest a local date at the reader's wall-clock time, wherever and whenever that is."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery import owing
from bot.model.chat import ChatId, Language
from bot.model.schedule import FOREVER, due, local_date, local_minute, next_due, owed_at, quiet_until, wall
from bot.model.subscription import EVERY_DAY, Standing, Subscription

ZONES = (
    "Asia/Shanghai",
    "America/New_York",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "America/Sao_Paulo",
    "Africa/Casablanca",
)
YEAR_START = datetime(2026, 1, 1, tzinfo=UTC)


def reader(zone: str = "Asia/Shanghai", minute: int = 480, **fields: Any) -> Subscription:
    given: dict[str, Any] = {"since": YEAR_START, "standing": Standing.ACTIVE} | fields
    return Subscription(chat_id=ChatId(7), language=Language.ZH, zone=zone, minute=minute, **given)


def moved_on(subscription: Subscription, owed: date | None, now: datetime) -> Subscription:
    last_date, next_due_at = owing.moved_on(subscription, owed, now)
    return replace(subscription, last_date=last_date, next_due_at=next_due_at)


def pushes(subscription: Subscription, start: datetime, end: datetime) -> list[tuple[date, datetime]]:
    """What comes when the bot wakes exactly at each next instant."""
    came = []
    instant = next_due(subscription, start)
    while instant is not None and instant < end:
        owed = due(subscription, instant)
        assert owed is not None, f"woken for nothing at {instant}"
        assert not owed.late
        came.append((owed.local_date, instant))
        subscription = moved_on(subscription, owed.local_date, instant)
        instant = subscription.next_due_at
    return came


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("minute", [0, 30, 105, 150, 480, 1439])
def test_a_whole_year_brings_one_a_local_date_at_the_same_wall_time(zone: str, minute: int) -> None:
    info = ZoneInfo(zone)
    start = datetime(2026, 1, 1, tzinfo=info)
    came = pushes(reader(zone, minute, since=start), start, datetime(2027, 1, 1, tzinfo=info))
    assert [day for day, _ in came] == [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    for day, instant in came:
        wanted = datetime.combine(day, time(minute // 60, minute % 60))
        local = instant.astimezone(info)
        if local.replace(tzinfo=None) != wanted:
            assert not _exists(wanted, info)
            assert timedelta() < local.replace(tzinfo=None) - wanted <= timedelta(hours=1)
            before = (instant - timedelta(minutes=1)).astimezone(info)
            assert before.replace(tzinfo=None) < wanted, "not the first valid minute"
        assert local.fold == 0


@pytest.mark.parametrize(
    ("zone", "year", "day", "minute", "expected"),
    [
        ("America/New_York", 2026, date(2026, 3, 8), 150, "2026-03-08T03:00-04:00"),
        ("America/New_York", 2026, date(2026, 11, 1), 90, "2026-11-01T01:30-04:00"),
        ("Europe/Berlin", 2026, date(2026, 3, 29), 121, "2026-03-29T03:00+02:00"),
        ("Australia/Lord_Howe", 2026, date(2026, 10, 4), 135, "2026-10-04T02:30+11:00"),
        ("Australia/Lord_Howe", 2026, date(2026, 4, 5), 105, "2026-04-05T01:45+11:00"),
        ("America/Sao_Paulo", 2018, date(2018, 11, 4), 0, "2018-11-04T01:00-02:00"),
        ("America/Sao_Paulo", 2018, date(2018, 11, 4), 59, "2018-11-04T01:00-02:00"),
    ],
)
def test_the_skipped_hour_ends_at_its_first_valid_minute_and_the_doubled_counts_once(
    zone: str, year: int, day: date, minute: int, expected: str
) -> None:
    info = ZoneInfo(zone)
    start = datetime(year, day.month, 1, tzinfo=info)
    came = pushes(reader(zone, minute, since=start), start, start + timedelta(days=30))
    on_that_day = [instant for local, instant in came if local == day]
    assert on_that_day == [datetime.fromisoformat(expected)]


def test_samoa_had_no_30_december_2011_and_nothing_is_owed_for_it() -> None:
    info = ZoneInfo("Pacific/Apia")
    start = datetime(2011, 12, 27, tzinfo=info)
    came = pushes(reader("Pacific/Apia", 480, since=start), start, datetime(2012, 1, 3, tzinfo=info))
    assert [day.isoformat()[5:] for day, _ in came] == ["12-27", "12-28", "12-29", "12-31", "01-01", "01-02"]


def test_ten_hours_down_brings_one_late_and_two_days_down_only_the_newest() -> None:
    subscription = reader(last_date=date(2026, 6, 1))
    ten = datetime(2026, 6, 2, 2, tzinfo=UTC)
    owed = due(subscription, ten)
    assert owed is not None
    assert (owed.local_date, owed.late) == (date(2026, 6, 2), True)
    owed = due(subscription, ten + timedelta(days=2))
    assert owed is not None
    assert owed.local_date == date(2026, 6, 4)
    assert due(moved_on(subscription, owed.local_date, ten + timedelta(days=2)), ten + timedelta(days=2)) is None


def test_a_new_time_neither_repeats_nor_loses_today() -> None:
    noon = datetime(2026, 6, 4, 4, tzinfo=UTC)
    had = reader(last_date=date(2026, 6, 4))
    assert next_due(replace(had, minute=1200), noon) == datetime(2026, 6, 5, 12, tzinfo=UTC)
    waiting = reader(minute=1200, last_date=date(2026, 6, 3))
    earlier = replace(waiting, minute=480)
    assert next_due(earlier, noon) == noon
    assert due(earlier, noon) is not None


def test_a_move_across_the_date_line_brings_no_date_twice() -> None:
    had = reader("Pacific/Auckland", last_date=date(2026, 6, 5))
    now = datetime(2026, 6, 4, 21, tzinfo=UTC)  # 5 June 09:00 in Auckland, 4 June 11:00 in Honolulu
    moved = replace(had, zone="Pacific/Honolulu")
    assert due(moved, now) is None
    assert local_date("Pacific/Honolulu", next_due(moved, now) or now) == date(2026, 6, 6)


def test_quiet_hours_across_midnight_hold_the_push_until_they_end() -> None:
    subscription = reader(minute=23 * 60, quiet_from=22 * 60 + 30, quiet_to=7 * 60, last_date=date(2026, 6, 3))
    end = datetime(2026, 6, 4, 23, tzinfo=UTC)  # 5 June 07:00 in Shanghai
    assert owed_at(subscription, date(2026, 6, 4)) == end
    assert due(subscription, end - timedelta(minutes=1)) is None
    owed = due(subscription, end)
    assert owed is not None
    assert (owed.local_date, owed.late) == (date(2026, 6, 4), False)


def test_paused_until_resumed_is_never_due() -> None:
    paused = reader(paused_until=FOREVER, since=FOREVER)
    assert next_due(paused, YEAR_START) is None
    assert due(paused, datetime(2030, 1, 1, tzinfo=UTC)) is None


minutes = st.integers(0, 1439)
days = st.integers(1, EVERY_DAY)
quiet = st.one_of(st.just((None, None)), st.tuples(minutes, minutes))
changes = st.one_of(
    st.fixed_dictionaries({"zone": st.sampled_from(ZONES)}),
    st.fixed_dictionaries({"minute": minutes}),
    st.fixed_dictionaries({"days": days}),
    st.fixed_dictionaries({"quiet": quiet}),
    st.fixed_dictionaries({"pause": st.integers(1, 9)}),
    st.just({"resume": True}),
)
steps = st.lists(st.tuples(st.timedeltas(timedelta(seconds=20), timedelta(hours=30)), st.none() | changes), max_size=60)


@given(st.sampled_from(ZONES), minutes, days, quiet, st.integers(0, 365), steps)
def test_whatever_is_set_whenever_no_date_comes_twice_none_is_lost_and_quiet_is_kept(
    zone: str,
    minute: int,
    on: int,
    hours: tuple[int | None, int | None],
    first: int,
    steps: list[tuple[timedelta, dict[str, Any] | None]],
) -> None:
    now = YEAR_START + timedelta(days=first)
    subscription = reader(zone, minute, days=on, quiet_from=hours[0], quiet_to=hours[1], since=now)
    subscription = replace(subscription, next_due_at=next_due(subscription, now))
    came: list[date] = []
    for passed, change in steps:
        now += passed
        if change is not None:
            subscription = _changed(subscription, change, now)
        awake = subscription.next_due_at is not None and subscription.next_due_at <= now
        owed = due(subscription, now)
        assert awake or owed is None, "something is owed and nobody wakes"
        if not awake:
            continue
        if owed is not None:
            assert quiet_until(subscription, now) is None
            assert subscription.paused_until is None or subscription.paused_until <= now
            assert subscription.days >> owed.local_date.weekday() & 1
            came.append(owed.local_date)
        subscription = moved_on(subscription, owed.local_date if owed else None, now)
        assert subscription.next_due_at is None or subscription.next_due_at > now
        assert due(subscription, now) is None
        assert _newest_owed(subscription, now) <= (subscription.last_date or date.min)
    assert came == sorted(set(came))


def _changed(subscription: Subscription, change: dict[str, Any], now: datetime) -> Subscription:
    match change:
        case {"quiet": (start, end)}:
            after = replace(subscription, quiet_from=start, quiet_to=end)
        case {"pause": int(count)}:
            until = now + timedelta(days=count)
            after = replace(subscription, paused_until=until, since=until)
        case {"resume": _}:
            midnight = wall(subscription.zone, local_date(subscription.zone, now), 0)
            after = replace(subscription, paused_until=None, since=min(subscription.since, midnight))
        case _:
            after = replace(subscription, **change)
    return replace(after, next_due_at=next_due(after, now))


def _newest_owed(subscription: Subscription, now: datetime) -> date:
    """By brute force: the newest date within a week whose instant has come since the subscription began."""
    if quiet_until(subscription, now) or (subscription.paused_until and subscription.paused_until > now):
        return date.min
    today = local_date(subscription.zone, now)
    owed = (
        day
        for day in (today - timedelta(days=back) for back in range(8))
        if subscription.days >> day.weekday() & 1 and subscription.since <= owed_at(subscription, day) <= now
    )
    return next(owed, date.min)


def _exists(naive: datetime, info: ZoneInfo) -> bool:
    return naive.replace(tzinfo=info).astimezone(UTC).astimezone(info).replace(tzinfo=None) == naive


def test_the_minute_of_a_zone_with_quarter_hours() -> None:
    assert local_minute("Asia/Kathmandu", datetime(2026, 6, 4, 2, 15, tzinfo=UTC)) == 480
