"""A reader's first day, from /start to tomorrow's push."""

import asyncio
from datetime import date

from tests.kit.story import Story, episode


async def test_start_greets_subscribes_and_brings_todays_digest_at_once(story: Story) -> None:
    await story.publish(episode())
    reader = story.reader()
    await story.writes(reader, "/start")
    greeting, card = reader.received
    assert greeting.text.startswith("欢迎来到 BuildSpeak。\n")
    assert "每天 08:00 送到 · 上海 · 中文" in greeting.text
    assert greeting.silent
    assert "On Measuring" in card.text
    assert not card.silent
    assert card.labels[0] == ["▶ 开始阅读"]


async def test_tomorrows_digest_comes_at_the_readers_time_and_once_however_often_it_ticks(story: Story) -> None:
    await story.publish(episode("One"), episode("Two", day=date(2026, 6, 5)))
    reader = story.reader()
    await story.writes(reader, "/start")
    await story.tick(hours=23, minutes=59)
    assert len(reader.received) == 2
    for _ in range(3):
        await story.tick(minutes=1)
    assert len(reader.received) == 3
    assert "Two" in reader.last.text


async def test_the_digest_is_read_forward_and_back_in_one_message(story: Story) -> None:
    await story.publish(episode(length=12))
    reader = story.reader()
    card = await story.writes(reader, "/start")
    await story.taps(reader, "▶ 开始阅读")
    seen = [card.text.split("\n")[0]]
    for _ in range(7):
        await story.taps(reader, "下一段 ▶")
        seen.append(card.text.split("\n")[0])
    assert [line.split(" · ")[1] for line in seen] == [f"{n}/8" for n in range(1, 9)]
    await story.taps(reader, "读完 ▶")
    assert card.text.startswith("读完了 · On Measuring")
    await story.taps(reader, "◀ 封面")
    assert card.labels[0] == ["↺ 再读一遍"]
    assert len(reader.received) == 2


async def test_two_bots_that_tick_at_once_bring_one_digest(story: Story) -> None:
    await story.publish(episode("One"), episode("Two", day=date(2026, 6, 5)))
    readers = [story.reader(number) for number in (7, 8, 9)]
    for reader in readers:
        await story.writes(reader, "/start")
    async with Story(story.url, story.clock, story.world).bot() as other:
        story.clock.move(days=1)
        await asyncio.gather(*(each.desk.courier.tick() for each in (story, other, story, other)))
    for reader in readers:
        assert len(reader.received) == 3
        assert "Two" in reader.last.text
