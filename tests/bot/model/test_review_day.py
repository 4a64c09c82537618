"""A day of reviewing begins at 04:00 on the reader's clock, also where clocks change."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.chat import ChatId, Language
from bot.model.review_day import next_reminder, reminds_now, review_day
from bot.model.schedule import local_minute
from bot.model.subscription import Standing, Subscription

ZONES = ["Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "Europe/Berlin", "Pacific/Apia", "UTC"]
instants = st.integers(946_684_800, 2_050_000_000).map(lambda second: datetime.fromtimestamp(second, UTC))
NOW = datetime(2026, 6, 4, 13, 0, tzinfo=UTC)


def subscribed(**fields: object) -> Subscription:
    given = {"standing": Standing.ACTIVE, **fields}
    return Subscription(ChatId(7), Language.ZH, "Asia/Shanghai", 480, NOW, **given)  # type: ignore[arg-type]


def test_what_is_done_after_midnight_belongs_to_the_evening() -> None:
    def day(hour: int, minute: int) -> date:
        local = datetime(2026, 6, 4, hour, minute, tzinfo=UTC) - timedelta(hours=8)
        return review_day("Asia/Shanghai", local).day

    assert day(3, 59) == date(2026, 6, 3)
    assert day(4, 0) == date(2026, 6, 4)
    assert day(23, 59) == date(2026, 6, 4)


@given(st.sampled_from(ZONES), instants)
def test_every_instant_lies_in_exactly_one_day_and_days_follow_each_other(zone: str, now: datetime) -> None:
    today = review_day(zone, now)
    assert today.opens <= now < today.closes
    following = review_day(zone, today.closes)
    assert following.opens == today.closes
    assert timedelta(hours=22) <= today.closes - today.opens <= timedelta(hours=26) or zone == "Pacific/Apia"


@given(st.sampled_from(ZONES), st.integers(0, 1439), instants)
def test_the_next_reminder_is_within_a_day_or_so_and_at_its_minute(zone: str, minute: int, now: datetime) -> None:
    reader = Subscription(ChatId(7), Language.ZH, zone, 480, now)
    instant = next_reminder(reader, minute, now)
    assert now < instant <= now + timedelta(hours=50)
    assert abs(local_minute(zone, instant) - minute) <= 60, "moved only where daylight saving skips the minute"


@pytest.mark.parametrize(
    ("fields", "reminded_on", "late", "expected"),
    [
        ({}, None, 0, date(2026, 6, 4)),
        ({}, None, 119, date(2026, 6, 4)),
        ({}, None, 120, None),
        ({}, date(2026, 6, 4), 5, None),
        ({"quiet_from": 20 * 60, "quiet_to": 22 * 60}, None, 0, None),
        ({"standing": Standing.STOPPED}, None, 0, None),
        ({"standing": Standing.GONE}, None, 0, None),
        ({"paused_until": NOW + timedelta(days=3)}, None, 0, None),
    ],
)
def test_a_reminder_comes_once_in_its_hour_and_not_where_it_would_disturb(
    fields: dict[str, object], reminded_on: date | None, late: int, expected: date | None
) -> None:
    now = NOW + timedelta(minutes=late)
    assert reminds_now(subscribed(**fields), 21 * 60, reminded_on, now) == expected
