"""An operator publishes from the chat; a feed publishes by itself; readers report what is badly translated."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.handlers.publishing import daily
from bot.sandbox.reader import Reader
from bot.sandbox.transport import deliver
from bot.sandbox.world import World
from content.files.check import read_entry
from content.files.markdown import write
from content.translate.settings import TranslateSettings
from tests.kit.clock import Clock
from tests.kit.model_server import ModelServer, serving
from tests.kit.story import Story, episode, segment

OPERATOR = 99
FEED: dict[str, object] = {
    "generatedAt": "2026-06-04T06:00:00Z",
    "podcasts": [
        {
            "source": "podcast",
            "name": "Field Notes",
            "title": "Queues &amp; Patience",
            "guid": "a",
            "url": "https://www.youtube.com/watch?v=xyz",
            "publishedAt": "2026-06-03T12:00:00.000Z",
            "transcript": "Speaker 1 | 00:00 - 00:20\nA queue hides a slow worker until the day it cannot. We learned "
            "that from a cache.\n\nSpeaker 2 | 00:20 - 00:40\nSo you measured the latency first, and only then did "
            "you change the code that everyone blamed.",
        }
    ],
    "blogs": [],
    "x": [
        {
            "source": "x",
            "name": "Ada Tester",
            "handle": "adatests",
            "bio": "",
            "tweets": [
                {
                    "id": "1",
                    "text": "A good test fails for one reason, and tells you which.",
                    "createdAt": "2026-06-03T10:00:00.000Z",
                    "url": "https://x.com/adatests/status/1",
                    "likes": 42,
                }
            ],
        }
    ],
}


@dataclass
class FeedServer:
    """Answers every request with what the feed is now; None is a 404."""

    feed: dict[str, object] | None = None
    address: tuple[str, int] = ("127.0.0.1", 0)

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        status = "404 Not Found" if self.feed is None else "200 OK"
        body = json.dumps(self.feed).encode()
        head = f"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n"
        writer.write(head.encode() + body)
        await writer.drain()
        writer.close()


@pytest.fixture
async def feed() -> AsyncIterator[FeedServer]:
    server = FeedServer()
    async with await asyncio.start_server(server.answer, "127.0.0.1", 0) as listening:
        server.address = listening.sockets[0].getsockname()[:2]
        yield server


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "episodes"
    folder.mkdir()
    return folder


@pytest.fixture
async def story(
    sqlite_url: str, clock: Clock, world: World, tmp_path: Path, library: Path, feed: FeedServer
) -> AsyncIterator[Story]:
    """A bot with an operator, a folder of its own, a feed on loopback and a model that translates."""
    settings = {
        "admin_ids": frozenset({OPERATOR}),
        "data_dir": tmp_path,
        "episodes_dir": library,
        "bundled_episodes": False,
        "daily_feed_url": (f"http://127.0.0.1:{feed.address[1]}/feed.json",),
        "daily_at": 6 * 60,
        "fetch_allowed": frozenset({feed.address}),
    }
    async with serving(ModelServer()) as model:
        translate = TranslateSettings(base_url=model.url, api_key=SecretStr("k"), model="m")
        async with Story(sqlite_url, clock, world, settings, translate).bot() as running:
            yield running


@pytest.fixture
async def operator(story: Story) -> Reader:
    reader = story.reader(OPERATOR)
    await story.writes(reader, "/help")
    return reader


async def _sends(story: Story, reader: Reader, name: str, data: bytes) -> None:
    reader.send_file(name, data)
    await story.settle()


async def test_a_file_is_previewed_published_and_withdrawn_with_a_tap(
    story: Story, operator: Reader, library: Path
) -> None:
    draft = replace(episode("Sent by Hand"), draft=True)
    await _sends(story, operator, "sent.md", write(draft).encode())
    preview = operator.received[-1]
    assert "Sent by Hand" in preview.text
    assert preview.labels == [["✅ 发布", "🗑 丢弃"]]
    assert not list(library.glob("*.md"))
    await story.taps(operator, "发布")
    assert preview.text == "已发布：Sent by Hand"
    assert [path.name for path in library.glob("*.md")] == ["2026-06-04-the-test-bench-sent-by-hand.md"]
    reader = story.reader()
    await story.begins(reader)
    assert "Sent by Hand" in reader.received[-1].text
    card = reader.received[-1]
    await story.taps(operator, "撤下", preview)
    assert preview.text.startswith("撤下 Sent by Hand？")
    assert preview.labels == [["🚫 撤下", "留着"]]
    await story.taps(operator, "留着", preview)
    assert list(library.glob("*.md"))
    await story.taps(operator, "撤下", preview)
    await story.taps(operator, "撤下", preview)
    tap = await story.taps(reader, "▶ 开始阅读", card)
    assert tap.answer is not None
    assert "撤下" in tap.answer.text
    assert not list(library.glob("*.md"))
    await story.taps(operator, "↺ 恢复", preview)
    assert preview.text == "已发布：Sent by Hand"
    await story.taps(reader, "▶ 开始阅读", card)
    assert "part" in card.text


async def test_doubts_of_a_piece_that_was_sent_stand_on_its_card_and_among_the_days_until_it_is_discarded(
    story: Story, operator: Reader
) -> None:
    wrong = replace(
        segment(0), english="The index has 175 billion entries by now.", chinese="索引里如今有 17.5 亿个条目。"
    )
    sent = replace(episode("Sent by Hand"), segments=(replace(wrong, glosses=()),))
    await _sends(story, operator, "sent.md", write(sent).encode())
    preview = operator.received[-1]
    doubt = "第 1 段 · 数字：175 billion ↔ 17.5 亿"
    assert preview.text.endswith(f"译文存疑 1 处：\n{doubt}")
    told = await story.writes(operator, "/admin")
    assert "近一天存疑 1 处，其中要紧的 1 处" in told.text
    assert f"Sent by Hand · {doubt}" in told.text
    await story.taps(operator, "丢弃", preview)
    assert "近一天存疑" not in (await story.writes(operator, "/admin")).text


async def test_a_discarded_draft_is_gone_and_its_card_says_so(story: Story, operator: Reader, library: Path) -> None:
    await _sends(story, operator, "sent.md", write(replace(episode("Not This"), draft=True)).encode())
    card = operator.received[-1]
    await story.taps(operator, "丢弃")
    assert card.text == "已丢弃。"
    assert not list(library.rglob("*.md"))


async def test_a_broken_file_is_named_by_its_line_and_a_word_list_still_is_one(story: Story, operator: Reader) -> None:
    await _sends(story, operator, "broken.md", b"---\nkind: blog\n---\n\n## 1\n\nText\n")
    assert "没有发布" in operator.received[-1].text
    assert "broken.md 第 2 行：缺了 title：加一行 `title: …`" in operator.received[-1].text
    await _sends(story, operator, "words.txt", "moat\t护城河\n".encode())
    assert operator.received[-1].text == "读出 1 个词，还没有存。\n\nmoat · 护城河"


async def test_while_a_link_is_fetched_the_operators_next_message_is_answered(
    story: Story, operator: Reader, feed: FeedServer
) -> None:
    """The feed's server takes an https:// greeting for no request, and waits for the rest of it."""
    operator.send("https://{}:{}/talk".format(*feed.address))
    operator.send("/help")
    await deliver(story.world, story.app)
    assert [said.text.split("\n")[0] for said in operator.received[-2:]] == ["收到，正在读。", "怎么用"]
    await story.desk.player.close(within=0)


