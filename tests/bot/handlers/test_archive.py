"""/archive: by month, paged, each number opens an episode's card."""

from datetime import date

import pytest

from tests.kit.story import Story, episode


async def test_months_newest_first_and_evergreens_last(story: Story) -> None:
    await story.publish(
        episode("May", day=date(2026, 5, 3)), episode("June", day=date(2026, 6, 4)), episode("Ever", day=None)
    )
    reader = story.reader()
    archive = await story.writes(reader, "/archive")
    assert archive.text == "往期"
    assert archive.labels == [["2026 年 6 月 · 1", "2026 年 5 月 · 1"], ["常读 · 1"]]
    await story.taps(reader, "常读")
    assert archive.text == "常读 · 1 篇\n\n1. Ever\n🎙 播客 · The Test Bench"
    await story.taps(reader, "↩ 返回")
    await story.taps(reader, "5 月")
    assert archive.text == "2026 年 5 月 · 1 篇\n\n1. May\n5月3日 周日 · 🎙 播客 · The Test Bench"
    await story.taps(reader, "1")
    assert "May" in archive.text
    assert archive.labels[0] == ["▶ 开始阅读"]
    assert len(reader.received) == 1


async def test_a_long_month_is_paged_and_numbered_through(story: Story) -> None:
    await story.publish(*(episode(f"Episode {n}", day=date(2026, 6, n)) for n in range(1, 15)))
    reader = story.reader(language_code="en")
    archive = await story.writes(reader, "/archive")
    await story.taps(reader, "2026-06 · 14")
    assert archive.text.startswith("2026-06 · 14 episodes\n\n1. Episode 14\n")
    assert archive.labels == [["1", "2", "3", "4", "5", "6"], ["↩ Back", "▶"]]
    await story.taps(reader, "▶")
    assert archive.labels == [["7", "8", "9", "10", "11", "12"], ["◀", "↩ Back", "▶"]]
    await story.taps(reader, "▶")
    assert archive.labels == [["13", "14"], ["◀", "↩ Back"]]
    await story.taps(reader, "14")
    assert "Episode 1\n" in archive.text


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh-hans", "往期还空着，第一篇很快就来。"),
        ("en", "The archive is still empty. The first episode will come soon."),
    ],
)
async def test_an_empty_one_says_so(story: Story, language: str, said: str) -> None:
    assert (await story.writes(story.reader(language_code=language), "/archive")).text == said


async def test_a_month_that_emptied_under_the_reader_shows_the_months(story: Story) -> None:
    await story.publish(episode("May", day=date(2026, 5, 3)), episode("June"))
    reader = story.reader()
    archive = await story.writes(reader, "/archive")
    await story.publish(episode("June"))
    await story.taps(reader, "5 月")
    assert archive.labels == [["2026 年 6 月 · 1"]]


async def test_a_page_that_emptied_under_the_reader_is_the_last_one(story: Story) -> None:
    await story.publish(*(episode(f"Episode {n}", day=date(2026, 6, n)) for n in range(1, 9)))
    reader = story.reader()
    archive = await story.writes(reader, "/archive")
    await story.taps(reader, "6 月")
    await story.publish(*(episode(f"Episode {n}", day=date(2026, 6, n)) for n in range(1, 4)))
    await story.taps(reader, "▶")
    assert archive.text.startswith("2026 年 6 月 · 3 篇\n\n1. Episode 3")


async def test_an_episode_of_another_year_says_which(story: Story) -> None:
    await story.publish(episode("Old", day=date(2025, 12, 31)))
    reader = story.reader()
    await story.writes(reader, "/archive")
    await story.taps(reader, "2025 年 12 月")
    assert "\n12月31日 周三 · 🎙 播客 · The Test Bench" in reader.last.text
    await story.taps(reader, "1")
    assert "2025年12月31日" in reader.last.text
