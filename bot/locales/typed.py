"""What readers type: times of day, hours, dates. Pure; None for what is none of it."""

from __future__ import annotations

import re
from datetime import date

_TIME = r"(?:([01]?\d|2[0-3])(?:[:：.点](?:([0-5]\d)分?)?)?|([01]\d|2[0-3])([0-5]\d))"
_ONE = re.compile(_TIME)
_TWO = re.compile(rf"({_TIME})\s*(?:-|–|—|~|～|到|至|to)\s*({_TIME})")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


def parse_time(text: str) -> int | None:
    """A time of day (8, 8:30, 0830, 8点30分) in minutes after midnight."""
    found = _ONE.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute, short_hour, short_minute = found.groups()
    return int(hour or short_hour) * 60 + int(minute or short_minute or 0)


def parse_hours(text: str) -> tuple[int, int] | None:
    """From one time of day to another (22:30-07:00), both in minutes after midnight."""
    found = _TWO.fullmatch(text.strip())
    if found is None:
        return None
    start, end = parse_time(found[1]), parse_time(found[6])
    return None if start is None or end is None else (start, end)


def parse_date(text: str) -> date | None:
    """A date with its year (2026-12-31, 2026年12月31日)."""
    found = _DATE.fullmatch(text.strip())
    if found is None:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None