async def test_a_link_that_cannot_be_fetched_is_told_in_the_operators_language(story: Story, operator: Reader) -> None:
    told = await story.writes(operator, "https://127.0.0.1:9/talk")
    assert told.text.startswith("没有发布：https://127.0.0.1/talk")
    assert told.text.endswith("：没有抓取：这是内网地址")


async def test_a_reader_reports_and_an_operator_corrects_the_file(
    story: Story, operator: Reader, library: Path
) -> None:
    await _sends(story, operator, "sent.md", write(replace(episode("Sent by Hand"), draft=True)).encode())
    await story.taps(operator, "发布")
    reader = story.reader()
    await story.begins(reader)
    card = reader.received[-1]
    await story.taps(reader, "▶ 开始阅读", card)
    number = int(card.text.split("part ")[1].split()[0]) + 1
    await story.taps(reader, "⋯", card)
    tap = await story.taps(reader, "🚩", card)
    assert tap.answer is not None
    assert "谢谢" in tap.answer.text
    assert f"第 {number} 段" in operator.received[-1].text
    await story.taps(operator, "改译文")
    prompt = operator.received[-1]
    operator.reply(prompt, "这是编辑改好的译文，说的是 cache（缓存）。")
    await story.settle()
    assert operator.received[-1].text == f"已改好第 {number} 段，文件也更新了。"
    (path,) = library.glob("*.md")
    assert read_entry(path).episode.segments[number - 1].chinese == "这是编辑改好的译文，说的是 cache（缓存）。"
    await story.taps(reader, "返回", card)
    assert "编辑改好的译文" in card.text


