"""Times as people write them, in both languages; anything else is none of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.locales.typed import parse_hours, parse_time

NUMERALS = "零一二三四五六七八九"
WRITTEN = {
    "8": 480,
    "730": 450,
    "0730": 450,
    "1930": 1170,
    "８：３０": 510,
    "7点半": 450,
    "七点半": 450,
    "七点一刻": 435,
    "早上八点": 480,
    "每天早上七点": 420,
    "上午 7.30": 450,
    "8点钟": 480,
    "十点整": 600,
    "8am": 480,
    "8 a.m.": 480,
    "at 8": 480,
    "8:15 PM": 1215,
    "930pm": 1290,
    "12am": 0,
    "12pm": 720,
    "晚上9:15": 1275,
    "晚上九点一刻": 1275,
    "晚上12点": 0,
    "凌晨12点半": 30,
    "中午12点": 720,
    "中午一点": 780,
    "下午3点": 900,
    "二十二点三十": 1350,
}
NONE = [
    "",
    "25",
    "24:00",
    "8:60",
    "2460",
    "999",
    "半",
    "点",
    "九十点",
    "am",
    "早上8am",
    "-1",
    "8:3:1",
    "晚上",
    "8点半半",
    "🕗",
]


@pytest.mark.parametrize(("text", "minute"), WRITTEN.items(), ids=WRITTEN)
def test_a_time_is_read_as_people_write_it(text: str, minute: int) -> None:
    assert parse_time(text) == minute


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_time_is_none(text: str) -> None:
    assert parse_time(text) is None


def chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return NUMERALS[ones]
    return ("" if tens == 1 else NUMERALS[tens]) + "十" + (NUMERALS[ones] if ones else "")


def part_of_day(hour: int) -> str:
    return "凌晨" if hour < 5 else "早上" if hour < 12 else "下午" if hour < 18 else "晚上"


def ways(hour: int, minute: int) -> dict[str, str]:
    """Ways in which a minute of the day is written, each for what it is."""
    half = "am" if hour < 12 else "pm"
    twelve = hour % 12 or 12
    said = {
        "colon": f"{hour}:{minute:02d}",
        "padded": f"{hour:02d}:{minute:02d}",
        "full width": f"{hour}：{minute:02d}",
        "digits": f"{hour:02d}{minute:02d}",
        "short digits": f"{hour}{minute:02d}",
        "points": f"{hour}点{minute}分",
        "numerals": f"{chinese(hour)}点{chinese(minute)}",
        "English": f"{twelve}:{minute:02d} {half}",
        "glued": f"{twelve}:{minute:02d}{half.upper()}",
        "day and night": f"{part_of_day(hour)}{twelve}点{minute}",
    }
    if minute == 30:
        said["half"] = f"{chinese(hour)}点半"
    if not minute:
        said["hour alone"] = f"{hour}点"
    return said


@given(st.integers(0, 23), st.integers(0, 59))
def test_every_minute_of_the_day_can_be_written_in_every_way(hour: int, minute: int) -> None:
    for way, text in ways(hour, minute).items():
        assert parse_time(text) == 60 * hour + minute, (way, text)


@given(st.text(max_size=12) | st.text("0123456789:：.点半刻早晚上午ampm十二 -到", max_size=12))
def test_any_text_is_a_minute_of_the_day_or_none(text: str) -> None:
    minute = parse_time(text)
    assert minute is None or 0 <= minute < 24 * 60
    hours = parse_hours(text)
    assert hours is None or all(0 <= minute < 24 * 60 for minute in hours)


@pytest.mark.parametrize(
    "text", ["22:30-07:00", "22：30～7：00", "晚上十点半到早上七点", "2230-0700", "10:30pm to 7am", "22:30 – 7"]
)
def test_hours_are_two_such_times(text: str) -> None:
    assert parse_hours(text) == (1350, 420)
