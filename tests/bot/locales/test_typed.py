"""Times as people write them, in both languages; anything else is none of it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.locales.typed import parse_date, parse_hours, parse_time

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
    "19.30": 1170,
    "19h30": 1170,
    "7，30": 450,
    "7 30": 450,
    "８点。": 480,
    "8：00。": 480,
    "零点": 0,
    "24点": 0,
    "24:00": 0,
    "午夜": 0,
    "midnight": 0,
    "12 midnight": 0,
    "noon": 720,
    "正午": 720,
    "12 noon": 720,
    "明早7点": 420,
    "明天早上8点": 480,
    "今天晚上8点": 1200,
    "每晚9点": 1260,
    "早7": 420,
    "早上七点半吧": 450,
    "大概8点左右": 480,
    "改到八点": 480,
    "七点零五": 425,
    "7点零5分": 425,
    "7点3刻": 465,
    "8点一刻钟": 495,
    "差一刻八点": 465,
    "八点差五分": 475,
    "午后2点": 840,
    "晚间8点": 1200,
    "夜里11点": 1380,
    "半夜1点": 60,
    "晚上一点": 60,
    "晚上零点": 0,
    "晚上九點一刻": 1275,
    "half past seven": 450,
    "quarter past 8": 495,
    "quarter to nine": 525,
    "ten to eight": 470,
    "8 o'clock": 480,
    "eight": 480,
    "8 in the morning": 480,
    "9 at night": 1260,
    "every day at 8": 480,
    "tomorrow 7am": 420,
    "8am please": 480,
}
NONE = [
    "",
    "25",
    "24:30",
    "8:60",
    "08:5",
    "8:30:00",
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
    "一早",
    "早饭前",
    "睡前",
    "quarter to 0",
    "8pm Beijing time",
    "北京时间8点",
    "8" + " " * 4000 + "x",
]
THURSDAY = date(2026, 11, 26)
DAYS = {
    "2026-12-31": date(2026, 12, 31),
    "2027年1月3日": date(2027, 1, 3),
    "12月31日": date(2026, 12, 31),
    "１２／３１": date(2026, 12, 31),
    "到1月3号": date(2027, 1, 3),
    "明天": date(2026, 11, 27),
    "3天": date(2026, 11, 29),
    "两周": date(2026, 12, 10),
    "一个星期": date(2026, 12, 3),
    "3 days": date(2026, 11, 29),
    "two weeks": date(2026, 12, 10),
    "周五": date(2026, 11, 27),
    "周四": date(2026, 12, 3),
    "星期天": date(2026, 11, 29),
    "下周一": date(2026, 11, 30),
    "下周日": date(2026, 12, 6),
    "until Friday": date(2026, 11, 27),
}


@pytest.mark.parametrize(("text", "minute"), WRITTEN.items(), ids=WRITTEN)
def test_a_time_is_read_as_people_write_it(text: str, minute: int) -> None:
    assert parse_time(text) == minute


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_time_is_none(text: str) -> None:
    assert parse_time(text) is None


@pytest.mark.parametrize(("text", "day"), DAYS.items(), ids=DAYS)
def test_a_day_is_read_as_people_write_it(text: str, day: date) -> None:
    assert parse_date(text, THURSDAY) == day


@pytest.mark.parametrize("text", ["", "5", "13月1日", "2月30日", "someday", "2026-12-31 2026-12-31", "天"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert parse_date(text, THURSDAY) is None


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
    "text",
    [
        "22:30-07:00",
        "22：30～7：00",
        "晚上十点半到早上七点",
        "从晚上十点半到第二天早上7点",
        "2230-0700",
        "10:30pm to 7am",
        "from 10:30 pm until 7",
        "22:30 – 7",
    ],
)
def test_hours_are_two_such_times(text: str) -> None:
    assert parse_hours(text) == (1350, 420)
