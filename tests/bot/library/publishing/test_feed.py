"""A feed publishes by itself, and says what it could not read."""

from pathlib import Path

from bot.handlers.publishing import daily
from bot.sandbox.reader import Reader
from tests.kit.feed_server import FEED, FeedServer
from tests.kit.story import Story


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
