"""What readers type: times of day, hours, dates. Pure; None for what is none of it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from enum import Enum, auto

_NUMBER = r"(?:\d{1,2}|[零〇一二两三四五六七八九十]{1,3})"
_MORNING = "凌晨|清晨|早晨|早上|早间|大早上|一大早|一早|上午|早|am|a\\.m\\.?|in the morning"
_NOON = "中午|正午|午间|noon|midday"
_AFTERNOON = "下午|午后|傍晚|pm|p\\.m\\.?|in the afternoon"
_NIGHT = "晚上|晚间|夜晚|晚|in the evening|at night"
_DEEP_NIGHT = "夜里|深夜|半夜|午夜|midnight"
_HALVES = (_MORNING, _NOON, _AFTERNOON, _NIGHT, _DEEP_NIGHT)
_HALF = "|".join(_HALVES)
_LATER = "|".join(half for half in _HALF.split("|") if half not in ("早", "晚", "一早"))
_MINUTE = rf"(?P<half>半)|(?P<quarters>[一三13])刻钟?|(?P<minute>[零〇]?{_NUMBER})分?"
_EVERY = (
    r"每(?:天|日)?|天天|今天?|明天?|次日|第二天|就|大概|大约|改[成到]|从"
    r"|every ?day|daily|today|tomorrow|at|around|about|from"
)
_TIME = re.compile(
    rf"(?:(?:{_EVERY})\s*)*(?P<before>{_HALF})?\s*"
    rf"(?:(?P<digits>\d{{3,4}})|(?P<hour>{_NUMBER})(?:\s*[:.,h]\s*(?P<exact>\d\d)|\s+(?P<spaced>\d\d)"
    rf"|\s*(?:[点时]|o'clock)\s*(?:{_MINUTE}|整|钟)?)?)"
    rf"\s*(?P<after>{_LATER})?(?:左右|前后|吧|请|please|every ?day|daily|\s)*"
)
_SAYS_TIME = re.compile(r"[:：点點时時刻]|[ap]\.?m\b|o'clock|past|quarter", re.IGNORECASE)
_POINTS = {"noon": 12, "midday": 12, "正午": 12, "中午": 12, "midnight": 0, "午夜": 0, "半夜": 0, "子夜": 0}
_BETWEEN = re.compile(r"\s*(?:-|–|—|~|到|至|\bto\b|\buntil\b|\btill\b)\s*")
_PAST = re.compile(r"(?P<minutes>half|quarter|\d{1,2})(?: minutes)? (?P<way>past|to) (?P<hour>\d{1,2})")
_SHORT_OF = re.compile(
    rf"差(?P<minutes>一刻|{_NUMBER}分)(?:钟)?(?P<hour>{_NUMBER})点|(?P<hour_>{_NUMBER})点差(?P<minutes_>一刻|{_NUMBER}分)"
)
_ENGLISH = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_SPELT = re.compile(rf"\b(?:{'|'.join(_ENGLISH)})\b")
_TRADITIONAL = str.maketrans("點鐘時兩後從淩", "点钟时两后从凌")
_END = " .。,，!！、;；"
_LONGEST = 60
"""Characters of what may be a time or a date."""
_DATE = re.compile(r"(?:(?P<year>\d{4})[-/.年])?(?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})[日号]?")
_UNTIL = re.compile(r"^(?:until|till|to|for|到|至)\s*|\s*(?:为止|之前|前)$")
_FOR = re.compile(rf"(?P<count>{_NUMBER})\s*个?(?P<unit>天|日|周|星期|礼拜|days?|weeks?)")
_WEEKDAY = re.compile(
    r"(?P<next>下个?)?(?:周|星期|礼拜)(?P<chinese>[一二三四五六日天])|(?P<english>mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
)
_DAYS = {"明天": 1, "tomorrow": 1, "后天": 2, "大后天": 3}
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_DAY = 24 * 60


class _Half(Enum):
    """Which part of the day a time was said to be in."""

    MORNING = auto()
    NOON = auto()
    AFTERNOON = auto()
    NIGHT = auto()
    DEEP_NIGHT = auto()


def parse_time(text: str) -> int | None:
    """A time of day (8, 8:30, 730, 0830, 7点半, 早上八点, 8am, 晚上9:15, half past 7) in minutes after midnight."""
    return _time(_plain(text))


def said_time(text: str) -> int | None:
    """The same where the text says itself that it is a time, as 404 and noon do not."""
    return parse_time(text) if _SAYS_TIME.search(text) else None


def parse_hours(text: str) -> tuple[int, int] | None:
    """From one time of day to another (22:30-07:00, 晚上十点到早上七点), both in minutes after midnight."""
    parts = _BETWEEN.split(_plain(text))
    if len(parts) != 2:
        return None
    start, end = map(_time, parts)
    return None if start is None or end is None else (start, end)


def _plain(text: str) -> str:
    """As it is compared: no width, no case, no end of a sentence, simplified, numbers in digits where English."""
    text = (
        unicodedata.normalize("NFKC", text if len(text) <= _LONGEST else "")
        .casefold()
        .strip()
        .translate(_TRADITIONAL)
        .replace("’", "'")
    )
    text = _SPELT.sub(lambda found: str(_ENGLISH.index(found[0])), text)
    return text if text.endswith(".m.") else text.rstrip(_END)


def _time(text: str) -> int | None:
    bare = re.sub(rf"^(?:(?:{_EVERY})\s*)+", "", text)
    if bare in _POINTS:
        return 60 * _POINTS[bare]
    text = _SHORT_OF.sub(_short_of, _PAST.sub(_past, text))
    found = _TIME.fullmatch(text)
    if found is None or (found["before"] and found["after"]):
        return None
    if digits := found["digits"]:
        hour, minute = int(digits[:-2]), int(digits[-2:])
    else:
        hour = number(found["hour"])
        minutes = number(found["exact"] or found["spaced"] or (found["minute"] or "").lstrip("零〇") or "零")
        minute = 30 if found["half"] else 15 * number(found["quarters"] or "零") or minutes
    return _minutes(hour, minute, _half(found["before"] or found["after"]))


def _past(found: re.Match[str]) -> str:
    """Half past seven is 7:30."""
    minutes = {"half": 30, "quarter": 15}.get(found["minutes"]) or int(found["minutes"])
    return _clock(int(found["hour"]), minutes if found["way"] == "past" else -minutes)


def _short_of(found: re.Match[str]) -> str:
    """差一刻八点 is 7:45."""
    minutes = found["minutes"] or found["minutes_"]
    return _clock(number(found["hour"] or found["hour_"]), -15 if minutes == "一刻" else -number(minutes[:-1]))


def _clock(hour: int, minutes: int) -> str:
    hour, minute = divmod(60 * hour + minutes, 60)
    return f"{hour}:{minute:02d}"


def parse_date(text: str, today: date) -> date | None:
    """A day (2026-12-31, 12月31日, 下周一, Friday) or the end of so many (3天, two weeks), seen from today.

    Without a year, or as a weekday, it is the next such day.
    """
    text = _UNTIL.sub("", _plain(text))
    if text in _DAYS:
        return today + timedelta(days=_DAYS[text])
    if found := _FOR.fullmatch(text):
        return today + timedelta(days=number(found["count"]) * (1 if found["unit"][0] in "天日d" else 7))
    if found := _WEEKDAY.fullmatch(text):
        weekday = "一二三四五六".find(found["chinese"]) % 7 if found["chinese"] else _WEEK.index(found["english"][:3])
        ahead = (weekday - today.weekday()) % 7 or 7
        if found["next"]:
            ahead = 7 - today.weekday() + weekday
        return today + timedelta(days=ahead)
    found = _DATE.fullmatch(text)
    return _date(found, today) if found else None


def _date(found: re.Match[str], today: date) -> date | None:
    try:
        day = date(int(found["year"] or today.year), int(found["month"]), int(found["day"]))
        return day if found["year"] or day > today else day.replace(year=today.year + 1)
    except ValueError:
        return None


def _half(said: str | None) -> _Half | None:
    if said is None:
        return None
    return next(half for half, which in zip(_Half, _HALVES, strict=True) if re.fullmatch(which, said))


def _minutes(hour: int, minute: int, half: _Half | None) -> int | None:
    """晚上十二点 is midnight, 12 pm is noon, 半夜两点 and 晚上一点 are early; 中午 begins at eleven."""
    match half:
        case _Half.MORNING | _Half.NIGHT | _Half.DEEP_NIGHT if hour == 12:
            hour = 0
        case _Half.NOON if hour < 11:
            hour += 12
        case _Half.AFTERNOON if hour < 12:
            hour += 12
        case _Half.NIGHT if 5 <= hour < 12:
            hour += 12
        case _Half.DEEP_NIGHT if 7 <= hour < 12:
            hour += 12
        case _:
            pass
    if (hour, minute) == (24, 0):
        hour = 0
    return 60 * hour + minute if 0 <= 60 * hour + minute < _DAY and minute < 60 else None


def number(written: str) -> int:
    """Up to 99, in digits or in Chinese; what is neither is more than any hour has."""
    if written.isdecimal():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    if not ten:
        return _DIGITS[written] if len(written) == 1 else 99
    if len(tens) > 1 or len(ones) > 1 or "十" in tens:
        return 99
    return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)
