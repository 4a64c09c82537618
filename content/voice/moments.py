"""How dates, times of day and lengths of time are said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from content.voice import numbers
from content.voice.units import MONTHS, singular


def _date(found: re.Match[str]) -> Iterator[str]:
    year, month, day = (int(part) for part in found["date"].replace("/", "-").split("-"))
    if not (1 <= month <= 12 and 1 <= day <= 31):
        yield from (numbers.cardinal(part) for part in (year, month, day))
        return
    yield f"{MONTHS[month - 1]} {numbers.ordinal(day)}, {numbers.year(year)}".replace(",", "")


def _day(found: re.Match[str]) -> Iterator[str]:
    yield from (found["month"], numbers.ordinal(int(found["day_number"])))


def _time(found: re.Match[str]) -> Iterator[str]:
    hour, minute, half = int(found["hour"]), int(found["minute"]), found["half"]
    yield numbers.cardinal(hour)
    if minute:
        yield f"oh {numbers.cardinal(minute)}" if minute < 10 else numbers.cardinal(minute)
    elif not half:
        yield "o'clock" if 0 < hour <= 12 else "hundred hours"
    if half:
        yield f"{half[0].upper()} M"


def _clock(found: re.Match[str]) -> Iterator[str]:
    for part, unit in zip(found["clock"].split(":"), ("hours", "minutes", "seconds"), strict=True):
        if number := int(part):
            yield f"{numbers.cardinal(number)} {unit if number > 1 else singular(unit)}"


def _hour(found: re.Match[str]) -> Iterator[str]:
    yield from (numbers.cardinal(int(found["hour_only"])), f"{found['half_only'][0].upper()} M")


SAYING: Mapping[str, Callable[[re.Match[str]], Iterator[str]]] = {
    "date": _date,
    "day_number": _day,
    "clock": _clock,
    "time": _time,
    "at_hour": _hour,
}
"""By the kind of what is written."""
