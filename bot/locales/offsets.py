"""Zones told by their distance from Greenwich: UTC+8, GMT-3:30, 东八区."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from bot.locales.typed import number

_OFFSET = re.compile(r"(?:utc|gmt)?_?(?P<sign>[+-])_?(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?")
_DISTRICT = re.compile(r"(?P<side>[东西])(?P<hours>\d{1,2}|[一二三四五六七八九十]{1,2})(?:时)?区")


def by_offset(wanted: str, among: Iterable[str]) -> tuple[str, ...]:
    """The zones of a distance: a city's `among` these, and the bare distance where that city has summers."""
    if said := _OFFSET.fullmatch(wanted):
        sign, hours, minutes = said["sign"], int(said["hours"]), int(said["minutes"] or 0)
    elif said := _DISTRICT.fullmatch(wanted):
        sign, hours, minutes = "+" if said["side"] == "东" else "-", number(said["hours"]), 0
    else:
        return ()
    away = (1 if sign == "+" else -1) * timedelta(hours=hours, minutes=minutes)
    for zone in among:
        winter, summer = sorted(_offset(zone, month) for month in (1, 7))
        if winter == away:
            return (zone,) if winter == summer else (zone, *_bare(sign, hours, minutes))
    return _bare(sign, hours, minutes)


def _offset(zone: str, month: int) -> timedelta:
    return datetime(2026, month, 1, tzinfo=ZoneInfo(zone)).utcoffset() or timedelta()


def _bare(sign: str, hours: int, minutes: int) -> tuple[str, ...]:
    """The zone that is only an offset; the database has the signs the other way round, and whole hours alone."""
    zone = f"Etc/GMT{'-' if sign == '+' else '+'}{hours}"
    return (zone,) if not minutes and zone in available_timezones() else ()
