"""A doubtful translation waits for an operator's word, not for ever."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from starlette.responses import Response

from bot.app.clockwork import daily
from bot.cli.main import main
from bot.sandbox.chat import Message
from bot.sandbox.world import World
from content.files.check import read_library
from content.files.library import write_episode
from tests.kit.clock import Clock
from tests.kit.feed_server import FEED
from tests.kit.gate_desk import Desk, confirmed, opened, with_the_doubtful, wrong
from tests.kit.story import episode, segment


@pytest.fixture
async def unattended(sqlite_url: str, clock: Clock, world: World, tmp_path: Path) -> AsyncIterator[Desk]:
    async with opened(sqlite_url, clock, world, tmp_path, admins=frozenset()) as running:
        yield running


async def hold(desk: Desk) -> Message:
    """The day is published, its podcast held; the operator's card."""
    desk.model.spoils |= {"translate": wrong, "back": confirmed}
    desk.feed.feed = with_the_doubtful()
    await daily(desk.story.desk)
    (card,) = desk.cards("暂缓发布")
    return card


async def test_a_doubtful_piece_is_held_with_its_doubts_and_two_buttons_and_the_next_one_leads(desk: Desk) -> None:
    card = await hold(desk)
    assert "Counting Tokens" in card.text
    assert "第 1 段 · 数字：175 billion ↔ 17.5 亿" in card.text
    assert card.labels == [["照样发布"], ["隐去存疑段落"]]
    (edition,) = [said for said in desk.cards("⏸") if said is not card]
    assert "Counting Tokens\n第 1 段 · 数字：175 billion ↔ 17.5 亿" in edition.text
    assert desk.titles() == ["Ada Tester"] or len(desk.titles()) == 1
    reader = desk.story.reader()
    await desk.story.writes(reader, "/today")
    assert "A good test fails" in reader.received[-1].text or "Ada Tester" in reader.received[-1].text
    await daily(desk.story.desk)
    desk.story.clock.move(hours=1)
    await daily(desk.story.desk)
    assert len(desk.cards("暂缓发布")) == 1


async def test_what_a_command_held_is_asked_about_once_by_the_running_bot(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.model.spoils |= {"translate": wrong, "back": confirmed}
    feed = tmp_path / "feed.json"
    feed.write_text(json.dumps(with_the_doubtful()), "utf-8")
    given = {
        "DATA_DIR": str(tmp_path),
        "EPISODES_DIR": str(desk.library),
        "DATABASE_URL": desk.story.url,
        "TRANSLATE_BASE_URL": desk.model.url,
        "TRANSLATE_API_KEY": "k",
        "TRANSLATE_MODEL": "m",
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    told = await asyncio.to_thread(CliRunner().invoke, main, ["daily", str(feed)])
    assert "held" in told.output
    desk.story.clock.now = datetime.now(UTC)  # a command has the clock of the wall
    for _ in range(2):
        await desk.story.tick()
    (card,) = desk.cards("暂缓发布")
    await desk.story.taps(desk.operator, "隐去存疑段落", card)
    assert "Counting Tokens" in desk.titles()


async def test_what_is_doubtful_in_what_a_command_imports_is_among_the_days_doubts(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    english = "The index has 175 billion entries by now."
    doubtful = replace(segment(0), english=english, chinese="索引里如今有 17.5 亿个条目。", glosses=())
    source = write_episode(replace(episode("By Command"), segments=(doubtful,)), tmp_path / "source")
    given = {"DATA_DIR": str(tmp_path), "EPISODES_DIR": str(desk.library), "DATABASE_URL": desk.story.url}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    for out in (tmp_path / "elsewhere", desk.library):
        desk.story.clock.now = datetime.now(UTC)
        assert "近一天存疑" not in (await desk.story.writes(desk.operator, "/admin")).text
        done = await asyncio.to_thread(CliRunner().invoke, main, ["import", str(source), "--out", str(out)])
        assert done.exit_code == 0
    told = (await desk.story.writes(desk.operator, "/admin")).text
    assert "By Command · 第 1 段 · 数字：175 billion ↔ 17.5 亿" in told


async def test_an_operator_lets_it_out_as_it_is(desk: Desk) -> None:
    card = await hold(desk)
    await desk.story.taps(desk.operator, "照样发布", card)
    assert card.text == "已发布：Counting Tokens"
    assert "Counting Tokens" in desk.titles()
    (entry,) = [each for each in read_library(desk.library).entries if each.episode.title == "Counting Tokens"]
    assert "17.5 亿" in entry.episode.segments[0].chinese
    desk.story.clock.move(hours=7)
    await desk.story.tick()
    assert desk.cards("先隐去了") == []


async def test_an_operator_lets_it_out_without_what_is_doubtful(desk: Desk) -> None:
    card = await hold(desk)
    await desk.story.taps(desk.operator, "隐去存疑段落", card)
    assert "第 1 段的中文存疑，先隐去了" in card.text
    (entry,) = [each for each in read_library(desk.library).entries if each.episode.title == "Counting Tokens"]
    assert "有疑问" in entry.episode.segments[0].chinese
    assert entry.episode.segments[1].chinese


async def test_unanswered_it_goes_out_after_six_hours_said_as_such_and_can_still_be_made_whole(desk: Desk) -> None:
    card = await hold(desk)
    desk.story.clock.move(hours=5)
    await desk.story.tick()
    assert "Counting Tokens" not in desk.titles()
    desk.story.clock.move(hours=1, minutes=1)
    await desk.story.tick()
    assert len(desk.cards("先隐去了")) == 1
    (entry,) = [each for each in read_library(desk.library).entries if each.episode.title == "Counting Tokens"]
    assert "有疑问" in entry.episode.segments[0].chinese
    await desk.story.taps(desk.operator, "照样发布", card)
    (entry,) = [each for each in read_library(desk.library).entries if each.episode.title == "Counting Tokens"]
    assert "17.5 亿" in entry.episode.segments[0].chinese
    tap = await desk.story.taps(desk.operator, "照样发布", card) if card.labels else None
    assert tap is None


async def test_where_nobody_operates_the_bot_it_goes_out_without_at_once(unattended: Desk) -> None:
    unattended.model.spoils |= {"translate": wrong, "back": confirmed}
    unattended.feed.feed = with_the_doubtful()
    await daily(unattended.story.desk)
    await unattended.story.tick()
    (entry,) = [each for each in read_library(unattended.library).entries if each.episode.title == "Counting Tokens"]
    assert "有疑问" in entry.episode.segments[0].chinese


async def test_what_an_endpoint_that_was_down_had_stopped_is_finished_an_hour_later(desk: Desk) -> None:
    desk.model.spoils["judge"] = lambda asked, items: Response("slow down", 429, {"Retry-After": "3600"})
    desk.feed.feed = FEED
    await daily(desk.story.desk)
    assert desk.titles() == []
    asked = len(desk.model.of("translate"))
    del desk.model.spoils["judge"]
    desk.story.clock.move(hours=1)
    await daily(desk.story.desk)
    assert len(desk.titles()) == 2
    assert len(desk.model.of("translate")) == asked