async def test_a_report_can_be_taken_back_and_the_operators_hear_of_it(
    story: Story, operator: Reader, library: Path
) -> None:
    await _sends(story, operator, "sent.md", write(replace(episode("Sent by Hand"), draft=True)).encode())
    await story.taps(operator, "发布")
    reader = story.reader()
    await story.writes(reader, "/today")
    card = reader.received[-1]
    await story.taps(reader, "▶ 开始阅读", card)
    await story.taps(reader, "⋯", card)
    await story.taps(reader, "🚩 译文有误", card)
    await story.taps(reader, "🚩 收回反馈", card)
    assert operator.received[-1].text.startswith("🚩 读者收回了反馈：Sent by Hand")
    assert "🚩 译文有误" in [button.label for button in card.buttons]


async def test_the_feed_publishes_itself_once_a_day_translated_and_tells_the_operators(
    story: Story, operator: Reader, library: Path, feed: FeedServer
) -> None:
    feed.feed = FEED
    await daily(story.desk)
    told = operator.received[-1].text
    assert "Field Notes: Queues & Patience" in told
    assert "Ada Tester" in told
    assert len(list(library.glob("*.md"))) == 2
    before = len(operator.received)
    await daily(story.desk)
    assert len(operator.received) == before
    reader = story.reader()
    await story.begins(reader)
    card = reader.received[-1]
    assert "Queues & Patience" in card.text
    await story.taps(reader, "今日还有：1 位 builder", card)
    await story.taps(reader, "2")
    posts = reader.received[-1]
    await story.taps(reader, "▶ 开始阅读")
    assert "♥ 42" in posts.text
    assert any(entity.url == "https://x.com/adatests/status/1" for entity in posts.entities)
    assert "Ada Tester" in (await story.writes(reader, "/builders")).text


async def test_a_feed_issued_again_brings_nothing_and_is_called_stale_once(
    story: Story, operator: Reader, library: Path, feed: FeedServer
) -> None:
    feed.feed = FEED
    await daily(story.desk)
    published = sorted(library.glob("*.md"))
    stale = []
    for _ in range(4):
        story.clock.move(days=1)
        await daily(story.desk)
        stale.append("小时没有更新" in operator.received[-1].text)
    assert stale == [False, True, False, False]
    assert sorted(library.glob("*.md")) == published


async def test_a_feed_that_cannot_be_read_is_tried_again_and_said(
    story: Story, operator: Reader, library: Path, feed: FeedServer
) -> None:
    await daily(story.desk)
    assert "⚠️" in operator.received[-1].text
    feed.feed = FEED
    await daily(story.desk)
    assert not list(library.glob("*.md"))
    story.clock.move(hours=1)
    await daily(story.desk)
    assert len(list(library.glob("*.md"))) == 2


async def test_readers_have_no_hand_in_publishing(story: Story, operator: Reader, library: Path) -> None:
    await _sends(story, operator, "sent.md", write(replace(episode("Sent by Hand"), draft=True)).encode())
    data = operator.received[-1].buttons[0].data
    assert data is not None
    reader = story.reader()
    await story.begins(reader)
    tap = reader.press(reader.received[-1], data)
    await story.settle()
    assert tap.answer is not None
    assert not list(library.glob("*.md"))
    await _sends(story, reader, "mine.md", write(replace(episode("Mine"), draft=True)).encode())
    assert not list(library.rglob("*mine*"))
