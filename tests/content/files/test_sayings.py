"""The sayings of the week: what is written is read, every fault is told with its line, and weeks come round."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from content.episode.faults import ContentError
from content.files.sayings import Saying, of_week, parse_sayings, read_sayings

ONE = """[[week.saying]]
zh = "压测{n}"
english = "load test"
example = "We load-test the new build tonight."
example_zh = "今晚压测新版本。"
"""
WEEK = "[[week]]\n" + "".join(ONE.replace("{n}", str(n)) for n in range(1, 6))


def faults(text: str) -> list[tuple[int, str]]:
    with pytest.raises(ContentError) as caught:
        parse_sayings(text, "s.toml")
    return [(fault.line, fault.what) for fault in caught.value.faults]


def test_a_week_of_sayings_is_read() -> None:
    weeks = parse_sayings(
        WEEK.replace('今晚压测新版本。"\n', '今晚压测新版本。"\navoid = "pressure test"\n', 1), "s.toml"
    )
    example, chinese = "We load-test the new build tonight.", "今晚压测新版本。"
    assert weeks[0][:2] == (
        Saying("压测1", "load test", example, chinese, "pressure test"),
        Saying("压测2", "load test", example, chinese),
    )


def test_what_is_bundled_is_sound() -> None:
    assert all(len(week) == 5 for week in read_sayings())


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        (WEEK.replace("load test", "", 1), 2, "english is missing"),
        (WEEK.replace("load test", "压测", 1), 2, "Chinese where"),
        (WEEK.replace("压测2", "压测1"), 7, "second time, after line 2"),
        (WEEK.replace("english =", "englisch =", 1), 2, "unknown key"),
        (WEEK.replace("今晚压测新版本。", "tonight", 1), 2, "no Chinese"),
        (WEEK.replace("压测1", "压" * 21), 2, "at most 20"),
        (WEEK + "[[week]]\n" + ONE, 27, "a week of 1"),
        ("zh = 1", 1, "[[week]]"),
        (WEEK + "zh = ", 27, "not TOML"),
    ],
)
def test_a_fault_is_told_with_its_line(text: str, line: int, word: str) -> None:
    assert (line, True) in [(at, word in what) for at, what in faults(text)]


def test_a_week_has_its_sayings_from_monday_to_sunday_and_the_first_follows_the_last() -> None:
    weeks = parse_sayings(WEEK + WEEK.replace("压测", "灰度"), "s.toml")
    monday = date(2026, 6, 8)
    assert {of_week(weeks, monday + timedelta(days))[0] for days in range(7)} == {of_week(weeks, monday)[0]}
    assert of_week(weeks, monday) != of_week(weeks, monday + timedelta(7))
    assert of_week(weeks, monday) == of_week(weeks, monday + timedelta(14))
    assert of_week((), monday) == ()
