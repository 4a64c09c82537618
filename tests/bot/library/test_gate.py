"""A doubtful translation waits for an operator's word, not for ever; what it costs is counted; corrections teach."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pydantic import SecretStr
from starlette.responses import Response

from bot.app.clockwork import daily
from bot.cli.main import main
from bot.sandbox.chat import Message
from bot.sandbox.reader import Reader
from bot.sandbox.world import World
from bot.store import open_store
from bot.store.spending import Month, Spending
from content.files.check import read_library
from content.files.library import write_episode
from content.files.markdown import write
from content.translate.faults import BudgetReached
from content.translate.settings import TranslateSettings
from tests.bot.library.test_publishing import FEED, FeedServer
from tests.kit.clock import Clock
from tests.kit.model_server import Asked, Items, ModelServer, chat, serving
from tests.kit.story import Story, episode, segment

OPERATOR = 99
DOUBTFUL = {
    "source": "podcast",
    "name": "Field Notes",
    "title": "Counting Tokens",
    "guid": "b",
    "url": "https://www.youtube.com/watch?v=abc",
    "publishedAt": "2026-06-03T12:00:00.000Z",
    "transcript": "Ana | 00:00 - 00:20\nThe index has 175 billion entries by now, which is more than we hoped for.\n\n"
    "Bo | 00:20 - 00:40\nAnd every one of them is read at night while the whole office sleeps.",
}


def wrong(asked: Asked, items: Items) -> Response:
    """175 billion becomes 17.5 亿 wherever it stands."""
    for item in items:
        item["chinese"] = item["chinese"].replace("175 billion", "17.5 亿")
    return chat(json.dumps({"items": items}, ensure_ascii=False))


def confirmed(asked: Asked, items: Items) -> Response:
    """The way back has the wrong number, too."""
    return chat(json.dumps({"items": [item | {"english": "It has 1.75 billion."} for item in items]}))


@dataclass
class Desk:
    """The bot under test with what surrounds it."""

    story: Story
    operator: Reader
    model: ModelServer
    feed: FeedServer
    library: Path

    def cards(self, text: str) -> list[Message]:
        return [message for message in self.operator.received if text in message.text]

    def titles(self) -> list[str]:
        return sorted(entry.episode.title for entry in read_library(self.library).entries)


@asynccontextmanager
async def opened(
    url: str, clock: Clock, world: World, folder: Path, admins: frozenset[int] = frozenset({OPERATOR}), **money: Any
) -> AsyncIterator[Desk]:
    """A bot with a feed and a model, both on loopback."""
    library = folder / "episodes"
    library.mkdir()
    feed = FeedServer()
    async with await asyncio.start_server(feed.answer, "127.0.0.1", 0) as listening, serving(ModelServer()) as model:
        feed.address = listening.sockets[0].getsockname()[:2]
        settings = {
            "admin_ids": admins,
            "data_dir": folder,
            "episodes_dir": library,
            "bundled_episodes": False,
            "daily_feed_url": (f"http://127.0.0.1:{feed.address[1]}/feed.json",),
            "daily_at": 6 * 60,
            "fetch_allowed": frozenset({feed.address}),
        }
        translate = TranslateSettings(base_url=model.url, api_key=SecretStr("k"), model="m", **money)
        async with Story(url, clock, world, settings, translate).bot() as story:
            operator = story.reader(OPERATOR)
            await story.writes(operator, "/help")
            yield Desk(story, operator, model, feed, library)


@pytest.fixture
async def desk(sqlite_url: str, clock: Clock, world: World, tmp_path: Path) -> AsyncIterator[Desk]:
    async with opened(sqlite_url, clock, world, tmp_path) as running:
        yield running


@pytest.fixture
async def unattended(sqlite_url: str, clock: Clock, world: World, tmp_path: Path) -> AsyncIterator[Desk]:
    async with opened(sqlite_url, clock, world, tmp_path, admins=frozenset()) as running:
        yield running


@pytest.fixture
async def limited(sqlite_url: str, clock: Clock, world: World, tmp_path: Path) -> AsyncIterator[Desk]:
    async with opened(sqlite_url, clock, world, tmp_path, price_in=1.0, price_out=1.0, monthly_limit=0.02) as running:
        yield running


@pytest.fixture
async def poor(sqlite_url: str, clock: Clock, world: World, tmp_path: Path) -> AsyncIterator[Desk]:
    async with opened(sqlite_url, clock, world, tmp_path, price_in=1.0, price_out=1.0, monthly_limit=0.008) as running:
        yield running


def with_the_doubtful() -> dict[str, object]:
    """A day whose podcast comes out doubtful, with posts beside it."""
    return {**FEED, "podcasts": [DOUBTFUL]}


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


async def test_admin_shows_the_days_doubts_and_what_the_month_cost(limited: Desk) -> None:
    limited.model.spoils |= {"translate": wrong, "back": confirmed}
    limited.feed.feed = {**with_the_doubtful(), "x": []}
    await daily(limited.story.desk)
    told = (await limited.story.writes(limited.operator, "/admin")).text
    assert "近一天存疑 1 处，其中要紧的 1 处" in told
    assert "Counting Tokens · 第 1 段 · 数字：175 billion ↔ 17.5 亿" in told
    assert "上限 0.02" in told
    assert await limited.story.desk.press.purse.spent() == pytest.approx(len(limited.model.asked) * 0.0015)


async def test_when_the_month_is_used_up_operators_hear_of_it_once_and_the_next_month_goes_on(poor: Desk) -> None:
    poor.feed.feed = FEED
    for _ in range(3):
        await daily(poor.story.desk)
        poor.story.clock.move(hours=1)
    asked = len(poor.model.asked)
    assert asked * 0.0015 <= 0.008
    assert len(poor.cards("已到上限 0.01")) == 1
    poor.story.clock.move(days=31)
    await daily(poor.story.desk)
    assert len(poor.model.asked) > asked


async def test_at_four_fifths_of_the_month_operators_hear_of_it_once(limited: Desk) -> None:
    await limited.story.desk.press.purse.take(0.0155)
    limited.feed.feed = {**FEED, "podcasts": [], "x": []}
    await daily(limited.story.desk)
    assert limited.cards("八成") == []
    await limited.story.desk.press.purse.take(0.001)
    for _ in range(2):
        limited.story.clock.move(hours=1)
        await daily(limited.story.desk)
    (card,) = limited.cards("八成")
    assert card.text == "本月的翻译花费 0.02，已过上限 0.02 的八成。"


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


async def test_a_correction_teaches_the_term_base_and_can_be_taken_back(desk: Desk) -> None:
    taught = replace(segment(1), english="The queue is full.", chinese="queue（排队）满了。")
    sent = replace(episode("Sent by Hand", segments=(taught, segment(2))), draft=True)
    desk.operator.send_file("sent.md", write(sent).encode())
    await desk.story.settle()
    await desk.story.taps(desk.operator, "发布")
    reader = desk.story.reader()
    await desk.story.writes(reader, "/today")
    card = reader.received[-1]
    await desk.story.taps(reader, "▶ 开始阅读", card)
    await desk.story.taps(reader, "⋯", card)
    await desk.story.taps(reader, "🚩", card)
    await desk.story.taps(desk.operator, "改译文")
    desk.operator.reply(desk.operator.received[-1], "queue（队列）满了。")
    await desk.story.settle()
    told = desk.operator.received[-1]
    assert "queue → 队列（原为 排队）" in told.text
    (lesson,) = await desk.story.desk.store.lessons.all()
    assert (lesson.taught.headword, lesson.taught.chinese) == ("queue", "队列")
    desk.feed.feed = FEED
    await daily(desk.story.desk)
    (translated,) = [asked for asked in desk.model.of("translate") if "queue hides" in str(asked.user["translate"])]
    assert "排队" in json.dumps(translated.user["base"]["queue"], ensure_ascii=False)
    admin = await desk.story.writes(desk.operator, "/admin")
    await desk.story.taps(desk.operator, "学到的术语 1", admin)
    listed = desk.operator.received[-1]
    assert "queue → 队列" in listed.text
    await desk.story.taps(desk.operator, "✕ queue", listed)
    assert listed.text == "还没有从订正里学到术语。"
    assert await desk.story.desk.store.lessons.all() == ()
    await desk.story.taps(desk.operator, "✕ queue", told)
    assert told.text == "这一篇已经处理过了。"


async def spend_together(url: str, clock: Clock) -> None:
    """Two processes buy as much as they can from one month."""
    async with open_store(url) as one, open_store(url) as other:
        purses = [Month(Spending(store.database), 1.0, clock) for store in (one, other)]

        async def buy(purse: Month) -> bool:
            try:
                await purse.take(0.3)
            except BudgetReached:
                return False
            await purse.settle(0.3, 0.25)
            return True

        bought = await asyncio.gather(*(buy(purses[at % 2]) for at in range(12)))
        assert sum(bought) >= 3
        assert await purses[0].spent() <= 1.0
        assert await purses[0].spent() == pytest.approx(0.25 * sum(bought))
        clock.move(days=31)
        await purses[0].take(0.9)


async def test_two_processes_never_spend_together_more_than_the_month_has(sqlite_url: str, clock: Clock) -> None:
    await spend_together(sqlite_url, clock)


async def test_nor_do_they_on_postgresql(postgres_url: str, clock: Clock) -> None:
    await spend_together(postgres_url, clock)
