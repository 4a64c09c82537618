"""A running bot looks at its sources until the day's issue has come, and says once what is wrong with them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.handlers.publishing import daily
from bot.sandbox.reader import Reader
from bot.sandbox.world import World
from content.files.check import read_library
from content.sources.place import LARGEST_SOURCE
from tests.kit.clock import Clock
from tests.kit.site import Host, Website, hosted, podcast, posts
from tests.kit.story import Story

OPERATOR = 99
LATEST = "digest/latest.json"


@pytest.fixture
def website(tmp_path: Path) -> Website:
    return Website(tmp_path / "site")


@pytest.fixture
async def host(website: Website) -> AsyncIterator[Host]:
    async with hosted(website.root) as host:
        yield host


@pytest.fixture
async def story(sqlite_url: str, clock: Clock, world: World, tmp_path: Path, host: Host) -> AsyncIterator[Story]:
    """A bot with an operator whose only source is a website on loopback, at a time that is left to it."""
    (tmp_path / "episodes").mkdir()
    settings = {
        "admin_ids": frozenset({OPERATOR}),
        "data_dir": tmp_path,
        "episodes_dir": tmp_path / "episodes",
        "bundled_episodes": False,
        "daily_feed_url": (f"{host.url}",),
        "fetch_allowed": frozenset({host.address}),
    }
    async with Story(sqlite_url, clock, world, settings).bot() as running:
        yield running


@pytest.fixture
async def operator(story: Story) -> Reader:
    reader = story.reader(OPERATOR)
    await story.writes(reader, "/help")
    return reader


def at(story: Story, moment: str) -> None:
    story.clock.now = datetime.fromisoformat(moment).replace(tzinfo=UTC)


async def test_a_source_is_looked_at_every_half_hour_until_its_issue_has_come(
    story: Story, operator: Reader, website: Website, host: Host, tmp_path: Path
) -> None:
    website.issue("2026-06-04", [podcast("2026-06-04", "Yesterday's")])
    await daily(story.desk)
    assert host.asked[LATEST] == 1
    at(story, "2026-06-05T06:59:00")
    await daily(story.desk)
    assert host.asked[LATEST] == 1
    for minutes in ("07:00", "07:10", "07:29", "07:30", "07:59"):
        at(story, f"2026-06-05T{minutes}:00")
        await daily(story.desk)
    assert host.asked[LATEST] == 3
    website.issue("2026-06-05", [podcast("2026-06-05", "Today's"), posts("2026-06-05")])
    at(story, "2026-06-05T09:31:00")
    await daily(story.desk)
    assert "Today's" in operator.received[-1].text
    told = len(operator.received)
    for hour in range(10, 24):
        at(story, f"2026-06-05T{hour}:00:00")
        await daily(story.desk)
    assert host.asked[LATEST] == 4
    assert len(operator.received) == told
    assert len(read_library(tmp_path / "episodes").entries) == 3
    at(story, "2026-06-06T07:00:00")
    await daily(story.desk)
    assert host.asked[LATEST] == 5


async def test_what_is_wrong_is_told_once_and_shown_until_it_is_mended(
    story: Story, operator: Reader, website: Website, tmp_path: Path
) -> None:
    website.issue("2026-06-05", [podcast("2026-06-05"), posts("2026-06-05")])
    broken = f"articles/{podcast('2026-06-05')['id']}.json"
    website.write(broken, "{")
    at(story, "2026-06-05T09:00:00")
    await daily(story.desk)
    assert "JSON 不完整" in operator.received[-1].text
    told = len(operator.received)
    at(story, "2026-06-05T09:30:00")
    await daily(story.desk)
    assert len(operator.received) == told
    assert "JSON 不完整" in (await story.writes(operator, "/admin")).text
    website.write(broken, podcast("2026-06-05"))
    at(story, "2026-06-05T10:00:00")
    await daily(story.desk)
    assert len(read_library(tmp_path / "episodes").entries) == 2
    assert "JSON 不完整" not in (await story.writes(operator, "/admin")).text


@pytest.mark.parametrize(
    ("digest", "said"),
    [
        ({"date": "2026-06-05", "podcasts": [], "tweets": [], "blogs": []}, "的目录是空的"),
        ({"queue": {"key": "queue", "zh": "队列"}}, "是词典，不是期次目录"),
        ({"date": "2026-06-17", "podcasts": [{"id": "a"}]}, "还没到"),
        ("{", "JSON 不完整"),
    ],
)
async def test_an_issue_of_no_use_is_one_clear_line_for_the_operators(
    story: Story, operator: Reader, website: Website, digest: object, said: str
) -> None:
    website.write(LATEST, digest)
    at(story, "2026-06-05T09:00:00")
    await daily(story.desk)
    assert operator.received[-1].text.count(said) == 1
    assert (await story.writes(operator, "/admin")).text.count(said) == 1


@pytest.mark.parametrize(
    ("breakage", "said"),
    [
        ("missing", "文件却不在"),
        ("truncated", "JSON 不完整"),
        ("huge", "超过 20480 kB"),
        ("elsewhere", "内网地址"),
    ],
)
async def test_a_piece_that_cannot_be_had_is_one_clear_line_and_the_others_come(
    story: Story, operator: Reader, website: Website, host: Host, tmp_path: Path, breakage: str, said: str
) -> None:
    website.issue("2026-06-05")
    path = f"articles/{podcast('2026-06-05')['id']}.json"
    match breakage:
        case "missing":
            (website.root / path).unlink()
        case "truncated":
            website.write(path, "{")
        case "huge":
            website.write(path, "{}" + " " * LARGEST_SOURCE)
        case _:
            host.elsewhere[path] = "https://10.0.0.1/secret"
    at(story, "2026-06-05T09:00:00")
    await daily(story.desk)
    assert operator.received[-1].text.count(said) == 1
    assert (await story.writes(operator, "/admin")).text.count(said) == 1
    assert len(read_library(tmp_path / "episodes").entries) == 3


async def test_a_source_that_is_not_there_is_told_and_looked_for_again(
    story: Story, operator: Reader, website: Website
) -> None:
    at(story, "2026-06-05T09:00:00")
    await daily(story.desk)
    assert "404" in operator.received[-1].text
    website.issue("2026-06-05")
    at(story, "2026-06-05T09:30:00")
    await daily(story.desk)
    assert "今日发布" in operator.received[-1].text
