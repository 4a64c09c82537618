"""What readers type: times of day, hours, dates. Pure; None for what is none of it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from enum import Enum, auto

_NUMBER = r"(?:\d{1,2}|[零〇一二两三四五六七八九十]{1,3})"
_MORNING = "凌晨|清晨|早晨|早上|上午|早|am|a\\.m\\.?"
_NOON = "中午|noon"
_AFTERNOON = "下午|傍晚|pm|p\\.m\\.?"
_NIGHT = "今晚|晚上|夜里|半夜|晚"
_HALF = f"{_MORNING}|{_NOON}|{_AFTERNOON}|{_NIGHT}"
_MINUTE = rf"(?P<half>半)|(?P<quarters>[一三])刻|(?P<minute>{_NUMBER})分?"
_TIME = re.compile(
    rf"(?:每天|at )?\s*(?P<before>{_HALF})?\s*"
    rf"(?:(?P<digits>\d{{3,4}})|(?P<hour>{_NUMBER})(?:\s*[:.]\s*(?P<exact>\d\d)|\s*[点时]\s*(?:{_MINUTE}|整|钟)?)?)"
    rf"\s*(?P<after>{_HALF})?"
)
_BETWEEN = re.compile(r"\s*(?:-|–|—|~|到|至|\bto\b)\s*")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_DAY = 24 * 60


class _Half(Enum):
    """Which half of the day a time was said to be in."""

    MORNING = auto()
    NOON = auto()
    AFTERNOON = auto()
    NIGHT = auto()


def parse_time(text: str) -> int | None:
    """A time of day (8, 8:30, 730, 0830, 7点半, 早上八点, 8am, 晚上9:15) in minutes after midnight."""
    found = _TIME.fullmatch(unicodedata.normalize("NFKC", text).strip().casefold())
    if found is None:
        return None
    if digits := found["digits"]:
        hour, minute = int(digits[:-2]), int(digits[-2:])
    else:
        hour = _number(found["hour"])
        minutes = _number(found["exact"] or found["minute"] or "零")
        minute = 30 if found["half"] else 15 * _number(found["quarters"] or "零") or minutes
    if found["before"] and found["after"]:
        return None
    return _minutes(hour, minute, _half(found["before"] or found["after"]))


def parse_hours(text: str) -> tuple[int, int] | None:
    """From one time of day to another (22:30-07:00, 晚上十点到早上七点), both in minutes after midnight."""
    parts = _BETWEEN.split(unicodedata.normalize("NFKC", text).strip().casefold())
    if len(parts) != 2:
        return None
    start, end = map(parse_time, parts)
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


def _half(said: str | None) -> _Half | None:
    if said is None:
        return None
    words = {_MORNING: _Half.MORNING, _NOON: _Half.NOON, _AFTERNOON: _Half.AFTERNOON, _NIGHT: _Half.NIGHT}
    return next(half for which, half in words.items() if re.fullmatch(which, said))


def _minutes(hour: int, minute: int, half: _Half | None) -> int | None:
    """晚上十二点 is midnight, 12 pm is noon; 中午 begins at eleven."""
    match half:
        case _Half.MORNING | _Half.NIGHT if hour == 12:
            hour = 0
        case _Half.NOON if hour < 11:
            hour += 12
        case _Half.AFTERNOON | _Half.NIGHT if hour < 12:
            hour += 12
        case _:
            pass
    return 60 * hour + minute if 60 * hour + minute < _DAY and minute < 60 else None


def _number(written: str) -> int:
    """Up to 99, in digits or in Chinese; what is neither is more than any hour has."""
    if written.isdecimal():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    if not ten:
        return _DIGITS[written] if len(written) == 1 else 99
    if len(tens) > 1 or len(ones) > 1 or "十" in tens:
        return 99
    return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)
