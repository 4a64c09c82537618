"""/archive: a month is a grid of days, each day opens its issue, each number an episode's card."""

from datetime import date, timedelta

import pytest

from content.episode.episode import Kind
from tests.kit.story import Story, episode

DOT = "·"


async def test_a_month_is_a_grid_of_weeks_and_a_day_opens_its_issue(story: Story) -> None:
    await story.publish(
        episode("May", day=date(2026, 5, 3)),
        episode("June", day=date(2026, 6, 3), title_zh="六月"),
        episode("Ever", day=None),
    )
    reader = story.reader()
    archive = await story.writes(reader, "/archive")
    assert archive.text == "2026 年 6 月 · 1 篇\n点一天，看那天的内容；☑ 是读过的。"
    assert archive.labels == [
        [DOT, DOT, "3", DOT, DOT, DOT, DOT],
        *[[DOT] * 7] * 4,
        ["◀ 2026 年 5 月"],
        ["全部月份", "经典 · 1"],
    ]
    await story.taps(reader, "3")
    assert archive.text == ("6月3日 周三 · 1 篇\n\n🎙 播客\n1. June\n六月\nThe Test Bench · 全文 12 段 4 分钟")
    assert archive.labels == [["1"], ["📅 这个月"]]
    await story.taps(reader, "📅 这个月")
    await story.taps(reader, "◀ 2026 年 5 月")
    assert archive.labels[0] == [DOT] * 6 + ["3"]
    await story.taps(reader, "3")
    await story.taps(reader, "1")
    assert "May" in archive.text
    assert archive.labels[0] == ["▶ 开始阅读"]
    await story.taps(reader, "📚 归档")
    assert archive.labels[0][2] == "3"
    assert len(reader.received) == 1


async def test_a_day_of_which_something_was_read_is_ticked(story: Story) -> None:
    await story.publish(
        episode("Short", day=date(2026, 6, 2), length=1), episode("Other", day=date(2026, 6, 2), kind=Kind.BLOG)
    )
    reader = story.reader()
    archive = await story.writes(reader, "/archive")
    for button in ("2", "1", "▶ 开始阅读", "读完 ▶"):
        await story.taps(reader, button)
    archive = await story.writes(reader, "/archive")
    assert archive.labels[0][:3] == [DOT, "☑2", DOT]
    await story.taps(reader, "☑2")
    assert "1. Short ☑\n" in archive.text
    assert "2. Other\n" in archive.text


async def test_four_hundred_pieces_of_a_month_are_thirty_keys(story: Story) -> None:
    days = [date(2026, 5, day) for day in range(1, 32)]
    await story.publish(
        *(episode(f"{n} of {day}", day=day, length=1, show=f"Show {n}") for day in days for n in range(14))
    )
    reader = story.reader(language_code="en")
    archive = await story.writes(reader, "/archive")
    assert archive.text.startswith("2026-05 · 434 episodes\n")
    assert [label for row in archive.labels for label in row if label != DOT] == [str(day.day) for day in days]
    await story.taps(reader, "17")
    assert archive.text.startswith("Sun 17 May · 14 episodes\n")
    assert [label for row in archive.labels[:2] for label in row] == [str(n) for n in range(1, 15)]


async def test_a_day_without_an_issue_and_one_to_come_say_so_and_change_nothing(story: Story) -> None:
    today = story.clock().date()
    await story.publish(episode("Today", day=today), episode("Later", day=today + timedelta(days=1)))
    reader = story.reader()
    archive = await story.writes(reader, "/archive")
    before = archive.labels
    for day in (1, 5):
        data = next(b.data for b in archive.buttons if b.data == f"id:{date(2026, 6, day).toordinal()}:0")
        tap = reader.press(archive, data)
        await story.settle()
        assert tap.answer is not None
        assert tap.answer.text == "这一天没有内容。"
    assert archive.labels == before
    assert archive.text.startswith("2026 年 6 月 · 1 篇")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh-hans", "归档还空着，第一篇很快就来。"),
        ("en", "The archive is still empty. The first episode will come soon."),
    ],
)
async def test_an_empty_one_says_so(story: Story, language: str, said: str) -> None:
    assert (await story.writes(story.reader(language_code=language), "/archive")).text == said


async def test_evergreen_pieces_are_paged(story: Story) -> None:
    await story.publish(*(episode(f"Ever {n}", day=None) for n in range(1, 9)))
    reader = story.reader(language_code="en")
    archive = await story.writes(reader, "/archive")
    assert archive.text.startswith("Evergreen · 8 episodes\n\n1. Ever 1\n")
    assert archive.labels == [["1", "2", "3", "4"], ["◀", "1/2", "▶"]]
    await story.taps(reader, "▶")
    assert archive.labels == [["5", "6", "7", "8"], ["◀", "2/2", "▶"]]
    await story.publish(*(episode(f"Ever {n}", day=None) for n in range(1, 4)))
    await story.taps(reader, "◀")
    assert archive.text.startswith("Evergreen · 3 episodes\n\n1. Ever 1\n")
    assert archive.labels == [["1", "2", "3"]]


async def test_from_evergreen_pieces_there_is_a_way_back_where_there_are_days(story: Story) -> None:
    await story.publish(episode("Ever", day=None), episode("June", day=date(2026, 6, 3)))
    reader = story.reader()
    archive = await story.writes(reader, "/archive")
    await story.taps(reader, "经典 · 1", archive)
    assert archive.labels == [["1"], ["↩ 返回"]]
    await story.taps(reader, "↩ 返回", archive)
    assert archive.text.startswith("2026 年 6 月")


async def test_a_button_of_earlier_versions_opens_the_month_whatever_page_it_meant(story: Story) -> None:
    await story.publish(episode("May", day=date(2026, 5, 3)), episode("June", day=date(2026, 6, 3)))
    reader = story.reader()
    archive = await story.writes(reader, "/archive")
    for data, head in (
        ("am:2026-05:3", "2026 年 5 月"),
        ("am:2026-04:0", "2026 年 6 月"),
        ("am::0", "2026 年 6 月"),
        ("am:2026-13:0", "2026 年 6 月"),
        ("a", "2026 年 6 月"),
    ):
        reader.press(archive, data)
        await story.settle()
        assert archive.text.startswith(head), data


async def test_all_months_are_a_tap_away(story: Story) -> None:
    await story.publish(episode("May", day=date(2026, 5, 3)), episode("June", day=date(2026, 6, 3)))
    reader = story.reader()
    archive = await story.writes(reader, "/archive")
    await story.taps(reader, "全部月份")
    assert archive.labels == [["2026 年 6 月 · 1", "2026 年 5 月 · 1"]]
    await story.taps(reader, "5 月")
    assert archive.text.startswith("2026 年 5 月 · 1 篇")


async def test_an_episode_of_another_year_says_which(story: Story) -> None:
    await story.publish(episode("Old", day=date(2025, 12, 31)))
    reader = story.reader()
    await story.writes(reader, "/archive")
    await story.taps(reader, "31")
    assert "2025年12月31日" in reader.last.text
    await story.taps(reader, "1")
    assert "2025年12月31日" in reader.last.text
